import type { Member } from '../chain/index.js';
import { conservedCharges } from '../charges/index.js';
import { fromGaussian, gaussian } from '../exact/index.js';
import type { EnsembleItem } from '../ensembles/index.js';
import { numericOperator, type NumericOperator } from '../ring/index.js';
import type { Session } from '../session/index.js';
import { localWord, type Operator, sumOverChain, wordFrom } from '../spin/index.js';
import { DiagnosticError, readWithin, refuse } from '../text/index.js';
import { chainOperator } from './chain-operator.js';
import { type OptionPart, decimal, optionParts, optionSpan } from './option-values.js';

/** A list of charges as it is typed, and the number of charges to be discovered after it. */
export interface EnsembleText {
  /** the list as it is typed: gge:C1,C2+3 */
  readonly text: string;
  readonly parts: readonly OptionPart[];
  readonly discovered: number;
}

const example = 'gge:C1,C2,C3';

/** Largest number of charges that are discovered; about ten exhaust a ring of six sites. */
const mostDiscovered = 40;

/**
 * `gge:C1..C4,conserved(JS),local:3,X(1/2, 0),Z(0),products+2`
 *
 * @diagnostic `bad-ensemble`, `no-charges`, `option-value`
 */
export function ensembleText(option: string, value: string): EnsembleText {
  const list = /^\s*gge:(?<list>.*)$/su.exec(value)?.groups?.list;
  if (list === undefined)
    refuse('bad-ensemble', `there is no ensemble "${value.trim()}"`, {
      span: optionSpan(option, value),
      expected: option === '--ensemble' ? ['exact', 'gge:C1,C2,…'] : ['gge:C1,C2,…'],
    });
  if (list.trim() === '' || /^\s*\+\s*\d+\s*$/u.test(list))
    refuse('no-charges', 'the ensemble names no conserved quantity', {
      span: optionSpan(option, value),
      hint: `as in ${option} ${example}`,
    });
  const found = optionParts(option, value, example, value.indexOf(':') + 1);
  const last = found.at(-1)!;
  const added = /^(?<name>.*?)\s*\+\s*(?<count>\d+)$/su.exec(last.text)?.groups as
    | { readonly name: string; readonly count: string }
    | undefined;
  for (const part of found) {
    // An exponent, as in 1e+3, ends in a sign and digits as well.
    if (part === last && added) continue;
    if (/[^eE]\+\s*[-+]?\s*\d[\d.]*$/u.test(part.text))
      refuse(
        'option-value',
        `the number of discovered charges is a whole number at the end of the list, not "${part.text}"`,
        {
          span: part.span,
          hint: `as in ${example}+3`,
        },
      );
  }
  const discovered = added ? Number(added.count) : 0;
  if (discovered > mostDiscovered)
    refuse('option-value', `at most ${mostDiscovered} charges are discovered, not ${discovered}`, {
      span: last.span,
      hint: `as in ${example}+3`,
    });
  // "C1,C2,+3" ends in a part that names nothing.
  const typed = [
    ...found.slice(0, -1),
    ...(added
      ? added.name === ''
        ? []
        : [{ text: added.name, span: { ...last.span, end: last.span.start + added.name.length } }]
      : [last]),
  ];
  // Two ways to write one charge, as in C1..C3,C2, are no mistake: the ensemble leaves out what depends on the others.
  for (const [k, { text, span }] of typed.entries()) {
    if (typed.findIndex((p) => p.text === text) < k)
      refuse('charge-twice', `${text} stands twice in the ensemble`, { span, hint: `leave one ${text} out` });
  }
  return {
    text: value.trim(),
    parts: typed.flatMap(expanded),
    discovered,
  };
}

/**
 * The lists of `--compare`, none of them twice.
 *
 * @diagnostic those of `ensembleText`, `charge-twice`
 */
export function comparedTexts(values: readonly string[]): EnsembleText[] {
  const option = '--compare';
  const lists = values.map((v) => v.trim());
  for (const [k, list] of lists.entries()) {
    const others = lists.filter((l) => l !== 'exact').join(' ') || 'gge:C1,C2 gge:NC6';
    if (list === 'exact')
      refuse('bad-ensemble', 'the exact state is always in the table of --compare, and is not one of its lists', {
        span: optionSpan(option, values[k]!),
        hint: `leave it out: ${option} ${others}`,
      });
    if (lists.indexOf(list) < k)
      refuse('charge-twice', `${list} stands twice after ${option}`, {
        span: optionSpan(option, values[k]!),
        hint: `leave one out: ${option} ${[...new Set(lists)].join(' ')}`,
      });
  }
  return values.map((value) => ensembleText(option, value));
}

/** `C1..C4` stands for C1, C2, C3, C4, and NC4, NC6 for the lists of the paper. */
function expanded({ text, span }: OptionPart): OptionPart[] {
  const range = /^(?<name>[A-Za-z_]+)(?<first>\d+)\s*\.\.\s*(?<again>[A-Za-z_]*)(?<last>\d+)$/u.exec(text)?.groups;
  if (range) {
    const [first, last] = [Number(range.first), Number(range.last)];
    if ((range.again !== '' && range.again !== range.name) || last < first || last - first > 30)
      refuse('option-value', `"${text}" is no range of charges`, { span, hint: 'as in C1..C4' });
    return Array.from({ length: last - first + 1 }, (_, k) => ({ text: `${range.name}${first + k}`, span }));
  }
  return [{ text, span }];
}

/** The lists of the paper: N_C = 4 and 6.   chain, Methods */
const paperLists: Readonly<Record<string, readonly string[]>> = {
  NC4: ['C1', 'C2', 'C3', 'JSc'],
  NC6: ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'],
};

/**
 * The charges of a list. Names of the script come first; local:r, X(s, μ), Z(μ), products, NC4 and NC6 have their meaning
 * where the script does not define them, and C_n that it does not define is that of the boost recursion.
 *
 * @diagnostic `bad-ensemble`, `unknown-charge`, and those of expressions
 */
export function ensembleItems(parts: readonly OptionPart[], session: Session, hamiltonian: Operator): EnsembleItem[] {
  const defines = (name: string): boolean => isDefined(session, name);
  return parts.flatMap((part): EnsembleItem[] => {
    const { text, span } = part;
    const paper = paperLists[text];
    if (paper && !defines(text))
      return paper.map((name) => ({ kind: 'operator', member: memberOf({ text: name, span }, session, hamiltonian) }));
    if (/^NC_?\d+$/u.test(text) && !defines(text)) refuseOtherList(part);
    const local = /^local\b\s*:?\s*(?<range>.*)$/su.exec(text)?.groups?.range;
    if (local !== undefined && !defines(text)) {
      if (!/^local\s*:\s*\d+$/u.test(text))
        refuse('bad-ensemble', `"${text}" is no family of operators: local: and the largest number of sites make one`, {
          span,
          hint: `as in local:${/^\(?\s*(?<range>[1-6])\s*\)?$/u.exec(local)?.groups?.range ?? 3}`,
        });
      return [{ kind: 'local', range: Number(local) }];
    }
    if (text === 'products' && !defines(text)) return [{ kind: 'products' }];
    const transfer = /^X\s*\((?<inside>[^()]*)\)$/u.exec(text)?.groups?.inside;
    if (transfer !== undefined) return [transferItem(transfer, part)];
    const odd = /^Z\s*\((?<inside>[^()]*)\)$/u.exec(text)?.groups?.inside;
    if (odd !== undefined) return [oddItem(odd, part)];
    return [{ kind: 'operator', member: memberOf(part, session, hamiltonian) }];
  });
}

/** A list that looks like one of the paper, which has two. */
function refuseOtherList({ text, span }: OptionPart): never {
  const count = Number(/\d+/u.exec(text)![0]);
  const range = count === 1 ? 'C1' : count > 1 && count <= mostDerived ? `C1..C${count}` : undefined;
  refuse('bad-ensemble', `there is no list ${text}: the paper has NC4 = C1..C3,JSc and NC6 = C1..C5,JSc`, {
    span,
    hint: range === undefined ? 'as in NC6' : `the first ${count} charges of the boost: ${range}`,
  });
}

/** `1/2, 0.3`: the spin of the auxiliary space, and μ. */
function transferItem(inside: string, { text, span }: OptionPart): EnsembleItem {
  const numbers = inside.split(',').map((t) => t.trim());
  const spin = /^(?:(?<half>\d+)\/2|(?<whole>\d+))$/u.exec(numbers[0] ?? '')?.groups;
  const doubled = spin?.half !== undefined ? Number(spin.half) : 2 * Number(spin?.whole ?? Number.NaN);
  const mu = decimal(numbers[1] ?? '0');
  if (numbers.length > 2 || !(doubled >= 1) || doubled > 12 || mu === undefined)
    return refuse('bad-ensemble', `"${text}" is no transfer matrix`, {
      span,
      hint: 'a spin ½, 1, 3/2 … 6 and a number: X(1/2, 0.3)',
    });
  return { kind: 'transfer', doubled, mu };
}

/** `0.3`: the μ of Z(μ). */
function oddItem(inside: string, { text, span }: OptionPart): EnsembleItem {
  const mu = decimal(inside.trim());
  if (mu === undefined)
    return refuse('bad-ensemble', `"${text}" has no μ`, { span, hint: 'one number, at which u = π/2 + iμ: Z(0)' });
  return { kind: 'spin-flip-odd', mu };
}

/** One operator of a list: an expression, `conserved(X)`, JSc of the paper, or C_n of the boost recursion. */
export function memberOf({ text, span }: OptionPart, session: Session, hamiltonian: Operator): Member {
  const read = (start: number, end: number): NumericOperator =>
    towardsProducts(() =>
      readWithin({ ...span, start: span.start + start, end: span.start + end }, (source) =>
        numericOperator(chainOperator(source, session).operator),
      ),
    );
  const { environment } = session;
  const isKnown = isDefined(session, text);
  const index = /^C_?(?<index>\d+)$/u.exec(text)?.groups?.index;
  if (index !== undefined && !isKnown) {
    const derived = derivedCharge(hamiltonian, Number(index));
    if (!derived)
      return refuse('unknown-charge', `the script does not define ${text}, and the boost does not derive it`, {
        span,
        hint: 'define it in the script, or take local:3',
      });
    return { name: text, operator: derived, conservedPart: false };
  }
  if (/^conserved\(.*\)$/su.test(text))
    return { name: text, operator: read('conserved('.length, text.length - 1), conservedPart: true };
  // JSc of the paper: the conserved part of JS, unless the script defines JSc.
  const stem = /^(.+)c$/u.exec(text)?.[1];
  const conservedPart = stem !== undefined && !isKnown && environment.isOperator(stem);
  // A name that stands for a list is not typed in full, so its place is that of the list.
  if (span.source.text.slice(span.start, span.end) !== text)
    return {
      name: text,
      operator: numericOperator(
        chainOperator({ name: 'the ensemble', text: stem !== undefined && conservedPart ? stem : text }, session)
          .operator,
      ),
      conservedPart,
    };
  return { name: text, operator: read(0, conservedPart ? stem.length : text.length), conservedPart };
}

/** Products of two charges are a family of their own, since they are no sums over the chain. */
function towardsProducts<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'product-of-sums') throw error;
    throw new DiagnosticError({
      ...error.diagnostic,
      hint: 'products of two charges are the family products, which takes all of them: as in gge:C1,C2,products',
    });
  }
}

/** Largest n for which C_n is derived where the script does not define it. */
const mostDerived = 12;

function isDefined({ environment }: Session, name: string): boolean {
  return environment.density(name) !== undefined || environment.definitions().some((d) => d.name === name);
}

/** C_1 = Σ S^z, or C_n of the boost recursion; undefined where it finds none. */
function derivedCharge(hamiltonian: Operator, index: number): NumericOperator | undefined {
  if (index < 1 || index > mostDerived) return undefined;
  if (index === 1) return numericOperator(magnetisation());
  const { charges } = conservedCharges(hamiltonian, { upto: index });
  const charge = charges.find((c) => c.index === index);
  return charge?.commutes === true ? numericOperator(charge.operator()) : undefined;
}

/** Σ_j S^z_j */
const magnetisation = (): Operator => sumOverChain(localWord(wordFrom('Z').word, 0, fromGaussian(gaussian(1, 0, 2))));
