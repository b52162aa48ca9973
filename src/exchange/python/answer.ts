import { type Source, type Span, refuse } from '../../text/index.js';
import type { Library } from './library.js';
import type { Expression, PythonStatement } from './tree.js';
import { type PythonValue, type Thing, described, itemsOf, thingOf } from './values.js';

/** A statement that consists of an expression only, with its value. */
export interface BareValue {
  readonly value: PythonValue;
  readonly node: Expression;
}

/** The values of names and of bare expressions after the last statement of a file. */
export interface FinishedFile {
  readonly source: Source;
  readonly library: Library;
  readonly names: ReadonlyMap<string, { readonly value: PythonValue; readonly span: Span }>;
  readonly bare: readonly BareValue[];
  readonly lastStatement: PythonStatement | undefined;
}

/**
 * The value that is the operator of the file: the name at its end, or the one operator that nothing uses.
 *
 * @diagnostic `no-operator`, `several-operators`
 */
export function answerOf(file: FinishedFile): PythonValue {
  const { source, library, names, bare, lastStatement } = file;
  const last = bare.at(-1);
  if (
    last &&
    last.node.kind === 'name' &&
    lastStatement?.kind === 'expression' &&
    lastStatement.value === last.node &&
    library.isOperator(last.value)
  )
    return last.value;
  const named = new Map<Thing | PythonValue, { name: string; value: PythonValue; span: Span }>();
  for (const [name, { value, span }] of names) {
    const thing = thingOf(value);
    if (!library.isOperator(value) || thing?.used === true || named.has(thing ?? value)) continue;
    named.set(thing ?? value, { name, value, span });
  }
  const nameless = bare.filter(({ value, node }) => node.kind !== 'name' && library.isOperator(value));
  if (nameless.length === 1 && !holdsOperators(file)) return nameless[0]!.value;
  if (nameless.length > 0) refuseNameless(file, nameless.at(-1)!);
  const found = [...named.values()];
  if (found.length === 1) return found[0]!.value;
  if (found.length > 1) refuseSeveral(found);
  refuseGathered(file);
  const end = source.text.trimEnd().length;
  return refuse('no-operator', `there is no ${library.wanted} in this text`, {
    span: { source, start: Math.max(end - 1, 0), end: Math.max(end, 1) },
    hint: library.instead,
  });
}

function holdsOperators({ names, library }: FinishedFile): boolean {
  for (const { value } of names.values()) if (library.isOperator(value)) return true;
  return false;
}

/** Refuses operators in a list or a tuple, because it is not clear how they are to be combined. */
function refuseGathered({ names }: FinishedFile): void {
  for (const [name, { value, span }] of names) {
    const items = itemsOf(value);
    if (items === undefined || items.length === 0 || !items.every(({ kind }) => kind === 'operator')) continue;
    refuse('no-operator', `${name} is ${described(value)} of operators, and no operator is made of it`, {
      span,
      hint: `end the text with what is meant, such as operator = sum(${name})`,
    });
  }
}

/**
 * Refuses an operator without a name, which Python would drop. It is reported where no other value is an operator,
 * because it is then probably the intended one.
 */
function refuseNameless({ source }: FinishedFile, { node }: BareValue): never {
  const text = source.text.slice(node.span.start, node.span.end);
  const fixable = node.kind !== 'sign' && text.length <= 60 && !/[\r\n]/u.test(text);
  refuse('several-operators', 'this operator has no name, and it is not the only one', {
    span: node.span,
    hint: fixable
      ? `give it a name: operator = ${text}`
      : 'put a sum over several lines into ( ), and leave out what is not meant',
  });
}

function refuseSeveral(found: readonly { readonly name: string; readonly span: Span }[]): never {
  const names = found.map(({ name }) => name);
  refuse('several-operators', `${listed(names)} are operators, and none is part of another`, {
    span: found[1]!.span,
    hint: `end the text with the name of the one that is meant, on a line of its own: ${names.at(-1)!}`,
  });
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
