import { expect, test } from 'vitest';

import { coloured, paletteOf, plain } from '../../src/text/index.js';

test('colour', () => {
  expect(paletteOf({ isTTY: true }, {})).toBe(coloured);
  expect(paletteOf({ isTTY: true }, { NO_COLOR: '1' })).toBe(plain);
  expect(paletteOf({ isTTY: true }, { TERM: 'dumb' })).toBe(plain);
  expect(paletteOf({}, {})).toBe(plain);
});
