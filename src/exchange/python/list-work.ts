import { limit } from '../../text/index.js';

/** Largest number of items that lists and calls of one file may copy or go through. */
const maxWork = 10_000_000;
/** A Pauli word takes the memory of this many items of a list. */
export const workPerWord = 10;

/** Counts the work of a file that is not in proportion to the length of its text. */
export class ListWork {
  private spent = 0;

  /** @diagnostic `too-much-work` */
  readonly spend = (items: number): void => {
    this.spent += items;
    if (this.spent > maxWork) {
      limit('too-much-work', `lists are copied and gone through with more than ${maxWork} items`, {
        hint: 'run it in Python and give what it prints',
      });
    }
  };
}
