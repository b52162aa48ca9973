import { boostOperator, conservedCharges, nothingText } from '../charges/index.js';
import {
  type Coefficient,
  asGaussian,
  asRational,
  conjugateCoefficient,
  fourierComponents,
  fromNumber,
  isUndecided,
  rational,
  symbolsOf,
} from '../exact/index.js';
import { type CallNode, type Node, functions, writeTex } from '../language/index.js';
import { type Perturbation, perturb } from '../perturbation/index.js';
import {
  type Operator,
  adjoint,
  isHermitian,
  isHermitianLevels,
  lettersOf,
  operatorRange,
  overlap,
  rangeOnRing,
  reflect,
  spinFlip,
  squaredNorm,
  subtractOperators,
  sumOperators,
  symmetriesOf,
  timeReverse,
  translate,
} from '../spin/index.js';
import { type Span, limit, locate, refuse } from '../text/index.js';
import { notedChainSum } from './chain-sum.js';
import { checkedOrigin, crossProduct, dotProduct } from './arithmetic.js';
import { evaluateNode } from './evaluate.js';
import { expressValue } from './express.js';
import { plainName } from './assumptions.js';
import { type Scope, conjugating, protect, rootWithin, settle, whereItExists } from './scope.js';
import { realised } from './sites.js';
import { degreeOf } from './grade.js';
import { refuseUnknownOperator } from './names.js';
import { phaseOfSite } from './site-phase.js';
import { cos, exp, refuseInexactValue, refuseUndecided, sin } from './time.js';
import {
  type Value,
  asOperator,
  describe,
  isSaying,
  mapOperators,
  mapValue,
  nowhere,
  operatorValue,
  scalarValue,
  vectorValue,
  weightValue,
} from './value.js';

/** The arguments of one call: values with the substitutions around already made, and their places. */
interface Call {
  readonly node: CallNode;
  readonly scope: Scope;
  readonly values: readonly Value[];
}

/** A function of the language: how its value follows from its arguments. Sorted by what they are about. */
interface LanguageFunction {
  /** shown by ? in the REPL */
  readonly help: string;
  readonly example: string;
  /** does substituting parameters afterwards give the same as substituting before? */
  readonly natural: boolean;
  readonly apply: (call: Call) => Value;
}

const scalarFunction = (help: string, example: string, f: (c: Coefficient) => Coefficient): LanguageFunction => ({
  help,
  example,
  natural: true,
  apply: (call) => scalarValue(whereItExists(scalar(call, 0), call.scope, f)),
});

/** sin, cos and exp, whose argument may also grow by a multiple of π from site to site. */
const phaseFunction = (
  name: 'sin' | 'cos' | 'exp',
  help: string,
  example: string,
  f: (c: Coefficient) => Coefficient,
): LanguageFunction => ({
  help,
  example,
  natural: true,
  apply: (call) => {
    const [value] = call.values;
    return value?.kind === 'weight'
      ? locate(call.node.span, () => phaseOfSite(value, name, f, call.node.arguments[0]!.span))
      : scalarValue(whereItExists(scalar(call, 0), call.scope, f));
  },
});

/** Every function of the language. */
export const functionTable: ReadonlyMap<string, LanguageFunction> = new Map<string, LanguageFunction>([
  [
    'sqrt',
    {
      help: 'square root of a single term; parameters count as positive',
      example: 'sqrt(Δ/J)',
      natural: true,
      apply: (call) => scalarValue(rootWithin(scalar(call, 0), call.scope)),
    },
  ],
  ['sin', phaseFunction('sin', 'sine of (scalar)·t + phase, kept as Fourier modes', 'sin(ω t)', sin)],
  ['cos', phaseFunction('cos', 'cosine of (scalar)·t + phase, kept as Fourier modes', 'cos(ω t)', cos)],
  ['exp', phaseFunction('exp', 'exponential of i·((scalar)·t + phase), kept as a Fourier mode', 'exp(i ω t)', exp)],
  ['conj', scalarFunction('complex conjugate', 'conj(g)', conjugateCoefficient)],
  [
    'dag',
    {
      help: 'adjoint',
      example: 'dag(S+_j)',
      natural: true,
      apply: (call) => evaluateNode({ kind: 'adjoint', of: call.node.arguments[0]!, span: call.node.span }, call.scope),
    },
  ],
  [
    'dot',
    {
      help: 'scalar product of two vectors',
      example: 'dot(S_j, S_<j+1>)',
      natural: true,
      apply: ({ values, node, scope }) => dotProduct(values[0]!, values[1]!, node.span, scope),
    },
  ],
  [
    'cross',
    {
      help: 'cross product of two vectors',
      example: 'cross(S_j, S_<j+1>)',
      natural: true,
      apply: ({ values, node, scope }) => crossProduct(values[0]!, values[1]!, node.span, scope),
    },
  ],
  [
    'vector',
    {
      help: 'the vector with these three components',
      example: 'vector(Sx_j, Sy_j, Δ Sz_j)',
      natural: true,
      apply: vectorOf,
    },
  ],
  ['hermitian', { help: 'is A its own adjoint?', example: 'hermitian(C3)', natural: false, apply: hermitian }],
  ['range', { help: 'sites of the longest string of A', example: 'range(C3)', natural: false, apply: rangeOfArgument }],
  [
    'terms',
    {
      help: 'number of Pauli strings of A',
      example: 'terms(C3)',
      natural: false,
      apply: (call) => whole(operator(call, 0).terms.length),
    },
  ],
  [
    'support',
    {
      help: 'the sites A acts on; of a chain sum those of its density',
      example: 'support(S^z_0 S^z_2)',
      natural: false,
      apply: (call) => ({ kind: 'list', items: supportOf(operator(call, 0)) }),
    },
  ],
  [
    'symmetries',
    {
      help: 'the symmetries of A: Sz, translations, reflections, spin flip (π about x), time reversal, bond-centred π rotation',
      example: 'symmetries(C3)',
      natural: false,
      apply: (call) => ({ kind: 'list', items: symmetriesOf(operator(call, 0), call.scope.ring) }),
    },
  ],
  [
    'density',
    {
      help: 'the density of a chain sum at j = 0: every string with its first letter there',
      example: 'density(C3)',
      natural: true,
      apply: (call) =>
        operatorValue(densityOf(operator(call, 0), argument(call, 0).span), {
          free: true,
          fixed: false,
          weighted: false,
        }),
    },
  ],
  [
    'spinflip',
    {
      help: 'A with every spin turned by π about x',
      example: 'spinflip(H)',
      natural: true,
      apply: (call) => mapOf(call, spinFlip),
    },
  ],
  [
    'timereverse',
    {
      help: 'A under time reversal: S to -S, i to -i, t to -t',
      example: 'timereverse(H)',
      natural: false,
      apply: (call) => mapOf(call, timeReverse),
    },
  ],
  [
    'dimension',
    {
      help: 'the same as degree(A)',
      example: 'dimension(C3)',
      natural: false,
      apply: (call) => scalarValue(fromNumber(rational(degreeOf(operator(call, 0)), 2))),
    },
  ],
  [
    'degree',
    {
      help: 'power of energy that A carries: J, Δ, B, ω count 1; ε, γ, λ count 0',
      example: 'degree(C3)',
      natural: false,
      apply: (call) => scalarValue(fromNumber(rational(degreeOf(operator(call, 0)), 2))),
    },
  ],
  [
    'norm2',
    {
      help: 'Σ|c|² over the Pauli strings: the squared norm, per site for sums',
      example: 'norm2(C3)',
      natural: true,
      apply: (call) => scalarValue(squaredNorm(operator(call, 0))),
    },
  ],
  [
    'overlap',
    {
      help: 'inner product of A and B, the first conjugated; per site for sums',
      example: 'overlap(C3, C4)',
      natural: true,
      apply: (call) => scalarValue(overlap(operator(call, 0), operator(call, 1))),
    },
  ],
  [
    'reflect',
    { help: 'A with site j moved to -j', example: 'reflect(C3)', natural: true, apply: (call) => mapOf(call, reflect) },
  ],
  [
    'translate',
    {
      help: 'A moved by n sites (1 by default) to the right',
      example: 'translate(S^z_0, 2)',
      natural: true,
      apply: (call) => {
        const by = call.values.length > 1 ? integer(call, 1) : 1;
        return mapOf(call, (o) => translate(o, by));
      },
    },
  ],
  [
    'boost',
    {
      help: 'the boost operator -i Σ_j j h_<j,j+1> of a Hamiltonian, without a field that commutes with it',
      example: 'boost(H)',
      natural: false,
      apply: (call) => operatorValue(boostOperator(operator(call, 0)), { ...nowhere, weighted: true }),
    },
  ],
  [
    'charge',
    {
      help: 'the conserved charge C_n of a Hamiltonian by the boost recursion',
      example: 'charge(H, 3)',
      natural: false,
      apply: (call) => operatorValue(charge(call), nowhere),
    },
  ],
  [
    'perturb',
    {
      help: 'what a perturbation V does to a chain H0: symmetries, charges up to C_4 (or C_K, a third argument), currents',
      example: 'perturb(sum_j (-1)^j Sz_j, H)',
      natural: false,
      apply: (call) => ({ kind: 'perturbation', perturbation: perturbation(call) }),
    },
  ],
  [
    'latex',
    {
      help: 'the LaTeX text of a value',
      example: 'latex(C3)',
      natural: false,
      apply: ({ values }) => ({ kind: 'text', text: writeTex(expressValue(values[0]!)) }),
    },
  ],
  [
    'fourier',
    {
      help: 'the component of A that multiplies e^{i n ω t}',
      example: 'fourier(Hd, 1)',
      natural: false,
      apply: (call) => {
        const n = integer(call, 1);
        return mapCoefficientsOf(call, (c) => {
          const found = fourierComponents(c).find(({ multiple }) => multiple.den === 1 && multiple.num === n);
          return found?.coefficient ?? { terms: [] };
        });
      },
    },
  ],
]);

/**
 * The value of a function call.
 *
 * @diagnostic `conserved-part`, `argument-count`, `not-an-operator`, `not-a-scalar`
 */
export function callFunction(node: CallNode, scope: Scope): Value {
  const known = functionTable.get(node.function);
  // The one word that has no value: it names an ensemble.
  if (!known) {
    refuse(
      'conserved-part',
      'the conserved part of an operator is a sum over the eigenstates of a ring, which no exact expression holds',
      {
        span: node.span,
        hint: 'name it in the ensemble of a steady state: spinlaw steady … --ensemble "gge:C1,C2,conserved(JS)"; the part along a charge C is overlap(C, A)/norm2(C)',
      },
    );
  }
  const wanted = functions.get(node.function);
  if (wanted !== undefined && node.arguments.length !== wanted) {
    refuse(
      'argument-count',
      `${node.function} takes ${wanted} argument${wanted === 1 ? '' : 's'}, not ${node.arguments.length}`,
      {
        span: node.span,
        hint: `as in ${known.example}`,
      },
    );
  }
  const most = wanted ?? mostArguments.get(node.function) ?? 1;
  if (node.arguments.length > most) {
    refuse(
      'argument-count',
      `${node.function} takes at most ${most} argument${most === 1 ? '' : 's'}, not ${node.arguments.length}`,
      {
        span: node.span,
        hint: `as in ${known.example}`,
      },
    );
  }
  if (node.function === 'dag') return known.apply({ node, scope, values: [] });
  const angle = node.function === 'sin' || node.function === 'cos' || node.function === 'exp';
  const values = node.arguments.map((argument, k) => {
    if (takesOperator(node.function) && (k === 0 || (k === 1 && twoOperators.has(node.function)))) {
      // A scalar has Fourier components too.
      if (argument.kind === 'name' || node.function !== 'fourier') refuseUnknownOperator(argument, scope);
    }
    const ring = chainFunctions.has(node.function) ? undefined : scope.ring;
    const value = evaluateNode(argument, { ...scope, ring, angle: scope.angle || angle });
    if (conjugatingFunctions.has(node.function)) conjugating(value, scope);
    if (known.natural) return value;
    const settled = locate(argument.span, () => settle(value, scope.pending));
    if (decidingFunctions.has(node.function)) refuseUndecided(settled, argument.span, `${node.function}(…)`);
    // The answer will not show these parameters any more.
    const { assumptions } = scope.report;
    mapValue(settled, (c) => {
      for (const { name } of symbolsOf(c)) assumptions.settled.add(plainName(name));
      return c;
    });
    // Some of these functions conjugate; what they ask about is settled by now.
    conjugating(protect(settled, scope.pending), scope);
    return settled;
  });
  const result = realised(
    locate(node.span, () => known.apply({ node, scope, values })),
    node.span,
    scope,
  );
  return known.natural ? result : protect(result, scope.pending);
}

/**
 * Functions of a chain sum. On a ring they are taken on the infinite chain, where a Hamiltonian has its density, and
 * what they give is put on the ring.
 */
const chainFunctions: ReadonlySet<string> = new Set(['charge', 'boost', 'density']);

/** Functions that may have more than one argument although the language does not fix their number. */
const mostArguments: ReadonlyMap<string, number> = new Map([
  ['translate', 2],
  ['fourier', 2],
  ['charge', 2],
  ['perturb', 3],
]);

/**
 * Functions whose answer depends on which coefficients vanish. Whether a sum with a number such as cos(1) does, nobody
 * decides.
 */
const decidingFunctions = new Set([
  'range',
  'terms',
  'support',
  'symmetries',
  'degree',
  'dimension',
  'boost',
  'charge',
  'perturb',
]);

/** Functions that conjugate their argument, and may be taken before the substitutions around. */
const conjugatingFunctions = new Set(['conj', 'norm2', 'overlap']);

/** Functions whose first argument is an operator: a name nobody defined is refused there. */
const operatorFunctions = new Set([
  'hermitian',
  'range',
  'terms',
  'support',
  'symmetries',
  'density',
  'spinflip',
  'timereverse',
  'norm2',
  'overlap',
  'reflect',
  'translate',
  'boost',
  'charge',
  'fourier',
  'perturb',
]);

/** Functions of two operators. */
const twoOperators = new Set(['overlap', 'perturb']);

function takesOperator(name: string): boolean {
  return operatorFunctions.has(name);
}

function argument({ node }: Call, k: number): Node {
  const found = node.arguments[k];
  if (!found) {
    refuse('argument-count', `${node.function} needs one argument more`, {
      span: node.span,
      hint: `as in ${functionTable.get(node.function)!.example}`,
    });
  }
  return found;
}

function operator(call: Call, k: number): Operator {
  const { span } = argument(call, k);
  const value = call.values[k]!;
  const found = asOperator(value);
  if (!found) refuse('not-an-operator', `${call.node.function} takes an operator, not ${describe(value)}`, { span });
  return found;
}

function scalar(call: Call, k: number): Coefficient {
  const { span } = argument(call, k);
  const value = call.values[k]!;
  if (value.kind !== 'scalar')
    refuse('not-a-scalar', `${call.node.function} takes a scalar, not ${describe(value)}`, { span });
  return value.scalar;
}

function integer(call: Call, k: number): number {
  const { span } = argument(call, k);
  const value = asGaussian(scalar(call, k));
  const found = value && asRational(value);
  if (!found || found.den !== 1 || typeof found.num !== 'number') {
    refuse('not-an-integer', `${call.node.function} takes an integer here`, { span });
  }
  return found.num;
}

function vectorOf(call: Call): Value {
  const [x, y, z] = [0, 1, 2].map((k) => operator(call, k));
  return vectorValue(x!, y!, z!, checkedOrigin(call.values, call.node.span));
}

function hermitian(call: Call): Value {
  const value = call.values[0];
  const parts =
    value?.kind === 'vector' ? [value.x, value.y, value.z] : value?.kind === 'levels' ? [] : [operator(call, 0)];
  const isSo = value?.kind === 'levels' ? isHermitianLevels(value.levels) : parts.every(isHermitian);
  if (!isSo && value) {
    const difference = parts.flatMap((a) => subtractOperators(a, adjoint(a)).terms);
    // A − A† may have no coefficient but such as cos(1)^2 + sin(1)^2 − 1.
    if (difference.every((term) => isUndecided(term.coefficient)))
      refuseInexactValue(value, argument(call, 0).span, 'hermitian(…)');
  }
  return { kind: 'boolean', boolean: isSo };
}

function supportOf(o: Operator): string[] {
  const sites = new Set<number>();
  const chain = o.terms.some((t) => t.place === 'chain');
  if (chain && o.terms.some((t) => t.place === 'local')) {
    refuse('mixed-operator', 'a chain sum and a local operator together have no common support');
  }
  for (const term of o.terms) {
    const letters = lettersOf(term.word);
    for (let k = 0; k < letters.length; k++) if (letters[k] !== 'I') sites.add(term.site + k);
  }
  const sorted = [...sites].sort((a, b) => a - b);
  return sorted.map((s) => (chain ? `j${s === 0 ? '' : s > 0 ? `+${s}` : s}` : String(s)));
}

function rangeOfArgument(call: Call): Value {
  const { ring } = call.scope;
  const found = operator(call, 0);
  return whole(ring === undefined ? operatorRange(found) : rangeOnRing(found, ring));
}

function densityOf(o: Operator, span: Span): Operator {
  for (const term of o.terms) {
    if (term.place === 'local') {
      refuse('not-a-chain-sum', 'density takes a chain sum, and this operator stands at one place', {
        span,
        hint: 'as in density(sum_j S_j·S_<j+1>)',
      });
    }
    if (term.power > 0 || term.staggered) {
      refuse('not-translation-invariant', 'a sum with position weights has no density that is the same everywhere');
    }
  }
  return sumOperators(o.terms.map((term) => ({ terms: [{ ...term, place: 'local' as const }], cancelled: 0 })));
}

function whole(n: number): Value {
  return scalarValue(fromNumber(rational(n)));
}

function mapOf(call: Call, change: (o: Operator) => Operator): Value {
  argument(call, 0);
  const value = call.values[0]!;
  // A scalar is a multiple of the identity: time reversal conjugates it.
  if (value.kind === 'scalar') return weightValue(change(asOperator(value)!));
  if (isSaying(value) || value.kind === 'levels') {
    refuse('not-an-operator', `${call.node.function} takes an operator, not ${describe(value)}`, {
      span: call.node.span,
    });
  }
  return mapOperators(value, change);
}

function mapCoefficientsOf(call: Call, change: (c: Coefficient) => Coefficient): Value {
  const value = call.values[0]!;
  if (isSaying(value)) operator(call, 0);
  return mapValue(value, change);
}

function perturbation(call: Call): Perturbation {
  const upto = call.values.length > 2 ? integer(call, 2) : undefined;
  if (upto !== undefined && upto < 2) {
    refuse('charge-number', `charges are numbered from 2, not ${upto}`, {
      span: argument(call, 2).span,
      hint: 'as in perturb(V, H0, 5)',
    });
  }
  if (upto !== undefined && upto > maxCharge)
    limit('charge-too-long', `charges go up to ${maxCharge}`, { span: argument(call, 2).span });
  return perturb(summed(call, 0), summed(call, 1), { ...(upto !== undefined && { upto }) });
}

/** A density with a free j stands for its sum over the chain, and a note says so. */
function summed(call: Call, k: number): Operator {
  return notedChainSum(call.values[k]!, argument(call, k).span, call.scope.report) ?? operator(call, k);
}

/** Highest charge charge() makes. */
const maxCharge = 31;

function charge(call: Call): Operator {
  const hamiltonian = summed(call, 0);
  const n = integer(call, 1);
  if (n < 2) {
    refuse('charge-number', `charges are numbered from 2, not ${n}`, {
      span: argument(call, 1).span,
      hint: 'C_2 is the Hamiltonian; C_1 = sum_j Sz_j is not made by the boost',
    });
  }
  if (n > maxCharge) limit('charge-too-long', `charge() goes up to ${maxCharge}`, { span: argument(call, 1).span });
  const { charges } = conservedCharges(hamiltonian, { upto: n });
  for (const found of charges) {
    if (!found.commutes) {
      refuse(
        'recursion-fails',
        `the boost recursion ends: C_${found.index} does not commute with the Hamiltonian, so there is no C_${found.index + 1}`,
        {
          span: call.node.span,
          hint: 'spinlaw charges shows the residual',
        },
      );
    }
    if (found.index === n) {
      if (found.nothing) call.scope.report.notes.push({ message: nothingText(n, found.nothing), span: call.node.span });
      return found.operator();
    }
  }
  // The generator ends early only at an entry that does not commute.
  throw new Error(`no charge ${n}`);
}
