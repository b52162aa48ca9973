import { coefficientText } from '../exact/index.js';
import type { ChainInPieces, IntegrabilityVerdict } from './kinds.js';
import type { Integrability } from './verdict.js';

/** The verdict in a line. */
export function verdictText({ verdict, cells }: Pick<Integrability, 'verdict' | 'cells'>): string {
  switch (verdict.kind) {
    case 'strictly-local':
      return 'has strictly local charges: operators on few sites commute with H, which splits into sectors; counts say nothing';
    case 'integrable':
      return `integrable: ${constructionText(verdict)}`;
    case 'not-integrable': {
      const size = cells!.size === 1 ? 'sites' : `cells of ${cells!.size} sites`;
      const period = cells!.size * cells!.period;
      const lengths = verdict.upTo === undefined ? 'for any k ≥ 3' : `for 3 ≤ k < ${verdict.upTo}`;
      return `not integrable (proved): there is no local charge of k ${size} and of period ${period} ${lengths}`;
    }
    case 'not-integrable-by-literature':
      return `not integrable by ${verdict.theorem} (not re-derived here): in a rotated frame H = ZZ + h_x X + h_z Z with h_x h_z ≠ 0`;
    case 'undecided':
      return `undecided: ${verdict.because}`;
    case 'pieces':
      return piecesText(verdict);
  }
}

/** `integrable: the chain falls into 2 pieces, and each is integrable` */
function piecesText(verdict: ChainInPieces): string {
  const count = verdict.infinite.reduce((n, { alike }) => n + alike.length, 0);
  const infinite = verdict.finite.length > 0 ? 'infinite ' : '';
  const beside = verdict.finite.length > 0 ? ' and finite ones' : '';
  const falls = `the chain falls into ${count} ${infinite}${count === 1 ? 'piece' : 'pieces'}${beside}`;
  const each = count === 1 ? 'which is' : count === 2 ? 'both' : 'each of them';
  switch (verdictFields(verdict).verdict) {
    case 'integrable':
      return `integrable: ${falls}, ${each} integrable`;
    case 'not-integrable':
      return `not integrable (proved): ${falls}, ${each} without charges of its own of three and more cells`;
    case 'not-integrable-by-literature':
      return `not integrable by the literature: ${falls}, ${each} not integrable`;
    case 'strictly-local':
      return `has strictly local charges: ${falls}, ${each} split into sectors`;
    case 'undecided':
      return `undecided: ${falls}, ${each} undecided`;
    default:
      return `${falls} with different verdicts`;
  }
}

/** The verdict as fields of a document: one for all pieces, `mixed` where they differ. */
export function verdictFields(verdict: IntegrabilityVerdict): {
  readonly verdict: Exclude<IntegrabilityVerdict['kind'], 'pieces'> | 'mixed';
  /** whether it is proved here, and not by a theorem of the literature alone */
  readonly proved: boolean;
  readonly theorem: string | null;
  readonly construction: string | null;
} {
  if (verdict.kind === 'pieces') {
    const all = verdict.infinite.map((piece) => verdictFields(piece.verdict));
    const common = <T>(values: readonly T[]): T | undefined =>
      values.every((v) => v === values[0]) ? values[0] : undefined;
    return {
      verdict: common(all.map((s) => s.verdict)) ?? 'mixed',
      proved: all.every((s) => s.proved),
      theorem: common(all.map((s) => s.theorem)) ?? null,
      construction: common(all.map((s) => s.construction)) ?? null,
    };
  }
  return {
    verdict: verdict.kind,
    proved: verdict.kind === 'integrable' || verdict.kind === 'not-integrable' || verdict.kind === 'strictly-local',
    theorem:
      verdict.kind === 'not-integrable'
        ? 'A'
        : verdict.kind === 'not-integrable-by-literature'
          ? verdict.theorem
          : null,
    construction: verdict.kind === 'integrable' ? verdict.construction : null,
  };
}

/** The kind of a verdict in a few words: `integrable (free fermions)`. */
export function kindText(verdict: Integrability['verdict']): string {
  switch (verdict.kind) {
    case 'integrable':
      return `integrable (${verdict.construction})`;
    case 'not-integrable':
      return 'not integrable';
    case 'not-integrable-by-literature':
      return `not integrable by ${verdict.theorem}`;
    case 'strictly-local':
      return 'has strictly local charges';
    case 'undecided':
      return 'undecided';
    case 'pieces':
      return piecesText(verdict);
  }
}

type Integrable = Extract<Integrability['verdict'], { kind: 'integrable' }>;

function constructionText(verdict: Integrable): string {
  switch (verdict.construction) {
    case 'commuting terms':
      return verdict.commuting === 'as they are'
        ? 'all terms commute'
        : 'free spins: after a controlled-Z on every bond, X_j → Z_{j−1} X_j Z_{j+1}, every term is one spin';
    case 'free fermions': {
      const { axes } = verdict.fermions;
      const each = axes.map((axis) =>
        typeof axis === 'string' ? axis : `(${axis.map(coefficientText).join(', ')})·σ`,
      );
      const along = each.length === 1 ? each[0]! : `axes that repeat after ${each.length} sites, ${each.join(', ')}`;
      return `free fermions, by Jordan and Wigner along ${along}: H is a quadratic form in Majorana operators, with charges of every range`;
    }
    case 'boost':
    case 'repaired boost': {
      const indices = verdict.tower.map(({ index }) => `C_${index}`);
      const list = indices.length === 1 ? indices[0]! : `${indices[0]!} … ${indices.at(-1)!}`;
      const orders = verdict.allOrders
        ? 'all orders by Hokkyo (arXiv:2508.20713, as quoted in arXiv:2607.29660)'
        : 'no theorem for all orders';
      return `${verdict.construction === 'boost' ? 'boost' : 'a repaired boost'}; ${list} computed; ${orders}`;
    }
    case 'medium range':
      return 'medium range, after Gombor and Pozsgay (arXiv:2108.02053): Σ_d Σ_j [h_j, h_{j+d}] with a local term is a charge, as computed; no theorem for all orders';
  }
}

/** The hypotheses of Theorem A that were computed, with whether each holds. */
export function hypothesesOf({
  theoremA,
  verdict,
}: Pick<Integrability, 'theoremA' | 'verdict'>): { readonly name: string; readonly holds: boolean }[] {
  if (!theoremA) return [];
  const list = [{ name: 'injective', holds: theoremA.injective }];
  const { dimension, rank, wanted, excludesThree, pencil } = theoremA;
  if (dimension === undefined) return list;
  list.push({ name: `dim T_2 = ${dimension}`, holds: true });
  if (rank !== undefined)
    list.push({ name: `rank of [M_3 | Y_3] = ${rank}, of ${wanted!} for no charge`, holds: rank === wanted });
  else list.push({ name: 'no t of T_2 with Y_3(t) in M_3', holds: excludesThree === true });
  if (pencil)
    list.push({
      name:
        pencil.kind === 'some'
          ? `the pencil is singular at k = ${pencil.lengths.join(', ')} only, modulo ${pencil.prime}`
          : 'the pencil is nowhere singular',
      holds: pencil.kind !== 'all' && verdict.kind === 'not-integrable',
    });
  return list;
}
