import { type Assumptions } from '../meaning/index.js';
import { checkOnePeriod } from '../models/index.js';
import {
  type Named,
  type NamedPerturbation,
  type ProgramRun,
  type Said,
  type Session,
  hamiltonianBeside,
  noteIdleSettings,
  perturbationOf,
  rolesBeside,
  runWithoutErrors,
  sessionWith,
  usesNamesOf,
} from '../session/index.js';
import type { Operator } from '../spin/index.js';
import { type ExitCode, type Source, refuse, worse } from '../text/index.js';
import { hamiltonianIn, hamiltonianOfModel, modelNamed } from './hamiltonian.js';
import { type Listener, hearing } from './report.js';

/** V and H0, as given to `perturb`. */
export interface GivenPerturbation {
  readonly perturbation: Operator;
  readonly jumps: readonly Operator[];
  readonly hamiltonian: Operator;
  /** the assumptions of both */
  readonly assumptions: readonly Assumptions[];
  /** 1 if a claim of the programs fails */
  readonly code: ExitCode;
}

/** The source of H0; by default the program of V names it. */
export interface HamiltonianChoice {
  /** a built-in model, with or without the field - B sum_j Sz_j */
  readonly model?: { readonly name: string; readonly field: boolean };
  readonly program?: Source;
}

/**
 * V from its program, and H0 from a model, from a program of its own, or from that of V. Both programs run in one
 * session, so each may use the names that the other defines.
 *
 * @diagnostic `missing-hamiltonian`, `two-frequencies`, the first error of a program, those of `perturbationOf`
 */
export function givenPerturbation(
  source: Source,
  choice: HamiltonianChoice,
  set: readonly string[],
  listener: Listener,
): GivenPerturbation {
  const session = sessionWith(set);
  const given = find(session, source, choice, listener);
  noteIdleSettings(session, listener);
  return given;
}

function find(
  session: Session,
  source: Source,
  { model, program }: HamiltonianChoice,
  listener: Listener,
): GivenPerturbation {
  const runSource = (): ProgramRun => runWithoutErrors(session, source, hearing(listener));
  if (model !== undefined) {
    // The model is evaluated before the program of V, so that only settings change it, and not definitions of that
    // program.
    const h = hamiltonianOfModel(modelNamed(model.name), session, { field: model.field });
    const run = runSource();
    return given(perturbationIn(run.said, listener, h), { operator: h }, codeOf(run));
  }
  if (program !== undefined) {
    // H0 may be a name of the program of V; otherwise V may use the names of the program of H0.
    const first = usesNamesOf(program, source) ? runSource() : undefined;
    const { hamiltonian: operator, assumptions, run: other } = hamiltonianIn(session, program, listener);
    const beside = rolesBeside(other.said);
    if (beside.length > 0)
      listener.note(
        `${beside.map((role) => `the ${role}`).join(' and ')} of the program of H0 ` +
          `${beside.length > 1 ? 'are' : 'is'} not part of V`,
      );
    const run = first ?? runSource();
    const code = worse(codeOf(run), codeOf(other));
    return given(perturbationIn(run.said, listener, operator), { operator, assumptions }, code);
  }
  const run = runSource();
  return { ...perturbationOfSaid(run.said, undefined, listener), code: codeOf(run) };
}

/**
 * V and H0 of a program that has run.
 *
 * @param hamiltonian  H0, if it is named elsewhere
 * @diagnostic `missing-hamiltonian`, `two-frequencies`, those of `perturbationOf`
 */
export function perturbationOfSaid(
  said: Said,
  hamiltonian: { readonly operator: Operator; readonly assumptions?: Assumptions } | undefined,
  listener: Listener,
): GivenPerturbation {
  const v = perturbationIn(said, listener, hamiltonian?.operator);
  const h = hamiltonian ?? besideIn(said, v.operator, listener);
  return given(v, h, 0);
}

/** @diagnostic `missing-hamiltonian` */
function besideIn(said: Said, perturbation: Operator, listener: Listener): Named {
  const h = hamiltonianBeside(said, perturbation);
  if (!h) {
    refuse('missing-hamiltonian', 'the Hamiltonian that is perturbed is missing', {
      hint: 'as in --hamiltonian "sum_j S_j·S_<j+1>" or --model xxx; in a script: hamiltonian H0',
    });
  }
  for (const note of h.notes) listener.note(note);
  return h;
}

const codeOf = ({ claimsHold }: ProgramRun): ExitCode => (claimsHold ? 0 : 1);

const given = (
  v: NamedPerturbation,
  { operator, assumptions }: { readonly operator: Operator; readonly assumptions?: Assumptions },
  code: ExitCode,
): GivenPerturbation => ({
  perturbation: v.operator,
  jumps: v.jumps,
  hamiltonian: operator,
  assumptions: assumptions ? [v.assumptions, assumptions] : [v.assumptions],
  code,
});

function perturbationIn(said: Said, listener: Listener, hamiltonian?: Operator): NamedPerturbation {
  checkOnePeriod(said.models.filter((m) => m.role !== 'gas'));
  const found = perturbationOf(said, hamiltonian);
  for (const note of found.notes) listener.note(note);
  return found;
}
