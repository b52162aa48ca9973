import { breakLines, margin } from '../text/index.js';

/**
 * A long result that is read page by page: the lines that have not been shown yet, and the parts that have not been
 * written as text yet.
 */
export class Pages {
  private next = 1;

  /**
   * @param lines  the first part
   * @param parts  number of parts of the text
   * @param fetch  returns a further part
   */
  constructor(
    private readonly lines: string[],
    private readonly width: number,
    private readonly parts = 1,
    private readonly fetch: (part: number) => Promise<string> = async () => '',
  ) {}

  /**
   * The next lines, at most `count`. If only one more line would be left, it is shown in place of the notice that there
   * is more.
   */
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

  /** The next of the lines that are already written. */
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
