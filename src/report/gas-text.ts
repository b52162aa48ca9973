import { type GasModel, isDriven } from '../floquet/index.js';
import { type EnclosedGas, lawTolerances } from '../gas/index.js';
import type { ResultDocument } from './gas-result.js';
import type { ScatteringDocument } from './gas-scattering.js';
import type { AnswerPart, AnswerTable } from './answer-parts.js';
import type { GasAnswer } from './gas.js';
import { hotLines, limitsLines } from './gas-limits.js';
import { intervalText } from './observable.js';

/** Number of rates that are listed, the largest first. */
const mostRates = 8;

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

/** The answer as text, with its numbers as tables. */
export function gasParts(model: GasModel, { document, broken }: GasAnswer): AnswerPart[] {
  const { accuracy, modes, results, scattering = [] } = document;
  const where =
    model.dimension === 1
      ? `one dimension, ${model.scatterers.length} point scatterer${model.scatterers.length > 1 ? 's' : ''}`
      : 'three dimensions, s-wave';
  const energies = energyTexts(modes.flatMap((m) => [m.quasienergy, m.meanEnergy]));
  const parts: AnswerPart[] = [
    `${model.levels} level${model.levels > 1 ? 's' : ''}${isDriven(model) ? ` driven at ω = ${model.frequency}` : ', no drive'}; gas in ${where}`,
    '',
    'Floquet modes, numbered from 0 in the order of their mean energy',
    modeTable(
      ['quasienergy', 'mean energy'],
      modes.map((_, j) => [energies[2 * j]!, energies[2 * j + 1]!]),
      'mode    quasienergy    mean energy',
    ),
  ];
  if (accuracy.energies !== undefined)
    parts.push(
      `${accuracy.sidebands} sidebands, ${accuracy.energies} energies, quadrature error ${accuracy.quadratureError!.toExponential(0)}`,
    );
  for (const result of results) parts.push(...resultParts(result, broken));
  for (const one of scattering) parts.push(...scatteringLines(one));
  if (document.limits) parts.push(...limitsLines(document.limits));
  return parts;
}

/** A table with a row for each mode, whose cells are padded. */
const modeTable = (columns: readonly string[], cells: readonly (readonly string[])[], head: string): AnswerTable => ({
  columns: ['mode', ...columns],
  rows: cells.map((row, j) => [String(j), ...row.map((cell) => cell.trim())]),
  lines: [head, ...cells.map((row, j) => `${String(j).padStart(4)}${row.join('')}`)],
});

function resultParts(result: ResultDocument, broken: readonly string[]): AnswerPart[] {
  const lines: AnswerPart[] = [
    '',
    `β = ${result.beta}`,
    modeTable(
      ['population', 'Boltzmann'],
      result.populations.map((p, j) => [digits(p), digits(result.boltzmann[j]!)]),
      'mode     population      Boltzmann',
    ),
  ];
  lines.push(`power of the drive ${small(result.power)}   heat into the gas ${small(result.heat)}`);
  lines.push(
    `entropy of the levels ${result.entropy.toFixed(6)}   entropy production ${small(result.entropyProduction)}`,
  );
  if (result.relaxation.length > 0) lines.push(`populations decay at ${result.relaxation.map(decayText).join(', ')}`);
  for (const { time, populations } of result.evolution ?? [])
    lines.push(`t = ${String(time).padEnd(8)}${populations.map(digits).join('')}`);
  if (result.highTemperature) lines.push(...hotLines(result.highTemperature));
  const strongest = result.rates.filter((r) => r.from !== r.to || r.quanta !== 0).sort((a, b) => b.rate - a.rate);
  if (strongest.length > 0) {
    const rows = strongest.slice(0, mostRates);
    lines.push('strongest rates (q > 0 hands quanta to the field)', {
      columns: ['from → to', 'q', 'rate'],
      rows: rows.map(({ from, to, quanta, rate }) => [`${from} → ${to}`, String(quanta), small(rate).trim()]),
      lines: rows.map(
        ({ from, to, quanta, rate }) => `  ${from} → ${to}  q = ${String(quanta).padStart(2)}  ${small(rate)}`,
      ),
    });
  }
  if (result.enclosures) lines.push(...enclosedParts(result.enclosures));
  const laws = Object.entries(result.laws).map(([law, value]): readonly [string, string, string] => {
    const tolerance = (lawTolerances as Record<string, { tolerance: number } | undefined>)[law];
    const violated = broken.includes(`${law} at beta = ${result.beta}`);
    const verdict =
      tolerance === undefined ? 'need not hold' : violated ? `VIOLATED (tolerance ${tolerance.tolerance})` : 'holds';
    return [law, value.toExponential(1), verdict];
  });
  lines.push('laws, relative residuals', {
    columns: ['law', 'residual', 'verdict'],
    rows: laws,
    lines: laws.map(([law, value, verdict]) => `  ${law.padEnd(16)} ${value.padStart(8)}  ${verdict}`),
  });
  return lines;
}

/** The enclosures of one temperature, and what they prove. */
function enclosedParts({ populations, power, heat, thermalization, detailedBalance }: EnclosedGas): AnswerPart[] {
  const proved = [
    'for these rates the steady state is proved to be unique',
    ...(populations.every(([least]) => least > 0) ? ['all populations to be positive'] : []),
    ...(power[0] > 0 ? ['the power to be positive'] : []),
    ...(detailedBalance[0] > 0 ? ['detailed balance to be broken'] : []),
  ];
  const named = [
    ...populations.map((p, j) => [`population ${j}`, p] as const),
    ...Object.entries({ power, heat, thermalization, detailedBalance }),
  ];
  const rows = named.map(([name, interval]) => [name, intervalText(interval)] as const);
  return [
    'enclosed, for the rates as they are in double precision: their quadrature error is not in the intervals',
    {
      columns: ['quantity', 'interval'],
      rows,
      lines: rows.map(([name, interval]) => `  ${name.padEnd(16)} ${interval}`),
    },
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
