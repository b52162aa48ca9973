import {
  type FloquetCoupling,
  type FloquetModes,
  type GasModel,
  type ModeOptions,
  type Scatterer,
  floquetCoupling,
  isDriven,
  reducedModes,
  sumUp,
} from '../floquet/index.js';
import { limit } from '../text/index.js';
import { type EnergyScale, energyScale, largestElement } from './scale.js';

/** A model with its modes and the scatterers between them, as input of the scattering problem. */
export interface FloquetSystem {
  readonly model: GasModel;
  /** the modes without the phase of a drive that all levels share */
  readonly modes: FloquetModes;
  readonly couplings: readonly FloquetCoupling[];
  readonly scale: EnergyScale;
}

/** Largest phase, a distance times a momentum, that counts as rounding. */
const samePlace = 16 * Number.EPSILON;

/**
 * Merges scatterers whose distance no wave resolves, by adding their couplings. The relevant momenta are K and m|W|.
 */
function withoutCloseScatterers(model: GasModel, { momentum }: EnergyScale): GasModel {
  const { scatterers, levels } = model;
  const finest = Math.max(momentum, model.mass * largestElement(model));
  const out: Scatterer[] = [];
  for (const s of scatterers) {
    const last = out.at(-1);
    if (last && (s.position - last.position) * finest <= samePlace)
      out[out.length - 1] = { position: last.position, coupling: sumUp([...last.coupling, ...s.coupling], levels) };
    else out.push(s);
  }
  return out.length === scatterers.length ? model : { ...model, scatterers: out };
}

/**
 * The Floquet modes of a model and the couplings between them, as input of the scattering problem.
 *
 * @param given    the model
 * @param options  for the number of harmonics of the modes
 * @diagnostic those of `floquetModes`, `coupling-out-of-range`, `not-finite`
 */
export function floquetSystem(given: GasModel, options: ModeOptions = {}): FloquetSystem {
  const modes = reducedModes(given, options);
  const model = withoutCloseScatterers(given, energyScale(given, modes.quasienergies));
  checkStrength(model, modes);
  checkUnits(energyScale(model, modes.quasienergies));
  return {
    model,
    modes,
    couplings: model.scatterers.map(({ position, coupling }) => floquetCoupling(modes, coupling, position)),
    scale: energyScale(model, modes.quasienergies),
  };
}

/** Smallest and largest energy for which squares and their products stay within the range of double precision. */
const leastEnergy = 1e-200;
const mostEnergy = 1e200;

function checkUnits({ largest }: EnergyScale): void {
  // Without energies or couplings there is nothing to compute.
  if (largest === 0 || (largest >= leastEnergy && largest <= mostEnergy)) return;
  limit(
    'not-finite',
    `the energies of this model are of the order ${largest.toExponential(0)}; from ${leastEnergy} to ${mostEnergy} rates and heat stay within double precision`,
    {
      hint: 'take other units: energies times s, couplings times √s and β over s leave the populations as they are',
    },
  );
}

/**
 * A coupling g = m|W|/K beyond which transitions, of size 1/g², are below rounding compared with the reflection from a
 * wall.
 */
const strongest = 1e10;
/** A coupling g below which transition probabilities, of size g², are smaller than the smallest double. */
const weakest = 1e-140;

/**
 * Refuses couplings whose transitions double precision cannot represent: m|W|/K in one dimension, K/|A| in three, where
 * K is the momentum for the energies that the levels and the drive exchange.
 */
function checkStrength(model: GasModel, { quasienergies }: FloquetModes): void {
  const { mass, dimension, frequency } = model;
  const spread = Math.max(...quasienergies) - Math.min(...quasienergies);
  const exchanged = isDriven(model) ? Math.max(spread, frequency) : spread;
  // Without an exchange of energy there is no such scale, and no small quantity next to a large one.
  if (exchanged === 0) return;
  const largest = largestElement(model);
  const k = Math.sqrt(2 * mass * exchanged);
  const g = dimension === 1 ? (mass * largest) / k : k / largest;
  const size = `the coupling is ${g.toExponential(0)} times what scatters strongly at the energies that are exchanged (${dimension === 1 ? 'm|W|/K' : 'K/|A|'})`;
  if (g < weakest)
    limit('coupling-out-of-range', `${size}, below ${weakest}: its rates are below the smallest number`, {
      hint: 'rates of a weak coupling are proportional to its square: take a larger one',
    });
  if (dimension === 1 && g > strongest) {
    limit(
      'coupling-out-of-range',
      `${size}, above ${strongest}: a wall, beside whose reflection the transitions are rounding`,
      { hint: 'rates of a strong coupling fall with its square: take a smaller one' },
    );
  }
}
