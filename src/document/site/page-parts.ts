import type { SurveyCertificate, Quantity, Survey } from './survey.js';
import { type Markup, html } from './markup.js';
import { capital } from './words.js';
import { coefficientFormula, formula } from './mathematics.js';

/** The paths of the files of a quantity. */
export function placesOf(
  { slug }: Survey['subject'],
  { name }: Quantity,
): { page: string; data: string; picture: string; certificate: string } {
  return {
    page: `${slug}/${name}.html`,
    data: `${slug}/${name}.json`,
    picture: `${slug}/${name}.svg`,
    certificate: `${slug}/${name}.certificate.json`,
  };
}

/** The verdict on conservation, in short. */
export function verdictMark(quantity: Quantity, certificate?: string): Markup {
  const { commutes, certificate: found } = quantity.proof;
  const text = commutes ? 'proved' : 'not conserved';
  const mark = html`<span class="${commutes ? 'good' : 'bad'}">${text}</span>`;
  return certificate !== undefined && found.kind === 'checked'
    ? html`${mark} <a class="small" href="${certificate}">certificate</a>`
    : mark;
}

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
