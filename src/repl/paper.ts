import { breakLines, margin } from '../text/index.js';

/**
 * A long result that is read page by page: lines not shown yet, and the parts that were not made into text yet.
 */
export class Pages {
  private next = 1;

  /**
   * @param lines  the first part
   * @param parts  of how many parts the text consists
   * @param fetch  gives a further part
   */
  constructor(
    private readonly lines: string[],
    private readonly width: number,
    private readonly parts = 1,
    private readonly fetch: (part: number) => Promise<string> = async () => '',
  ) {}

  /** The next lines, at most so many. A last line that would say only that one line is left is shown instead. */
  async take(count: number): Promise<string[]> {
    while (this.lines.length <= count && this.next < this.parts) {
      const text = await this.fetch(this.next);
      this.next += 1;
      if (text === '') {
        this.next = this.parts;
        break;
      }
      this.lines.push(
        ...breakLines(text.trimStart(), this.width - margin.length).map((line, k) => (k === 0 ? margin + line : line)),
      );
    }
    return this.takeReady(count);
  }

  /** The next lines of those that are text already. */
  takeReady(count: number): string[] {
    return this.lines.splice(0, this.lines.length === count + 1 ? count + 1 : count);
  }

  get done(): boolean {
    return this.lines.length === 0 && this.next >= this.parts;
  }

  /** How many lines are left, where that is known. */
  get left(): number | undefined {
    return this.next < this.parts ? undefined : this.lines.length;
  }
}
