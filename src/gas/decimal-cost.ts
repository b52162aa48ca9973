import type { Decimal } from 'decimal.js';
import type { DecimalSystem } from '../scattering/index.js';
import { limit } from '../text/index.js';

/** Largest number of decimal multiplications of complex numbers, which take about three hours. */
const mostOperations = 2e9;
/** Measured: mostOperations in three hours. */
const operationsPerSecond = mostOperations / 10_800;

/** Number of decimal multiplications of complex numbers for the rates at one temperature, before panels are halved. */
function operationsOf({ field, model, elements }: DecimalSystem, sidebands: number): number {
  const size = model.levels * (2 * sidebands + 1) * model.scatterers.length;
  const band = Math.min(size, model.levels * model.scatterers.length * (1 + Math.max(...elements.map((e) => e.reach))));
  const panels = model.levels * (1 + sidebands) * model.levels + 2 * Math.LN10;
  return panels * (1.1 * field.digits + 6) * size * (2 * band * band + 12 * band);
}

/**
 * Refuses too much work in the banded eliminations at all energies, such as a few levels with many sidebands at many
 * digits.
 * @diagnostic `too-many-digits`
 */
export function checkCost(system: DecimalSystem, beta: Decimal, sidebands: number): void {
  const operations = operationsOf(system, sidebands);
  if (operations > mostOperations) {
    limit(
      'too-many-digits',
      `the rates need about ${operations.toExponential(0)} decimal multiplications at β = ${beta.toString()}`,
      {
        hint: 'fewer digits, fewer sidebands, or --energies for unitarity alone; double precision computes such rates to twelve digits in seconds',
      },
    );
  }
}

/** The approximate number of seconds for the rates at one temperature. */
export function secondsOfRates(system: DecimalSystem, sidebands: number): number {
  return operationsOf(system, sidebands) / operationsPerSecond;
}
