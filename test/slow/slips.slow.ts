import { expect, test } from 'vitest';
import { checkAll } from '../slips/cases.js';

const seed = Number(process.env.SLIP_SEED ?? Math.floor(Math.random() * 2 ** 31));
const cases = 100_000;

test(`${cases} slips of the hand (seed ${seed})`, { timeout: 1_800_000 }, () => {
  expect(checkAll(seed, cases).judged).toBeGreaterThan(cases / 6);
});
