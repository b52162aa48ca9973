import {
  type Coefficient,
  type Factor,
  type Mode,
  type Monomial,
  rationalText,
  sortedFactors,
  unit,
  writtenTerms,
} from '../exact/index.js';
import { realise } from './finite.js';
import type { Format } from './format.js';

/**
 * Mathematica: a sum of coefficients times `pauli[1, 3, 0]`, the Kronecker product σ^x ⊗ σ^z ⊗ 1 with site 0 as the
 * first factor. Coefficients stay exact: rationals, Sqrt[2], I, parameters and Exp[I*omega*t].
 */
export const mathematica: Format = {
  id: 'mathematica',
  title: 'Mathematica expression',
  extension: 'wl',
  loses: 'which sum over the chain it was is forgotten; names with _ get $ instead',

  write(operator, options) {
    const { sites, words } = realise(operator, options);
    const terms = words.map(({ letters, coefficient }) => {
      const numbers = Array<number>(sites).fill(0);
      for (const { letter, site } of letters) numbers[site] = ' XYZ'.indexOf(letter);
      return `${coefficientForm(coefficient)}*pauli[${numbers.join(', ')}]`;
    });
    if (terms.length === 0) terms.push(`0*pauli[${Array<number>(sites).fill(0).join(', ')}]`);
    return [
      '(* pauli[1, 3, 0]: PauliMatrix[1] on site 0, PauliMatrix[3] on site 1, the identity on site 2 *)\n',
      'pauli[k__] := Fold[KroneckerProduct, SparseArray[If[# == 0, IdentityMatrix[2], PauliMatrix[#]]] & /@ {k}];\n',
      `operator = ${terms.join(' +\n  ')};\n`,
    ].join('');
  },
};

/** Brackets are always written where a sign or a sum could be misread. */
function coefficientForm(a: Coefficient): string {
  const parts = writtenTerms(a).map(({ negative, magnitude, imaginary, monomial }, k) => {
    const factors: string[] = [];
    const number = rationalText(magnitude);
    const rest = monomialForms(monomial);
    if (number !== '1' || (rest.length === 0 && !imaginary)) factors.push(number);
    if (imaginary) factors.push('I');
    factors.push(...rest);
    const sign = k === 0 ? (negative ? '-' : '') : negative ? ' - ' : ' + ';
    return sign + factors.join('*');
  });
  const text = parts.join('');
  return parts.length > 1 || text.startsWith('-') ? `(${text})` : text;
}

function monomialForms(m: Monomial): string[] {
  const forms = sortedFactors(m).map(factorForm);
  if (m.mode) forms.push(modeForm(m.mode));
  return forms;
}

function factorForm({ symbol, doubled }: Factor): string {
  if (symbol.kind === 'phase') return `Exp[${doubled === 2 ? '' : `${doubled / 2}*`}I*${nameForm(symbol.name)}]`;
  const name =
    symbol.kind === 'prime'
      ? symbol.name
      : symbol.kind === 'conjugate'
        ? `Conjugate[${nameForm(symbol.name)}]`
        : nameForm(symbol.name);
  if (doubled === 2) return name;
  if (doubled === 1) return `Sqrt[${name}]`;
  if (doubled % 2 === 0) return `${name}^${doubled < 0 ? `(${doubled / 2})` : doubled / 2}`;
  return `${name}^(${doubled}/2)`;
}

function modeForm({ base, multiple }: Mode): string {
  const factors = [...(multiple.num === 1 && multiple.den === 1 ? [] : [rationalText(multiple)]), 'I'];
  if (base !== unit) factors.push(...monomialForms(base));
  return `Exp[${[...factors, 't'].join('*')}]`;
}

/** Names that Mathematica reserves. */
const taken: ReadonlySet<string> = new Set([
  'C',
  'D',
  'E',
  'I',
  'K',
  'N',
  'O',
  'Pi',
  'Beta',
  'Gamma',
  'Zeta',
  'Eta',
  'Re',
  'Im',
  'Abs',
  'Arg',
  'Sin',
  'Cos',
  'Tan',
  'Exp',
  'Log',
  'Max',
  'Min',
  'Sum',
  'Tr',
  'Det',
  'operator',
  'pauli',
]);

/**
 * A name as a symbol of Mathematica, where `_` is a pattern. So `eps_d` becomes `eps$d`, and a reserved name gets a
 * final `$`. Names of the language have no `$`, so different names stay different.
 */
function nameForm(name: string): string {
  return taken.has(name) ? `${name}$` : name.replaceAll('_', '$');
}
