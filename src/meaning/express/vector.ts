import { equalCoefficients, gaussian, negateCoefficient, scaleCoefficient } from '../../exact/index.js';
import type { Node } from '../../language/index.js';
import { type Operator, type Term, lettersOf, weightIn, weightText } from '../../spin/index.js';
import type { VectorValue } from '../value.js';
import type { SiteWriter } from './bodies.js';
import { type SummandItem, anchorLabel, sitesOf, spinNode, withDisplacement } from './item.js';
import { resultSpan as span } from './nodes.js';
import { type ExpressOptions, expressOperator } from './operator.js';

/** A vector as a combination of S and S×S where possible, otherwise by its components. */
export function expressVector({ x, y, z }: VectorValue, options: ExpressOptions): Node {
  const inVectors = options.form === undefined || options.form === 'vectors';
  if (inVectors && isTurned(x, y) && isTurned(y, z)) {
    const whole = expressOperator(x, options, vectorItems);
    if (whole) return whole;
  }
  return { kind: 'call', function: 'vector', arguments: [x, y, z].map((o) => expressOperator(o, options)), span };
}

const turn: Readonly<Record<string, string>> = { X: 'Y', Y: 'Z', Z: 'X' };

/** Is b the image of a under x, y, z → y, z, x? */
function isTurned(a: Operator, b: Operator): boolean {
  const key = (t: Term, letters: string): string =>
    [letters, t.place.kind === 'chain', anchorLabel(t), weightText(weightIn(t.place))].join(' ');
  const wanted = new Map(b.terms.map((t) => [key(t, lettersOf(t.word)), t.coefficient]));
  return (
    a.terms.length === b.terms.length &&
    a.terms.every((t) => {
      const found = wanted.get(
        key(
          t,
          lettersOf(t.word).replace(/[XYZ]/gu, (letter) => turn[letter]!),
        ),
      );
      return found !== undefined && equalCoefficients(found, t.coefficient);
    })
  );
}

/** From the x components: X_k is 2 S_k, and Y_k Z_l − Z_k Y_l is 4 S_k×S_l. Undefined if there are other terms. */
function vectorItems(terms: readonly Term[], sites: SiteWriter): SummandItem[] | undefined {
  const list: SummandItem[] = [];
  const words = new Map(terms.map((t) => [`${anchorLabel(t)}:${lettersOf(t.word)}`, t]));
  for (const term of terms) {
    const letters = lettersOf(term.word);
    const [p, q] = sitesOf(term).map((site) => spinNode(sites(site)));
    if (letters === 'X') {
      list.push(withDisplacement(term, sites, scaleCoefficient(term.coefficient, gaussian(2)), [p!], []));
      continue;
    }
    if (!/^(?:YI*Z|ZI*Y)$/u.test(letters)) return undefined;
    const swapped = letters.startsWith('Y')
      ? letters.replace('Y', 'Z').replace(/Z$/u, 'Y')
      : letters.replace('Z', 'Y').replace(/Y$/u, 'Z');
    const partner = words.get(`${anchorLabel(term)}:${swapped}`);
    if (!partner || !equalCoefficients(partner.coefficient, negateCoefficient(term.coefficient))) return undefined;
    if (letters.startsWith('Z')) continue;
    const cross: Node = { kind: 'cross', left: p!, right: q!, span };
    list.push(withDisplacement(term, sites, scaleCoefficient(term.coefficient, gaussian(4)), [cross], []));
  }
  return list;
}
