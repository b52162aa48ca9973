// Written in the subset that TypeScript and AssemblyScript share: see machine.ts.
// The memory of a pass begins with numbers that describe it, at these places, and has the following records.
import type { i32 } from './machine.js';

/** number of words of H */
export const bondCountAt: i32 = 0;
/** place of the words of H */
export const bondsAt: i32 = 1;
/** places of the masks of the words of the operator */
export const xAt: i32 = 2;
export const zAt: i32 = 3;
/** place of the first entry of every word */
export const beginAt: i32 = 4;
/** places of the columns and values of the entries */
export const columnsAt: i32 = 5;
export const valuesAt: i32 = 6;
/** place of the records */
export const recordsAt: i32 = 7;
/** place of the elements of the group */
export const elementsAt: i32 = 8;
/** place of the elements that make words canonical, by the order of their letters */
export const sortingAt: i32 = 9;
/** 1 where there are symmetries */
export const foldsAt: i32 = 10;
/** 1 where some of them reflect */
export const mirrorsAt: i32 = 11;
/** factor ±1 of those */
export const parityAt: i32 = 12;
/** places of the targets and scales of the couplings */
export const targetsAt: i32 = 13;
export const scalesAt: i32 = 14;
/** number of columns of the operator */
export const columnCountAt: i32 = 15;
/** number of renamings */
export const renamingsAt: i32 = 16;
/** 1 or 2 moments */
export const momentsAt: i32 = 17;
/** place of the index, and 32 − log₂ of its size */
export const indexAt: i32 = 18;
export const shiftAt: i32 = 19;
/** place of the rows, and the doubles of each */
export const rowsAt: i32 = 20;
export const rowSizeAt: i32 = 21;
/** number of rows for which there is room */
export const rowLimitAt: i32 = 22;
/** numbers of rows and of sums */
export const rowCountAt: i32 = 23;
export const entryCountAt: i32 = 24;
/** most rows to which a record contributes */
export const rowsOfRecordAt: i32 = 25;
/** Integers before the data of a pass. */
export const headSize: i32 = 32;

/** Integers of a word of H: masks, mirrored masks, range, number of Y, whether it is boosted, its first coupling. */
export const bondSize: i32 = 8;
/**
 * Integers of a record: masks of the product, number of the word, and bond · 2^13 + (weight + 128) · 2^5 + renaming · 2 +
 * sign.
 */
export const recordSize: i32 = 4;
/** Integers of an element of the group: four masks of its matrix, three of its sign, the number of its renaming. */
export const elementSize: i32 = 8;
/** Doubles before the sums of a row: its masks, the number of its class, the set of its columns. */
export const rowHead: i32 = 2;
/** Columns of a class at most, since the set of the columns that a row has reached is one integer. */
export const classSize: i32 = 32;
