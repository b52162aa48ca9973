import { Chance } from '../../scripts/chance.js';
import { type Slip, type SlipOutcome, type SlipRooms, checkSlip, judged, slipCase } from '../../scripts/slips/index.js';
import * as language from '../../src/language/index.js';
import * as meaning from '../../src/meaning/index.js';
import * as session from '../../src/session/index.js';
import * as spin from '../../src/spin/index.js';

/** The rooms of the package that a slip passes through. */
export const api: SlipRooms = { language, meaning, session, spin };

/** Case `index` of `seed`: always the same text. */
export function caseOf(seed: number, index: number): Slip {
  return slipCase(new Chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)));
}

/** Throws where the package and the judge read a sentence in two ways. */
export function check(slip: Slip, rooms: SlipRooms = api): SlipOutcome {
  return checkSlip(rooms, slip);
}

/** The judge's own reading. */
export const read = judged;

/** Cases of a seed, and how many of them came to what. */
export function checkAll(seed: number, cases: number): Record<keyof SlipOutcome, number> {
  const total = { error: 0, read: 0, judged: 0, proved: 0, failed: 0 };
  for (let k = 0; k < cases; k++) {
    let seen;
    try {
      seen = check(caseOf(seed, k));
    } catch (error) {
      throw new Error(`case ${k} of seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
    for (const key of Object.keys(total) as (keyof SlipOutcome)[]) total[key] += seen[key] ? 1 : 0;
  }
  return total;
}
