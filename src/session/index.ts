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
export {
  type RunnableProgram,
  type ProgramListener,
  type ProgramRun,
  type SettingListener,
  noteIdleSettings,
  notePlace,
  programOf,
  runOf,
  runProgram,
  runWithoutErrors,
  sessionWith,
  tell,
} from './program.js';
export { type Outcome, type SessionOptions, Session } from './session.js';
