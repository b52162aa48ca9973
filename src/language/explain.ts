import type { Diagnostic, Source } from '../text/index.js';
import { appliedProblem, bracketAfter } from './applied.js';
import { closest } from './closeness.js';
import { readingsOfConjugates } from './conjugates.js';
import { closerOf, spanOf, wantsMore, where } from './layout.js';
import { functionNames } from './functions.js';
import { keywords } from './names.js';
import { whyReserved } from './reserved.js';
import type { Token } from './token.js';

/** The place where reading stopped, and the tokens that the grammar would accept there. */
export interface Stop {
  readonly source: Source;
  readonly tokens: readonly Token[];
  /** index of the token that could not be read; the number of tokens at the end of the text */
  readonly index: number;
  readonly symbols: readonly { readonly type?: string; readonly literal?: string }[];
  /** the known problem at this place */
  readonly problem?: Diagnostic;
}

/** Largest number of items named in "expected …". */
const longestList = 8;

type Explanation = Omit<Diagnostic, 'kind' | 'span' | 'expected'> & { readonly at?: Token; readonly quiet?: true };

/** Explains why a statement could not be read any further. */
export function explain(stop: Stop): Diagnostic {
  const { source, tokens, index, problem } = stop;
  const token = tokens[index];
  const reserved = reservedTarget(stop);
  if (!reserved) {
    if (problem) return problem;
    if (token?.value?.kind === 'problem') return token.value.problem;
  }
  const { at, quiet, ...text } =
    reserved ?? (token === undefined ? atEnd(stop) : (unusual(stop, token) ?? plain(stop, token)));
  const end = tokens.at(-1)!.end;
  const span = at ? spanOf(source, at) : token ? spanOf(source, token) : { source, start: end, end };
  const expected = quiet ? [] : expectations(stop);
  return { kind: 'input', ...text, span, ...(expected.length > 0 && { expected }) };
}

function typed({ source }: Stop, token: Token): string {
  const text = source.text.slice(token.start, token.end);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** `i = 2`, `with t = 1:`, `param on`: a reserved word where a name is introduced. */
function reservedTarget(stop: Stop): Explanation | undefined {
  const { tokens, index } = stop;
  const hint = 'choose another name';
  const refuse = (token: Token): Explanation | undefined => {
    const reason = whyReserved(token, typed(stop, token));
    return reason === undefined
      ? undefined
      : {
          code: 'reserved-name',
          message: `${reason}, so it cannot be given a value`,
          hint: token.type === 'spin' ? `to claim an equality write prove ${typed(stop, token)} = …` : hint,
          at: token,
          quiet: true,
        };
  };
  if (tokens[1]?.text === '=' && index <= 1) return refuse(tokens[0]!);
  const token = tokens[index];
  const before = tokens[index - 1];
  if (token?.text === '=' && before && tokens[index - 2] && !accepts(stop, '=')) {
    const place = tokens[index - 2]!.text;
    if (place === 'with' || place === ',') return refuse(before);
  }
  const namesOnly = stop.symbols.length > 0 && stop.symbols.every((symbol) => symbol.type === 'name');
  return token && namesOnly ? refuse(token) : undefined;
}

function atEnd(stop: Stop): Explanation {
  const { source, tokens } = stop;
  const last = tokens.at(-1)!;
  const opened = openBrackets(tokens, tokens.length).at(-1);
  if (opened) {
    return {
      code: 'unclosed-bracket',
      message: `the expression ends here but the "${opened.text}" opened at ${where(source, opened)} is not closed`,
      hint: wantsMore(last)
        ? `something must follow ${typed(stop, last)}, then "${closerOf(opened)}"`
        : `close it with "${closerOf(opened)}"`,
    };
  }
  return {
    code: 'unexpected-end',
    message: `the expression ends here but ${describe(typed(stop, last))} wants something after it`,
  };
}

/** Adjoint marks of other books, and their forms in the language. */
const adjointMarks: ReadonlyMap<string, string> = new Map([
  ['+', 'the adjoint is A^†, A^dagger or dag(A)'],
  ['H', 'the adjoint is A^†, A^dagger or dag(A)'],
  ['*', 'the adjoint is A^†, the conjugate of a scalar conj(g)'],
  ['\\ast', 'the adjoint is A^†, the conjugate of a scalar conj(g)'],
  ['T', 'there is no transpose; the adjoint is A^†'],
]);

/** Known mistakes that get an explanation of their own. */
function unusual(stop: Stop, token: Token): Explanation | undefined {
  const { source, tokens, index } = stop;
  const before = tokens[index - 1];
  const word = typed(stop, token);
  const operatorPlace = accepts(stop, '+');
  switch (token.type) {
    case 'hc':
      return {
        code: 'misplaced-hc',
        message: `${word} stands only as "+ h.c." or "- h.c." at the end of a bracket or expression`,
        hint: 'dag(A) is the adjoint of A',
        quiet: true,
      };
    case 'x': {
      const between = operatorPlace && before !== undefined;
      return {
        code: 'misplaced-x',
        message: 'x stands only in δ(x) and δ(x - a)',
        hint: between ? 'for the cross product write >< or ×' : 'choose another name for a parameter',
        quiet: true,
      };
    }
    case 'sum': {
      if (sumIsOpen(stop))
        return {
          code: 'nested-sum',
          message: 'a sum directly inside a sum',
          hint: 'one sum_j runs over all sites; add sums with + or put the inner one in brackets',
          quiet: true,
        };
      return {
        code: 'misplaced-sum',
        message: `${word} stands only at the beginning of a summand, after a coefficient at most`,
        hint: 'put the sum in brackets',
        quiet: true,
      };
    }
    case 'keyword':
    case 'claim':
    case 'finite':
      return {
        code: 'misplaced-keyword',
        message: `"${/^[a-z]+/u.exec(word)?.[0] ?? word}" is a reserved word and cannot stand here`,
        ...(token.text === 'with'
          ? { hint: 'a substitution stands before what it acts on: with Δ = 1: A' }
          : token.text === 'on'
            ? {
                hint: 'a finite chain has its number of sites in brackets, and stands before what it acts on: on ring(4): A, on open(4): A',
              }
            : token.text === 'for'
              ? {
                  hint: 'the unknowns of an equation stand after for: solve A = B for a; a value stands before: with J = 1: A',
                }
              : {}),
      };
    case 'equals':
      if (token.text === '==')
        return { code: 'double-equals', message: '"==" is not a sign of the language', hint: 'write "="', quiet: true };
      if (token.text === ':=')
        return { code: 'double-equals', message: '":=" is not a sign of the language', hint: 'write "="', quiet: true };
      return {
        code: 'double-equals',
        message: '"!=" is not a sign of the language',
        hint: 'write refute A = B',
        quiet: true,
      };
    default:
  }
  if (before?.type === 'texWord') {
    const name = typed(stop, before);
    return {
      code: 'function-without-brackets',
      message: `${name} does not say where its argument ends`,
      hint: `write ${name}(…): ${name}(\\omega t)`,
      quiet: true,
    };
  }
  if (before?.type === 'hc' && token.type !== 'close') {
    return {
      code: 'misplaced-hc',
      message: `${typed(stop, before)} must be the last thing in its bracket or expression`,
      hint: readingsOfConjugates(source, tokens, index - 1) ?? 'put it last, or use brackets: (A + h.c.) + B',
      at: before,
      quiet: true,
    };
  }
  if (token.text === '×' && operatorPlace) {
    return {
      code: 'ambiguous-cross',
      message: 'A×B×C can be read in two ways',
      hint: 'write (A×B)×C or A×(B×C)',
      quiet: true,
    };
  }
  if (token.text === '*' && before?.text === '*' && before.end === token.start) {
    return {
      code: 'unexpected-token',
      message: '"**" is not a sign of the language',
      hint: 'a power is ^: A^2',
      quiet: true,
    };
  }
  if ((token.text === '+' || token.text === '-') && before && !accepts(stop, '+')) {
    if (['*', '/', '·', '×'].includes(before.text)) {
      return {
        code: 'sign-needs-brackets',
        message: `a sign after "${typed(stop, before)}" needs brackets`,
        hint: `write ${typed(stop, before)} (${word}…)`,
        quiet: true,
      };
    }
    if (before.text === '+' || before.text === '-')
      return {
        code: 'sign-needs-brackets',
        message: 'three signs in a row',
        hint: 'write one sign, or brackets: A + (-B)',
        quiet: true,
      };
  }
  if (before?.text === '^' || (before?.text === '-' && tokens[index - 2]?.text === '^')) {
    return {
      code: 'bad-exponent',
      message: `${describe(word)} is not an exponent: it is an integer, or stands in brackets`,
      hint: adjointMarks.get(word) ?? 'write A^2, J^-1, J^(1/2), (-1)^(j+1)',
      quiet: true,
    };
  }
  if ([',', '=', ')'].includes(token.text)) {
    const unknown = unknownCall(stop);
    if (unknown) return unknown;
  }
  if (token.text === '=') {
    const inEquation = tokens.some((other) => other.text === 'solve');
    const inClaim =
      inEquation || tokens.some((other) => other.type === 'claim' || other.text === 'prove' || other.text === 'refute');
    if (inClaim || tokens.slice(0, index).some((other) => other.text === '=')) {
      return {
        code: 'second-equals',
        message: 'a statement has one "="',
        hint:
          token.indent !== undefined || tokens.slice(1, index).some((other) => other.indent !== undefined)
            ? 'an indented line continues the line above: begin a new statement without indentation'
            : inEquation
              ? 'several equations are the components of vectors: solve vector(A, B, 0) = vector(C, D, 0) for a'
              : inClaim
                ? 'a claim for each: prove A = B; prove B = C'
                : 'one statement for each: A = C; B = C, or as a claim: prove A = B',
        quiet: true,
      };
    }
    const meant = closest(
      tokens[0]!.text,
      [...keywords].filter((keyword) => keyword.length > 3),
    );
    const isFunction = tokens[0]!.type === 'name' && tokens[1]?.text === '(' && tokens[1].start === tokens[0]!.end;
    const hint =
      meant !== undefined && tokens[0]!.type === 'name'
        ? `did you mean ${meant}?`
        : isFunction && tokens[index - 1]?.text === ')'
          ? `a definition is a name alone, ${tokens[0]!.text} = …, and with J = 2: ${tokens[0]!.text} gives a parameter of it a value`
          : 'to claim an equality write prove A = B';
    return { code: 'not-definable', message: 'only a name can be given a value', hint, quiet: true };
  }
  if (token.text === ':' && operatorPlace) {
    return {
      code: 'unexpected-token',
      message: '":" ends a prefix or the head of a claim, and none stands before it',
      hint: 'write with a = 1: A, on ring(8): A, on open(8): A, prove heat-current cites chain (16): A = B',
      quiet: true,
    };
  }
  if (token.text === ',') {
    const open = openBrackets(tokens, index).at(-1);
    const called = open && tokens[tokens.indexOf(open) - 1];
    if (called && functionNames.has(called.text)) {
      return {
        code: 'unexpected-token',
        message: `"," cannot stand here: ${called.text} is a function only where "(" follows at once`,
        hint: `write ${called.text}( without the space`,
        quiet: true,
      };
    }
    if (open && '[{'.includes(open.text) && operatorPlace) {
      return {
        code: 'unexpected-token',
        message: `${open.text === '[' ? 'a commutator' : 'an anticommutator'} has two entries`,
        hint: open.text === '[' ? 'write [[A, B], C]' : 'write {{A, B}, C}',
        quiet: true,
      };
    }
    if (open?.text === '(' && operatorPlace) {
      return {
        code: 'unexpected-token',
        message: 'round brackets group, and a group has no comma',
        hint: 'a commutator is [A, B], a vector of components vector(A, B, C)',
        quiet: true,
      };
    }
    if (open === undefined && operatorPlace && isDecimalComma(tokens, index)) {
      return {
        code: 'side-condition',
        message: 'the expression ends at this comma, and what follows is no part of it',
        hint: `a decimal number has a dot: ${tokens[index - 1]!.text}.${tokens[index + 1]!.text}`,
        quiet: true,
      };
    }
    if (open === undefined && operatorPlace) {
      return {
        code: 'side-condition',
        message: 'the expression ends at this comma, and what follows is no part of it',
        hint: 'leave it out; another equation stands on a line of its own, and a value before the expression: with J = 1: A',
        quiet: true,
      };
    }
  }
  return undefined;
}

/** `1,5`: digits on both sides, without a space. */
function isDecimalComma(tokens: readonly Token[], index: number): boolean {
  const [left, comma, right] = [tokens[index - 1], tokens[index]!, tokens[index + 1]];
  return left?.type === 'number' && right?.type === 'number' && left.end === comma.start && comma.end === right.start;
}

/**
 * `commutator(A, B)`, `subs(H, J = 1)`, `Tr()`: a word of another program, which was read as a factor up to the comma.
 */
function unknownCall(stop: Stop): Explanation | undefined {
  const { source, tokens, index } = stop;
  const open = openBrackets(tokens, index).at(-1);
  const word = open?.text === '(' ? tokens[tokens.indexOf(open) - 1] : undefined;
  if (word?.value?.kind !== 'name') return undefined;
  const bracket = bracketAfter(source.text, word.end);
  if (bracket === undefined) return undefined;
  const { name } = word.value;
  const shown = typed(stop, word);
  const problem = appliedProblem(name, shown, bracket, []) ?? {
    code: 'unknown-function',
    message: `${shown} is no function, so its brackets hold one factor`,
    hint: 'a comma stands in [A, B], {A, B} and between the arguments of a function such as overlap(A, B)',
  };
  return { ...problem, at: word, quiet: true };
}

function plain(stop: Stop, token: Token): Explanation {
  const { source, index } = stop;
  if (stop.tokens[0]!.text === 'param' && index > 1) {
    return {
      code: 'unexpected-token',
      message: `${describe(typed(stop, token))} cannot stand here`,
      hint: 'names have commas between them and one domain at the end, real, complex or phase: param J, K real',
    };
  }
  const hint =
    index === 0 && source.text.slice(0, token.start).trim() !== '' && wantsMore(token)
      ? { hint: 'indent the line if it continues the line above' }
      : {};
  return { code: 'unexpected-token', message: `${describe(typed(stop, token))} cannot stand here`, ...hint };
}

/** The brackets open before a token, outermost first. */
function openBrackets(tokens: readonly Token[], index: number): Token[] {
  const open: Token[] = [];
  for (const token of tokens.slice(0, index)) {
    if (token.type === 'open') open.push(token);
    else if (token.type === 'close') open.pop();
  }
  return open;
}

function describe(word: string): string {
  return /^[A-Za-z0-9]+$/u.test(word) ? word : `"${word}"`;
}

function accepts({ symbols }: Stop, literal: string): boolean {
  return symbols.some((symbol) => symbol.literal === literal);
}

/** True if there is a sum sign before, in the same summand. */
function sumIsOpen({ tokens, index }: Stop): boolean {
  let depth = 0;
  for (let k = index - 1; k >= 0; k -= 1) {
    const token = tokens[k]!;
    if (token.type === 'close') depth += 1;
    else if (token.type === 'open') depth -= 1;
    if (depth < 0) return false;
    if (depth > 0) continue;
    if (token.type === 'sum') return true;
    // a sign right after the sum sign belongs to its body
    if ((token.text === '+' || token.text === '-') && tokens[k - 1]?.type !== 'sum') return false;
    if (token.text === ',' || token.text === '=' || token.text === ':' || token.text === 'for') return false;
  }
  return false;
}

const factorWords: readonly (readonly [words: string, ...types: string[]])[] = [
  ['a number', 'number'],
  ['a name', 'name', 'letter'],
  ['an operator such as S^z_j', 'spin', 'sited', 'boson', 'fermion', 'level', 'ket', 'point'],
  ['a function such as sqrt(…)', 'word', 'texWord', 'root', 'fraction', 'shortFraction', 'exponential'],
];
const otherWords: Readonly<Record<string, string>> = {
  sum: 'sum_j',
  claim: 'a claim',
  prove: 'a claim',
  refute: 'a claim',
  solve: 'a claim',
  hc: 'h.c.',
  finite: 'on ring(N):',
  power_j: '^',
  dagger: '†',
};
const models: ReadonlySet<string> = new Set(['hamiltonian', 'drive', 'bath', 'jump', 'gas', 'param']);

/** The acceptable continuations at the stop, in words. */
function expectations(stop: Stop): string[] {
  const words = new Set(stop.symbols.map((symbol) => symbol.literal ?? symbol.type ?? ''));
  const found: string[] = [];
  const add = (word: string) => {
    if (!found.includes(word)) found.push(word);
  };
  if (words.has('*')) {
    // After a complete factor the list has anything that can follow it.
    add('an operator such as + or ·');
    add('another factor');
    for (const sign of ['=', ',', ':', 'with', 'for']) if (words.has(sign)) add(`"${sign}"`);
    const opened = openBrackets(stop.tokens, stop.index).at(-1);
    if (opened && words.has(closerOf(opened))) add(`"${closerOf(opened)}"`);
    if (!opened) add('the end of the statement');
    return found;
  }
  if (words.size === 0) add('the end of the statement');
  for (const [text, ...types] of factorWords) if (types.some((type) => words.has(type))) add(text);
  if (words.has('(') || words.has('[') || words.has('{'))
    add(words.has('[') ? 'an opening bracket' : words.has('(') ? '"("' : '"{"');
  for (const word of words) {
    if (factorWords.some(([, ...types]) => types.includes(word)) || word === '(' || word === '[' || word === '{')
      continue;
    if (models.has(word)) add('a statement such as param or hamiltonian');
    else if (word in otherWords) add(otherWords[word]!);
    else if (word === '+' || word === '-') add('a sign');
    else add(`"${word}"`);
  }
  return found.slice(0, longestList);
}
