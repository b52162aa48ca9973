import type { TermDocument } from '../report/index.js';

/** The document of an operator, as `eval --json` prints it. */
interface OperatorDocument {
  readonly kind: string;
  readonly terms?: readonly TermDocument[];
  readonly parameters?: readonly string[];
}

/**
 * An operator as a function in Python, of its parameters, that lists its Pauli strings. It needs no package, and keeps
 * the sum over the chain.
 *
 * @param json  the document of the operator
 */
export function pythonText(json: string): string {
  const { terms = [] } = JSON.parse(json) as OperatorDocument;
  const names = new Set<string>();
  const lines = terms.map(({ string, site, weight, coefficient, displacement }) => {
    const isLocal = weight === 'local';
    const value = pythonExpression(isLocal || weight === '1' ? coefficient : `${coefficient}*(${weight})`, names);
    const bath = displacement ? '  # times the displacement of the bath' : '';
    return `        ("${string}", ${isLocal ? site : `j + ${site}`}, ${value}),${bath}\n`;
  });
  const isChain = terms.some(({ weight }) => weight !== 'local');
  const given = [...(isChain ? ['j'] : []), ...[...names].filter((name) => name !== 'j').sort()];
  return [
    'from cmath import exp, sqrt\n\n\n',
    lines.some((line) => line.includes('conj(')) ? 'def conj(z):\n    return complex(z).conjugate()\n\n\n' : '',
    `def terms(${given.join(', ')}):\n`,
    `    """Pauli strings as (letters, first site, coefficient)${isChain ? '; the operator is their sum over all j' : ''}."""\n`,
    `    return [\n${lines.join('')}    ]\n`,
  ].join('');
}

/** The reserved words of Python: `keyword.kwlist`. A soft keyword such as `match` can be the name of a parameter. */
const reserved: ReadonlySet<string> = new Set(
  [
    'False None True and as assert async await break class continue def del elif else except finally for from global if',
    'import in is lambda nonlocal not or pass raise return try while with yield',
  ].flatMap((words) => words.split(' ')),
);

/** A coefficient of a document as an expression of Python; its parameters are added to `names`. */
function pythonExpression(text: string, names: Set<string>): string {
  return text.replaceAll('^', '**').replaceAll(/[A-Za-z][A-Za-z0-9_]*/gu, (name) => {
    if (name === 'i') return '1j';
    if (name === 'exp' || name === 'sqrt' || name === 'conj') return name;
    const safe = reserved.has(name) ? `${name}_` : name;
    names.add(safe);
    return safe;
  });
}
