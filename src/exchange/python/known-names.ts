import { type Span, refuse } from '../../text/index.js';
import type { Library } from './library.js';

/** Names that Python and the libraries' own printing know without an import. */
export const wellKnown: ReadonlyMap<string, string> = new Map([
  ...['complex', 'float', 'int', 'print', 'sum', 'nan', 'inf'].map((name) => [name, `builtins.${name}`] as const),
  ['np', 'numpy'],
  ['numpy', 'numpy'],
  ['math', 'math'],
  ['cmath', 'cmath'],
  ['array', 'numpy.array'],
]);

/** Functions of Python that a file may call although they are not read. */
const builtins: ReadonlySet<string> = new Set(
  (
    'abs all any bool bytes callable chr dict dir divmod enumerate eval exec filter format frozenset getattr globals hasattr ' +
    'hash help hex id input isinstance iter len list locals map max min next object oct open ord pow property range repr ' +
    'reversed round set setattr slice sorted str super tuple type vars zip __import__'
  ).split(' '),
);

/** `SparsePauliOp.from_list` of `qiskit.quantum_info.SparsePauliOp.from_list`. */
export function ownName(library: Library, path: string): string | undefined {
  const [root, ...parts] = path.split('.');
  if (root !== library.root) return undefined;
  const { names: readable } = library;
  const first = parts.findIndex((part) => readable.has(part));
  return first < 0 ? undefined : parts.slice(first).join('.');
}

/** Refuses a name without a value. */
export function refuseUnknownName(library: Library, name: string, span: Span): never {
  if (builtins.has(name))
    refuse('python-not-read', `the function ${name} of Python is not read`, { span, hint: library.instead });
  const { names: readable } = library;
  const module = readable.get(name);
  refuse('unknown-name', `${name} has no value in this file`, {
    span,
    hint:
      module === undefined
        ? `give it one on a line above: ${name} = 1`
        : `import it on a line above: from ${module} import ${name}`,
  });
}

/**
 * Refuses a call that no library reads.
 *
 * @param otherwise  the hint where the function is none of the library's own
 */
export function refuseCall(library: Library, path: string, span: Span, otherwise: string): never {
  const { names: readable } = library;
  const parts = path.split('.');
  const [root] = parts;
  const reason = parts.map((part) => library.refused.get(part)).find((why) => why !== undefined);
  const shown =
    parts[0] === 'builtins' ? parts.slice(1).join('.') : parts[0] === library.root ? parts.slice(1).join('.') : path;
  refuse('python-not-read', reason === undefined ? `${shown}(…) is not read` : `${shown}: ${reason}`, {
    span,
    expected:
      root === library.root
        ? [...readable.keys()].map((name) => `${name}(…)`)
        : root === 'numpy' || root === 'math' || root === 'cmath'
          ? [`${root}.sqrt(2)`, `${root}.pi`]
          : [],
    hint: root === library.root ? library.instead : otherwise,
  });
}
