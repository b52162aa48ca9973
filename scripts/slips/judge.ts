// An independent reader of the core of the language: it knows the rules of docs/reference/language.md and nothing of the package,
// refuses whatever it is not sure of, and gives every expression its numbers at random couplings. Sentences that the
// package accepts must mean here what they mean there.
import * as S from './strings.js';
import { type Complex, type Strings, Outside, complex, over, times } from './strings.js';

/** The sentence is not one of the core language, or it is wrong. */
export class Unreadable extends Error {}

function no(why: string): never {
  throw new Unreadable(why);
}

// --- words --------------------------------------------------------------------------------------------------------

const greek = 'αβγδεζηθικλμνξορςτυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΤΥΦΧΨΩ';
const greekNames = [
  'alpha',
  'beta',
  'gamma',
  'delta',
  'eps',
  'zeta',
  'eta',
  'theta',
  'iota',
  'kappa',
  'lambda',
  'mu',
  'nu',
  'xi',
  'omicron',
  'rho',
  'upsilon',
  'phi',
  'chi',
  'psi',
  'omega',
  'Alpha',
  'Beta',
  'Gamma',
  'Delta',
  'Epsilon',
  'Zeta',
  'Eta',
  'Theta',
  'Iota',
  'Kappa',
  'Lambda',
  'Mu',
  'Nu',
  'Xi',
  'Omicron',
  'Pi',
  'Rho',
  'Upsilon',
  'Phi',
  'Chi',
  'Psi',
  'Omega',
];
const symbols = 'αβγδεζηθικλμνξορυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΥΦΧΨΩ';
const spinSite = String.raw`_(?:j|[0-9]+|<[^<>]*>|\{[^{}]*\})`;
const axes = String.raw`\^?(?:[xyz+\-]|\{[xyz+\-]\})`;
const patterns: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['space', /[ \t]+/uy],
  ['claim', /(?:prove|refute)(?:[ \t]+[A-Za-z0-9][A-Za-z0-9-]*)?[ \t]*:/uy],
  ['hc', /[hH]\.[cC]\./uy],
  // TeX drops spaces before an index.
  ['sum', /(?:sum|Σ|\\sum)_ *(?:j|\{j\})(?![j0-9_^])/uy],
  [
    'spin',
    new RegExp(
      String.raw`(?:\\vec S|S|σ)'{0,2}(?:${axes})?${spinSite}'{0,2}(?:\^(?:[xyz]|\{[xyz+\-]\}|[+\-](?![0-9(])))?|[XYZ]${spinSite}`,
      'uy',
    ),
  ],
  ['couplings', /\\vec ?[A-RT-Wa-df-hk-suvw][0-9]?(?:_[0-9]|_\{[0-9]\})?(?![A-Za-z0-9_<{])/uy],
  ['stagger', /\(-\)\^j/uy],
  ['times', /\\cdot(?![A-Za-z])|·/uy],
  ['cross', /\\times(?![A-Za-z])|×|></uy],
  ['dagger', /\^?(?:†|\\dagger(?![A-Za-z]))/uy],
  ['power_j', /\^j/uy],
  ['number', /[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?(?!\.[0-9])/uy],
  ['times', /\.(?![0-9])(?<![0-9]\.(?=[\s)\]}+\-*/,;:=^·×]|$))/uy],
  [
    'name',
    new RegExp(
      String.raw`(?:[A-Za-z]+[0-9]*|\\?(?:[${greek}]|\\[A-Za-z]+)[0-9]*)(?:_(?:[A-Za-z0-9]+|[${greek}]|\{[^{}]*\}|<[^<>]*>))?`,
      'uy',
    ),
  ],
  ['sign', /[-+*/^(){}[\],=:;_]/uy],
];

interface Word {
  readonly type: string;
  readonly text: string;
  readonly at: number;
  /** does white space stand before it? */
  readonly spaced: boolean;
}

/** `S^{}_j` is S_j, and `h^y_1` the coupling h1_y, as papers print them. */
const plainScripts = (text: string): string =>
  text
    .replaceAll(/\^\{ ?\}/gu, '')
    .replaceAll(
      /(?<![A-Za-z\\_^])(?<name>[A-RT-Wa-df-hk-uvw])\^\{?(?<axis>[xyz])\}?_(?<number>[0-9]+)/gu,
      '$<name>$<number>_$<axis>',
    );

/**
 * The words of a line.
 *
 * @param inTex  the program holds a command of TeX, which sets every letter by itself: `iJ` is i J
 */
function words(typed: string, inTex: boolean): Word[] {
  const text = plainScripts(typed);
  const found: Word[] = [];
  for (let at = 0; at < text.length; ) {
    let hit: Word | undefined;
    const isLetter =
      inTex &&
      /^(?:[ij][A-Za-z](?![A-Za-z])|[A-RT-Wa-z][SXYZ][_^])/u.test(text.slice(at)) &&
      !/[A-Za-z\\_^]/u.test(text[at - 1] ?? '');
    for (const [type, pattern] of patterns) {
      pattern.lastIndex = at;
      const match = isLetter ? (type === 'name' ? /^[A-Za-z]/u.exec(text.slice(at)) : null) : pattern.exec(text);
      if (match) {
        hit = { type, text: match[0], at, spaced: text[at - 1] === ' ' || text[at - 1] === '\t' };
        break;
      }
    }
    if (!hit) return no(`the character ${text[at]}`);
    at += hit.text.length;
    if (hit.type !== 'space') found.push(hit);
  }
  return found;
}

const brackets: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Statements: at ";" or a newline, unless a bracket is open, the line ends in an operator, or the next is indented. */
function statements(program: string): string[] {
  const out = [''];
  let depth = 0;
  // Two backslashes are a row of TeX: a statement of its own, unless an operator or a sum sign ends or begins it.
  const rows = program
    .replaceAll(/^[ \t]*\\\\[ \t]*/gmu, '')
    .replaceAll(/(?<=[^-+*/·×=(\s])(?<!(?:sum|Σ)_ ?\{?j\}?)[ \t]*\\\\[ \t]*(?=[^-+*/·×=\s])/gu, '\n')
    .replaceAll('\\\\', ' ');
  const lines = rows.split('\n');
  lines.forEach((raw, k) => {
    const line = raw.replace(/#.*$/u, '');
    for (const c of line) {
      if (c === ';' && depth === 0) {
        out.push('');
        continue;
      }
      if ('([{'.includes(c)) depth += 1;
      if (')]}'.includes(c)) depth -= 1;
      out[out.length - 1] += c;
    }
    const next = lines[k + 1];
    if (next === undefined) return;
    const goesOn = depth > 0 || /(?:[-+*/·×^,:=]|\\cdot|\\times|><)[ \t]*$/u.test(line) || /^[ \t]/u.test(next);
    if (goesOn) out[out.length - 1] += ' ';
    else out.push('');
  });
  return out.map((s) => s.trim()).filter((s) => s !== '');
}

/** A site: j moved `by`, or the site numbered `by`. */
interface Site {
  readonly free: boolean;
  readonly by: number;
}

/** What a word may name: a coupling or a definition, a density at its sites, or either. */
interface Named {
  readonly name?: string;
  readonly stem?: string;
  readonly sites?: readonly Site[];
}

/** One name, one spelling: `Delta`, `\Delta` and `Δ` are one; C_3 is C3. */
function canonical(text: string): Named {
  const parts = new RegExp(
    String.raw`^(?<stem>[A-Za-z]+|[${greek}]|\\[A-Za-z]+)(?<digits>[0-9]*)(?:_(?<below>.+))?$`,
    'u',
  ).exec(text)?.groups;
  if (!parts) return no(`the name ${text}`);
  const plain = (s: string): string => {
    const bare = s.replace(/^\\/u, '');
    const at = [...symbols].indexOf(bare);
    if (at >= 0) return greekNames[at]!;
    if (s.startsWith('\\') && !greekNames.includes(bare)) no(`the command ${s}`);
    return bare === 'epsilon' ? 'eps' : bare;
  };
  const stem = plain(parts.stem!) + parts.digits!;
  if (parts.below === undefined) return { name: stem };
  const inner = parts.below.replace(/^[{<]|[}>]$/gu, '');
  if (/^[{<]/u.test(parts.below) || inner === 'j' || /^[0-9]+$/u.test(inner)) {
    const sites = inner.split(',').map(siteOf);
    if (sites.every((s) => s !== undefined)) {
      const joined = /^[0-9]+$/u.test(inner) ? (/[0-9]$/u.test(stem) ? `${stem}_${inner}` : stem + inner) : undefined;
      return { stem, sites, ...(joined !== undefined && !parts.below.startsWith('<') && { name: joined }) };
    }
  }
  if (!/^[A-Za-z0-9]+$|^.$/u.test(inner) || parts.below.startsWith('<')) no(`the subscript of ${text}`);
  return { name: `${stem}_${plain(inner)}` };
}

/** `j+1` → { free, by }; undefined where it is no site. */
function siteOf(text: string): Site | undefined {
  const t = text.trim();
  const moved = /^j(?:[ \t]*(?<sign>[+-])[ \t]*(?<n>[0-9]+))?$/u.exec(t)?.groups;
  if (moved) return { free: true, by: moved.n === undefined ? 0 : Number(`${moved.sign!}${moved.n}`) };
  return /^-?[0-9]+$/u.test(t) ? { free: false, by: Number(t) } : undefined;
}

/** Unknown names that are couplings by their looks, and none that is an operator without its site. */
function isCoupling(name: string): boolean {
  const [stem, below] = name.split('_') as [string, string?];
  const letter =
    greekNames.find((g) => stem.startsWith(g) && /^(?:[0-9]*|[xyz]{1,2})$/u.test(stem.slice(g.length))) ??
    (/^[A-Za-z](?:[0-9]*|[xyz]{1,2})$/u.test(stem) ? stem[0] : undefined);
  if (letter === undefined) return false;
  if (
    /^[XYZIS]|^[ijxte](?![A-Za-z0-9])|^s[xyz]+$|^tau|^sigma|^pi$/u.test(stem) &&
    (below === undefined || /^[XYZIS]|^s[xyz]/u.test(stem))
  )
    return false;
  return !/^[ijxte]$/u.test(stem);
}

// --- sentences ----------------------------------------------------------------------------------------------------

const functions: Readonly<Record<string, number>> = { sqrt: 1, dag: 1, conj: 1, dot: 2, cross: 2 };

const axisNames = ['x', 'y', 'z'] as const;
type Axis = (typeof axisNames)[number];

interface Binding {
  readonly name: string;
  readonly value: Tree;
}
interface SumTree {
  readonly kind: 'sum';
  readonly terms: Tree[];
}
interface ProductTree {
  readonly kind: 'product';
  readonly factors: readonly Tree[];
  /** between the factors */
  readonly joins: readonly string[];
}
interface SpinTree {
  readonly kind: 'spin';
  /** S, σ, X, Y or Z */
  readonly family: string;
  readonly primes: number;
  readonly axis: string | undefined;
  readonly site: Site;
}
interface NameTree extends Named {
  readonly kind: 'name';
  /** does a bracket follow at once? */
  readonly touches?: boolean;
}
interface PowerTree {
  readonly kind: 'power';
  readonly of: Tree;
  readonly exponent: Tree;
}
interface BracketTree {
  readonly kind: 'commutator' | 'anticommutator';
  readonly left: Tree;
  readonly right: Tree;
}
interface ChainTree {
  readonly kind: 'chain';
  readonly of: SumTree;
}
interface CallTree {
  readonly kind: 'call';
  readonly name: string;
  readonly given: readonly Tree[];
}
type Tree =
  | SumTree
  | ProductTree
  | SpinTree
  | NameTree
  | PowerTree
  | BracketTree
  | ChainTree
  | CallTree
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'imaginary' | 'position' }
  | { readonly kind: 'couplings'; readonly name: string }
  | { readonly kind: 'cross'; readonly left: Tree; readonly right: Tree }
  | { readonly kind: 'adjoint' | 'group'; readonly of: Tree }
  | { readonly kind: 'hc'; readonly of: Tree; readonly minus: boolean }
  | { readonly kind: 'stagger'; readonly exponent: Tree }
  | { readonly kind: 'component'; readonly of: Tree; readonly axis: Axis; readonly below?: string | undefined }
  | { readonly kind: 'with'; readonly bindings: readonly Binding[]; readonly body: Tree };

/** A summand; `sum` where it ends in sum_j and what follows belongs to it. */
type Term =
  | { readonly node: Tree; readonly sum?: undefined }
  | { readonly sum: { readonly before: readonly Tree[]; readonly joins: readonly string[]; readonly body: Tree } };

class Reader {
  private readonly words: readonly Word[];
  private at = 0;

  constructor(text: string, inTex: boolean) {
    this.words = words(text, inTex);
  }
  peek(offset = 0): Word | undefined {
    return this.words[this.at + offset];
  }
  is(text: string, offset = 0): boolean {
    const word = this.peek(offset);
    return word !== undefined && word.type === 'sign' && word.text === text;
  }
  take(text: string): void {
    if (!this.is(text)) no(`${this.peek()?.text ?? 'the end'} in place of ${text}`);
    this.at += 1;
  }
  end(): void {
    const word = this.peek();
    if (word) no(`${word.text} after the end`);
  }

  /** A sum up to the end of the bracket; rule 12: sum_j takes all that follows up to the next summand that has one. */
  expression(): Tree {
    if (this.begins('with')) return this.substitution();
    const terms: Tree[] = [];
    let signed = this.signs();
    let open: ChainTree | undefined;
    for (;;) {
      const term = this.term(signed);
      if (term.sum) {
        const { before, joins, body } = term.sum;
        open = { kind: 'chain', of: { kind: 'sum', terms: [body] } };
        terms.push({ kind: 'product', factors: [...before, open], joins });
      } else if (open) open.of.terms.push(term.node);
      else terms.push(term.node);
      if (!this.is('+') && !this.is('-')) break;
      const minus = this.is('-');
      this.at += 1;
      if (this.peek()?.type === 'hc') {
        this.at += 1;
        return { kind: 'hc', of: { kind: 'sum', terms }, minus };
      }
      signed = this.signs() !== minus;
    }
    return { kind: 'sum', terms };
  }
  /** Is the next word this name? */
  begins(name: string): boolean {
    const word = this.peek();
    return word?.type === 'name' && word.text === name;
  }
  /** Signs before a term: true for minus. */
  signs(): boolean {
    let minus = false;
    while (this.is('-') || this.is('+')) {
      if (this.is('-')) minus = !minus;
      this.at += 1;
    }
    return minus;
  }
  substitution(): Tree {
    const bindings = this.bindings();
    return { kind: 'with', bindings, body: this.expression() };
  }
  /** `with a = 1, b = 2:` */
  bindings(): Binding[] {
    this.at += 1;
    const bindings: Binding[] = [];
    for (;;) {
      const name = this.peek();
      if (name?.type !== 'name') return no('with without a name');
      this.at += 1;
      this.take('=');
      bindings.push({ name: canonical(name.text).name ?? no('with a site'), value: this.expression() });
      if (!this.is(',')) break;
      this.at += 1;
    }
    this.take(':');
    return bindings;
  }

  /** A product, which may end in a sum. */
  term(minus: boolean): Term {
    const factors: Tree[] = [];
    const joins: string[] = [];
    if (minus) {
      factors.push({ kind: 'number', value: -1 });
    }
    for (;;) {
      const word = this.peek();
      if (word?.type === 'sum') {
        if (factors.length > (minus ? 1 : 0) && joins.at(-1) === '·') no('a dot before a sum');
        if (minus && factors.length === 1) joins.push('*');
        this.at += 1;
        const body = this.term(this.signs());
        if (body.sum) return no('a sum in a sum');
        return { sum: { before: factors, joins, body: body.node } };
      }
      if (minus && factors.length === 1) joins.push('*');
      factors.push(this.crossed());
      const next = this.peek();
      if (!next) break;
      if (next.type === 'times' || (next.type === 'sign' && (next.text === '*' || next.text === '/'))) {
        joins.push(next.text === '*' ? '*' : next.text === '/' ? '/' : '·');
        this.at += 1;
        if (this.is('-') || this.is('+')) no('a sign after * or /');
        continue;
      }
      if (
        ['spin', 'number', 'name', 'sum', 'couplings', 'stagger'].includes(next.type) ||
        (next.type === 'sign' && '([{'.includes(next.text))
      ) {
        const before = this.words[this.at - 1];
        if (next.type === 'number' && before?.type === 'number') no('two numbers');
        joins.push('*');
        continue;
      }
      break;
    }
    return { node: factors.length === 1 ? factors[0]! : { kind: 'product', factors, joins } };
  }
  crossed(): Tree {
    const left = this.powered();
    if (this.peek()?.type !== 'cross') return left;
    this.at += 1;
    const right = this.powered();
    if (this.peek()?.type === 'cross') no('A×B×C');
    return { kind: 'cross', left, right };
  }
  powered(): Tree {
    let node = this.atom();
    for (;;) {
      const word = this.peek();
      if (word?.type === 'dagger') {
        this.at += 1;
        node = { kind: 'adjoint', of: node };
      } else if (word?.type === 'power_j') {
        this.at += 1;
        if (!isMinusOne(node)) no('j in an exponent');
        node = { kind: 'stagger', exponent: { kind: 'position' } };
      } else if (this.is('^')) {
        this.at += 1;
        if (node.kind === 'power') no('a power of a power');
        node = this.raised(node);
      } else if (this.is('_') && /^[xyz]$/u.test(this.peek(1)?.text ?? '')) {
        node = { kind: 'component', of: node, axis: this.peek(1)!.text as Axis };
        this.at += 2;
      } else return node;
    }
  }
  raised(base: Tree): Tree {
    const word = this.peek();
    const axis =
      word?.type === 'name' ? /^(?<axis>[xyz])(?:_\{?(?<below>[0-9])\}?)?$/u.exec(word.text)?.groups : undefined;
    if (axis && (axis.below === undefined || base.kind === 'name')) {
      this.at += 1;
      return { kind: 'component', of: base, axis: axis.axis as Axis, below: axis.below };
    }
    if (this.is('{') && /^[xyz]$/u.test(this.peek(1)?.text ?? '') && this.is('}', 2)) {
      const label = this.peek(1)!.text as Axis;
      this.at += 3;
      const braced = this.is('{', 1) ? 1 : 0;
      const digit = this.peek(1 + braced)?.text ?? '';
      const below = base.kind === 'name' && this.is('_') && /^[0-9]$/u.test(digit) ? digit : undefined;
      if (below !== undefined) this.at += 2 + 2 * braced;
      return { kind: 'component', of: base, axis: label, below };
    }
    if (word?.type === 'number') {
      this.at += 1;
      if (!/^[0-9]+$/u.test(word.text)) no('an exponent that is no integer');
      return { kind: 'power', of: base, exponent: { kind: 'number', value: Number(word.text) } };
    }
    if (this.is('-') && this.peek(1)?.type === 'number') {
      this.at += 2;
      return { kind: 'power', of: base, exponent: { kind: 'number', value: -Number(this.words[this.at - 1]!.text) } };
    }
    if (this.is('(') || this.is('{')) {
      const close = brackets[this.words[this.at++]!.text]!;
      const exponent = this.expression();
      this.take(close);
      return isMinusOne(base) ? { kind: 'stagger', exponent } : { kind: 'power', of: base, exponent };
    }
    return no('an exponent');
  }
  atom(): Tree {
    const word = this.peek();
    if (!word) return no('the end in place of a factor');
    this.at += 1;
    if (word.type === 'number') return { kind: 'number', value: Number(word.text) };
    if (word.type === 'spin') return this.spin(word);
    if (word.type === 'couplings')
      return { kind: 'couplings', name: canonical(word.text.replace(/^\\vec ?|[{}]/gu, '')).name ?? no('couplings') };
    if (word.type === 'stagger') return { kind: 'stagger', exponent: { kind: 'position' } };
    if (word.type === 'sign' && (word.text === '(' || word.text === '{' || word.text === '[')) {
      const of = this.expression();
      if (word.text !== '(' && this.is(',')) {
        this.at += 1;
        const right = this.expression();
        this.take(brackets[word.text]!);
        return { kind: word.text === '[' ? 'commutator' : 'anticommutator', left: of, right };
      }
      this.take(brackets[word.text]!);
      // Square brackets group sums and bases of powers, as papers print them; around another product a comma is missing.
      const isSum = of.kind === 'hc' || (of.kind === 'sum' && of.terms.length > 1);
      if (word.text === '[' && !isSum && !this.is('^')) no('a commutator without a comma');
      return { kind: 'group', of };
    }
    if (word.type !== 'name') return no(`${word.text} in place of a factor`);
    return this.name(word);
  }
  name(word: Word): Tree {
    const next = this.peek();
    const touches = next !== undefined && this.is('(') && !next.spaced;
    if (Object.hasOwn(functions, word.text)) {
      if (!touches) return no(`${word.text} without its bracket`);
      this.at += 1;
      const given = [this.expression()];
      while (this.is(',')) {
        this.at += 1;
        given.push(this.expression());
      }
      this.take(')');
      if (given.length !== functions[word.text]) no(`the arguments of ${word.text}`);
      return { kind: 'call', name: word.text, given };
    }
    if (word.text === 'i') return { kind: 'imaginary' };
    if (word.text === 'j') return { kind: 'position' };
    if (/^(?:x|t|e|S|sum|prove|refute|param|with|on|hamiltonian|drive|bath|jump|gas)$/u.test(word.text))
      no(`the word ${word.text}`);
    return { kind: 'name', touches, ...canonical(word.text) };
  }
  spin(word: Word): SpinTree {
    // Rule 26: a site and a sign without a space is a neighbour that was meant.
    const [sign, number] = [this.peek(), this.peek(1)];
    if (
      word.text.endsWith('_j') &&
      sign &&
      !sign.spaced &&
      (sign.text === '+' || sign.text === '-') &&
      number &&
      !number.spaced &&
      number.type === 'number'
    )
      no('_j+1');
    const typed =
      /^(?<family>\\vec S|S|σ|X|Y|Z)(?<primes>'*)(?:\^?\{?(?<axis>[xyz+-])\}?)?_(?<site>j|[0-9]+|<[^<>]*>|\{[^{}]*\})(?<after>'*)(?:\^\{?(?<late>[xyz+-])\}?)?$/u.exec(
        word.text,
      )?.groups;
    if (!typed) return no(`the spin ${word.text}`);
    const where = siteOf(typed.site!.replace(/^[<{]|[>}]$/gu, ''));
    if (!where) return no(`the site of ${word.text}`);
    const primes = typed.primes!.length + typed.after!.length;
    if (primes > 2 || (typed.primes && typed.after) || (typed.axis && typed.late)) no(`the marks of ${word.text}`);
    const family = typed.family!.endsWith('S') ? 'S' : typed.family!;
    if (primes > 0 && family !== 'S') no('primes of no spin');
    if ('XYZ'.includes(family) && typed.late) no('a component of a letter');
    return { kind: 'spin', family, primes, axis: typed.axis ?? typed.late, site: where };
  }
}

// --- meaning ------------------------------------------------------------------------------------------------------

interface ScalarValue {
  readonly kind: 'scalar';
  readonly c: Complex;
}
interface OperatorValue {
  readonly kind: 'operator';
  readonly o: Strings;
}
interface VectorValue extends Readonly<Record<Axis, Strings>> {
  readonly kind: 'vector';
}
/** What an expression is worth at the couplings of the judge. */
export type JudgedValue = ScalarValue | OperatorValue | VectorValue;

/** What of sites a tree holds outside its sums, and what inside. */
interface Flags {
  free: boolean;
  fixed: boolean;
  bare: boolean;
  weighted: boolean;
  sum?: boolean;
}

/** A name with its tree, and what was defined before it; `sites` for a density. */
interface Definition {
  readonly node: Tree;
  readonly defs: Definitions;
  readonly sites?: readonly number[];
  readonly flags: Flags;
}
type Definitions = ReadonlyMap<string, Definition>;

interface Scope {
  readonly j: number;
  /** under a sum, or in a density */
  readonly body: boolean;
  readonly values: ReadonlyMap<string, Complex>;
  readonly defs: Definitions;
}

/** What the judge makes of a program: of its last statement. */
export interface Reading {
  readonly verb?: string;
  /** undefined where the window is too small */
  readonly verdict?: 'equal' | 'different' | undefined;
  readonly value?: JudgedValue | undefined;
}

const scalar = (c: Complex): ScalarValue => ({ kind: 'scalar', c });
const operator = (o: Strings): OperatorValue => ({ kind: 'operator', o });
const asOperator = (v: JudgedValue): Strings =>
  v.kind === 'scalar' ? S.identity(v.c) : v.kind === 'operator' ? v.o : no('a vector for an operator');
const eachAxis = (f: (axis: Axis) => Strings): VectorValue => ({ kind: 'vector', x: f('x'), y: f('y'), z: f('z') });

/** The same number for the same coupling: between 1/2 and 2, of no simple ratio. Complex where it is declared so. */
function coupling(name: string, declared: string | undefined): Complex {
  let h = 2166136261;
  for (const c of name) h = Math.imul(h ^ c.codePointAt(0)!, 16777619) >>> 0;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) >>> 0;
  const r = 0.5 + 1.5 * ((h >>> 4) / 2 ** 28);
  return declared === 'complex' ? complex(r * Math.cos(5 * r), r * Math.sin(5 * r)) : complex(r);
}

export class Judge {
  private defs: Definitions = new Map();
  /** does the program hold a command of TeX? */
  private inTex = false;
  private readonly params = new Map<string, string>();

  /** The numbers a coupling has here, by its ASCII name. */
  numberOf(name: string): Complex {
    return coupling(name, this.params.get(name));
  }

  /** Reads a program; the answer is of its last statement. */
  program(text: string): Reading {
    let answer: Reading = {};
    this.inTex = /\\[A-Za-z]/u.test(text);
    // TeX drops the space before a subscript, and lowers one digit: D_2Z_j is D_2 Z_j.
    const typed = text.includes('\\')
      ? text.replaceAll(/(?<=[\p{L}\p{N}]) +(?=_)/gu, '').replaceAll(/(?<=[A-Za-z]_[0-9])(?=[A-Z])/gu, ' ')
      : text;
    for (const line of statements(typed.replace(/(?<=[^\s.,])[.,]\s*$/u, ''))) answer = this.statement(line);
    return answer;
  }

  statement(line: string): Reading {
    const param = /^param[ \t]+(?<names>.*?)(?:[ \t]+(?<domain>real|complex))?$/u.exec(line)?.groups;
    if (param) {
      for (const typed of param.names!.split(',')) {
        const { name } = canonical(typed.trim());
        if (name === undefined || this.defs.has(name)) return no('a parameter');
        this.params.set(name, param.domain ?? 'real');
      }
      return {};
    }
    const head =
      /^(?<verb>prove|refute)(?:(?:[ \t]+(?!with[ \t])[A-Za-z0-9][A-Za-z0-9-]*)?[ \t]*:|(?=[ \t([{-]))/u.exec(line);
    if (head) return this.claim(head.groups!.verb!, line.slice(head[0].length));
    const definition = new RegExp(
      String.raw`^(?<name>[^=:()[\]{}+*/-]+?(?:<[^<>]*>|\{[^{}]*\})?)[ \t]*=(?!=)`,
      'u',
    ).exec(line);
    if (definition) return this.define(definition.groups!.name!.trim(), line.slice(definition[0].length));
    const reader = new Reader(line, this.inTex);
    const node = reader.expression();
    reader.end();
    this.checkSites([node]);
    return { value: this.unless(() => this.value(node, this.scope())) };
  }

  unless<T>(f: () => T): T | undefined {
    try {
      return f();
    } catch (error) {
      if (error instanceof Outside) return undefined;
      throw error;
    }
  }

  define(typed: string, text: string): Reading {
    const [word, ...others] = words(typed, this.inTex);
    if (word?.type !== 'name' || others.length > 0) return no(`the left side ${typed}`);
    const left = canonical(word.text);
    const reader = new Reader(text, this.inTex);
    const node = reader.expression();
    reader.end();
    const defs = new Map(this.defs);
    if (left.sites && left.sites.some((s) => s.free)) {
      if (!left.sites.every((s) => s.free)) no('a density at numbered sites');
      this.defs = new Map(this.defs).set(left.stem!, {
        node,
        defs,
        sites: left.sites.map((s) => s.by),
        flags: this.flagsOf(node, { inSum: true }),
      });
    } else {
      const name = left.name ?? no('a definition with sites');
      if (/^[ijxteSXYZI]$/u.test(name) || Object.hasOwn(functions, name) || this.params.has(name))
        no(`the name ${name}`);
      this.checkSites([node]);
      this.defs = new Map(this.defs).set(name, { node, defs, flags: this.flagsOf(node) });
    }
    return {};
  }

  claim(verb: string, text: string): Reading {
    const reader = new Reader(text, this.inTex);
    const prefixes: Binding[][] = [];
    while (reader.begins('with')) prefixes.push(reader.bindings());
    const left = reader.expression();
    reader.take('=');
    const right = reader.expression();
    reader.end();
    this.checkSites([left, right]);
    const verdict = this.unless(() => {
      let scope = this.scope();
      for (const bindings of prefixes) scope = this.bound(bindings, scope);
      const [a, b] = [this.value(left, scope), this.value(right, scope)];
      return this.same(a, b);
    });
    return { verb, verdict };
  }

  same(a: JudgedValue, b: JudgedValue): 'equal' | 'different' | undefined {
    const zero = (v: JudgedValue): boolean => v.kind === 'scalar' && Math.hypot(v.c.re, v.c.im) < 1e-12;
    if (a.kind === 'vector' || b.kind === 'vector') {
      if (a.kind !== b.kind && !zero(a) && !zero(b)) return no('a vector against an operator');
      const parts = axisNames.map((axis) =>
        S.compare(a.kind === 'vector' ? a[axis] : S.strings(), b.kind === 'vector' ? b[axis] : S.strings()),
      );
      return parts.includes('different') ? 'different' : parts.includes(undefined) ? undefined : 'equal';
    }
    return S.compare(asOperator(a), asOperator(b));
  }

  scope(): Scope {
    return { j: 0, body: false, values: new Map(), defs: this.defs };
  }

  bound(bindings: readonly Binding[], scope: Scope): Scope {
    const values = new Map(scope.values);
    for (const { name, value } of bindings) {
      if (scope.defs.has(name)) no(`with a definition ${name}`);
      if (!this.params.has(name) && !isCoupling(name)) no(`with ${name}`);
      const v = this.value(value, scope);
      if (v.kind !== 'scalar') return no('with an operator');
      values.set(name, v.c);
    }
    return { ...scope, values };
  }

  // --- where j stands (rule 13) ---

  /** What of sites a tree holds outside its sums, and what inside. */
  flagsOf(node: Tree, { inSum = false }: { readonly inSum?: boolean } = {}): Flags {
    const flags: Flags = { free: false, fixed: false, bare: false, weighted: false };
    const visit = (n: Tree, { inside }: { readonly inside: boolean }): void => {
      switch (n.kind) {
        case 'spin':
          if (n.site.free) flags.free ||= !inside;
          else if (inside) no('a numbered site in a sum');
          else flags.fixed = true;
          return;
        case 'position':
        case 'stagger':
          if (inside) flags.weighted = true;
          else flags.bare = true;
          return;
        case 'name': {
          const density = n.sites && !this.defs.has(n.name ?? '') ? this.defs.get(n.stem!) : undefined;
          if (density) {
            if (n.sites!.every((s) => s.free)) flags.free ||= !inside;
            else if (inside) no('a numbered site in a sum');
            else flags.fixed = true;
            return;
          }
          const own = n.name === undefined ? undefined : this.defs.get(n.name)?.flags;
          if (!own) return;
          if (inside && (own.free || own.fixed || own.sum)) no('an operator with sites in a sum');
          for (const key of ['free', 'fixed', 'bare', 'weighted'] as const) flags[key] ||= own[key];
          return;
        }
        case 'chain':
          if (inside) no('a sum in a sum');
          flags.sum = true;
          visit(n.of, { inside: true });
          return;
        default:
          for (const child of childrenOf(n)) visit(child, { inside });
      }
    };
    visit(node, { inside: inSum });
    return flags;
  }

  checkSites(nodes: readonly Tree[]): void {
    const flags = nodes.map((n) => this.flagsOf(n));
    const any = (key: keyof Flags): boolean => flags.some((f) => f[key]);
    if (any('bare')) no('a bare j outside a sum');
    if (any('free') && (any('fixed') || any('weighted'))) no('a free j beside a numbered site');
  }

  // --- values ---

  value(n: Tree, scope: Scope): JudgedValue {
    switch (n.kind) {
      case 'number':
        return scalar(complex(n.value));
      case 'imaginary':
        return scalar(complex(0, 1));
      case 'position':
        return scope.body ? scalar(complex(scope.j)) : no('j');
      case 'stagger': {
        const e = this.value(n.exponent, scope);
        if (e.kind !== 'scalar' || Math.abs(e.c.im) > 1e-9 || Math.abs(e.c.re - Math.round(e.c.re)) > 1e-9)
          return no('an exponent of (-1)');
        return scalar(complex(Math.round(e.c.re) % 2 === 0 ? 1 : -1));
      }
      case 'spin':
        return this.spin(n, scope);
      case 'name':
        return this.name(n, scope);
      case 'group':
        return this.value(n.of, scope);
      case 'sum':
        return sumOf(n.terms.map((t) => this.value(t, scope)));
      case 'product':
        return this.product(n, scope);
      case 'cross': {
        const [a, b] = [this.value(n.left, scope), this.value(n.right, scope)];
        return crossOf(a, b);
      }
      case 'couplings':
        return eachAxis((axis) => S.identity(this.numberOf(`${n.name}_${axis}`)));
      case 'component': {
        // Over a coupling the letter is a label: h^z is h_z.
        const free = this.freeName(n.of, scope);
        if (free !== undefined && n.of.kind === 'name')
          return scalar(this.numberOf(`${free}${n.below ?? ''}_${n.axis}`));
        if (n.below !== undefined) return no('a label');
        const v = this.value(n.of, scope);
        return v.kind === 'vector' ? operator(v[n.axis]) : no('a component of no vector');
      }
      case 'adjoint':
        return adjointOf(this.value(n.of, scope));
      case 'hc': {
        const v = this.value(n.of, scope);
        const turned = adjointOf(v);
        return sumOf([v, n.minus ? timesScalar(turned, complex(-1)) : turned]);
      }
      case 'power':
        return this.power(n, scope);
      case 'commutator':
      case 'anticommutator':
        return this.bracket(n, scope);
      case 'chain':
        return this.chain(n, scope);
      case 'with':
        return this.value(n.body, this.bound(n.bindings, scope));
      case 'call':
        return this.call(n, scope);
    }
  }

  spin(n: SpinTree, scope: Scope): JudgedValue {
    const at = n.site.free ? scope.j + n.site.by : n.site.by;
    const one = (axis: string): Strings => {
      if (axis === '+' || axis === '-') {
        const parts = [one('x'), S.scale(one('y'), complex(0, axis === '+' ? 1 : -1))];
        return S.add(parts);
      }
      const half = n.family === 'S' ? 0.5 : 1;
      let factor = half;
      if (n.primes > 0) {
        const ratio = Math.sqrt(this.couplingIn('Delta', scope).re / this.couplingIn('J', scope).re);
        factor = n.primes === 1 ? (axis === 'z' ? half * ratio : half) : axis === 'z' ? half : half * ratio;
      }
      return S.scale(S.letter(axis.toUpperCase(), at), complex(factor));
    };
    if ('XYZ'.includes(n.family)) return operator(S.letter(n.family, at));
    // σ^± = (σ^x ± iσ^y)/2, S^± = S^x ± iS^y
    if (n.axis)
      return operator(n.family === 'σ' && '+-'.includes(n.axis) ? S.scale(one(n.axis), complex(0.5)) : one(n.axis));
    return eachAxis(one);
  }

  couplingIn(name: string, scope: Scope): Complex {
    const v = this.value({ kind: 'name', name }, scope);
    return v.kind === 'scalar' ? v.c : no('primes over an operator');
  }

  name(n: NameTree, scope: Scope): JudgedValue {
    const def = n.name === undefined ? undefined : scope.defs.get(n.name);
    if (def && !def.sites) return this.value(def.node, { ...scope, defs: def.defs, j: 0, body: false });
    const density = n.sites && scope.defs.get(n.stem!);
    if (n.sites && density?.sites) {
      const own = density.sites;
      if (own.length !== n.sites.length) no('the sites of a density');
      const shifts = n.sites.map((s, k) => (s.free ? scope.j : 0) + s.by - own[k]!);
      if (new Set(shifts).size !== 1 || new Set(n.sites.map((s) => s.free)).size !== 1) no('the sites of a density');
      return this.value(density.node, { ...scope, defs: density.defs, j: shifts[0]!, body: true });
    }
    const { name } = n;
    if (name === undefined || scope.defs.get(name)?.sites) return no(`the name ${n.stem ?? name}`);
    if (n.touches && !this.params.has(name) && !isCoupling(name)) no(`the function ${name}`);
    if (!this.params.has(name) && !isCoupling(name)) no(`the name ${name}`);
    return scalar(scope.values.get(name) ?? this.numberOf(name));
  }

  product(n: ProductTree, scope: Scope): JudgedValue {
    let left = this.value(n.factors[0]!, scope);
    for (let k = 1; k < n.factors.length; k++) {
      const right = this.value(n.factors[k]!, scope);
      if (n.joins[k - 1] === '/') {
        if (right.kind !== 'scalar' || Math.hypot(right.c.re, right.c.im) < 1e-12) return no('a quotient');
        left = timesScalar(left, over(complex(1), right.c));
      } else if (left.kind === 'vector' && right.kind === 'vector') {
        if (n.joins[k - 1] !== '·') return no('two vectors side by side');
        left = dotOf(left, right);
      } else left = productOf(left, right);
    }
    return left;
  }

  power(n: PowerTree, scope: Scope): JudgedValue {
    const [base, exponent] = [this.value(n.of, scope), this.value(n.exponent, scope)];
    if (exponent.kind !== 'scalar' || Math.abs(exponent.c.im) > 1e-12) return no('an exponent');
    const e = exponent.c.re;
    if (base.kind === 'scalar') {
      if (Math.abs(base.c.im) > 1e-12 && !Number.isInteger(e)) return no('a root of a complex number');
      if (Number.isInteger(e) && Math.abs(e) <= 12) {
        let c = complex(1);
        for (let k = 0; k < Math.abs(e); k++) c = times(c, base.c);
        return Math.hypot(c.re, c.im) < 1e-12 && e < 0 ? no('1/0') : scalar(e < 0 ? over(complex(1), c) : c);
      }
      if (base.c.re < 0) return no('a root of a negative number');
      return scalar(complex(base.c.re ** e));
    }
    if (!Number.isInteger(e) || e < 0 || e > 6) return no('a power of an operator');
    if (base.kind === 'vector') {
      if (e !== 2) return no('a power of a vector');
      return dotOf(base, base);
    }
    let out: JudgedValue = scalar(complex(1));
    for (let k = 0; k < e; k++) out = productOf(out, base);
    return out;
  }

  bracket(n: BracketTree, scope: Scope): JudgedValue {
    // A name that nobody has defined is a coupling, but not where an operator is wanted.
    for (const side of [n.left, n.right])
      if (this.freeName(side, scope) !== undefined) return no('a coupling in a bracket');
    const [left, right] = [this.value(n.left, scope), this.value(n.right, scope)];
    const one = (p: Strings, q: Strings): Strings => {
      if (n.kind === 'commutator') return S.commutator(p, q);
      if (p.chain || q.chain) return no('an anticommutator of sums');
      return S.add([S.multiply(p, q), S.multiply(q, p)]);
    };
    if (left.kind === 'vector') {
      if (right.kind === 'vector') return no('a bracket of vectors');
      return eachAxis((axis) => one(left[axis], asOperator(right)));
    }
    if (right.kind === 'vector') return eachAxis((axis) => one(asOperator(left), right[axis]));
    return operator(one(asOperator(left), asOperator(right)));
  }

  /** An undefined, undeclared name alone in its place. */
  freeName(n: Tree, scope: Scope): string | undefined {
    if (n.kind === 'group') return this.freeName(n.of, scope);
    if (n.kind === 'sum' && n.terms.length === 1) return this.freeName(n.terms[0]!, scope);
    if (n.kind !== 'name' || n.name === undefined) return undefined;
    const isKnown = scope.defs.has(n.name) || this.params.has(n.name) || (n.sites && scope.defs.has(n.stem!));
    return isKnown ? undefined : n.name;
  }

  chain(n: ChainTree, scope: Scope): JudgedValue {
    if (scope.body) return no('a sum in a sum');
    const reach = 2 * reachOf(n.of, scope.defs);
    const body = (j: number): JudgedValue => this.value(n.of, { ...scope, j, body: true });
    const probe = body(0);
    if (probe.kind === 'vector')
      return eachAxis((axis) =>
        S.sumOver((j) => {
          const at = body(j);
          return at.kind === 'vector' ? at[axis] : no('a vector at some sites');
        }, reach),
      );
    return operator(S.sumOver((j) => asOperator(body(j)), reach));
  }

  call(n: CallTree, scope: Scope): JudgedValue {
    // Their number has been checked: the second is there where it is wanted.
    const [a, b] = n.given.map((g) => this.value(g, scope)) as [JudgedValue, JudgedValue];
    switch (n.name) {
      case 'sqrt':
        return a.kind === 'scalar' && Math.abs(a.c.im) < 1e-12 && a.c.re >= 0
          ? scalar(complex(Math.sqrt(a.c.re)))
          : no('a root');
      case 'dag':
        return adjointOf(a);
      case 'conj':
        return a.kind === 'scalar' ? scalar({ re: a.c.re, im: -a.c.im }) : no('conj of an operator');
      case 'dot':
        return a.kind === 'vector' && b.kind === 'vector' ? dotOf(a, b) : productOf(a, b);
      default:
        return crossOf(a, b);
    }
  }
}

/** (-1), as the base of (-1)^j. */
function isMinusOne(base: Tree): boolean {
  if (base.kind !== 'group' || base.of.kind !== 'sum' || base.of.terms.length !== 1) return false;
  const product = base.of.terms[0]!;
  return (
    product.kind === 'product' &&
    product.factors.length === 2 &&
    product.factors.every((f, k) => f.kind === 'number' && f.value === [-1, 1][k])
  );
}

function childrenOf(n: Tree): readonly Tree[] {
  switch (n.kind) {
    case 'sum':
      return n.terms;
    case 'product':
      return n.factors;
    case 'call':
      return n.given;
    case 'power':
      return [n.of, n.exponent];
    case 'stagger':
      return [n.exponent];
    case 'cross':
    case 'commutator':
    case 'anticommutator':
      return [n.left, n.right];
    case 'with':
      return [n.body, ...n.bindings.map((b) => b.value)];
    case 'adjoint':
    case 'group':
    case 'hc':
    case 'component':
    case 'chain':
      return [n.of];
    default:
      return [];
  }
}

/** How far from j the sites of a tree lie at most. */
function reachOf(node: Tree, defs: Definitions): number {
  let reach = 0;
  const visit = (n: Tree): void => {
    if (n.kind === 'spin') reach = Math.max(reach, Math.abs(n.site.by));
    else if (n.kind === 'name' && n.sites) {
      const density = defs.get(n.stem!);
      const own = density ? reachOf(density.node, density.defs) : 0;
      for (const s of n.sites) reach = Math.max(reach, Math.abs(s.by) + own);
    } else for (const child of childrenOf(n)) visit(child);
  };
  visit(node);
  return reach;
}

function timesScalar(v: JudgedValue, c: Complex): JudgedValue {
  if (v.kind === 'scalar') return scalar(times(v.c, c));
  if (v.kind === 'operator') return operator(S.scale(v.o, c));
  return eachAxis((axis) => S.scale(v[axis], c));
}

function productOf(a: JudgedValue, b: JudgedValue): JudgedValue {
  if (a.kind === 'scalar') return timesScalar(b, a.c);
  if (b.kind === 'scalar') return timesScalar(a, b.c);
  const one = (p: Strings, q: Strings): Strings => (p.chain || q.chain ? no('a product of sums') : S.multiply(p, q));
  if (a.kind === 'vector') {
    if (b.kind === 'vector') return no('two vectors side by side');
    return eachAxis((axis) => one(a[axis], b.o));
  }
  if (b.kind === 'vector') return eachAxis((axis) => one(a.o, b[axis]));
  return operator(one(a.o, b.o));
}

/** A·B */
function dotOf(a: VectorValue, b: VectorValue): OperatorValue {
  return operator(S.add(axisNames.map((axis) => S.multiply(a[axis], b[axis]))));
}

function sumOf(values: readonly JudgedValue[]): JudgedValue {
  if (values.some((v) => v.kind === 'vector')) {
    if (!values.every((v) => v.kind === 'vector' || (v.kind === 'scalar' && v.c.re === 0 && v.c.im === 0)))
      return no('a vector plus an operator');
    const vectors = values.filter((v) => v.kind === 'vector');
    return eachAxis((axis) => S.add(vectors.map((v) => v[axis])));
  }
  if (values.every((v) => v.kind === 'scalar'))
    return scalar(values.reduce((sum, v) => complex(sum.re + v.c.re, sum.im + v.c.im), complex(0)));
  return operator(S.add(values.map(asOperator)));
}

function adjointOf(v: JudgedValue): JudgedValue {
  if (v.kind === 'scalar') return scalar({ re: v.c.re, im: -v.c.im });
  if (v.kind === 'operator') return operator(S.adjoint(v.o));
  return eachAxis((axis) => S.adjoint(v[axis]));
}

function crossOf(a: JudgedValue, b: JudgedValue): JudgedValue {
  // 3 × J/4 is a product of numbers.
  if (a.kind === 'scalar' && b.kind === 'scalar') return scalar(times(a.c, b.c));
  if (a.kind !== 'vector' || b.kind !== 'vector') return no('a cross product of no vectors');
  const part = (p: Axis, q: Axis): Strings =>
    S.add([S.multiply(a[p], b[q]), S.scale(S.multiply(a[q], b[p]), complex(-1))]);
  return { kind: 'vector', x: part('y', 'z'), y: part('z', 'x'), z: part('x', 'y') };
}
