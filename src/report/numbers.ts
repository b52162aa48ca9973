import type { FiniteSpectrum, QuantumNumbers, SectorMatrix, SpectrumLevel } from '../finite/index.js';
import type { EigenvaluesValue, MatrixValue, ExpectationValue, StateValue } from '../meaning/index.js';
import type { FiniteChain } from '../spin/index.js';

/** A number with its imaginary part, if the numbers of its document may have one. */
type NumberDocument = number | [re: number, im: number];

/** The eigenvalues of `eval --json`. */
export interface EigenvaluesDocument {
  kind: 'eigenvalues';
  sites: number;
  boundary: 'periodic' | 'open';
  hermitian: boolean;
  eigenvalues: NumberDocument[];
  levels: { value: NumberDocument; degeneracy: number }[];
  sectors: (QuantumNumbers & { eigenvalues: NumberDocument[] })[];
  estimatedError: number;
}

/** The matrix of `eval --json`. */
export interface MatrixDocument {
  kind: 'matrix';
  sites: number;
  boundary: 'periodic' | 'open';
  /** the order of the states of the basis */
  basis: string;
  re: number[][];
  im: number[][];
}

/** The matrix of a longer chain: blocks by their elements that are not zero. */
export interface SectorMatricesDocument {
  kind: 'matrix';
  sites: number;
  boundary: 'periodic' | 'open';
  sectors: (QuantumNumbers & {
    states: string[];
    elements: [row: number, column: number, re: number, im: number][];
  })[];
}

/** Number of sites and boundary of a finite chain. */
export function chainDocument({ kind, sites }: FiniteChain): { sites: number; boundary: 'periodic' | 'open' } {
  return { sites, boundary: kind === 'ring' ? 'periodic' : 'open' };
}

function chainText({ kind, sites }: FiniteChain): string {
  return `on ${kind === 'ring' ? 'a ring' : 'an open chain'} of ${sites} ${sites === 1 ? 'site' : 'sites'}`;
}

/** Most digits of a number in a text. */
const mostDigits = 12;

/** A number with the digits that its error leaves. */
export function digitsOf(x: number, error: number): string {
  const size = Math.abs(x);
  if (size <= error) return '0';
  const digits = error === 0 ? mostDigits : Math.ceil(Math.log10(size / error));
  return String(Number(x.toPrecision(Math.min(mostDigits, Math.max(1, digits)))));
}

/** A complex number as text; a part within the error is left out. */
export function complexDigits({ re, im }: { readonly re: number; readonly im: number }, error: number): string {
  if (Math.abs(im) <= error) return digitsOf(re, error);
  const size = digitsOf(Math.abs(im), error);
  const imaginary = size === '1' ? 'i' : `${size} i`;
  if (Math.abs(re) <= error) return im < 0 ? `-${imaginary}` : imaginary;
  return `${digitsOf(re, error)} ${im < 0 ? '-' : '+'} ${imaginary}`;
}

export function eigenvaluesDocument({ spectrum }: EigenvaluesValue): EigenvaluesDocument {
  const { chain, hermitian, sectors, levels, error } = spectrum;
  const number = (re: number, im: number): NumberDocument => (hermitian ? re : [re, im]);
  const list = (re: Float64Array, im?: Float64Array): NumberDocument[] =>
    [...re].map((x, k) => number(x, im?.[k] ?? 0));
  return {
    kind: 'eigenvalues',
    ...chainDocument(chain),
    hermitian,
    eigenvalues: list(spectrum.re, spectrum.im),
    levels: levels.map(({ re, im, degeneracy }) => ({ value: number(re, im), degeneracy })),
    sectors: sectors.map(({ numbers, re, im }) => ({ ...numbers, eigenvalues: list(re, im) })),
    estimatedError: error,
  };
}

/** Levels that are written at the beginning and at the end of a long list. */
const [firstLevels, lastLevels] = [12, 4];

function levelTexts({ levels, error }: FiniteSpectrum): string[] {
  const text = (level: SpectrumLevel): string => {
    const value = complexDigits(level, error);
    return level.degeneracy === 1 ? value : `${value.includes(' ') ? `(${value})` : value} ×${level.degeneracy}`;
  };
  if (levels.length <= firstLevels + lastLevels + 1) return levels.map(text);
  return [...levels.slice(0, firstLevels).map(text), '…', ...levels.slice(-lastLevels).map(text)];
}

/** Width of a line of numbers. */
const lineWidth = 100;

/** The levels with their degeneracies, and a line on what they are. */
export function eigenvaluesText({ spectrum }: EigenvaluesValue): string {
  const { chain, levels, error, re } = spectrum;
  const lines: string[] = [''];
  levelTexts(spectrum).forEach((text, k, all) => {
    const item = k < all.length - 1 ? `${text},` : text;
    const last = lines.at(-1)!;
    if (last === '') lines[lines.length - 1] = item;
    else if (last.length + item.length < lineWidth) lines[lines.length - 1] = `${last} ${item}`;
    else lines.push(item);
  });
  const distinct = levels.length === re.length ? '' : `, ${levels.length} different`;
  return [
    ...lines,
    `${re.length} eigenvalues${distinct}, ${chainText(chain)}, with errors of at most ${bound(error)}`,
  ].join('\n');
}

/** An upper bound with one digit. */
export function bound(error: number): string {
  if (error === 0) return '0';
  const power = 10 ** Math.floor(Math.log10(error));
  return Number((Math.ceil((error / power) * (1 - 1e-12)) * power).toPrecision(1)).toExponential(0);
}

export function eigenvaluesTex({ spectrum }: EigenvaluesValue): string {
  const items = levelTexts(spectrum).map((text) =>
    text === '…' ? '\\dots' : text.replace(/ ×(?<n>[0-9]+)$/u, '\\;(\\times $<n>)'),
  );
  return `\\left\\{${items.join(',\\ ')}\\right\\}`;
}

export function matrixDocument(value: MatrixValue): MatrixDocument | SectorMatricesDocument {
  const { chain } = value;
  if (value.sectors) return { kind: 'matrix', ...chainDocument(chain), sectors: value.sectors.map(sectorDocument) };
  const { matrix } = value;
  const rows = (plane: Float64Array): number[][] =>
    Array.from({ length: matrix.rows }, (_, r) => [...plane.subarray(r * matrix.cols, (r + 1) * matrix.cols)]);
  return {
    kind: 'matrix',
    ...chainDocument(chain),
    basis: basisText(chain),
    re: rows(matrix.re),
    im: rows(matrix.im),
  };
}

function sectorDocument(sector: SectorMatrix): SectorMatricesDocument['sectors'][number] {
  const { numbers, states, rows, columns, re, im } = sector;
  return {
    ...numbers,
    states: [...states],
    elements: Array.from(rows, (row, i) => [row, columns[i]!, re[i]!, im[i]!]),
  };
}

function basisText({ sites }: FiniteChain): string {
  if (sites === 1) return '|↑⟩, |↓⟩';
  const state = (last: string): string => `|${'↑'.repeat(sites - 2)}${last}⟩`;
  const dots = sites === 2 ? '' : ', …';
  return `${[state('↑↑'), state('↑↓'), state('↓↑'), state('↓↓')].join(', ')}${dots}; site 0 is on the left`;
}

/** Largest matrix that is written out in a text. */
const shownRows = 16;

/** The rows of a small matrix; of a large one its size and the number of elements that are not zero. */
export function matrixText(value: MatrixValue): string {
  const { chain } = value;
  if (value.sectors) return sectorsText(chain, value.sectors);
  const { matrix } = value;
  const { rows, re, im } = matrix;
  const about = `${rows} × ${rows}, ${chainText(chain)}, in the basis ${basisText(chain)}`;
  if (rows > shownRows) {
    let count = 0;
    for (let k = 0; k < re.length; k++) if (re[k] !== 0 || im[k] !== 0) count += 1;
    return `a matrix of ${count} elements that are not zero\n${about}`;
  }
  const texts = Array.from({ length: rows * rows }, (_, k) => complexDigits({ re: re[k]!, im: im[k]! }, 0));
  const width = Math.max(...texts.map((t) => t.length));
  const line = (r: number): string =>
    texts
      .slice(r * rows, (r + 1) * rows)
      .map((t) => t.padStart(width))
      .join('  ');
  return [...Array.from({ length: rows }, (_, r) => line(r)), about].join('\n');
}

/** The numbers of blocks and elements, and the largest block. */
function sectorsText(chain: FiniteChain, sectors: readonly SectorMatrix[]): string {
  const elements = sectors.reduce((sum, { re }) => sum + re.length, 0);
  const largest = sectors.reduce((a, b) => (b.size > a.size ? b : a));
  const by = [
    largest.numbers.sz !== undefined && 'S^z',
    largest.numbers.spinsUp !== undefined && `the number of up spins modulo ${largest.numbers.modulo}`,
    largest.numbers.momentum !== undefined && 'momentum',
  ].filter((name) => name !== false);
  return [
    `a matrix of ${elements} elements that are not zero`,
    `${2 ** chain.sites} × ${2 ** chain.sites}, ${chainText(chain)}, in ${by.length === 0 ? 'one block' : `${sectors.length} blocks by ${by.join(' and ')}`}, the largest ${largest.size} × ${largest.size}; --json has the elements`,
  ].join('\n');
}

export function matrixTex(value: MatrixValue): string {
  if (value.sectors) return `\\text{${matrixText(value).split('\n')[0]}}`;
  const { rows, re, im } = value.matrix;
  if (rows > shownRows) return `\\text{${matrixText(value).split('\n')[0]}}`;
  const line = (r: number): string =>
    Array.from({ length: rows }, (_, c) => complexDigits({ re: re[r * rows + c]!, im: im[r * rows + c]! }, 0)).join(
      ' & ',
    );
  return `\\begin{pmatrix} ${Array.from({ length: rows }, (_, r) => line(r)).join(' \\\\ ')} \\end{pmatrix}`;
}

/** An expectation value of `eval --json`. */
export interface ExpectationDocument {
  kind: 'number';
  value: number;
  imaginary: number;
  estimatedError: number;
}

export function expectationDocument({ re, im, error }: ExpectationValue): ExpectationDocument {
  return { kind: 'number', value: re, imaginary: im, estimatedError: error };
}

export function expectationText(value: ExpectationValue): string {
  return `${complexDigits(value, value.error)} ± ${bound(value.error)}`;
}

export function expectationTex(value: ExpectationValue): string {
  return `${complexDigits(value, value.error)} \\pm ${bound(value.error)}`;
}

/** A state by itself: expect gives its expectation values. */
export function stateDocument({ state, chain }: StateValue): {
  kind: 'state';
  state: string;
  text: string;
  latex: string;
} {
  const where = chain ? ` ${chainText(chain)}` : '';
  const names = {
    thermal: 'a thermal state',
    groundstate: 'a ground state',
    eigenstate: 'an eigenstate',
    product: 'a product state',
  } as const;
  const text = `${names[state.kind]}${where}: expect(A, …) is the expectation value of A in it`;
  return { kind: 'state', state: state.kind, text, latex: `\\text{${text}}` };
}
