import { type Source, refuse } from '../text/index.js';
import type { Cell, CellOf } from './cells.js';
import { spanOf } from './layout.js';
import { siteInside } from './write-common.js';

/*
 * Texts that the grammar reads in one way but a physicist may mean in another. They are refused, and the hint shows
 * each meaning.
 */

/** Rule 28: ⊗ stands between operators at different sites. */
export function refuseTensorAtOneSite(source: Source, { operator: sign, before, factor }: CellOf<'product'>): void {
  if (sign?.raw !== '⊗' && sign?.raw !== '\\otimes') return;
  const siteOf = (cell: Cell): string | undefined =>
    cell.kind === 'token' && cell.value?.kind === 'spin' ? siteInside(cell.value.site) : undefined;
  const site = siteOf(factor);
  if (site === undefined) return;
  let cell: Cell = before;
  for (;;) {
    if (siteOf(cell.kind === 'product' ? cell.factor : cell) === site) {
      refuse('tensor-at-one-site', `${sign.raw} stands between two operators at the site ${site}`, {
        span: spanOf(source, sign),
        hint: 'name different sites, or write * for their product',
      });
    }
    if (cell.kind !== 'product') return;
    cell = cell.before;
  }
}

/** Refuses two adjacent numbers, which may be a product or one number with a space in it. */
export function refuseTwoNumbers(source: Source, { before, operator, factor: right }: CellOf<'product'>): void {
  if (operator !== null) return;
  const left = before.kind === 'product' ? before.factor : before;
  if (left.kind === 'token' && left.type === 'number' && right.kind === 'token' && right.type === 'number') {
    refuse('two-numbers', `two numbers side by side, ${left.text} and ${right.text}`, {
      span: { source, start: left.start, end: right.end },
      hint: `write ${left.text}*${right.text} for their product`,
    });
  }
}

/**
 * Rule 26: [A B] and \{A B\} are commutators that lost their comma. Such brackets used as a group contain a sum, and
 * there is a factor next to them: J [A + B].
 */
export function refuseLoneGroup(source: Source, { start, end, inner }: CellOf<'group'>): void {
  const [, open] = /^(?<open>\[|\\\{|\\lbrace)/u.exec(source.text.slice(start, start + 7)) ?? [];
  if (open === undefined || !isJuxtaposed(inner)) return;
  const written = (from: number, to: number): string => {
    const text = source.text.slice(from, to).replaceAll(/\s+/gu, ' ');
    return text.length > 40 ? '…' : text;
  };
  const [left, right] = open === '[' ? ['[', ']'] : ['{', '}'];
  const two = inner.kind === 'product' && inner.operator === null && inner.before.kind !== 'product';
  const pair = two
    ? `${written(inner.before.start, inner.before.end)}, ${written(inner.factor.start, inner.factor.end)}`
    : 'A, B';
  refuse(
    'missing-comma',
    `a${open === '[' ? ' commutator' : 'n anticommutator'} has a comma, and a group has round brackets`,
    {
      span: { source, start, end },
      hint: `write ${left}${pair}${right}, or (${written(inner.start, inner.end)})`,
    },
  );
}

/** Is it a number or a fraction of numbers, which cannot be a side of a commutator? */
function isNumeral(cell: Cell): boolean {
  if (cell.kind === 'fraction') return isNumeral(cell.top) && isNumeral(cell.bottom);
  if (cell.kind === 'group') return isNumeral(cell.inner);
  return cell.kind === 'token' && (cell.type === 'number' || cell.type === 'shortFraction');
}

/** Are there two factors without a sign between them, as in [A, B] without its comma? */
function isJuxtaposed(cell: Cell): boolean {
  if (cell.kind === 'prefixed') return true;
  if (cell.kind !== 'product') return cell.kind !== 'cross';
  if (cell.operator === null && cell.before.kind !== 'product' && isNumeral(cell.before)) return false;
  return (
    cell.operator?.text !== '·' ||
    cell.operator.raw === '.' ||
    (cell.before.kind === 'product' && isJuxtaposed(cell.before))
  );
}

/**
 * Refuses a power of a power, and a number in brackets above a name, which may be a label, since each can be read in
 * two ways.
 */
export function refuseUnclearPower(source: Source, cell: CellOf<'power'>): void {
  const { base, exponent } = cell;
  if (base.kind === 'power' || (base.kind === 'apply' && base.word.type === 'exponential')) {
    refuse('power-of-power', 'a power of a power can be read in two ways', {
      span: spanOf(source, cell),
      hint: 'write (a^b)^c or a^(b c)',
    });
  }
  if (
    base.kind === 'token' &&
    (base.type === 'name' || base.type === 'spin') &&
    /^\{\s*\(\s*[0-9]+\s*\)\s*\}$/u.test(source.text.slice(exponent.start, exponent.end))
  ) {
    const [number] = /[0-9]+/u.exec(source.text.slice(exponent.start, exponent.end))!;
    const label = base.raw.includes('_')
      ? base.raw.replace(/_\{?(?<below>[^{}]*)\}?/u, `_{$<below>${number}}`)
      : `${base.raw}_${number}`;
    const power = `write ${base.raw}^${number} for the power`;
    refuse('power-or-label', `${number} in brackets over ${base.raw} is a power, or a label`, {
      span: spanOf(source, cell),
      hint:
        base.type === 'spin'
          ? `${power}; there is one species of spins, so they carry no label`
          : `${power}, ${label} for another name`,
    });
  }
}
