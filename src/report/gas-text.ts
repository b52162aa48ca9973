import { type GasModel, isDriven } from '../floquet/index.js';
import { type EnclosedGas, lawTolerances } from '../gas/index.js';
import type { ResultDocument } from './gas-result.js';
import type { ScatteringDocument } from './gas-scattering.js';
import type { GasAnswer } from './gas.js';
import { hotLines, limitsLines } from './gas-limits.js';
import { intervalText } from './observable.js';

/** A number with ten decimals; one that rounds to zero has no sign. */
const digits = (x: number): string =>
  x
    .toFixed(10)
    .replace(/^-(?=0\.0*$)/u, '')
    .padStart(15);
const small = (x: number): string => x.toExponential(6).padStart(15);

/** Energies with the decimals that give ten digits of the largest, in any unit. */
function energyTexts(energies: readonly number[]): string[] {
  const largest = Math.max(...energies.map(Math.abs));
  const plain = largest === 0 || (largest >= 1e-2 && largest < 1e6);
  return energies.map((e) => (plain ? digits(e) : e.toExponential(9).padStart(18)));
}

/** The answer as lines of text. */
export function gasLines(model: GasModel, { document, broken }: GasAnswer): string[] {
  const { accuracy, modes, results, scattering = [] } = document;
  const where =
    model.dimension === 1
      ? `one dimension, ${model.scatterers.length} point scatterer${model.scatterers.length > 1 ? 's' : ''}`
      : 'three dimensions, s-wave';
  const lines = [
    `${model.levels} level${model.levels > 1 ? 's' : ''}${isDriven(model) ? ` driven at ω = ${model.frequency}` : ', no drive'}; gas in ${where}`,
    '',
    'Floquet modes, numbered from 0 in the order of their mean energy',
    'mode    quasienergy    mean energy',
  ];
  const energies = energyTexts(modes.flatMap((m) => [m.quasienergy, m.meanEnergy]));
  for (const j of modes.keys()) lines.push(`${String(j).padStart(4)}${energies[2 * j]}${energies[2 * j + 1]}`);
  if (accuracy.energies !== undefined)
    lines.push(
      `${accuracy.sidebands} sidebands, ${accuracy.energies} energies, quadrature error ${accuracy.quadratureError!.toExponential(0)}`,
    );
  for (const result of results) lines.push(...resultLines(result, broken));
  for (const one of scattering) lines.push(...scatteringLines(one));
  if (document.limits) lines.push(...limitsLines(document.limits));
  return lines;
}

function resultLines(result: ResultDocument, broken: readonly string[]): string[] {
  const lines = ['', `β = ${result.beta}`, 'mode     population      Boltzmann'];
  for (const [j, p] of result.populations.entries())
    lines.push(`${String(j).padStart(4)}${digits(p)}${digits(result.boltzmann[j]!)}`);
  lines.push(`power of the drive ${small(result.power)}   heat into the gas ${small(result.heat)}`);
  lines.push(
    `entropy of the levels ${result.entropy.toFixed(6)}   entropy production ${small(result.entropyProduction)}`,
  );
  if (result.relaxation.length > 0) lines.push(`populations decay at ${result.relaxation.map(decayText).join(', ')}`);
  for (const { time, populations } of result.evolution ?? [])
    lines.push(`t = ${String(time).padEnd(8)}${populations.map(digits).join('')}`);
  if (result.highTemperature) lines.push(...hotLines(result.highTemperature));
  const strongest = result.rates.filter((r) => r.from !== r.to || r.quanta !== 0).sort((a, b) => b.rate - a.rate);
  if (strongest.length > 0) lines.push('strongest rates (q > 0 hands quanta to the field)');
  for (const { from, to, quanta, rate } of strongest.slice(0, 8))
    lines.push(`  ${from} → ${to}  q = ${String(quanta).padStart(2)}  ${small(rate)}`);
  if (result.enclosures) lines.push(...enclosedLines(result.enclosures));
  lines.push('laws, relative residuals');
  for (const [law, value] of Object.entries(result.laws)) {
    const tolerance = (lawTolerances as Record<string, { tolerance: number } | undefined>)[law];
    const violated = broken.includes(`${law} at beta = ${result.beta}`);
    const verdict =
      tolerance === undefined ? 'need not hold' : violated ? `VIOLATED (tolerance ${tolerance.tolerance})` : 'holds';
    lines.push(`  ${law.padEnd(16)} ${value.toExponential(1).padStart(8)}  ${verdict}`);
  }
  return lines;
}

/** The enclosures of one temperature, and what they prove. */
function enclosedLines({ populations, power, heat, thermalization, detailedBalance }: EnclosedGas): string[] {
  const proved = [
    'the steady state is proved to be unique',
    ...(populations.every(([least]) => least > 0) ? ['all populations to be positive'] : []),
    ...(power[0] > 0 ? ['the power to be positive'] : []),
    ...(detailedBalance[0] > 0 ? ['detailed balance to be broken'] : []),
  ];
  return [
    'enclosed, for the rates as they are in double precision',
    ...populations.map((p, j) => `  ${`population ${j}`.padEnd(16)} ${intervalText(p)}`),
    `  ${'power'.padEnd(16)} ${intervalText(power)}`,
    `  ${'heat'.padEnd(16)} ${intervalText(heat)}`,
    `  ${'thermalization'.padEnd(16)} ${intervalText(thermalization)}`,
    `  ${'detailedBalance'.padEnd(16)} ${intervalText(detailedBalance)}`,
    `${proved.join(', ')}`,
  ];
}

function decayText({ decay, oscillation }: ResultDocument['relaxation'][number]): string {
  return `${decay.toPrecision(4)}${oscillation === 0 ? '' : ` ${oscillation > 0 ? '+' : '−'} ${Math.abs(oscillation).toPrecision(3)} i`}`;
}

/** Probabilities below this are not listed by channel. */
const listed = 1e-5;

/** Transmission and reflection with their sum, then their parts by outgoing channel, then amplitudes. */
function scatteringLines({ energy, channels, incoming, T, unitarity, enclosures }: ScatteringDocument): string[] {
  const lines = [
    '',
    `E = ${energy}: ${channels.filter((c) => c.open).length} of ${channels.length} channels open, |S†S − 1| = ${unitarity.toExponential(1)}`,
  ];
  if (enclosures)
    lines.push(
      'enclosed, for the couplings and quasienergies as they are in double precision',
      ...Object.entries(enclosures).map(([law, interval]) => `  ${law.padEnd(16)} ${intervalText(interval)}`),
    );
  const probability = (x: number): string => x.toFixed(9).padStart(13);
  const entrances = incoming.filter((from) => from.quanta === 0);
  const onLine = entrances.some((from) => from.side !== 'all');
  const name = ({ level, quanta, side }: (typeof entrances)[number]): string =>
    `(${level}, ${quanta})${onLine ? ` from the ${side.padEnd(5)}` : ''}`;
  const parts = (x: { transmission: number; reflection: number; sum: number }): string =>
    onLine
      ? `T ${probability(x.transmission)}  R ${probability(x.reflection)}  T + R ${probability(x.sum)}`
      : `Σ |S|² ${probability(x.sum)}`;
  if (entrances.length > 0)
    lines.push(
      `channels (mode, quanta)${onLine ? ' and sides: transmission and reflection into all open channels' : ': probability into all open channels'}`,
    );
  for (const from of entrances) lines.push(`  ${name(from)}  ${parts(from)}`);
  if (entrances.length > 0) lines.push(`by the channel it leaves in, from ${listed} on`);
  for (const from of entrances) {
    // If the scatterers are mirror symmetric, left and right give the same.
    const twin = entrances.find((other) => other.channel === from.channel && other.side === 'left');
    if (
      from.side === 'right' &&
      twin &&
      from.exits.every(
        (x, k) =>
          Math.abs(x.transmission - twin.exits[k]!.transmission) + Math.abs(x.reflection - twin.exits[k]!.reflection) <
          1e-12,
      )
    )
      continue;
    for (const exit of from.exits)
      if (exit.sum >= listed)
        lines.push(
          `  ${name(from)} → (${channels[exit.channel]!.level}, ${String(channels[exit.channel]!.quanta).padStart(2)})  ${parts(exit)}`,
        );
  }
  lines.push('from (mode, quanta) to (mode, quanta), directions in → out: |T|²');
  // Open channels come first, which can be observed, then closed ones, each with the strongest first.
  const strongest = T.filter((x) => channels[x.from]!.quanta === 0 && channels[x.from]!.open)
    .sort((a, b) => Number(channels[b.to]!.open) - Number(channels[a.to]!.open) || b.abs2 - a.abs2)
    .slice(0, 12);
  const sign = (d: number): string => (d === 1 ? '+' : '−');
  for (const x of strongest) {
    const [a, b] = [channels[x.from]!, channels[x.to]!];
    lines.push(
      `  (${a.level}, ${a.quanta}) → (${b.level}, ${b.quanta})  ${sign(x.in)} → ${sign(x.out)}  ${small(x.abs2)}${b.open ? '' : '  closed'}`,
    );
  }
  return lines;
}
