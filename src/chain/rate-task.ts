import { shareOnce, type ThreadTask } from '../numeric/index.js';
import {
  type RingBasis,
  sharedMatrix,
  type SharedSpectrum,
  sharedSpectrum,
  type SharingOptions,
  spectrumFrom,
} from '../ring/index.js';
import { type Channel, transitionChannels } from './channel.js';
import { chainThread } from './chain-thread-file.js';
import { channelSeconds } from './effort.js';
import type { KeptElements } from './matrix-elements.js';
import type { ChainPerturbation } from './model.js';
import type { MomentumPairs } from './momentum-pairs.js';
import { type GainLayout, type RatePiece, ratePieces, type RateUnknowns } from './rate-pieces.js';
import type { Unknowns } from './unknowns.js';

/** Options for the rates of a perturbation. */
export interface RateOptions {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** matrix elements by number of the channel: those of all channels are used, and an empty map is filled */
  readonly elements?: KeptElements | undefined;
  /** threads that share the work, and the perturbation and the reach from which they make the channels */
  readonly sharing?: RateSharing | undefined;
}

/** The threads that share the rates of a perturbation, and what they make its channels from. */
export interface RateSharing extends SharingOptions {
  readonly perturbation: ChainPerturbation;
  readonly reach: number;
}

interface RateContext {
  readonly spectrum: SharedSpectrum;
  readonly unknowns: Omit<RateUnknowns, 'spectrum'>;
  readonly perturbation: ChainPerturbation;
  readonly reach: number;
  /** its values are in shared memory */
  readonly layout: GainLayout;
  /** whether matrix elements are kept */
  readonly keeps: boolean;
}

/** Matrix elements as data: sectors by their index. */
type SharedElements = readonly (readonly [
  channel: number,
  sweeps: readonly {
    readonly from: number;
    readonly to: number;
    readonly blocks: readonly { readonly from: number; readonly to: number; readonly matrix: KeptMatrix }[];
  }[],
])[];
type KeptMatrix = Parameters<typeof sharedMatrix>[0];

interface RateChunk {
  readonly pairs: MomentumPairs;
  readonly known: SharedElements | undefined;
}

interface RateAnswer {
  readonly piece: RatePiece;
  readonly elements: SharedElements | undefined;
}

type RateFunction = (chunk: RateChunk) => RateAnswer;

function rateFunction(
  basis: RingBasis,
  pieces: ReturnType<typeof ratePieces>,
  { keeps, shared }: { readonly keeps: boolean; readonly shared: boolean },
): RateFunction {
  return ({ pairs, known }) => {
    const elements = known ? elementsFrom(basis, known) : keeps ? new Map() : undefined;
    const piece = pieces(pairs, elements);
    return { piece, elements: elements && !known ? elementData(elements, { shared }) : undefined };
  };
}

function elementsFrom(basis: RingBasis, data: SharedElements): KeptElements {
  const at = (index: number) => basis.sectors[index]!;
  return new Map(
    data.map(([channel, sweeps]) => [
      channel,
      sweeps.map(({ from, to, blocks }) => ({
        from,
        to,
        blocks: blocks.map((b) => ({ from: at(b.from), to: at(b.to), matrix: b.matrix })),
      })),
    ]),
  );
}

function elementData(elements: KeptElements, { shared }: { readonly shared: boolean }): SharedElements {
  return [...elements].map(([channel, sweeps]) => [
    channel,
    sweeps.map(({ from, to, blocks }) => ({
      from,
      to,
      blocks: blocks.map((b) => ({
        from: b.from.index,
        to: b.to.index,
        matrix: shared ? sharedMatrix(b.matrix) : b.matrix,
      })),
    })),
  ]);
}

/** The elements between some pairs of momenta. */
function within(elements: KeptElements, pairs: MomentumPairs, momenta: number): KeptElements {
  return new Map(
    [...elements].map(([channel, sweeps]) => [channel, sweeps.filter((s) => pairs.has(s.from * momenta + s.to))]),
  );
}

/** The rates of a perturbation between the momenta of one group. */
export const rateTask: ThreadTask<RateContext, RateChunk, RateAnswer> = {
  name: 'rates',
  file: chainThread,
  prepare({ spectrum: data, unknowns, perturbation, reach, layout, keeps }) {
    const spectrum = spectrumFrom(data);
    const { basis } = spectrum;
    const channels = transitionChannels(basis, perturbation, { reach });
    return rateFunction(basis, ratePieces({ ...unknowns, spectrum }, channels, layout), { keeps, shared: true });
  },
};

/** The rates between the momenta of every group, in one or several threads. Their gains are written into the layout. */
export function sharedPieces(
  unknowns: Unknowns,
  channels: readonly Channel[],
  layout: GainLayout,
  groups: readonly MomentumPairs[],
  { sharing, elements, onProgress }: RateOptions,
): RatePiece[] {
  const { basis } = unknowns.spectrum;
  const threads = sharing?.threads ?? 1;
  const keeps = elements !== undefined;
  const isKnown = elements !== undefined && elements.size > 0;
  const chunks = groups.map((pairs) => ({
    pairs,
    known: isKnown ? elementData(within(elements, pairs, basis.momenta), { shared: threads > 1 }) : undefined,
  }));
  const answers = shareOnce(rateTask, chunks, {
    threads,
    file: sharing?.file,
    context: () => {
      const { spectrum, pairOf: _, ...plain } = unknowns;
      const { perturbation, reach } = sharing!;
      return { spectrum: sharedSpectrum(spectrum), unknowns: plain, perturbation, reach, layout, keeps };
    },
    own: rateFunction(basis, ratePieces(unknowns, channels, layout), { keeps, shared: threads > 1 }),
    seconds: channelSeconds(basis, channels),
    onProgress,
  });
  if (elements && !isKnown) {
    for (const [channel] of channels.entries()) elements.set(channel, []);
    for (const answer of answers)
      for (const [channel, sweeps] of elementsFrom(basis, answer.elements!)) elements.get(channel)!.push(...sweeps);
  }
  return answers.map(({ piece }) => piece);
}
