export {
  type Named,
  type NamedPerturbation,
  type Said,
  hamiltonianBeside,
  hamiltonianOf,
  hamiltonianOfDriven,
  hamiltonianText,
  perturbationOf,
  rolesBeside,
  saidBy,
  together,
  usesNamesOf,
} from './hamiltonian.js';
export { type Outcome, Session } from './session.js';
