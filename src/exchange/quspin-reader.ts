import { type Coefficient, fromGaussian, gaussian, multiplyCoefficients } from '../exact/index.js';
import { type Component, type Operator, countY } from '../spin/index.js';
import { type Source, type Span, locate, refuse } from '../text/index.js';
import { checkedSite, productOfLetters } from './letters.js';
import { domainOf } from './python/arithmetic.js';
import { type Call, bind, checkSwitch, coefficientOf, expectList, wholeOf } from './python/call.js';
import type { Library } from './python/library.js';
import { Machine } from './python/machine.js';
import { workPerWord } from './python/list-work.js';
import { type Basis, type PythonValue, described, itemsOf, pythonOperatorValue } from './python/values.js';
import type { Remark } from './format.js';
import { brokenBy } from './quspin-sectors.js';
import { leaf, total } from './sum.js';

/**
 * The meaning of the letters of a list: the factor of x, y, z, and the factor of + and − in factor · (σ^x ± iσ^y)/2.
 */
interface Convention {
  readonly component: Coefficient;
  readonly ladder: Coefficient;
}

const ratio = (num: number, den = 1): Coefficient => fromGaussian(gaussian(num, 0, den));
const conventions: ReadonlyMap<string, Convention> = new Map([
  ['1', { component: ratio(1), ladder: ratio(2) }],
  ['0', { component: ratio(1, 2), ladder: ratio(1) }],
  ['-1', { component: ratio(1), ladder: ratio(1) }],
]);

/** Arguments of a basis that select a part of its states, without changing the meaning of the letters. */
const sectors = ['Nup', 'm', 'a', 'kblock', 'pblock', 'zblock', 'zAblock', 'zBblock', 'pzblock'];

function conventionOf(value: PythonValue | undefined): string {
  if (value === undefined) return '1';
  const given = value.kind === 'constant' && value.value !== null ? Number(value.value) : wholeOf(value);
  const text = String(given);
  if (given !== undefined && conventions.has(text)) return text;
  return refuse('bad-convention', 'this value of pauli is unknown', {
    span: value.span,
    expected: [...conventions.keys()].map((key) => `pauli=${key}`),
  });
}

function writtenAt({ source, start, end }: Span): string {
  return source.text.slice(start, end);
}

function basisOf(call: Call, sites: string): Basis {
  const named = sectors.filter((name) => name !== 'Nup' && name !== 'm');
  const bound = bind(call, [sites, 'Nup', 'm', 'S', 'pauli', '*', ...named], 1);
  const spin = bound.get('S');
  if (spin && !(spin.kind === 'string' && spin.text === '1/2')) {
    const given =
      spin.kind === 'string' ? `"${spin.text}"` : spin.kind === 'number' ? writtenAt(spin.span) : described(spin);
    refuse('not-spin-half', `S=${given}: only spins 1/2 are read`, { span: spin.span, expected: ['S="1/2"'] });
  }
  const length = bound.get(sites)!;
  const count = wholeOf(length);
  if (count === undefined || count < 1)
    refuse('bad-argument', `${sites} is the number of sites`, { span: length.span });
  const cell = bound.has('a') ? wholeOf(bound.get('a')!) : 1;
  if (cell === undefined || cell < 1 || count % cell !== 0)
    refuse('bad-argument', `a is the number of sites a cell, a divisor of ${count}`, { span: bound.get('a')!.span });
  const chosen = sectors.flatMap((name) => {
    const value = bound.get(name);
    if (value === undefined || name === 'a' || (value.kind === 'constant' && value.value === null)) return [];
    return [{ name, span: value.span, cell }];
  });
  return { sites: count, convention: conventionOf(bound.get('pauli')), sectors: chosen };
}

/** `["xy", [[0.5, 0, 1], …]]` */
function staticEntry(entry: PythonValue, { convention, sites: most }: Basis, spend: Call['spend']): Operator[] {
  const [letters, couplings, ...more] = expectList(entry, 'a list in [ ]');
  if (letters?.kind !== 'string' || couplings === undefined || more.length > 0) {
    refuse('bad-entry', 'an entry of a static list is a string and a list of couplings', {
      span: entry.span,
      expected: ['["xx", [[0.5, 0, 1]]]'],
    });
  }
  const { text } = letters;
  if (text.includes('|'))
    refuse('not-spin-half', `"${text}" joins two bases with |, and only spins 1/2 are read`, { span: letters.span });
  if (!/^[xyzI+-]*$/u.test(text)) {
    refuse('bad-letters', `"${text}" is no string of spin operators`, {
      span: letters.span,
      expected: ['x, y, z, I, + and -'],
    });
  }
  const scale = conventions.get(convention)!;
  const items = expectList(couplings, 'a list of couplings');
  spend(workPerWord * items.length);
  return items.map((coupling) => {
    const [first, ...sites] = expectList(coupling, 'a list in [ ]');
    if (first === undefined || sites.length !== text.length) {
      refuse(
        'bad-coupling',
        `a coupling of "${text}" is a number and ${text.length} site${text.length === 1 ? '' : 's'}`,
        { span: coupling.span },
      );
    }
    return locate(coupling.span, () =>
      couplingOperator(
        text,
        coefficientOf(first),
        sites.map((site) => siteOf(site, most)),
        scale,
      ),
    );
  });
}

function couplingOperator(text: string, coupling: Coefficient, sites: readonly number[], scale: Convention): Operator {
  let coefficient = coupling;
  const factors: (readonly [Component, number])[] = [];
  [...text].forEach((letter, k) => {
    if (letter === 'I') return;
    coefficient = multiplyCoefficients(coefficient, letter === '+' || letter === '-' ? scale.ladder : scale.component);
    factors.push([letter as Component, sites[k]!]);
  });
  return productOfLetters(factors, coefficient);
}

function siteOf(value: PythonValue, most: number | undefined): number {
  const site = checkedSite(wholeOf(value), value.span);
  if (most !== undefined && site >= most)
    refuse('bad-site', `site ${site} is not on the chain of ${most} sites`, { span: value.span });
  return site;
}

function staticOperators(list: PythonValue, basis: Basis, spend: Call['spend']): Operator[] {
  const entries = expectList(list, 'a static list');
  spend(entries.length);
  return entries.flatMap((entry) => staticEntry(entry, basis, spend));
}

function refuseDynamic(span: Span): never {
  refuse('dynamic-list', 'a dynamic list calls Python functions, which are not read', {
    span,
    hint: 'give the static list alone, with dynamic = []',
  });
}

const otherSpaces = [
  'spinless_fermion_basis_1d',
  'spinless_fermion_basis_general',
  'spinful_fermion_basis_1d',
  'spinful_fermion_basis_general',
  'boson_basis_1d',
  'boson_basis_general',
  'photon_basis',
  'ho_basis',
  'tensor_basis',
  'user_basis',
  'basis_1d',
  'basis_general',
];

/** Arguments of `hamiltonian` that do not change the operator. */
const indifferent = ['static_fmt', 'dynamic_fmt', 'copy', 'check_symm', 'check_herm', 'check_pcon'];

/** Reads one file. Its bases are collected for a static list that is not passed to a `hamiltonian`. */
class QuspinFile {
  private readonly bases: Basis[] = [];

  constructor(private readonly remark: Remark) {}

  /**
   * The operator is read on all states. Remarks which part of them the basis selects, and whether the operator leaves
   * it invariant.
   */
  private remarkSectors(operator: Operator, { sectors: chosen, sites }: Basis): void {
    const [first] = chosen;
    if (first === undefined || sites === undefined) return;
    const names = chosen.map(({ name }) => name).join(', ');
    const broken = chosen.flatMap(({ name, cell }) => {
      const why = brokenBy(operator, name, sites, cell);
      return why === undefined ? [] : [`${name}: ${why}`];
    });
    const all = `${names} ${chosen.length === 1 ? 'chooses' : 'choose'} a part of the states; the operator is read on all states of ${sites} sites`;
    this.remark(broken.length === 0 ? all : `${all}, and leaves that part (${broken.join('; ')})`, first.span);
  }

  readonly dialect: Library = {
    title: 'QuSpin',
    root: 'quspin',
    names: new Map([
      ['hamiltonian', 'quspin.operators'],
      ['spin_basis_1d', 'quspin.basis'],
      ['spin_basis_general', 'quspin.basis'],
    ]),
    refused: new Map([
      ...otherSpaces.map((name) => [name, 'only spins 1/2 are read'] as const),
      ['quantum_operator', 'its parts have no fixed coefficients'],
      ['quantum_LinearOperator', 'only hamiltonian(…) is read'],
      ['exp_op', 'an exponential is not read'],
    ]),
    instead: 'write the list out, or run it in Python and give what print(static) shows',
    wanted: 'static list and no hamiltonian(…)',
    product: '*',
    addsNumbers: false,
    changesInPlace: true,
    isOperator: (value) => value.kind === 'operator' || (value.kind === 'list' && isStaticList(value.list.items)),
    typeOf: () => 'hamiltonian',
    beforeAssign(name, node) {
      if (/^dynamic(?:_list)?$/u.test(name) && (node.kind === 'list' || node.kind === 'tuple') && node.items.length > 0)
        refuseDynamic(node.span);
    },
    call: (name, call) => {
      if (name === 'hamiltonian') return this.hamiltonian(call);
      if (name !== 'spin_basis_1d' && name !== 'spin_basis_general') return undefined;
      return {
        kind: 'basis',
        basis: this.newBasis(basisOf(call, name === 'spin_basis_1d' ? 'L' : 'N')),
        span: call.span,
      };
    },
  };

  private newBasis(basis: Basis): Basis {
    this.bases.push(basis);
    return basis;
  }

  /** hamiltonian(static, dynamic, basis=basis, dtype=np.complex128) */
  private hamiltonian(call: Call): PythonValue {
    const bound = bind(
      call,
      ['static_list', 'dynamic_list', 'N', 'basis', 'shape', 'dtype', ...indifferent, '*', 'pauli', 'S', ...sectors],
      2,
    );
    const dynamic = bound.get('dynamic_list')!;
    if (expectList(dynamic, 'a dynamic list').length > 0) refuseDynamic(dynamic.span);
    if (bound.has('shape'))
      refuse('bad-argument', 'the shape of a matrix is not read: give a basis', { span: bound.get('shape')!.span });
    for (const name of ['check_symm', 'check_herm', 'check_pcon', 'copy']) checkSwitch(bound.get(name), name);
    const list = bound.get('static_list')!;
    const basis = this.basisOfCall(call, bound);
    const sum = leaf(staticOperators(list, basis, call.spend));
    this.remarkSectors(total(sum), basis);
    const domain = domainOf(bound.get('dtype'));
    if (domain === 'real') checkReal(total(sum), bound.get('dtype')!.span);
    return pythonOperatorValue({ type: 'hamiltonian', sum, sites: basis.sites }, call.span);
  }

  private basisOfCall(call: Call, bound: ReadonlyMap<string, PythonValue>): Basis {
    const basis = bound.get('basis');
    if (basis?.kind === 'basis') {
      const stray = call.operands.find(({ name }) => name !== undefined && ['pauli', 'S', ...sectors].includes(name));
      if (stray) refuse('bad-argument', `${stray.name!} belongs to the basis`, { span: stray.span });
      return basis.basis;
    }
    if (basis && !(basis.kind === 'constant' && basis.value === null))
      refuse('bad-argument', `a basis is a call of spin_basis_1d, and this is ${described(basis)}`, {
        span: basis.span,
      });
    if (!bound.has('N'))
      refuse('bad-argument', 'hamiltonian has neither a basis nor a number of sites', {
        span: call.span,
        expected: ['basis=spin_basis_1d(4)', 'N=4'],
      });
    const own = call.operands.flatMap((operand, k) => {
      if (k === 2 && operand.name === undefined) return [{ ...operand, name: 'N' }];
      return operand.name !== undefined && ['N', 'pauli', 'S', ...sectors].includes(operand.name) ? [operand] : [];
    });
    return this.newBasis(basisOf({ ...call, operands: own }, 'N'));
  }

  read(source: Source): Operator {
    const machine = new Machine(source, this.dialect);
    const value = machine.run();
    if (value.kind === 'operator') return total(value.object.sum);
    for (const name of ['pauli', 'S']) {
      const held = machine.names.get(name);
      // A variable called S may be an ordinary number, so only a text is refused.
      if (held && this.bases.length === 0 && (name === 'pauli' || held.value.kind === 'string')) {
        refuse('bad-convention', `${name} is a name here, and no basis takes it`, {
          span: held.span,
          hint: `write it into the basis: basis = spin_basis_1d(4, ${name === 'S' ? 'S="1/2"' : 'pauli=1'})`,
        });
      }
    }
    const [first = { sites: undefined, convention: '1', sectors: [] }, ...others] = this.bases;
    if (others.some(({ convention }) => convention !== first.convention)) {
      refuse('bad-convention', 'the bases have different conventions, and no hamiltonian takes one of them', {
        span: value.span,
        hint: 'say which: H = hamiltonian(static, [], basis=basis)',
      });
    }
    const sites = others.every((basis) => basis.sites === first.sites) ? first.sites : undefined;
    const operator = total(leaf(staticOperators(value, { ...first, sites }, machine.spend)));
    for (const basis of this.bases) this.remarkSectors(operator, basis);
    return operator;
  }
}

function isStaticList(items: readonly PythonValue[]): boolean {
  return items.length > 0 && items.every((item) => itemsOf(item)?.[0]?.kind === 'string');
}

/**
 * Refuses complex matrices where the type of numbers is real. Y is imaginary, so a word with an odd number of Y needs
 * an imaginary coefficient.
 */
function checkReal(operator: Operator, span: Span): void {
  for (const { word, coefficient } of operator.terms) {
    const odd = countY(word) % 2 === 1;
    if (coefficient.terms.every(({ value }) => (odd ? value.re : value.im) === 0)) continue;
    refuse('bad-argument', 'the matrix is complex, and this type of number is real: QuSpin refuses it, too', {
      span,
      expected: ['dtype=np.complex128'],
    });
  }
}

/**
 * The operator of Python source that uses QuSpin: `hamiltonian(static, [], basis=basis)`, sums and products of such
 * operators, or a static list. The basis determines the meaning of the letters: Pauli matrices with `pauli=1`, QuSpin's
 * default, and `pauli=-1`, and spins with `pauli=0`. Arguments such as `Nup` and `kblock` select states. The operator
 * is read on all states, and a remark says so, and whether the operator leaves the selected part invariant.
 */
export function readQuspin(source: Source, remark: Remark): Operator {
  return new QuspinFile(remark).read(source);
}
