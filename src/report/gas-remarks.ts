import { isDriven, propagatorFits, withoutCommonDrive } from '../floquet/index.js';
import type { TransitionTable } from '../gas/index.js';
import type { FloquetSystem } from '../scattering/index.js';
import type { GasResult } from './gas-result.js';

/** Notes on the modes and the table that a user should read before using the numbers. */
export function systemNotes(
  { model, modes, scale, couplings }: FloquetSystem,
  table: TransitionTable | undefined,
): string[] {
  const notes: string[] = [];
  const quanta = couplings.some((c) => c.reach > 0);
  const span = Math.max(...modes.quasienergies) - Math.min(...modes.quasienergies);
  // If all levels share a large energy, their differences are known to fewer digits.
  const rounding = 1e-14 * Math.max(...modes.quasienergies.map(Math.abs));
  if (modes.gap < Math.max(1e-9 * Math.max(scale.largest, span), rounding)) {
    const which = modes.chosen
      ? '; of the modes that agree, those are listed between which the mean coupling is diagonal: populations refer to them'
      : '';
    notes.push(
      `two quasienergies agree ${quanta ? 'modulo the frequency ' : ''}to ${sizeText(modes.gap)}: coherences between them do not decay, and populations alone do not describe the steady state${which}`,
    );
  }
  if (isDriven(model) && !quanta) {
    const { rest } = withoutCommonDrive(model.hamiltonian, model.levels);
    const own = [rest, ...model.scatterers.map((s) => s.coupling)].some((a) => [...a.keys()].some((k) => k !== 0));
    notes.push(
      own
        ? 'the drive is so weak that the exchange of quanta with it vanishes in double precision: the rates are those without a drive'
        : 'the drive is the same for all levels: a phase, on which nothing but the modes depends',
    );
  }
  if (modes.turn > 1e-8)
    notes.push(
      `rounding turns two modes with close quasienergies into each other by ${sizeText(modes.turn)}: their rates and populations are known to that`,
    );
  notes.push(...resonanceNotes(table?.resonances ?? []));
  if (!propagatorFits(model)) {
    notes.push(
      'the modes are not compared with the propagator over a period of the drive, which would take too many steps: levels or drive are far larger than the frequency',
    );
  }
  if (table && table.quadratureError > 1e-8)
    notes.push(`the energy integrals are uncertain by ${sizeText(table.quadratureError)}`);
  return notes;
}

/** A size that may be below rounding. */
function sizeText(x: number): string {
  return x === 0 ? 'the last bit' : x.toExponential(0);
}

/** Notes where a gap of quasienergies is below the rates at this density. */
export function secularNotes(results: readonly GasResult[], density: number): string[] {
  const notes: string[] = [];
  for (const {
    document: { beta, secular },
  } of results) {
    if (!secular || secular.gap >= secular.rate) continue;
    const {
      levels: [i, j],
      gap,
      rate,
    } = secular;
    const dilute = gap > 0 ? `, below a density of ${((density * gap) / rate).toPrecision(2)}` : '';
    notes.push(
      `β = ${beta}: the quasienergies of modes ${i} and ${j} are ${gap === 0 ? 'equal' : `${gap.toPrecision(3)} apart`}, less than the rate ${rate.toPrecision(3)} at which a gas of density ${density} changes them: coherences between the two are left out, and the populations are those of a dilute gas${dilute}`,
    );
  }
  return notes;
}

/** One note for all resonances, with one line for those that differ only by rounding. */
export function resonanceNotes(resonances: TransitionTable['resonances']): string[] {
  const places = new Map<string, number>();
  let [widest, count] = [0, 0];
  for (const { energy, width, states } of resonances) {
    const place = energy.toPrecision(8);
    places.set(place, (places.get(place) ?? 0) + states);
    widest = Math.max(widest, width);
    count += states;
  }
  if (count === 0) return [];
  const named = [...places]
    .slice(0, mostNamed)
    .map(([energy, states]) => (states === 1 ? energy : `${energy} (${states})`));
  const where = `E = ${named.join(', ')}${places.size > mostNamed ? ` and ${places.size - mostNamed} more energies` : ''}`;
  const narrower = widest > 0 ? `narrower than ${widest.toExponential(0)}` : 'narrower than rounding';
  return [
    count === 1
      ? `a resonance at ${where} is ${narrower}: its share in the rates is below rounding, or it is a bound state`
      : `${count} resonances at ${where} are ${narrower}: their share in the rates is below rounding, or they are bound states`,
  ];
}

/** Number of energies that a note lists; --json has all of them. */
const mostNamed = 8;
