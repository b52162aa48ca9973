import {
  type Coefficient,
  equalCoefficients,
  gaussian,
  invertCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  scaleCoefficient,
} from '../../exact/index.js';
import type { Join, Node } from '../../language/index.js';
import { type Term, firstSite, lettersOf, weightOf } from '../../spin/index.js';
import type { SiteWriter } from './bodies.js';
import { type SummandItem, anchorLabel, sitesOf, spinNode, withDisplacement } from './item.js';
import { type Diagonal, nestedTensor } from './nested.js';
import { resultSpan as span } from './nodes.js';
import { ladderItems, plainItem, recognised } from './products.js';

/**
 * How operators are written: in spin vectors where a cluster of sites has such a form, as Pauli words, or in S^+, S^-
 * and S^z. By default they are written in whichever of dot products, S^± and components is shortest.
 */
export type OperatorForm = 'vectors' | 'pauli' | 'ladder';

/** Terms of the same weight as items of a sum. */
export type ItemWriter = (terms: readonly Term[], sites: SiteWriter) => SummandItem[];

/**
 * @param anisotropy  λ_z of the rescaled spins, where S'_j×S''_<j+1> is read with λ_x = λ_y = 1
 */
export function writerOf(form: OperatorForm | undefined, anisotropy: Coefficient | undefined): ItemWriter {
  switch (form) {
    case undefined:
      return recognised;
    case 'vectors':
      return (terms, sites) => vectorItems(terms, sites, anisotropy);
    case 'pauli':
      return (terms, sites) => terms.map((term) => pauliItem(term, sites, terms.length === 1));
    case 'ladder':
      return ladderItems;
  }
}

function pauliItem(term: Term, sites: SiteWriter, isAlone: boolean): SummandItem {
  const letters = lettersOf(term.word);
  if (weightOf(term.word) === 0) return plainItem(term, sites, isAlone);
  const factors = [...letters].flatMap((letter, k): Node[] =>
    letter === 'I'
      ? []
      : [
          {
            kind: 'spin',
            family: 'sigma',
            primes: 0,
            axis: letter.toLowerCase() as 'x' | 'y' | 'z',
            site: sites(firstSite(term.place) + k),
            span,
          },
        ],
  );
  return withDisplacement(term, sites, term.coefficient, factors, timesBetween(factors));
}

const timesBetween = (factors: readonly Node[]): Join[] => factors.slice(1).map(() => 'times');

/** Words on the same sites. */
interface Cluster {
  readonly terms: Term[];
  /** coefficient of the product of spin components, by its axes */
  readonly tensor: Map<string, Coefficient>;
}

/**
 * Every cluster that is a component of S×S or c S_1·(S_2×(S_3×… S_m)), possibly of rescaled spins, in this form; the
 * other words in the default form.
 */
function vectorItems(terms: readonly Term[], sites: SiteWriter, anisotropy: Coefficient | undefined): SummandItem[] {
  const clusters = new Map<string, Cluster>();
  for (const term of terms) {
    const key = `${anchorLabel(term)} ${sitesOf(term).join(',')}`;
    let cluster = clusters.get(key);
    if (!cluster) clusters.set(key, (cluster = { terms: [], tensor: new Map() }));
    cluster.terms.push(term);
    cluster.tensor.set(
      lettersOf(term.word).replaceAll('I', ''),
      scaleCoefficient(term.coefficient, gaussian(2 ** weightOf(term.word))),
    );
  }
  const found: SummandItem[] = [];
  const rest: Term[] = [];
  for (const cluster of clusters.values()) {
    const cross = crossComponents(cluster, sites);
    if (cross) {
      found.push(...cross.items);
      rest.push(...cross.rest);
      continue;
    }
    const items =
      nested(cluster, sites, undefined) ??
      (anisotropy && nested(cluster, sites, [oneCoefficient, oneCoefficient, anisotropy]));
    if (items) found.push(...items);
    else rest.push(...cluster.terms);
  }
  return rest.length === 0 ? found : [...recognised(rest, sites), ...found];
}

const axes = ['x', 'y', 'z'] as const;

/**
 * XY and −YX with one coefficient c: 4c (S×S)^z. What is left of the pair, XX, YY and ZZ, is symmetric.
 *
 * @returns undefined where another word of two different letters is left
 */
function crossComponents(
  { terms, tensor }: Cluster,
  sites: SiteWriter,
): { readonly items: SummandItem[]; readonly rest: Term[] } | undefined {
  const [first] = terms;
  const places = sitesOf(first!);
  if (places.length !== 2) return undefined;
  const items: SummandItem[] = [];
  for (const [k, axis] of axes.entries()) {
    const letters = axes[(k + 1) % 3]!.toUpperCase() + axes[(k + 2) % 3]!.toUpperCase();
    const c = tensor.get(letters);
    const swapped = tensor.get([...letters].reverse().join(''));
    if (c === undefined && swapped === undefined) continue;
    if (!c || !swapped || !equalCoefficients(c, negateCoefficient(swapped))) return undefined;
    const [left, right] = places.map((site) => spinNode(sites(site)));
    const cross: Node = { kind: 'cross', left: left!, right: right!, span };
    items.push(withDisplacement(first!, sites, c, [{ kind: 'component', of: cross, axis, span }], []));
  }
  const isSymmetric = (term: Term): boolean => /^(?<letter>.)I*\k<letter>$/u.test(lettersOf(term.word));
  return { items, rest: terms.filter(isSymmetric) };
}

/**
 * c S_1·(S_2×(S_3×… S_m)) for m ≥ 3. With λ = diag(1, 1, λ_z) the chain (16) generalises to
 *
 *   S_1·λ(S_2×λ(… λ S_m)) = S'_1·(S''_2×(S''_3×… S'_m)),  as  √λ a × √λ b = √(λ_z) √λ⁻¹ (a×b).
 */
function nested(
  { terms, tensor }: Cluster,
  sites: SiteWriter,
  rescaling: Diagonal | undefined,
): SummandItem[] | undefined {
  const [first] = terms;
  const places = sitesOf(first!);
  const m = places.length;
  if (m < 3 || tensor.size !== 3 * 2 ** (m - 2)) return undefined;
  let factor: Coefficient | undefined;
  for (const [letters, weight] of nestedTensor(m, rescaling)) {
    const c = tensor.get(letters);
    if (!c) return undefined;
    factor ??= multiplyCoefficients(c, invertCoefficient(weight));
    if (!equalCoefficients(c, multiplyCoefficients(factor, weight))) return undefined;
  }
  const spins = places.map((site, k): Node => {
    const primes = rescaling === undefined ? 0 : k === 0 || k === m - 1 ? 1 : 2;
    return { ...spinNode(sites(site)), primes };
  });
  const [a, b, c] = spins;
  const factors: Node[] =
    m === 3
      ? [{ kind: 'cross', left: a!, right: b!, span }, c!]
      : [
          a!,
          spins.slice(1, -1).reduceRight((right, left): Node => ({ kind: 'cross', left, right, span }), spins[m - 1]!),
        ];
  return [withDisplacement(first!, sites, factor!, factors, ['dot'])];
}
