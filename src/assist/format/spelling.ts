import { type Token, nameText, siteInside, writeText } from '../../language/index.js';

type Site = Parameters<typeof siteInside>[0];

/**
 * A word as the language prints it: `Sz_<j+1>` for `S^z_{j+1}`, `Δ` for `\Delta`, `·` for `\cdot`. Words that can be
 * written in several good ways, such as X_j beside σ^x_j, keep theirs.
 *
 * @param typed  the word in the text
 */
export function spelling(token: Token, typed: string): string {
  const { type, text, value } = token;
  const span = { source: { name: '', text: '' }, start: 0, end: 0 };
  switch (type) {
    case 'spin':
      if (value?.kind !== 'spin') return typed;
      return /^[XYZ]/u.test(token.raw) ? `${token.raw[0]!}_${siteText(value.site)}` : writeText({ ...value, span });
    case 'boson':
    case 'fermion':
    case 'level':
    case 'ket':
      return value?.kind === type ? writeText({ ...value, span }) : typed;
    case 'name':
      if (value?.kind !== 'name' || value.vector || value.name.startsWith('%')) return typed;
      return value.sited ? `${nameText(value.sited.name)}_${siteText(value.sited.site)}` : nameText(value.name);
    case 'sited':
      return value?.kind === 'sited' ? `${nameText(value.name)}_<${value.sites.map(siteInside).join(',')}>` : typed;
    case 'claim':
      return value?.kind === 'claim' ? claimText(value, typed) : typed;
    case 'sum':
      return 'sum_j';
    case 'dagger':
      return '†';
    case 'hc':
      return 'h.c.';
    case 'component':
      return `^${text}`;
    case 'power_j':
      return '^j';
    case 'finite':
      return text.replaceAll(/\s+/gu, ' ');
    case 'word':
    case 'texWord':
    case 'letter':
    case 'x':
    case 'number':
    case 'keyword':
    case 'operator':
    case 'open':
    case 'close':
    case 'sign':
    case 'equals':
      return text;
    default:
      return typed;
  }
}

function siteText(site: Site): string {
  if (site.leg !== undefined) return `{${siteInside(site)}}`;
  const plain = site.relative ? site.offset === 0 && site.stride === undefined : site.offset >= 0;
  return plain ? siteInside(site) : `<${siteInside(site)}>`;
}

function claimText(
  { verb, name, cites }: Extract<NonNullable<Token['value']>, { kind: 'claim' }>,
  typed: string,
): string {
  if (cites === undefined) return `${[verb, name].filter((part) => part !== undefined).join(' ')}:`;
  // The text of a citation is kept letter by letter.
  const source =
    cites.kind === 'equation' ? `${cites.paper} (${cites.number})` : (/"[^"]*"/u.exec(typed)?.[0] ?? `"${cites.text}"`);
  return `${[verb, name, 'cites', source].filter((part) => part !== undefined).join(' ')}:`;
}
