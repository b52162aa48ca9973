import type { GasModel } from '../../floquet/index.js';
import type { Rates } from '../../gas/index.js';
import type { FloquetSystem, Scattering } from '../../scattering/index.js';
import { type Mutant, caseSpace } from '../../law/index.js';
import { type GasEngine, gasEngine } from '../engines/gas.js';
import { otherSign, transposed } from '../findings/gas.js';
import { type GasValues, gasModelAt, gasParameters, temperature, totalEnergy, undriven } from './gas-models.js';

/** A model, and the engine that computes its numbers. */
export interface GasCase {
  readonly model: GasModel;
  readonly engine: GasEngine;
}

export interface RatesCase extends GasCase {
  readonly beta: number;
}

export interface EnergyCase extends GasCase {
  readonly energy: number;
}

/** Driven models at a temperature. */
export const ratesCases = (wanted = 4) =>
  caseSpace<GasValues & { beta: number }, RatesCase>({
    parameters: { ...gasParameters, beta: temperature },
    wanted,
    build: ({ beta, ...values }) => ({ model: gasModelAt(values), beta, engine: gasEngine }),
  });

/** Models without their drive, at a temperature. */
export const staticCases = (wanted = 6) =>
  caseSpace<GasValues & { beta: number }, RatesCase>({
    parameters: { ...gasParameters, beta: temperature },
    wanted,
    build: ({ beta, ...values }) => ({ model: undriven(gasModelAt(values)), beta, engine: gasEngine }),
  });

/** Driven models at an energy. */
export const energyCases = (wanted = 10) =>
  caseSpace<GasValues & { energy: number }, EnergyCase>({
    parameters: { ...gasParameters, energy: totalEnergy },
    wanted,
    build: ({ energy, ...values }) => ({ model: gasModelAt(values), energy, engine: gasEngine }),
  });

/** Mutants whose rates are computed in another way. */
export function otherRates<C extends GasCase>(name: string, change: (r: Rates) => Rates): Mutant<C> {
  return {
    name,
    operation: true,
    breaks: (c) => ({ ...c, engine: { ...c.engine, rates: (...args) => c.engine.rates(...args).map(change) } }),
  };
}

export function otherScattering<C extends GasCase>(
  name: string,
  change: (s: Scattering, system: FloquetSystem) => Scattering,
): Mutant<C> {
  return {
    name,
    operation: true,
    breaks: (c) => ({
      ...c,
      engine: { ...c.engine, scattering: (system, ...rest) => change(c.engine.scattering(system, ...rest), system) },
    }),
  };
}

export function otherSystem<C extends GasCase>(name: string, change: (s: FloquetSystem) => FloquetSystem): Mutant<C> {
  return {
    name,
    operation: true,
    breaks: (c) => ({ ...c, engine: { ...c.engine, system: (model) => change(c.engine.system(model)) } }),
  };
}

export const gammaTransposed = <C extends GasCase>(): Mutant<C> => otherRates('Γ is transposed', transposed);
export const wrongSignOfQuanta = <C extends GasCase>(): Mutant<C> => otherRates('q has the wrong sign', otherSign);

/** W^q taken for W^{−q}, as the kernel e^{+i(n' − n)ωt} would give. */
export const wrongKernel = <C extends GasCase>(): Mutant<C> =>
  otherSystem('the kernel is e^{+i(n’−n)ωt}', (s) => ({
    ...s,
    couplings: s.couplings.map((c) => {
      const square = c.elements.cols;
      const flipped = {
        ...c.elements,
        re: new Float64Array(c.elements.re.length),
        im: new Float64Array(c.elements.im.length),
      };
      for (let q = 0; q <= 2 * c.reach; q++) {
        flipped.re.set(c.elements.re.subarray(q * square, (q + 1) * square), (2 * c.reach - q) * square);
        flipped.im.set(c.elements.im.subarray(q * square, (q + 1) * square), (2 * c.reach - q) * square);
      }
      return { ...c, elements: flipped };
    }),
  }));
