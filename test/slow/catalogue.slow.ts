import { expect, test } from 'vitest';
import { catalogueGroups } from '../../src/document/catalogue/index.js';
import { checkedChain } from '../document/checked-catalogue.js';

const range = 5;

test.each(catalogueGroups.flatMap(({ chains }) => chains))(
  '$id: numbers of charges of up to five sites by brute force',
  (chain) => {
    const { nullities, counted, last } = checkedChain(chain, range);
    expect(counted).toEqual(nullities);
    // Where Theorem A excludes charges of three and more cells, the list ends.
    if (last !== undefined && last < range)
      expect(counted.slice(last - 1)).toEqual(Array(range - last + 1).fill(counted[last - 1]));
  },
  600_000,
);
