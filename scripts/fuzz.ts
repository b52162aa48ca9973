// npm run fuzz -- [--runs 1000000] [--seed N] [--from K] [--patience SECONDS]
//
// Feeds the built package with sentences of the grammar, well-typed programs, damaged ones, random characters, and
// claims with a slip of the hand. It stops at the first that crashes, hangs, has two parses, does not print back to
// itself, or means something else than an independent reader finds in it (scripts/slips); the input is shown. Case K of
// a seed is always the same text, so `--seed N --from K --runs 1` runs it again.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { Notation, Value } from '../src/meaning/index.js';
import type { LevelEntry, Operator } from '../src/spin/index.js';
import type { Diagnostic } from '../src/text/index.js';
import { Chance, type Place } from './chance.js';
import { type SlipRooms, checkSlip, slipCase } from './slips/index.js';

// --- sentences of the grammar -------------------------------------------------------------------------------------

const sites = ['_j', '_<j+1>', '_{j+1}', '_{j-2}', 'ⱼ₊₁', '_0', '_3', '_<-1>', '_{2}'];
const spins = [
  'S',
  "S'",
  "S''",
  'σ',
  '\\vec S',
  '\\mathbf{S}',
  'Sz',
  'S^x',
  'S+',
  'S^-',
  'σ^+',
  "S'^z",
  'Ŝ',
  'X',
  'Y',
  'Z',
];
/** Spellings of the words that the lexer makes, by the names the grammar gives them. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  name: ['A', 'J', 'Δ', '\\Delta', 'C_3', 'eps_d', 'λ_z', 'g', 'B_j', 'h', 'pi', 'ω'],
  sited: ['h_<j,j+1>', 'h_{j,j+1}', 'm_<j>', 'h_<0,1>', 'm_{j+2}'],
  letter: ['i', 'j', 't'],
  boson: ['a_j', 'a†_j', 'a_{j+1}^\\dagger', 'a_<0>'],
  fermion: ['c_j', 'c†_j', 'n_{j,up}', 'c^\\dagger_{j\\uparrow}', 'c_<3j+1>', 'n_<0>'],
  level: ['|1><2|', '|2⟩⟨2|', '\\ket{3}\\bra{1}'],
  ket: ['|udud>', '|↑↓⟩', '\\ket{ud}'],
  number: ['0', '1', '2', '3', '0.5', '12', '1e3', '2.5e-3'],
  claim: ['prove:', 'prove name:', 'refute a-1 cites chain (16):', 'prove cites "a text":'],
  sum: ['sum_j', 'Σ_j', '\\sum_{j}', '∑ⱼ'],
  hc: ['h.c.', 'H.c.', '\\mathrm{h.c.}'],
  word: [
    'sqrt',
    'cos',
    'sin',
    'exp',
    'conj',
    'dag',
    'dot',
    'cross',
    'hermitian',
    'range',
    'norm2',
    'overlap',
    'degree',
    'terms',
    'support',
    'symmetries',
    'reflect',
    'translate',
    'spinflip',
    'timereverse',
    'density',
    'fourier',
    'charge',
    'boost',
    'vector',
    'latex',
  ],
  texWord: ['\\cos', '\\sin', '\\exp'],
  root: ['√', '\\sqrt'],
  fraction: ['\\frac', '\\tfrac'],
  shortFraction: ['\\frac12'],
  exponential: ['e'],
  point: ['δ', 'delta', '\\delta'],
  dagger: ['†', '^\\dagger', '^{†}'],
  power_j: ['^j'],
  component: ['^z', '_x', '^{y}'],
  finite: ['on ring', 'on open'],
};
const literals: Readonly<Record<string, readonly string[]>> = {
  '×': ['×', '><', '\\times'],
  '·': ['·', '.', '\\cdot'],
  '*': ['*'],
  '{': ['{', '\\{'],
  '}': ['}'],
};

interface GrammarRule {
  readonly name: string;
  /** names of rules, and words of the lexer by their kind or as they are written */
  readonly symbols: readonly (string | { readonly literal?: string; readonly type?: string })[];
}

/** The grammar as nearley compiles it; its types know no words of a lexer. */
export interface CompiledGrammar {
  readonly ParserRules: readonly { readonly name: string; readonly symbols: readonly unknown[] }[];
  readonly ParserStart: string;
}

/** How deep each rule must go at least. */
function heights(rules: readonly GrammarRule[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const { name, symbols } of rules) {
      const height = 1 + Math.max(0, ...symbols.map((s) => (typeof s === 'string' ? (found.get(s) ?? Infinity) : 0)));
      if (height < (found.get(name) ?? Infinity)) {
        found.set(name, height);
        changed = true;
      }
    }
  }
  return found;
}

/** Expands the grammar at random; beyond a depth, by the shortest way to an end. */
export function sentenceMaker({
  ParserRules,
  ParserStart,
}: CompiledGrammar): (chance: Chance, depth: number) => string {
  const rules = ParserRules as readonly GrammarRule[];
  const byName = new Map<string, GrammarRule[]>();
  for (const rule of rules) byName.set(rule.name, [...(byName.get(rule.name) ?? []), rule]);
  const height = heights(rules);
  const ruleHeight = (rule: GrammarRule): number =>
    Math.max(0, ...rule.symbols.map((s) => (typeof s === 'string' ? height.get(s)! : 0)));
  return (chance, depth) => {
    const words: string[] = [];
    const expand = (symbol: GrammarRule['symbols'][number], left: number): void => {
      if (typeof symbol !== 'string') {
        const options =
          symbol.literal === undefined
            ? (spellings[symbol.type!] ?? (symbol.type === 'spin' ? undefined : [symbol.type!]))
            : (literals[symbol.literal] ?? [symbol.literal]);
        words.push(options ? chance.one(options) : chance.one(spins) + chance.one(sites));
        return;
      }
      let options = byName.get(symbol)!;
      if (left <= 0) {
        const least = Math.min(...options.map(ruleHeight));
        options = options.filter((rule) => ruleHeight(rule) === least);
      }
      for (const next of chance.one(options).symbols) expand(next, left - 1);
    };
    expand(ParserStart, depth);
    // Words of functions and of exponentials touch their bracket.
    return words.reduce(
      (text, word) =>
        text +
        (/(?:[A-Za-z]|√)$/u.test(text) && word === '(' ? '' : text === '' || chance.below(8) === 0 ? '' : ' ') +
        word,
      '',
    );
  };
}

// --- well-typed programs ------------------------------------------------------------------------------------------

/** Sentences whose types fit, over parameters J, Δ, ω, g (complex), with definitions that they use. */
class Author {
  /** @param rare  one program in so many is a heavy one; none where it is 0 */
  constructor(
    private readonly c: Chance,
    private readonly rare: number,
  ) {
    this.chain = c.one(['spins', 'spins', 'steps', 'cells', 'fermions']);
  }
  /** One spin at a site, sites in steps under sums, two spins in a cell, or two species of fermions beside them. */
  private readonly chain: 'spins' | 'steps' | 'cells' | 'fermions';
  scalar(d: number): string {
    const { c } = this;
    if (d <= 0)
      return c.one(['J', 'Δ', '2', '1/2', 'i', '0.3', 'g', 'sqrt(2)', 'λ_z', '\\frac{J}{2}', 'e^{i ω t}', 'cos(ω t)']);
    return c.call(
      () => this.scalar(0),
      () => `(${this.scalar(d - 1)} ${c.one(['+', '-'])} ${this.scalar(d - 1)})`,
      () => `${this.scalar(d - 1)} ${c.one(['', '*', '/'])} ${this.scalar(0)}`,
      () => `(${this.scalar(d - 1)})^${c.one(['2', '3', '-1', '(1/2)'])}`,
      () => `${c.one(['conj', 'sqrt', '√'])}(${this.scalar(d - 1)})`,
      () => `${c.one(['sin', 'cos'])}(${c.one(['ω', '2 ω', '3/2 ω'])} t${c.one(['', ' + π/6', ' - π', ' + 0.3'])})`,
      () => `exp(i π ${c.one(['/6', '/3', '/12', '/7', ''])})`,
    );
  }
  site(place: Place): string {
    if (this.chain === 'cells')
      return this.c.one(
        place === 'under a sum' ? ['_{j,1}', '_{j+1,2}', '_{<j-1>,1}'] : ['_{0,1}', '_{2,2}', '_{j,1}'],
      );
    if (this.chain === 'fermions')
      return this.c.one(
        place === 'under a sum' ? ['_{j,up}', '_{j+1,down}', '_{j\\uparrow}'] : ['_{0,up}', '_{1,down}', '_{j,↓}'],
      );
    if (this.chain === 'steps' && place === 'under a sum')
      return this.c.one(['_<3j>', '_<3j+1>', '_{3j-1}', '_{3j+5}']);
    return this.c.one(
      place === 'under a sum'
        ? ['_j', '_<j+1>', '_{j+1}', '_<j-1>', '_<j+2>', 'ⱼ']
        : ['_0', '_1', '_2', '_3', '_j', '_<j+1>', '_<0>'],
    );
  }
  vector(d: number, place: Place): string {
    const { c } = this;
    const site = () => c.one(['S', "S'", "S''", 'σ', '\\vec S', '\\mathbf{S}']) + this.site(place);
    if (d <= 0) return site();
    return c.call(
      site,
      () => `${this.vector(0, place)}${c.one(['×', ' >< ', ' \\times '])}${this.vector(0, place)}`,
      () => `(${this.vector(d - 1, place)} ${c.one(['+', '-'])} ${this.vector(d - 1, place)})`,
      () => `${this.scalar(0)} (${this.vector(d - 1, place)})`,
      () => `cross(${this.vector(d - 1, place)}, ${this.vector(d - 1, place)})`,
      () => `vector(${this.operator(0, place)}, ${this.operator(0, place)}, ${this.operator(0, place)})`,
    );
  }
  /** An operator under a sum, or at sites of its own. */
  operator(d: number, place: Place): string {
    const { c } = this;
    const letter = () =>
      c.one(['X', 'Y', 'Z', 'Sx', 'S^y', 'S^z', 'S+', 'S-', 'S^+', "S'^x", "S''^z", 'σ^+']) + this.site(place);
    if (d <= 0) return letter();
    const hopping = () =>
      this.chain === 'fermions'
        ? `${c.one(['c†', 'c', 'c^\\dagger'])}${this.site(place)} ${c.one(['c', 'c†', 'n'])}${this.site(place)}`
        : `${letter()} ${letter()}`;
    return c.call(
      letter,
      hopping,
      hopping,
      () => `${letter()} ${letter()} + h.c.`,
      () => `${this.scalar(d - 1)} ${letter()}`,
      () => `(${this.vector(d - 1, place)})${c.one(['·', ' . ', '\\cdot '])}(${this.vector(d - 1, place)})`,
      () => `(${this.vector(d - 1, place)})^${c.one(['x', 'y', 'z'])}`,
      () => `(${this.operator(d - 1, place)}) (${this.operator(d - 1, place)})`,
      () => `(${this.operator(d - 1, place)} ${c.one(['+', '-'])} ${this.operator(d - 1, place)})`,
      () => `(${this.operator(d - 1, place)})${c.one(['†', '^\\dagger', '^2', '^3'])}`,
      () => `[${this.operator(d - 1, place)}, ${this.operator(d - 1, place)}]`,
      () => `{${this.operator(d - 1, place)}, ${this.operator(d - 1, place)}}`,
      () => `(${this.operator(d - 1, place)} ${c.one(['+', '-'])} h.c.)`,
      () => `${letter()} ${c.one(['(a_j + a†_j)', '(a_{j+1} + a_{j+1}^\\dagger)', '(a†_<j-1> + a_<j-1>)'])}`,
      () =>
        place === 'under a sum'
          ? `${c.one(['j', '(-1)^j', '(-1)^(j+1)', 'j^2', '(-1)^j j', 'i^j', 'cos(2 π j/3)', 'exp(i φ j)'])} ${this.operator(d - 1, place)}`
          : letter(),
      () => (place === 'under a sum' ? c.one(['h_<j,j+1>', 'h_{j-1,j}']) : 'h_<0,1>'),
    );
  }
  /** An expression. */
  whole(d: number): string {
    const { c } = this;
    const sum = () => `${this.scalar(0)} ${c.one(['sum_j', 'Σ_j', '\\sum_j'])} ${this.operator(2, 'under a sum')}`;
    if (d <= 0)
      return c.call(
        sum,
        sum,
        () => this.operator(2, 'by itself'),
        () => c.one(['H', 'D', 'V']),
      );
    const inner = () => this.whole(d - 1);
    return c.call(
      sum,
      () => this.operator(d + 1, 'by itself'),
      () => this.vector(d + 1, c.below(2) === 0 ? 'under a sum' : 'by itself'),
      () => `sum_j ${this.vector(2, 'under a sum')}`,
      () => this.scalar(d + 1),
      () => this.levels(d),
      () => `[${inner()}, ${inner()}]`,
      () => `(${inner()}) ${c.one(['+', '-'])} (${inner()})`,
      () => `${inner()} + h.c.`,
      () => `(${inner()})†`,
      () => `with ${c.one(['J = 1', 'Δ = J', 'J = Δ, Δ = J', 'g = 1 + i', 'ω = 2 ω', 'J = 0', 'Δ = -1'])}: ${inner()}`,
      () => `on ring(${c.one(['2', '3', '4', '6'])}): ${inner()}`,
      () => `on ring(4): (${inner()}) (${inner()})`,
      () =>
        `${c.one(['dag', 'hermitian', 'range', 'norm2', 'degree', 'dimension', 'terms', 'support', 'symmetries', 'reflect', 'translate', 'spinflip', 'timereverse', 'density', 'boost'])}(${inner()})`,
      () => `${c.one(['overlap', 'dot', 'cross'])}(${inner()}, ${inner()})`,
      () => `${c.one(['fourier', 'charge', 'translate'])}(${inner()}, ${c.one(['1', '-1', '2', '3', '0', '4'])})`,
    );
  }
  levels(d: number): string {
    const { c } = this;
    const level = () => c.one(['|1><2|', '|2⟩⟨1|', '|3><3|', '|1><1|', '\\ket{2}\\bra{3}']);
    if (d <= 0) return level();
    return c.call(
      level,
      () => `${this.scalar(d - 1)} ${level()}`,
      () => `(${this.levels(d - 1)}) (${this.levels(d - 1)})`,
      () => `(${this.levels(d - 1)} ${c.one(['+', '-'])} ${this.levels(d - 1)})`,
      () => `${c.one(['δ(x)', 'δ(x - 0.8)', 'delta(x + J)'])} (${this.levels(d - 1)})`,
      () => `(${this.levels(d - 1)} + h.c.)`,
      () => `(${this.levels(d - 1)})^${c.one(['2', '†'])}`,
      () => `[${this.levels(d - 1)}, ${this.levels(d - 1)}]`,
    );
  }
  /** Expressions that grow: they must end in a value, a limit or, when asked, an interruption. */
  heavy(): string {
    const { c } = this;
    const much = () => c.one(['5', '8', '12', '20', '33', '64']);
    const many = (f: (k: number) => string, by: string): string =>
      Array.from({ length: 20 + c.below(400) }, (_, k) => f(k)).join(by);
    return c.call(
      () => `(${this.operator(2, 'by itself')} + ${this.operator(2, 'by itself')})^${much()}`,
      () => `on ring(${much()}): (${this.whole(1)}) (${this.whole(1)}) (${this.whole(1)})`,
      () => `on ring(${much()}): (${this.whole(0)} + ${this.whole(0)})^${much()}`,
      () => `charge(${this.whole(0)}, ${much()})`,
      () => `charge(sum_j ${c.one(['J X_j X_<j+1> + Δ Y_j Y_<j+1> + Z_j Z_<j+1>', 'S_j·S_<j+1>'])}, ${much()})`,
      () => `(${this.scalar(2)} + ${this.scalar(2)} + J)^${c.one(['20', '100', '1000', '100000', '-3'])}`,
      () => `(${many((k) => `K${k}`, ' + ')})^${c.one(['2', '3', '4'])}`,
      () => many((k) => `(${c.one(['X', 'Y', 'Z'])}_${k % 9} + ${c.one(['', 'i '])}Z_${(k * 5) % 11})`, ' '),
      () =>
        `[${many(() => '[', '')}${this.operator(0, 'by itself')}${many(() => `, ${this.operator(0, 'by itself')}]`, '')}`,
      () => `${'('.repeat(c.below(300))}${this.whole(1)}${')'.repeat(c.below(300))}`,
      () =>
        `sum_j ${many((k) => `${c.one(['X', 'Y', 'Z'])}_<j+${k % 40}> ${c.one(['X', 'Y', 'Z'])}_<j+${(k * 7) % 40}>`, ' + ')}`,
      () =>
        `[sum_j ${c.one(['j^3', 'j^7', '(-1)^j j^9'])} X_j X_<j+1>, [sum_j j^9 Y_j Z_<j+2>, sum_j j^${much()} Z_j X_<j+3>]]`,
      () => `sqrt(${'9'.repeat(c.below(60))}${c.below(1000)})`,
      () => `${this.scalar(1)} ${c.one(['1e300', '1e-300', '1e999', '0.'.concat('3'.repeat(200))])} X_0`,
      () => `with J = ${this.scalar(3)}: ${this.whole(2)}`,
    );
  }
  program(): string {
    const { c } = this;
    if (this.rare > 0 && c.below(this.rare) === 0)
      return [
        'param g complex',
        'H = sum_j J S_j·S_<j+1>',
        'D = X_0',
        'V = |1><1|',
        'h_<j,j+1> = X_j',
        this.heavy(),
      ].join('\n');
    const cell = { spins: [], steps: [], cells: ['legs 2'], fermions: ['species up, down'] }[this.chain];
    const density = {
      spins: 'J S_j·S_<j+1> + Δ Sz_j',
      steps: 'J S_j·S_<j+1> + Δ Sz_j',
      cells: 'J S_{j,1}·S_{j+1,2} + Δ Sz_{j,1}',
      fermions: 'J (c†_{j,up} c_{j+1,up} + h.c.) + Δ n_{j,up} n_{j,down}',
    }[this.chain];
    const lines = ['param g complex', 'param φ phase', ...cell, `h_<j,j+1> = ${density}`, 'H = sum_j h_<j,j+1>'];
    lines.push(`D = ${this.whole(1)}`, `V = ${this.levels(2)}`);
    lines.push(
      c.call(
        () => this.whole(2),
        () => this.whole(3),
        () =>
          `${c.one(['prove', 'refute', 'prove a-name:'])} ${this.whole(1)} = ${c.call(
            () => '0',
            () => this.whole(1),
          )}`,
        () => `on ring(4): prove ${this.whole(1)} = ${this.whole(1)}`,
        () => `${c.one(['hamiltonian', 'drive', 'bath', 'jump'])} ${this.whole(1)} with width = ${this.scalar(1)}`,
        () => `gas V, ${this.levels(1)} + h.c. with mass = 1`,
        () => `w_j = ${this.operator(2, 'under a sum')}\nsum_j w_<j+1>`,
      ),
    );
    return lines.join(c.one(['\n', '; ']));
  }
}

// --- damage and noise ---------------------------------------------------------------------------------------------

const shreds = [
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '^',
  '_',
  '_j',
  '<',
  '>',
  '|',
  '·',
  '×',
  '><',
  '†',
  '\\',
  '\\frac',
  '\\left(',
  "'",
  '"',
  '#',
  ';',
  '\n',
  '\n  ',
  '=',
  ':',
  ',',
  'sum_j ',
  'h.c.',
  ' + h.c.',
  '1.5.2',
  '.5',
  'e',
  'i',
  'j',
  't',
  'x',
  'δ(x)',
  '²',
  'ⱼ',
  '\u200b',
  '\u0301',
  '𝔸',
  '\ud800',
  'with ',
  'prove ',
  'on ring(',
  'param ',
  '%1',
  '0',
  '9'.repeat(30),
  ' ',
];

function damaged(chance: Chance, text: string): string {
  let out = text;
  for (let k = 0, n = 1 + chance.below(3); k < n; k++) {
    const at = chance.below(out.length + 1);
    const to = Math.min(out.length, at + chance.below(6));
    out = chance.call(
      () => out.slice(0, at) + out.slice(to),
      () => out.slice(0, at) + chance.one(shreds) + out.slice(to),
      () => out.slice(0, at) + out.slice(at, at + 12) + out.slice(at),
      () => out.slice(0, at) + out.slice(at, to).split('').reverse().join('') + out.slice(to),
    );
  }
  return out;
}

function noise(chance: Chance): string {
  const point = () =>
    chance.call(
      () => 32 + chance.below(95),
      () => 32 + chance.below(95),
      () => chance.below(0x3000),
      () => chance.below(0x11000),
    );
  if (chance.below(2) === 0)
    return Array.from({ length: chance.below(60) }, () => String.fromCodePoint(point())).join('');
  return Array.from({ length: chance.below(30) }, () => chance.one(shreds)).join(chance.one(['', ' ']));
}

/** A text to be read, and for a slip of the hand what was meant. */
export type FuzzCase =
  | { readonly kind: 'sentence' | 'damaged' | 'noise'; readonly text: string }
  | { readonly kind: 'slip'; readonly text: string; readonly meant: string };

/**
 * Case `index` of `seed`.
 *
 * @param rare  one program in so many is heavy: it may take seconds
 */
export function caseMaker(grammar: CompiledGrammar, rare = 0): (seed: number, index: number) => FuzzCase {
  const sentence = sentenceMaker(grammar);
  return (seed, index) => {
    const chance = new Chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
    const written = (): string =>
      chance.call(
        () => sentence(chance, 4 + chance.below(10)),
        () => new Author(chance, rare).program(),
        () => new Author(chance, rare).program(),
      );
    const kind = chance.below(13);
    if (kind >= 10) {
      const { meant, typed } = slipCase(chance);
      return { kind: 'slip', meant, text: typed };
    }
    if (kind < 6) return { kind: 'sentence', text: written() };
    return kind < 9 ? { kind: 'damaged', text: damaged(chance, written()) } : { kind: 'noise', text: noise(chance) };
  };
}

// --- the check ----------------------------------------------------------------------------------------------------

/** Longest time for one case, in seconds: what takes longer is interrupted, and counted. */
const allowance = 1;

/** The rooms of the package that a text passes through. */
export interface FuzzRooms extends SlipRooms {
  readonly exact: typeof import('../src/exact/index.js');
  readonly report: typeof import('../src/report/index.js');
  readonly text: typeof import('../src/text/index.js');
}

/** How often something was seen. */
interface Seen {
  statements: number;
  errors: number;
  limits: number;
  values: number;
  interrupted: number;
}

/**
 * Reads and runs a text, and prints and rereads what it yields. Throws for whatever must not happen.
 */
export function checkCase(api: FuzzRooms, text: string): Seen {
  const { language, meaning, report, session, text: texts } = api;
  const seen = { statements: 0, errors: 0, limits: 0, values: 0, interrupted: 0 };
  const deadline = performance.now() + allowance * 1000;
  texts.setInterruptSource(() => performance.now() > deadline);
  try {
    const source = { name: 'fuzz', text };
    const { statements, diagnostics } = language.parseProgram(source);
    seen.statements += statements.length;
    for (const diagnostic of diagnostics) checkDiagnostic(api, diagnostic, text, seen);
    language.needsMore(text);
    const run = new session.Session();
    for (const outcome of run.run(source)) {
      if (outcome.kind === 'error') checkDiagnostic(api, outcome.diagnostic, text, seen);
      if (outcome.kind === 'claim') report.claimDocument(outcome.claim);
      if (outcome.kind !== 'value' && outcome.kind !== 'definition') continue;
      seen.values += 1;
      const { value } = outcome;
      report.valueDocument(value, outcome.assumptions, outcome.notation);
      const density = outcome.statement.kind === 'density-definition';
      checkPrinted(
        api,
        value,
        density,
        language.writeText(meaning.expressValue(value, outcome.notation)),
        outcome.notation,
        seen,
      );
    }
  } finally {
    texts.setInterruptSource(undefined);
  }
  return seen;
}

function checkDiagnostic({ text: texts }: FuzzRooms, diagnostic: Diagnostic, text: string, seen: Seen): void {
  if (diagnostic.code === 'interrupted') seen.interrupted += 1;
  else if (diagnostic.kind === 'limit') seen.limits += 1;
  else seen.errors += 1;
  const { span } = diagnostic;
  if (!/^[a-z0-9-]+$/u.test(diagnostic.code) || diagnostic.message === '')
    throw new Error(`a diagnostic without code or message: ${JSON.stringify(diagnostic.code)}`);
  if (!span || !(span.start >= 0 && span.start <= span.end && span.end <= text.length))
    throw new Error(`the diagnostic ${diagnostic.code} has no place in the text`);
  texts.renderDiagnostic(diagnostic);
  texts.errorDocument(diagnostic);
}

/** The operators that a value consists of: one, or the components of a vector. */
function operatorsOf({ meaning }: FuzzRooms, value: Value): readonly Operator[] {
  if (value.kind === 'vector') return [value.x, value.y, value.z];
  const operator = meaning.asOperator(value);
  if (!operator) throw new Error(`${meaning.describe(value)} is no operator`);
  return [operator];
}

/** What is printed reads back to the same value; true, false and lists are answers, not operators. */
function checkPrinted(
  api: FuzzRooms,
  value: Value,
  density: boolean,
  printed: string,
  { legs, fermions }: Notation,
  seen: Seen,
): void {
  const { exact, meaning, session, spin } = api;
  if (value.kind === 'boolean' || value.kind === 'list') return;
  const operators = value.kind === 'levels' ? [] : operatorsOf(api, value);
  const coefficients =
    value.kind === 'levels'
      ? value.levels.entries.flatMap((e) => [e.coefficient, ...(e.position ? [e.position] : [])])
      : operators.flatMap((o) => o.terms.map((t) => t.coefficient));
  // Under a definition with a site a free j is the summed one, as it was.
  const source = {
    name: 'printed',
    text: density ? `Q99_j = ${printed}` : meaning.isOdd(value) ? `Q99 = ${printed}` : printed,
  };
  const run = new session.Session();
  const place = { source, start: 0, end: 0 };
  run.environment.declareCell(legs, place);
  run.environment.usesFermions = fermions;
  for (const o of operators)
    for (const { place: where } of o.terms)
      for (const { name } of spin.anglesOf(spin.weightIn(where).turn)) run.environment.declare(name, 'phase', place);
  const declared = new Map(coefficients.flatMap((c) => [...exact.symbolsOf(c)]).map((s) => [s.name, s.kind]));
  for (const [name, kind] of declared) {
    if (kind === 'real' || kind === 'complex' || kind === 'conjugate')
      run.environment.declare(name, kind === 'real' ? 'real' : 'complex', place);
    if (kind === 'phase') run.environment.declare(name, 'phase', place);
  }
  const [outcome] = run.run(source);
  const fail = (why: string): never => {
    throw new Error(`${why}: ${printed}`);
  };
  if (outcome?.kind === 'error') {
    if (outcome.diagnostic.kind === 'limit') {
      seen.limits += 1;
      return;
    }
    return fail(`what is printed is refused (${outcome.diagnostic.code}: ${outcome.diagnostic.message})`);
  }
  if (outcome?.kind !== 'value' && outcome?.kind !== 'definition') return fail('what is printed has no value');
  const again = outcome.value;
  if (value.kind === 'levels') {
    if (value.levels.entries.length === 0) return;
    if (again.kind !== 'levels' || !same(exact, value.levels.entries, again.levels.entries))
      fail('what is printed is another level operator');
    return;
  }
  if (value.kind === 'vector' && operators.every((o) => spin.isZeroOperator(o))) return;
  const others = operatorsOf(api, again);
  if (operators.length !== others.length || !operators.every((o, k) => others[k] && spin.equalOperators(o, others[k])))
    fail('what is printed is another value');
}

function same(exact: FuzzRooms['exact'], a: readonly LevelEntry[], b: readonly LevelEntry[]): boolean {
  const text = (entries: readonly LevelEntry[]): string =>
    entries
      .map(
        (e) =>
          `${e.row},${e.column},${e.position ? exact.coefficientText(e.position) : '-'}: ${exact.coefficientText(e.coefficient)}`,
      )
      .join('; ');
  return text(a) === text(b);
}

// --- the command --------------------------------------------------------------------------------------------------

function option(name: string, otherwise: number): number {
  const at = process.argv.indexOf(`--${name}`);
  const value = at < 0 ? otherwise : Number(process.argv[at + 1]);
  if (!Number.isFinite(value)) throw new Error(`--${name} takes a number`);
  return value;
}

/** One program in so many is heavy. */
const heavyOnes = 300;

/** Modules of the built package. */
async function built(): Promise<FuzzRooms> {
  const room = async <T>(name: string): Promise<T> => (await import(`../dist/${name}/index.js`)) as T;
  return {
    exact: await room('exact'),
    language: await room('language'),
    meaning: await room('meaning'),
    report: await room('report'),
    session: await room('session'),
    spin: await room('spin'),
    text: await room('text'),
  };
}

async function grammarOfBuild(): Promise<CompiledGrammar> {
  const place = '../dist/language/grammar.generated.js';
  return ((await import(place)) as { default: CompiledGrammar }).default;
}

/** What a worker has to do: the cases from, from + step … below `to`. */
interface Share {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** the case each worker is at */
  readonly progress: Int32Array;
  /** its own place in `progress` */
  readonly slot: number;
}

/** What a worker has done. */
interface Total extends Seen {
  cases: number;
  /** seconds */
  slowest: number;
  slowestCase: number;
}

/** What a worker reports at its end; `failed` is the case that must not happen. */
interface ShareReport {
  readonly total: Total;
  readonly failed?: number;
  readonly why?: string;
}

/** In a worker: runs its share, telling where it is; the main thread looks whether it goes on. */
async function work({ seed, from, to, step, progress, slot }: Share): Promise<void> {
  const send: (report: ShareReport) => void = parentPort!.postMessage.bind(parentPort);
  const api = await built();
  const make = caseMaker(await grammarOfBuild(), heavyOnes);
  const total: Total = {
    cases: 0,
    statements: 0,
    errors: 0,
    limits: 0,
    values: 0,
    interrupted: 0,
    slowest: 0,
    slowestCase: from,
  };
  for (let k = from; k < to; k += step) {
    Atomics.store(progress, slot, k);
    const start = performance.now();
    try {
      const one = make(seed, k);
      const seen = checkCase(api, one.text);
      if (one.kind === 'slip') checkSlip(api, { meant: one.meant, typed: one.text });
      for (const key of Object.keys(seen) as (keyof Seen)[]) total[key] += seen[key];
    } catch (error) {
      send({ failed: k, why: error instanceof Error ? (error.stack ?? error.message) : String(error), total });
      return;
    }
    total.cases += 1;
    const seconds = (performance.now() - start) / 1000;
    if (seconds > total.slowest) [total.slowest, total.slowestCase] = [seconds, k];
  }
  send({ total });
}

/** What stands in place of the number of a case when a worker has come to its end. */
const done = 2 ** 31 - 1;

/** A worker does not read TypeScript by itself, so it begins with tsx and then loads this file. */
const startOfWorker = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${JSON.stringify(import.meta.url)}, ${JSON.stringify(import.meta.url)}))`;

async function main(): Promise<void> {
  const seed = option('seed', Math.floor(Math.random() * 2 ** 31));
  const [runs, from, patience] = [option('runs', 1_000_000), option('from', 0), option('patience', 30)];
  const workers = Math.max(1, Math.min(option('workers', availableParallelism()), runs));
  const make = caseMaker(await grammarOfBuild(), heavyOnes);
  console.log(`seed ${seed}, ${runs} cases from ${from}, ${workers} workers`);
  const progress = new Int32Array(new SharedArrayBuffer(4 * workers));
  const start = performance.now();
  const totals: Total[] = [];
  let failure: { readonly k: number; readonly why: string } | undefined;
  const stop = (k: number, why: string): void => {
    if (failure === undefined) failure = { k, why };
    for (const { worker } of pool) void worker.terminate();
  };
  const pool = Array.from({ length: workers }, (_, slot) => {
    progress[slot] = from + slot;
    const worker = new Worker(startOfWorker, {
      eval: true,
      workerData: { seed, from: from + slot, to: from + runs, step: workers, progress, slot },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    const ended = new Promise((resolve) => {
      worker.on('message', ({ failed, why, total }: ShareReport) => {
        totals.push(total);
        Atomics.store(progress, slot, done);
        if (failed !== undefined) stop(failed, why ?? '');
      });
      worker.on('error', (error) => stop(Atomics.load(progress, slot), `the worker ended: ${error.message}`));
      worker.on('exit', resolve);
    });
    return { worker, ended, slot, seen: -1, since: performance.now() };
  });
  const clock = setInterval(() => {
    for (const one of pool) {
      const at = Atomics.load(progress, one.slot);
      if (at !== one.seen) [one.seen, one.since] = [at, performance.now()];
      else if (at !== done && performance.now() - one.since > patience * 1000)
        stop(at, `no answer within ${patience} s`);
    }
  }, 1000);
  const shown = setInterval(
    () =>
      console.error(
        `${Math.min(runs, Math.min(...progress) - from)} of ${runs} cases, ${Math.round((performance.now() - start) / 1000)} s`,
      ),
    15_000,
  );
  await Promise.all(pool.map((one) => one.ended));
  clearInterval(clock);
  clearInterval(shown);
  const sum = (key: keyof Total): number => totals.reduce((n, t) => n + t[key], 0);
  const slowest = totals.reduce((a, b) => (b.slowest > a.slowest ? b : a), { slowest: 0, slowestCase: from });
  console.log(
    `${sum('cases')} cases: ${sum('statements')} statements read, ${sum('values')} values printed and read back, ${sum('errors')} errors, ${sum('limits')} limits, ${sum('interrupted')} interrupted after ${allowance} s; slowest ${slowest.slowest.toFixed(2)} s (case ${slowest.slowestCase}); ${((performance.now() - start) / 1000).toFixed(0)} s`,
  );
  if (failure === undefined) return;
  console.log(`\ncase ${failure.k} of seed ${seed} fails: ${failure.why}\n\n${make(seed, failure.k).text}\n`);
  console.log(`again: node --import tsx scripts/fuzz.ts --seed ${seed} --from ${failure.k} --runs 1`);
  process.exitCode = 1;
}

if (!isMainThread && workerData?.progress !== undefined) await work(workerData as Share);
else if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
