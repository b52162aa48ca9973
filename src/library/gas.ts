import { type GasDescription, type GasModel, gasModel } from '../floquet/index.js';
import { lawTolerances } from '../gas/index.js';
import { type ResultDocument, gasAnswer, gasSourceOf } from '../report/index.js';
import { DiagnosticError, readable } from '../text/index.js';
import { type Answer, type OnAnswerProgress, type Parameters, noting, settingsFrom } from './answer.js';

/** Driven levels in a gas: the text of a program with a `gas` statement, a document in JSON, or the matrices. */
export type GasSubject = string | GasDescription | GasModel;

/** Options for the steady state of a gas. */
export interface GasSteadyOptions {
  /** inverse temperature of the gas, in the inverse unit of the energies */
  readonly beta: number;
  /** values of the parameters of a program */
  readonly parameters?: Parameters;
  /** Floquet sidebands −n … n; as many as the rates need by default */
  readonly sidebands?: number;
  /** number of threads that share the energies; 1 by default, and no digit depends on it */
  readonly threads?: number;
  readonly onProgress?: OnAnswerProgress;
}

/**
 * The steady state of a driven N-level system in a dilute gas: populations of the Floquet modes, rates between them,
 * power of the drive and heat into the gas.
 *
 *   Σ_j' Γ_{j'→j} p_j' = Σ_j' Γ_{j→j'} p_j     gas (3)
 *
 * The residual is the largest relative violation of a law that every gas obeys, unitarity and the first law among
 * them; `value.laws` lists them all.
 *
 * @param subject  a program, a document in JSON, or the matrices
 * @throws DiagnosticError those of the program and of the engine: `gas-setting`, `unset-parameter`,
 *   `two-frequencies`, `beta-out-of-range` …
 */
export function gasSteadyState(
  subject: GasSubject,
  { beta, parameters, sidebands, threads = 1, onProgress }: GasSteadyOptions,
): Answer<ResultDocument> {
  return readable(() => {
    const { listener, notes } = noting(onProgress);
    const model = modelOfSubject(subject, parameters, listener);
    const { document } = gasAnswer(model, {
      betas: [beta],
      threads,
      onProgress: listener.progress,
      ...(sidebands !== undefined && { sidebands }),
    });
    const [value] = document.results;
    const residual = Math.max(...Object.keys(lawTolerances).map((law) => value!.laws[law]!));
    return {
      value: value!,
      residual,
      scale: 1,
      method: `scattering with ${document.accuracy.sidebands} sidebands at ${document.accuracy.energies ?? 0} energies`,
      notes: [...notes, ...document.notes],
    };
  });
}

/**
 * The model of a gas, from a program, a document in JSON, or matrices.
 *
 * @throws DiagnosticError as `gasSteadyState`
 */
export function gasModelFrom(subject: GasSubject, parameters?: Parameters): GasModel {
  return readable(() => modelOfSubject(subject, parameters, noting().listener));
}

function modelOfSubject(
  subject: GasSubject,
  parameters: Parameters | undefined,
  listener: ReturnType<typeof noting>['listener'],
): GasModel {
  if (typeof subject !== 'string') return gasModel(subject);
  const given = gasSourceOf({ name: '<model>', text: subject })(settingsFrom(parameters), listener);
  if ('errors' in given) throw new DiagnosticError(given.errors[0]!);
  return given.model;
}
