import { type GasModel, isDriven } from '../floquet/index.js';
import { type EnclosedGas, lawTolerances } from '../gas/index.js';
import type { ResultDocument } from './gas-result.js';
import type { ScatteringDocument } from './gas-scattering.js';
import type { Enclosure } from '../numeric/index.js';
import type { AnswerPart, AnswerTable } from './answer-parts.js';
import type { GasAnswer } from './gas.js';
import { hotParts, limitsParts, mostRates, ratesTable } from './gas-limits.js';
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
  for (const one of scattering) parts.push(...scatteringParts(one));
  if (document.limits) parts.push(...limitsParts(document.limits));
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
  if (result.evolution) lines.push(timesTable(result.evolution));
  if (result.highTemperature) lines.push(...hotParts(result.highTemperature));
  const strongest = result.rates.filter((r) => r.from !== r.to || r.quanta !== 0).sort((a, b) => b.rate - a.rate);
  if (strongest.length > 0)
    lines.push('strongest rates (q > 0 hands quanta to the field)', ratesTable('rate', strongest.slice(0, mostRates)));
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

/** The populations at several times. */
function timesTable(evolution: NonNullable<ResultDocument['evolution']>): AnswerTable {
  return {
    columns: ['time', ...(evolution[0]?.populations ?? []).map((_, j) => `population ${j}`)],
    rows: evolution.map(({ time, populations }) => [String(time), ...populations.map((p) => digits(p).trim())]),
    lines: evolution.map(({ time, populations }) => `t = ${String(time).padEnd(8)}${populations.map(digits).join('')}`),
  };
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
  return [
    'enclosed, for the rates as they are in double precision: their quadrature error is not in the intervals',
    intervalTable('quantity', named),
    `${proved.join(', ')}`,
  ];
}

/** Intervals by their names. */
function intervalTable(name: string, named: readonly (readonly [name: string, interval: Enclosure])[]): AnswerTable {
  const rows = named.map(([of, interval]) => [of, intervalText(interval)] as const);
  return { columns: [name, 'interval'], rows, lines: rows.map(([of, text]) => `  ${of.padEnd(16)} ${text}`) };
}

function decayText({ decay, oscillation }: ResultDocument['relaxation'][number]): string {
  return `${decay.toPrecision(4)}${oscillation === 0 ? '' : ` ${oscillation > 0 ? '+' : '−'} ${Math.abs(oscillation).toPrecision(3)} i`}`;
}

/** Number of amplitudes that are listed. */
const mostAmplitudes = 12;

/** Probabilities below this are not listed by channel. */
const listed = 1e-5;

/** Transmission and reflection with their sum, then their parts by outgoing channel, then amplitudes. */
function scatteringParts(document: ScatteringDocument): AnswerPart[] {
  const { energy, channels, incoming, unitarity, enclosures } = document;
  const entrances = incoming.filter((from) => from.quanta === 0);
  const onLine = entrances.some((from) => from.side !== 'all');
  return [
    '',
    `E = ${energy}: ${channels.filter((c) => c.open).length} of ${channels.length} channels open, |S†S − 1| = ${unitarity.toExponential(1)}`,
    ...(enclosures
      ? [
          'enclosed, for the couplings and quasienergies as they are in double precision',
          intervalTable('law', Object.entries(enclosures)),
        ]
      : []),
    ...(entrances.length > 0
      ? [
          `channels (mode, quanta)${onLine ? ' and sides: transmission and reflection into all open channels' : ': probability into all open channels'}`,
          probabilityTable(
            entrances.map((from) => ({ from: entranceName(from), ...from })),
            { onLine, exits: false },
          ),
          `by the channel it leaves in, from ${listed} on`,
          probabilityTable(
            entrances.filter((from) => !isTwin(from, entrances)).flatMap((from) => exitsOf(from, channels)),
            { onLine, exits: true },
          ),
        ]
      : []),
    'from (mode, quanta) to (mode, quanta), directions in → out: |T|²',
    amplitudeTable(document),
  ];
}

type Incoming = ScatteringDocument['incoming'][number];

const channelName = ({ level, quanta }: { readonly level: number; readonly quanta: number }): string =>
  `(${level}, ${quanta})`;

const entranceName = (from: Incoming): string =>
  `${channelName(from)}${from.side === 'all' ? '' : ` from the ${from.side.padEnd(5)}`}`;

interface ProbabilityRow {
  readonly from: string;
  /** the channel it leaves in */
  readonly to?: string;
  readonly transmission: number;
  readonly reflection: number;
  readonly sum: number;
}

/** Whether the same is listed for the other side, as where the scatterers are mirror symmetric. */
function isTwin(from: Incoming, entrances: readonly Incoming[]): boolean {
  const left = entrances.find((other) => other.channel === from.channel && other.side === 'left');
  return (
    from.side === 'right' &&
    left !== undefined &&
    from.exits.every(({ transmission, reflection }, k) => {
      const other = left.exits[k]!;
      return Math.abs(transmission - other.transmission) + Math.abs(reflection - other.reflection) < 1e-12;
    })
  );
}

const exitsOf = (from: Incoming, channels: ScatteringDocument['channels']): ProbabilityRow[] =>
  from.exits
    .filter(({ sum }) => sum >= listed)
    .map((exit) => {
      const { level, quanta } = channels[exit.channel]!;
      return { ...exit, from: entranceName(from), to: `(${level}, ${String(quanta).padStart(2)})` };
    });

/** Probabilities on a line, where there are transmission and reflection, or in three dimensions. */
function probabilityTable(
  rows: readonly ProbabilityRow[],
  { onLine, exits }: { readonly onLine: boolean; readonly exits: boolean },
): AnswerTable {
  const names = onLine ? ['T', 'R', 'T + R'] : ['Σ |S|²'];
  const cells = rows.map(({ transmission, reflection, sum }) =>
    (onLine ? [transmission, reflection, sum] : [sum]).map((x) => x.toFixed(9)),
  );
  return {
    columns: ['from', ...(exits ? ['to'] : []), ...names],
    rows: rows.map(({ from, to }, k) => [from.trim(), ...(to === undefined ? [] : [to]), ...cells[k]!]),
    lines: rows.map(({ from, to }, k) => {
      const numbers = names.map((name, c) => `${name} ${cells[k]![c]!.padStart(13)}`).join('  ');
      return `  ${from}${to === undefined ? '' : ` → ${to}`}  ${numbers}`;
    }),
  };
}

/** Open channels come first, which can be observed, then closed ones, each with the strongest first. */
function amplitudeTable({ channels, T }: ScatteringDocument): AnswerTable {
  const sign = (d: number): string => (d === 1 ? '+' : '−');
  const rows = T.filter((x) => channels[x.from]!.quanta === 0 && channels[x.from]!.open)
    .sort((a, b) => Number(channels[b.to]!.open) - Number(channels[a.to]!.open) || b.abs2 - a.abs2)
    .slice(0, mostAmplitudes)
    .map((x) => [
      `${channelName(channels[x.from]!)} → ${channelName(channels[x.to]!)}`,
      `${sign(x.in)} → ${sign(x.out)}`,
      small(x.abs2),
      channels[x.to]!.open ? '' : 'closed',
    ]);
  return {
    columns: ['from → to', 'directions', '|T|²', 'channel'],
    rows: rows.map((row) => row.map((cell) => cell.trim())),
    lines: rows.map(([process, directions, abs2, closed]) =>
      `  ${process}  ${directions}  ${abs2}  ${closed}`.trimEnd(),
    ),
  };
}
