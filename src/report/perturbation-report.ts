import { type ExitCode, worse } from '../text/index.js';
import { checkLaws } from '../law/index.js';
import { lawsOfRates } from '../laws/index.js';
import { type Perturbation, perturb } from '../perturbation/index.js';
import { lawDocument } from './laws.js';
import type { GivenPerturbation } from './perturbation-input.js';
import { type KeepCertificate, perturbationCertificates } from './perturbation-certificates.js';
import { perturbationLines } from './perturbation-text.js';
import { perturbedIntegrability } from './perturbed-integrability.js';
import { perturbationDocument } from './perturbation.js';
import { ratesLines } from './rates.js';
import type { Listener, CommandReport } from './report.js';

export interface PerturbationQuestion {
  /** the last charge */
  readonly upto: number;
  /** longest string of the corrections that are searched for */
  readonly range?: number;
  /** determines the couplings, temperatures and rings of the rates */
  readonly seed: number;
  /** number of cases of each law of the rates */
  readonly cases?: number;
  /** called with the exact results, before the rates are checked */
  readonly computed?: (found: Perturbation) => void;
  /** stores the certificates of the answers for the charges */
  readonly keep?: KeepCertificate;
}

/** The answer of `perturb`: symmetries, charges, corrections, currents, and the laws of the rates. */
export function perturbationReport(
  given: GivenPerturbation,
  { upto, range, seed, cases, computed, keep }: PerturbationQuestion,
  listener: Listener,
): CommandReport {
  const found = perturb(given.perturbation, given.hamiltonian, {
    upto,
    jumps: given.jumps,
    ...(range !== undefined && { range }),
    onCharge: (index) => listener.progress(`C_${index} of C_${upto}`),
  });
  listener.progress('integrability');
  const integrability = perturbedIntegrability(found);
  listener.progress('certificates');
  const certificates = keep && perturbationCertificates(found, keep);
  for (const line of perturbationLines(found, given.assumptions, integrability, certificates)) listener.line(line);
  computed?.(found);
  const lacking = [...(certificates?.answers.values() ?? [])].some(({ kind }) => kind === 'none');
  const checks = checkLaws(lawsOfRates(found), {
    seed,
    ...(cases !== undefined && { cases }),
    onCase: ({ law, done, wanted }) => listener.progress(`${law}  ${done}/${wanted}`, done / wanted),
  });
  for (const line of ['', ...ratesLines(checks, found, seed)]) listener.line(line);
  return {
    document: {
      ...perturbationDocument(found, given.assumptions, integrability, certificates),
      checks: checks.map(lawDocument),
    },
    // A law whose precondition V does not meet, such as detailed balance without a bath, says nothing about V.
    code: checks.reduce<ExitCode>(
      (code, { green, verdict }) => (green || verdict.kind === 'undecided' ? code : worse(code, 1)),
      lacking ? worse(given.code, 3) : given.code,
    ),
  };
}
