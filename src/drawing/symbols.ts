/** A piece of a label: on the line, raised or lowered. */
interface Piece {
  readonly text: string;
  readonly level: 'line' | 'raised' | 'lowered';
}

const script = /(?<sign>[_^])(?:\{(?<group>[^{}]*)\}|(?<one>[\p{L}\p{N}][\p{L}\p{N}']*|[+−-]))/gu;

/** `⟨J_H⟩/N`, `ε_ph`, `e^{−βH}`: the pieces of a label that is typed in one line. */
export function symbolPieces(label: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const found of label.matchAll(script)) {
    const { sign, group, one } = found.groups as { sign: string; group?: string; one?: string };
    if (found.index > done) pieces.push({ text: label.slice(done, found.index), level: 'line' });
    pieces.push({ text: group ?? one ?? '', level: sign === '_' ? 'lowered' : 'raised' });
    done = found.index + found[0].length;
  }
  if (done < label.length) pieces.push({ text: label.slice(done), level: 'line' });
  return pieces;
}

/** Size of raised and lowered letters, and how far they are moved, in units of the letters on the line. */
const [size, shift] = [0.75, 0.3] as const;

/** A label as SVG text: its subscripts and superscripts are smaller and moved, as in print. */
export function symbolText(label: string): string {
  return symbolSpans(label)
    .map(({ text, attributes }) => {
      const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
      return written.length === 0 ? escapedText(text) : `<tspan${written.join('')}>${escapedText(text)}</tspan>`;
    })
    .join('');
}

/** The pieces of a label, each with the attributes of its `tspan`. */
export function symbolSpans(
  label: string,
): { readonly text: string; readonly attributes: Readonly<Record<string, string>> }[] {
  // Every piece is moved relative to the one before it, in its own unit.
  let at = 0;
  return symbolPieces(label).map(({ text, level }) => {
    const to = level === 'line' ? 0 : level === 'lowered' ? shift : -shift;
    const moved = to - at;
    at = to;
    const unit = level === 'line' ? 1 : size;
    return {
      text,
      attributes: {
        ...(moved !== 0 && { dy: `${round(moved / unit)}em` }),
        ...(level !== 'line' && { 'font-size': `${100 * size}%` }),
      },
    };
  });
}

/** The width of a label in units of the average letter. */
export const symbolWidth = (label: string): number =>
  symbolPieces(label).reduce((sum, { text, level }) => sum + [...text].length * (level === 'line' ? 1 : size), 0);

export function escapedText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const round = (x: number): number => Number(x.toFixed(3));
