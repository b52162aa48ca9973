import { coefficientText, negateCoefficient } from '../../exact/index.js';
import { type Operator, type Term, chainPlace, isDisplaced, lettersOf, uniformWeight } from '../../spin/index.js';
import { Markup, html } from './markup.js';

/** Terms that act in the same way wherever they are drawn alike: a kind of bond, field or group of sites. */
export interface DrawnCoupling {
  /** the letter that marks it in the picture */
  readonly mark: string;
  /** the sites on which it acts, from its first one */
  readonly sites: readonly number[];
  /** its terms, as a sum over the chain in which each has the sign of the place where the letter is */
  readonly operator: Operator;
}

/** Most kinds of couplings that are drawn; a chain with more of them is described by its formula. */
const mostCouplings = 12;

interface Placed extends DrawnCoupling {
  /** the first sites of its places in the picture */
  readonly at: number[];
}

/** The kinds of couplings of a chain in the order of their marks; empty where there are too many of them. */
export function couplingsDrawn(hamiltonian: Operator): readonly DrawnCoupling[] {
  return drawn(hamiltonian);
}

/** Letters of the same sites make one coupling, and places with the same coefficients are drawn alike. */
function drawn(hamiltonian: Operator): readonly Placed[] {
  const clusters = new Map<string, { readonly sites: number[]; readonly terms: Term[] }>();
  for (const term of hamiltonian.terms) {
    if (term.place.kind !== 'chain' || isDisplaced(term.place) || term.place.weight.power > 0) return [];
    const sites = [...lettersOf(term.word)].flatMap((letter, k) => (letter === 'I' ? [] : [k]));
    const key = sites.join(' ');
    if (sites.length === 0) continue;
    if (!clusters.has(key)) clusters.set(key, { sites, terms: [] });
    clusters.get(key)!.terms.push(term);
  }
  const found = new Map<string, Omit<Placed, 'mark'>>();
  const width = sitesShown([...clusters.values()].map(({ sites }) => sites));
  for (const [key, { sites, terms }] of [...clusters].sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))) {
    for (let j = 0; j + sites.at(-1)! < width; j++) {
      const here = terms.flatMap((term) => termAt(term, j));
      if (here.length === 0) continue;
      const kind = `${key}: ${here.map((t) => `${lettersOf(t.word)} ${coefficientText(t.coefficient)}`).join(', ')}`;
      const known = found.get(kind);
      if (known) known.at.push(j);
      else found.set(kind, { sites, operator: { terms: here }, at: [j] });
    }
  }
  if (found.size > mostCouplings) return [];
  return [...found.values()].map((one, k) => ({ ...one, mark: String.fromCodePoint(0x61 + k) }));
}

/** A term of the sum as it is at one site: none, or the term with its sign there. */
function termAt(term: Term, site: number): Term[] {
  if (term.place.kind !== 'chain') return [];
  const { sign, sites } = term.place.weight;
  if (site % sites.period !== sites.residue) return [];
  const isNegative = sign === -1 && site % 2 === 1;
  const coefficient = isNegative ? negateCoefficient(term.coefficient) : term.coefficient;
  return [{ ...term, coefficient, place: chainPlace(uniformWeight) }];
}

const sitesShown = (clusters: readonly (readonly number[])[]): number =>
  Math.min(12, Math.max(6, ...clusters.map((sites) => sites.at(-1)! + 4)));

const [step, margin] = [64, 34] as const;
const x = (site: number): number => margin + site * step;

/** Dashes of the kinds of couplings between the same sites, so that they differ without colour. */
const dashes = ['', '7 4', '2 4', '10 3 2 3'] as const;

/** A chain as sites and the couplings between them, each kind with a letter that the page explains. */
export function chainPicture(hamiltonian: Operator, title: string): string {
  const couplings = drawn(hamiltonian);
  const sites = Math.max(6, ...couplings.flatMap((c) => c.at.map((j) => j + c.sites.at(-1)! + 1)));
  // Fields and arcs need space above the sites, groups of three and more below them.
  const line = couplings.reduce(
    (most, { sites: s }) =>
      Math.max(most, s.length === 1 ? 56 : s.length === 2 ? 32 + 26 * Math.min(2, s[1]! - s[0]! - 1) : 0),
    32,
  );
  const depth = couplings.some(({ sites: s }) => s.length > 2) ? 46 : 0;
  const nth = (coupling: Placed): number =>
    couplings.filter((c) => c.sites.join() === coupling.sites.join()).indexOf(coupling);
  const shapes = couplings.map((c) => coupling(c, line, dashes[nth(c) % dashes.length]!));
  const [width, height] = [x(sites - 1) + margin, line + 40 + depth];
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><title>${title}</title><style>${style}</style>
${shapes}
${Array.from({ length: sites }, (_, k) => html`<circle cx="${x(k)}" cy="${line}" r="8"/><text class="s" x="${x(k)}" y="${line + 26}">${k === 0 ? 'j' : `j+${k}`}</text>`)}
</svg>
`.text;
}

const style = new Markup(`
text{font:13px system-ui,sans-serif;text-anchor:middle;fill:#1c2128}.s{font-size:11px;fill:#57606a}.m{font-style:italic;font-weight:600}
circle{fill:#fff;stroke:#1c2128;stroke-width:1.6}path{fill:none;stroke:#0b57a4;stroke-width:2}.h{fill:#0b57a4;stroke:none}
@media(prefers-color-scheme:dark){text{fill:#dfe3e8}.s{fill:#9da7b1}circle{fill:#14181d;stroke:#dfe3e8}path{stroke:#7db7f3}.h{fill:#7db7f3}}
`);

function coupling({ sites, at, mark }: Placed, line: number, dash: string): Markup {
  const [first, last] = [sites[0]!, sites.at(-1)!];
  const stroke = dash === '' ? false : html` stroke-dasharray="${dash}"`;
  const label = (left: number, top: number, k: number): Markup | false =>
    k === 0 && html`<text class="m" x="${left}" y="${top}">${mark}</text>`;
  return html`${at.map((j, k) => {
    const [from, to] = [x(j + first), x(j + last)];
    const middle = (from + to) / 2;
    if (sites.length === 1)
      return html`<path d="M${from} ${line - 12}v-20"${stroke}/><path class="h" d="M${from} ${line - 40}l-5 9h10z"/>${label(from + 10, line - 34, k)}`;
    if (sites.length === 2 && last - first === 1)
      return html`<path d="M${from + 9} ${line}H${to - 9}"${stroke}/>${label(middle, line - 8, k)}`;
    if (sites.length === 2) {
      const top = line - 14 - 26 * Math.min(2, last - first - 1);
      return html`<path d="M${from} ${line - 9}Q${middle} ${2 * top - line} ${to} ${line - 9}"${stroke}/>${label(middle, top - 4, k)}`;
    }
    const low = line + 42 + 10 * (j % 3);
    return html`<path d="M${from} ${low}H${to}${new Markup(sites.map((s) => `M${x(j + s)} ${low - 4}v8`).join(''))}"${stroke}/>${label(from - 10, low + 4, k)}`;
  })}`;
}
