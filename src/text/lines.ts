/**
 * Indentation of the lines after the first. The language reads an indented line as a continuation, so the output can be
 * pasted.
 */
export const margin = '    ';

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
      // A piece that is too long for a line is broken at any space.
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

/** Breaks prose at spaces; continuation lines keep the indentation. */
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

/** Breaks any other text exactly at the width, so that nothing is lost when a document is copied. */
export function cutLines(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    if (paragraph.length <= width) return [paragraph];
    const points = [...paragraph];
    return Array.from({ length: Math.ceil(points.length / width) }, (_, k) =>
      points.slice(k * width, (k + 1) * width).join(''),
    );
  });
}

/** Number of columns that a text takes on a terminal. */
function columns(text: string): number {
  let count = 0;
  for (const point of text) if (!/^\p{M}$/u.test(point)) count += 1;
  return count;
}
