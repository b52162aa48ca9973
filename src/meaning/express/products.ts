import { equalCoefficients, fromGaussian, gaussian, negateCoefficient, scaleCoefficient } from '../../exact/index.js';
import type { Node } from '../../language/index.js';
import { type Term, displacementSite, firstSite, lettersOf, weightOf } from '../../spin/index.js';
import type { SiteWriter } from './bodies.js';
import { type SummandItem, anchorLabel, sitesOf, spinNode, withDisplacement } from './item.js';
import { asLadders } from './ladders.js';
import { numberNode, resultSpan as span } from './nodes.js';

/** Writes words of two or three letters as S·S and (S×S)·S where possible, and the others letter by letter. */
export function recognised(terms: readonly Term[], sites: SiteWriter): SummandItem[] {
  const result: SummandItem[] = [];
  const bySites = new Map<string, Map<string, Term>>();
  const keyOf = (t: Term): string => `${displacementSite(t.place) ?? ''}:${sitesOf(t).join(',')}`;
  for (const term of terms) {
    const weight = weightOf(term.word);
    if (weight !== 2 && weight !== 3) continue;
    const key = keyOf(term);
    let words = bySites.get(key);
    if (!words) bySites.set(key, (words = new Map()));
    words.set(lettersOf(term.word).replaceAll('I', ''), term);
  }
  const done = new Set<Term>();
  const rest: Term[] = [];
  for (const term of terms) {
    if (done.has(term)) continue;
    const words = bySites.get(keyOf(term));
    const vector = words && (asDot(words, sites) ?? asTriple(words, sites));
    if (vector) {
      for (const used of vector.used) {
        done.add(used);
        // The remaining words may have another such form, but not the same one again.
        words!.delete(lettersOf(used.word).replaceAll('I', ''));
      }
      result.push(vector.item);
    }
    // The form need not contain the word at which it was found, since XYX comes before XYZ.
    if (!done.has(term)) rest.push(term);
  }
  return [...result, ...inLadders(rest, sites, { isAlone: terms.length === 1 })];
}

/** Writes every word in S^+, S^- and S^z where it does not have too many sites for that. */
export function ladderItems(terms: readonly Term[], sites: SiteWriter): SummandItem[] {
  return inLadders(terms, sites, { isAlone: terms.length === 1, always: true });
}

function inLadders(
  terms: readonly Term[],
  sites: SiteWriter,
  { isAlone, always = false }: { readonly isAlone: boolean; readonly always?: boolean },
): SummandItem[] {
  const groups = new Map<string, Term[]>();
  for (const term of terms) {
    const key = transverseKey(term);
    let group = groups.get(key);
    if (!group) groups.set(key, (group = []));
    group.push(term);
  }
  return [...groups.values()].flatMap(
    (group) => asLadders(group, sites, { always }) ?? group.map((term) => plainItem(term, sites, isAlone)),
  );
}

interface Recognised {
  readonly item: SummandItem;
  readonly used: readonly Term[];
}

/** XX, YY, ZZ with one coefficient c: 4c S·S. */
function asDot(words: ReadonlyMap<string, Term>, sites: SiteWriter): Recognised | undefined {
  const used = ['XX', 'YY', 'ZZ'].map((w) => words.get(w));
  const first = used[0];
  if (!first || !used.every((t) => t && equalCoefficients(t.coefficient, first.coefficient))) return undefined;
  const [p, q] = sitesOf(first).map((site) => spinNode(sites(site)));
  const item = withDisplacement(first, sites, scaleCoefficient(first.coefficient, gaussian(4)), [p!, q!], ['dot']);
  return { item, used: used as Term[] };
}

/** The six words of ε_abc with signs: 8c (S×S)·S. */
function asTriple(words: ReadonlyMap<string, Term>, sites: SiteWriter): Recognised | undefined {
  const first = words.get('XYZ');
  if (!first) return undefined;
  const minus = negateCoefficient(first.coefficient);
  const even = ['XYZ', 'YZX', 'ZXY'].map((w) => words.get(w));
  const odd = ['XZY', 'ZYX', 'YXZ'].map((w) => words.get(w));
  if (!even.every((t) => t && equalCoefficients(t.coefficient, first.coefficient))) return undefined;
  if (!odd.every((t) => t && equalCoefficients(t.coefficient, minus))) return undefined;
  const [p, q, r] = sitesOf(first).map((site) => spinNode(sites(site)));
  const cross: Node = { kind: 'cross', left: p!, right: q!, span };
  const item = withDisplacement(first, sites, scaleCoefficient(first.coefficient, gaussian(8)), [cross, r!], ['dot']);
  return { item, used: [...even, ...odd] as Term[] };
}

/** A key with the sites of the transverse letters and with the other letters. */
function transverseKey(term: Term): string {
  return `${anchorLabel(term)}:${lettersOf(term.word).replaceAll('Y', 'X')}`;
}

/** σ = 2S: a word of n letters is 2^n spin operators. */
export function plainItem(term: Term, sites: SiteWriter, isAlone: boolean): SummandItem {
  const letters = lettersOf(term.word);
  const factors: Node[] = [];
  for (let k = 0; k < letters.length; k++) {
    if (letters[k] === 'I') continue;
    factors.push(spinNode(sites(firstSite(term.place) + k), letters[k]!.toLowerCase() as 'x' | 'y' | 'z'));
  }
  // A number at sites that are some apart needs an operator that says where: 4 (S^z)^2 is 1.
  const here = sites(0);
  if (isAlone && factors.length === 0 && here.stride !== undefined && displacementSite(term.place) === undefined) {
    const square: Node = { kind: 'power', base: spinNode(here, 'z'), exponent: numberNode('2'), span };
    return { coefficient: scaleCoefficient(term.coefficient, gaussian(4)), factors: [square], joins: [] };
  }
  const scale = fromGaussian(gaussian(2 ** factors.length)).terms[0]!.value;
  return withDisplacement(
    term,
    sites,
    scaleCoefficient(term.coefficient, scale),
    factors,
    factors.slice(1).map(() => 'times'),
  );
}
