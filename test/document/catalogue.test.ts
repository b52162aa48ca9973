import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { catalogueGroups, hamiltonianOfChain, verdictOnChain } from '../../src/document/catalogue/index.js';
import { integrabilityPage } from '../../src/document/site/index.js';
import { isHermitian } from '../../src/spin/index.js';
import { checkedChain } from './checked-catalogue.js';

const chains = catalogueGroups.flatMap(({ title, chains: list }) => list.map((chain) => ({ ...chain, group: title })));

describe('the chains of the catalogue', () => {
  test('there are many, and each has a name of its own', () => {
    expect(chains.length).toBeGreaterThanOrEqual(90);
    expect(new Set(chains.map(({ id }) => id)).size).toBe(chains.length);
    expect(new Set(chains.map(({ name, group }) => `${group} ${name}`)).size).toBe(chains.length);
    for (const { id } of chains) expect(id).toMatch(/^[a-z0-9-]+$/u);
  });

  test('each is a Hermitian chain', () => {
    for (const chain of chains) expect(isHermitian(hamiltonianOfChain(chain).hamiltonian), chain.id).toBe(true);
  });

  // All of them are checked up to five sites by a slow test. Cells of many states take long.
  const many = (chain: (typeof chains)[number]): boolean => chain.group === 'Spins 1' || chain.chain.startsWith('legs');
  test.each(chains.filter((chain, k) => k % 6 === 1 && !many(chain)))(
    '$id: numbers of charges by brute force',
    (chain) => {
      const range = chain.group === 'Spins 1' ? 2 : 3;
      const { nullities, counted, last } = checkedChain(chain, range);
      expect(counted).toEqual(nullities);
      if (last !== undefined && last < range) expect(counted.at(-1)).toBe(counted[last - 1]);
    },
  );
});

describe('the page of verdicts', () => {
  const some = ['xxx', 'xyz-z', 'ising-tilted', 'pxp', 'j1-j2', 'annni', 'aklt'].map((id) => {
    const chain = chains.find((c) => c.id === id)!;
    return { ...chain, ...verdictOnChain(chain) };
  });
  const made = parseHTML(`<html><body>${(integrabilityPage(some).content as { text: string }).text}</body></html>`)
    .document as any;

  test('every chain is a row with its verdict in words and its numbers of charges', () => {
    const text = (id: string): string[] =>
      [...made.querySelector(`#${id}`).closest('tr').querySelectorAll('td')].map((td: any) => td.textContent);
    expect(text('xxx').slice(0, 7)).toEqual(['integrable', 'boost', '3', '4', '5', '6', '7']);
    expect(text('xyz-z').slice(0, 7)).toEqual(['not integrable certificate', 'Theorem A', '0', '1', '1', '1', '1']);
    expect(text('xyz-z')[7]).toContain('Jx = Jy: integrable (boost)');
    expect(text('ising-tilted')[0]).toBe('not integrable by the literature');
    expect(text('pxp')[0]).toBe('strictly local charges');
    expect(text('annni')[0]).toBe('undecided');
    expect(text('aklt').slice(1, 7)).toEqual(['Theorem A', '3', '4', '4', '–', '–']);
  });

  test('its table has a caption, headings with a scope, and a region that can be scrolled', () => {
    expect(made.querySelectorAll('table > caption')).toHaveLength(1);
    for (const th of made.querySelectorAll('th'))
      expect(th.getAttribute('scope')).toMatch(/^(?:col|row|colgroup|rowgroup)$/u);
    const region = made.querySelector('table').parentNode;
    expect([region.getAttribute('role'), region.getAttribute('tabindex')]).toEqual(['region', '0']);
  });
});
