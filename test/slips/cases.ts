// @ts-expect-error a script, without declarations
import { Chance } from '../../scripts/fuzz.mjs';
// @ts-expect-error a script, without declarations
import { checkSlip, judged, slipCase } from '../../scripts/slips/index.mjs';
import * as language from '../../src/language/index.js';
import * as meaning from '../../src/meaning/index.js';
import * as session from '../../src/session/index.js';
import * as spin from '../../src/spin/index.js';

/** What was meant, and what was typed. */
export interface Slip {
  readonly meant: string;
  readonly typed: string;
}

/** What became of a slip in the package, and whether the judge read and decided it. */
export interface Seen {
  readonly error: boolean;
  readonly read: boolean;
  readonly judged: boolean;
  readonly proved: boolean;
  readonly failed: boolean;
}

/** The rooms of the package that a slip passes through. */
export const api = { language, meaning, session, spin };

/** Case `index` of `seed`: always the same text. */
export function caseOf(seed: number, index: number): Slip {
  return slipCase(new Chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b))) as Slip;
}

/** Throws where the package and the judge read a sentence in two ways. */
export function check(slip: Slip, rooms: object = api): Seen {
  return checkSlip(rooms, slip) as Seen;
}

/** The judge's own reading. */
export const read = judged as (text: string) => { verdict?: 'equal' | 'different'; unreadable?: string };

/** Cases of a seed, and how many of them came to what. */
export function checkAll(seed: number, cases: number): Record<keyof Seen, number> {
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
    for (const key of Object.keys(total) as (keyof Seen)[]) total[key] += seen[key] ? 1 : 0;
  }
  return total;
}
