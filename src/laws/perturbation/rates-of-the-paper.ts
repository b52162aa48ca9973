import { type CaseSpace, type Law, lazily } from '../../law/index.js';
import { partsOf } from '../../perturbation/index.js';
import { readOperatorAt } from '../language.js';
import { rateLaw } from './perturbed-rates.js';
import { casesWanted, rateSpace } from '../cases/perturbed-rings.js';
import { rateRecords } from './rate-records.js';
import type { PerturbedRing } from '../engines/ring-rates.js';

/** chain (7), (8), (9) */
const paper = {
  hamiltonian: 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j',
  drive: 'eps_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))',
  bath: 'eps_ph J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)',
} as const;

const model = [
  `hamiltonian ${paper.hamiltonian}`,
  `drive ${paper.drive} with width = 0.2`,
  `bath ${paper.bath} with temperature = 1, frequency = 1, width = 0.6`,
].join('\n');

const space = lazily(() =>
  rateSpace(partsOf(readOperatorAt(`${paper.drive} + ${paper.bath}`)), readOperatorAt(paper.hamiltonian)),
);

/** The cases are made when a law is used, so that loading the catalogue does not parse anything. */
const cases: CaseSpace<PerturbedRing> = {
  get parameters() {
    return space().parameters;
  },
  wanted: casesWanted,
  build: (point) => space().build(point),
};

/**
 * The laws of rates in the catalogue, for the chain of the paper with its drive and its phonons. `lawsOfRates` states
 * them for any other perturbation.
 */
export const ratesOfThePaper: readonly Law<unknown>[] = rateRecords.map((record) =>
  rateLaw({ ...record, statement: `${record.statement}\n${model}` }, cases),
);
