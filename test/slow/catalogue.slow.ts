import { expect, test } from 'vitest';
import { catalogueGroups } from '../../src/document/catalogue/index.js';
import { checkedChain } from '../document/checked-catalogue.js';

test.each(catalogueGroups.flatMap(({ title, chains }) => chains.map((chain) => ({ ...chain, group: title }))))(
  '$id: numbers of charges of up to five sites, or of three with spins 1, by brute force',
  (chain) => {
    const range = chain.group === 'Spins 1' ? 3 : 5;
    const { nullities, counted, last } = checkedChain(chain, range);
    expect(counted).toEqual(nullities);
    // Where Theorem A excludes charges of three and more cells, the list ends.
    if (last !== undefined && last < range)
      expect(counted.slice(last - 1)).toEqual(Array(range - last + 1).fill(counted[last - 1]));
  },
  600_000,
);
