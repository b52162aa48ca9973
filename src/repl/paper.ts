/** Indents the lines after the first: an indented line goes on in the language, so what is shown can be pasted. */
const margin = '    ';

/** Breaks a text of the language into lines no wider than `width`, before a sign where there is one. */
export function breakLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let size = 0;
    for (const piece of paragraph.split(/ (?=[+-] )/u)) {
      const wide = columns(piece);
      if (line !== '' && size + 1 + wide <= width) {
        line += ` ${piece}`;
        size += 1 + wide;
        continue;
      }
      if (line !== '') lines.push(line);
      const start = line === '' ? '' : margin;
      // A piece too long for a line is broken at any space.
      line = start;
      size = start.length;
      let first = true;
      for (const word of piece.split(' ')) {
        const length = columns(word);
        if (!first && size + 1 + length > width) {
          lines.push(line);
          line = margin + word;
          size = margin.length + length;
        } else {
          line += first ? word : ` ${word}`;
          size += first ? length : 1 + length;
        }
        first = false;
      }
    }
    lines.push(line);
  }
  return lines;
}

/** Breaks text for people at spaces; lines that go on keep their indentation. */
export function wrapWords(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const indent = /^ */u.exec(paragraph)![0];
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.trimStart().split(' ')) {
      if (line !== '' && indent.length + columns(line) + 1 + columns(word) > width) {
        lines.push(indent + line.trimEnd());
        line = word;
      } else {
        line = line === '' ? word : `${line} ${word}`;
      }
    }
    return [...lines, indent + line];
  });
}

/** Breaks any other text wherever the width ends: a document loses nothing when it is copied. */
export function cutLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    if (paragraph.length <= width) return [paragraph];
    const points = [...paragraph];
    return Array.from({ length: Math.ceil(points.length / width) }, (_, k) =>
      points.slice(k * width, (k + 1) * width).join(''),
    );
  });
}

/** Columns of a text on a terminal. */
function columns(text: string): number {
  let count = 0;
  for (const point of text) if (!/^\p{M}$/u.test(point)) count += 1;
  return count;
}

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
