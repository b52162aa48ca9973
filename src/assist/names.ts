import { type Node, type Statement, nameText } from '../language/index.js';
import type { Span } from '../text/index.js';
import { type TextRange, rangeOfSpan } from './range.js';

/** A place where a name of the user stands. */
export interface NameUse extends TextRange {
  /** canonical: `Delta`, `C3`; of a density only its letters, `h` for `h_<j,j+1>` */
  readonly name: string;
  readonly role: 'definition' | 'declaration' | 'binding' | 'use';
  /**
   * whether the text there holds more than the name, so that no other name can be typed in its place: the z of `h^z`,
   * or the arrow of a vector of couplings
   */
  readonly composed?: true;
}

/** Which names have been defined so far, on which the reading of `B_j` and `C_3` depends. */
export interface Defined {
  isDensity(name: string): boolean;
  isValue(name: string): boolean;
}

/** Names that belong to the language. */
const own: ReadonlySet<string> = new Set(['pi', 'true', 'false']);

/** Every name of the user in a statement, in the order of the text, each place once. */
export function namesIn(statement: Statement, defined: Defined): NameUse[] {
  const found = new Map<number, NameUse>();
  const put = (use: NameUse): void => {
    if (!own.has(use.name) && !found.has(use.from)) found.set(use.from, use);
  };
  introduced(statement, put);
  // Trees are plain data, so one walk serves every kind of node. It uses a stack of its own, because sums are long.
  const waiting: unknown[] = [statement];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (Array.isArray(part)) for (const item of part) waiting.push(item);
    else if (typeof part === 'object' && part !== null) {
      if ('kind' in part && 'span' in part) useOf(part as Node, defined, put);
      const { kind, bindings } = part as { kind?: string; bindings?: readonly unknown[] };
      // The names of `drive H with width = 0.1` are settings.
      if (kind === 'with' && bindings)
        for (const binding of bindings) bindingOf(binding as { name: string; span: Span }, put);
      for (const [key, inner] of Object.entries(part))
        if (key !== 'span' && key !== 'nameSpan' && key !== 'sited') waiting.push(inner);
    }
  }
  return [...found.values()].sort((a, b) => a.from - b.from);
}

function introduced(statement: Statement, put: (use: NameUse) => void): void {
  switch (statement.kind) {
    case 'definition':
      put({ name: statement.name, role: 'definition', ...rangeOfSpan(statement.nameSpan) });
      return;
    case 'density-definition':
      put({ name: statement.name, role: 'definition', ...stemOf(statement.nameSpan) });
      return;
    case 'parameter':
      for (const { name, span } of statement.names) put({ name, role: 'declaration', ...rangeOfSpan(span) });
      return;
    case 'solve':
      for (const { name, span } of statement.unknowns) put({ name, role: 'use', ...rangeOfSpan(span) });
      return;
    default:
  }
}

function bindingOf({ name, span }: { name: string; span: Span }, put: (use: NameUse) => void): void {
  const typed = span.source.text.slice(span.start, span.end);
  const length = typed.slice(0, typed.indexOf('=') + 1).replace(/\s*:?=$/u, '').length;
  put({ name, role: 'binding', from: span.start, to: span.start + length });
}

/** Puts the name of a node, if it has one. */
function useOf(node: Node, defined: Defined, put: (use: NameUse) => void): void {
  if (node.kind === 'sited') {
    put({ name: node.name, role: 'use', ...stemOf(node.span) });
    return;
  }
  if (node.kind === 'component') {
    const { of, axis } = node;
    if (node.bare && of.kind === 'name' && !defined.isValue(of.name) && !isDensityAt(of, defined))
      put({ name: `${of.name}_${axis}`, role: 'use', composed: true, ...rangeOfSpan(node.span) });
    return;
  }
  if (node.kind !== 'name') return;
  if (!defined.isValue(node.name) && isDensityAt(node, defined))
    put({ name: node.sited!.name, role: 'use', ...stemOf(node.span) });
  else {
    const composed = node.vector && !defined.isValue(node.name) ? ({ composed: true } as const) : {};
    put({ name: node.name, role: 'use', ...composed, ...rangeOfSpan(node.span) });
  }
}

function isDensityAt(node: Extract<Node, { kind: 'name' }>, defined: Defined): boolean {
  return node.sited !== undefined && defined.isDensity(node.sited.name);
}

/** The letters of a density before its sites: `h` of `h_<j,j+1>`, `\Delta` of `\Delta_j`. */
function stemOf({ source, start, end }: Span): TextRange {
  const typed = source.text.slice(start, end);
  const below = typed.search(/ ?_|[₀-₎ⱼₖₗₘₙᵢₓ]/u);
  return { from: start, to: below <= 0 ? end : start + below };
}

/** `eps_d` as it is shown: `ε_d`. */
export const shownName = (name: string): string => nameText(name);
