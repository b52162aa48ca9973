import {
  type Coefficient,
  fromGaussian,
  fromSymbol,
  gaussian,
  multiplyCoefficients,
  negateCoefficient,
  parameterSymbol,
} from '../exact/index.js';
import { type Operator, localWord, sumOperators, sumOverChain, wordFrom } from '../spin/index.js';

/** Whether the field of `--field` belongs to a Hamiltonian. */
export interface FieldOption {
  readonly field?: boolean;
}

/** A built-in chain: its name, its expression in the language, and the operator. */
export interface Model {
  readonly name: string;
  readonly title: string;
  /** the same Hamiltonian in the spin language; a test checks that it equals `hamiltonian` */
  readonly expression: string;
  /** the field that `--field` adds; it commutes with every charge except for XYZ and the Ising chain */
  readonly field: string;
  /** names of its parameters, B of the field included */
  readonly parameters: readonly string[];
  /** the operator, without the field by default */
  readonly hamiltonian: (options?: FieldOption) => Operator;
}

const parameter = (name: string): Coefficient => fromSymbol(parameterSymbol(name));
const quarter = fromGaussian(gaussian(1, 0, 4));
const half = fromGaussian(gaussian(1, 0, 2));

/** Σ_j c · letters_j */
function chain(parts: Readonly<Record<string, Coefficient>>): Operator {
  return sumOverChain(
    sumOperators(Object.entries(parts).map(([letters, c]) => localWord(wordFrom(letters).word, 0, c))),
  );
}

/** S^a S^a = σ^a σ^a / 4 */
const bond = (c: Coefficient): Coefficient => multiplyCoefficients(c, quarter);
/** −B S^z */
const fieldOf = ({ field = false }: FieldOption = {}): Record<string, Coefficient> =>
  field ? { Z: negateCoefficient(multiplyCoefficients(parameter('B'), half)) } : {};

const heisenberg = (x: Coefficient, y: Coefficient, z: Coefficient, options?: FieldOption): Operator =>
  chain({ XX: bond(x), YY: bond(y), ZZ: bond(z), ...fieldOf(options) });

/**
 * The built-in models, by the names of `--model`. chain (7) is `xxz` with field.
 *
 * @implements chain (7)
 */
export const models: readonly Model[] = [
  {
    name: 'xxx',
    title: 'isotropic Heisenberg chain',
    expression: 'sum_j J S_j·S_<j+1>',
    field: '- B sum_j Sz_j',
    parameters: ['J', 'B'],
    hamiltonian: (options) => heisenberg(parameter('J'), parameter('J'), parameter('J'), options),
  },
  {
    name: 'xxz',
    title: 'XXZ chain',
    expression: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>',
    field: '- B sum_j Sz_j',
    parameters: ['J', 'Delta', 'B'],
    hamiltonian: (options) => heisenberg(parameter('J'), parameter('J'), parameter('Delta'), options),
  },
  {
    name: 'xyz',
    title: 'XYZ chain',
    expression: 'sum_j Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>',
    field: '- B sum_j Sz_j',
    parameters: ['Jx', 'Jy', 'Jz', 'B'],
    hamiltonian: (options) => heisenberg(parameter('Jx'), parameter('Jy'), parameter('Jz'), options),
  },
  {
    name: 'xx',
    title: 'XX chain',
    expression: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>)',
    field: '- B sum_j Sz_j',
    parameters: ['J', 'B'],
    hamiltonian: (options) => chain({ XX: bond(parameter('J')), YY: bond(parameter('J')), ...fieldOf(options) }),
  },
  {
    name: 'tfi',
    title: 'Ising chain in a transverse field',
    expression: 'sum_j J X_j X_<j+1> + g Z_j',
    field: '- B sum_j Sz_j',
    parameters: ['J', 'g', 'B'],
    hamiltonian: (options) => sumOperators([chain({ XX: parameter('J'), Z: parameter('g') }), chain(fieldOf(options))]),
  },
];

/** The built-in model with a name, in upper or lower case; undefined where there is none. */
export function findModel(name: string): Model | undefined {
  return models.find((m) => m.name === name.toLowerCase());
}
