import type { SurveyCertificate, Quantity, Survey } from './survey.js';
import { type Markup, html } from './markup.js';
import { capital } from './words.js';
import { coefficientFormula, coefficientTex, formula } from './mathematics.js';

/** The paths of the files of a quantity. */
export function placesOf(
  { slug }: Survey['subject'],
  { name, file = name }: Quantity,
): { page: string; data: string; picture: string; certificate: string } {
  return {
    page: `${slug}/${file}.html`,
    data: `${slug}/${file}.json`,
    picture: `${slug}/${file}.svg`,
    certificate: `${slug}/${file}.certificate.json`,
  };
}

/** The path of the picture of a chain. */
export const chainPicturePlace = ({ slug }: Survey['subject']): string => `${slug}/chain.svg`;

/** The verdict on conservation, in short. */
export function verdictMark(quantity: Quantity, certificate?: string): Markup {
  const { commutes, certificate: found } = quantity.proof;
  const text = commutes ? 'proved' : 'not conserved';
  const mark = html`<span class="${commutes ? 'good' : 'bad'}">${text}</span>`;
  return certificate !== undefined && found.kind === 'checked'
    ? html`${mark} <a class="small" href="${certificate}">certificate</a>`
    : mark;
}

/** The operations whose parities are given, by the names of `symmetries`. */
export const parityNames = {
  reflection: 'reflection about a site',
  'time reversal': 'time reversal',
  'spin flip': 'π rotation about x',
} as const satisfies Record<keyof Quantity['parities'], string>;

export function certificateNote(certificate: SurveyCertificate): string {
  return certificate.kind === 'checked'
    ? 'Its certificate was checked by the kernel when this page was made.'
    : `${capital(certificate.because.message)}.`;
}

/** An overlap in a table, as a link to its page if it is long. */
export function overlapCell(survey: Survey, row: number, column: number): Markup {
  const c = survey.overlaps[row]![column]!;
  if (c.terms.length === 0) return html`<td class="zero">0</td>`;
  if (c.terms.length > 4) {
    const q = survey.quantities[row]!;
    return html`<td><a href="${q.name}.html#overlaps">${c.terms.length} terms</a></td>`;
  }
  return html`<td>${coefficientFormula(c)}</td>`;
}

/** The matrix Ĵ of a formula in vectors. */
export function couplingsNote({ couplings }: Survey): Markup | false {
  if (!couplings) return false;
  const entries = couplings.map(coefficientTex).join(',\\; ');
  return html`<p class="small">with ${formula(`\\hat{\\mathsf{J}} = \\operatorname{diag}\\left(${entries}\\right)`)}, the couplings of neighbours.</p>`;
}

/** A link that shows a symbol; programs that read pages aloud say its name, as they do not read formulas in links. */
export const symbolLink = (to: string, { tex, name }: Pick<Quantity, 'tex' | 'name'>): Markup =>
  html`<a href="${to}" aria-label="${name}">${formula(tex)}</a>`;

/** A text in which names such as C_3 are symbols. */
export function withSymbols(text: string): Markup {
  return html`${text
    .split(/(?<![\p{L}\p{N}_])(?<symbol>[A-Z]_(?:\d+|[a-zA-Z]))(?![\p{L}\p{N}_])/u)
    .map((part, k) => (k % 2 === 1 ? formula(part.replace(/_(?<index>.*)$/u, '_{$<index>}')) : part))}`;
}

export function symbol(quantity: Quantity): Markup {
  return formula(quantity.tex);
}

/** The overlap of a quantity with a current of its chain, for the comparison. */
export function overlapTextOf(survey: Survey, quantity: Quantity, current: string): Markup | string {
  const [row, column] = [survey.quantities.indexOf(quantity), survey.quantities.findIndex((q) => q.name === current)];
  if (column < 0) return 'no such current';
  const c = survey.overlaps[row]![column]!;
  if (c.terms.length === 0) return '0';
  return c.terms.length > 4
    ? html`<a href="${survey.subject.slug}/${quantity.name}.html#overlaps">${c.terms.length} terms</a>`
    : coefficientFormula(c);
}
