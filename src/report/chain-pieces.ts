import {
  type ChainInPieces,
  type Integrability,
  hypothesesOf,
  verdictFields,
  verdictText,
} from '../integrability/index.js';
import { type Notation, expressIn } from '../meaning/index.js';
import { writeText } from '../language/index.js';
import { commonPeriod } from '../spin/index.js';

/** A piece of a chain in the document of `integrable --json`. */
export interface PieceDocument {
  /** the spins of a period, for all j */
  sites: string[];
  /** whether the piece is infinite, or repeats after every period */
  infinite: boolean;
  /** pieces with the same Hamiltonian, this one included */
  copies: number;
  verdict: string;
  proved: boolean;
  theorem: string | null;
  construction: string | null;
  /** sites of a cell */
  cell: number | null;
  hypotheses: { name: string; holds: boolean }[];
  text: string;
  /** the file of the certificate, if one was asked for */
  certificate: string | null;
}

/** Spins that are listed before the rest is left out. */
const mostListed = 8;

/** The spins at places + stride j: `2j+1`, or `{j,2}` with several spins in a cell. */
export function placesText(places: readonly number[], stride: number, { legs }: Notation): string[] {
  const whole = commonPeriod(stride, legs.length);
  const all = Array.from({ length: whole / stride }, (_, t) => places.map((x) => x + t * stride)).flat();
  const position = (step: number, offset: number): string => {
    const times = step === 1 ? 'j' : `${step}j`;
    return offset === 0 ? times : `${times}${offset > 0 ? '+' : '-'}${Math.abs(offset)}`;
  };
  return all.map((x) => {
    if (legs.length === 1) return position(whole, x);
    const cell = Math.floor(x / legs.length);
    return `{${position(whole / legs.length, cell)},${legs[x - cell * legs.length]!}}`;
  });
}

/** `sites 2j, 2j+1`, the first ones of many. */
export const pieceText = (sites: readonly string[]): string =>
  `${sites.length === 1 ? 'site' : 'sites'} ${sites.slice(0, mostListed).join(', ')}${sites.length > mostListed ? ', …' : ''}`;

/** The pieces of a chain with their verdicts, as data. */
export function pieceDocuments({ infinite, finite, period }: ChainInPieces, notation: Notation): PieceDocument[] {
  return [
    ...infinite.map((piece): PieceDocument => {
      const { verdict, cells, theorem, alike } = piece;
      return {
        sites: placesText(piece.places, piece.stride, notation),
        infinite: true,
        copies: alike.length,
        ...verdictFields(verdict),
        cell: cells?.size ?? null,
        hypotheses: hypothesesOf({ theoremA: theorem, verdict }),
        text: verdictText(piece),
        certificate: null,
      };
    }),
    ...finite.map(
      ({ places, hamiltonian }): PieceDocument => ({
        sites: placesText(places, period, notation),
        infinite: false,
        copies: 1,
        verdict: 'strictly-local',
        proved: true,
        theorem: null,
        construction: null,
        cell: null,
        hypotheses: [],
        text:
          hamiltonian.terms.length === 0
            ? 'a spin without a term'
            : `finite, and ${writeText(expressIn(hamiltonian, notation))} commutes with H`,
        certificate: null,
      }),
    ),
  ];
}

/** One line for each piece of a chain, and below it what its verdict shows. */
export function pieceLines(documents: readonly PieceDocument[], shown: (k: number) => readonly string[]): string[] {
  return documents.flatMap(({ sites, copies, text }, k) => [
    `${pieceText(sites)}${copies > 1 ? ` (${copies} pieces alike)` : ''}: ${text}`,
    ...shown(k).map((line) => `  ${line}`),
  ]);
}

/** In which order the sites are taken, where that is not the order of the chain. */
export function orderText({ order }: Pick<Integrability, 'order'>, notation: Notation): string[] {
  return order
    ? [`the spins are taken in the order ${placesText(order.places, order.stride, notation).join(', ')}`]
    : [];
}
