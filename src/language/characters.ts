/**
 * Characters (language rule 1): NFC, then one table. Never NFKC, which would keep ∆ and turn ² into 2.
 *
 * All later steps read the normalised text; the map gives for every place the place in the text as typed.
 */
export interface Characters {
  readonly text: string;
  /** beginning in the typed text of the character that became text[offset] */
  start(offset: number): number;
  /** end of this character in the typed text */
  end(offset: number): number;
}

/** Look-alikes and typographic signs, with the characters that the language reads in their place. */
const table: ReadonlyMap<string, string> = new Map([
  ['\u2206', 'Δ'],
  ['ϵ', 'ε'],
  ['ϕ', 'φ'],
  ['ϑ', 'θ'],
  ['ϱ', 'ρ'],
  ['\u00b5', 'μ'],
  ['\u2126', 'Ω'],
  ['−', '-'],
  ['–', '-'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['⋅', '·'],
  ['∙', '·'],
  ['•', '·'],
  ['⨯', '×'],
  ['∗', '*'],
  ['∕', '/'],
  ['⁄', '/'],
  ['′', "'"],
  ['’', "'"],
  ['″', "''"],
  ['“', '"'],
  ['”', '"'],
  ['∑', 'Σ'],
  ['\u3008', '⟨'],
  ['\u3009', '⟩'],
  ['\u2329', '⟨'],
  ['\u232a', '⟩'],
  // hats and arrows on spins
  ['Ŝ', 'S'],
  ['S\u20d7', 'S'],
  ['σ\u20d7', 'σ'],
  ['σ\u0302', 'σ'],
  // fractions
  ['½', '{1/2}'],
  ['¼', '{1/4}'],
  ['¾', '{3/4}'],
  ['⅓', '{1/3}'],
  ['⅔', '{2/3}'],
  ['⅛', '{1/8}'],
  // spaces
  ['\u00a0', ' '],
  ['\u202f', ' '],
  ['\u2007', ' '],
  ['\u2009', ' '],
  ['\u200a', ' '],
  ['\u2002', ' '],
  ['\u2003', ' '],
  ['\ufeff', ' '],
]);

const superscripts: ReadonlyMap<string, string> = new Map([
  ['⁰', '0'],
  ['¹', '1'],
  ['²', '2'],
  ['³', '3'],
  ['⁴', '4'],
  ['⁵', '5'],
  ['⁶', '6'],
  ['⁷', '7'],
  ['⁸', '8'],
  ['⁹', '9'],
  ['⁺', '+'],
  ['⁻', '-'],
  ['ˣ', 'x'],
  ['ʸ', 'y'],
  ['ᶻ', 'z'],
  ['ʲ', 'j'],
]);

const subscripts: ReadonlyMap<string, string> = new Map([
  ['₀', '0'],
  ['₁', '1'],
  ['₂', '2'],
  ['₃', '3'],
  ['₄', '4'],
  ['₅', '5'],
  ['₆', '6'],
  ['₇', '7'],
  ['₈', '8'],
  ['₉', '9'],
  ['₊', '+'],
  ['₋', '-'],
  ['ⱼ', 'j'],
  ['ᵢ', 'i'],
  ['ₖ', 'k'],
  ['ₗ', 'l'],
  ['ₘ', 'm'],
  ['ₙ', 'n'],
  ['ₓ', 'x'],
]);

/**
 * Longest sequence of accents that is normalised. The time for a longer one may grow with its square, and it has no
 * meaning here anyway.
 */
const longestCluster = 16;

// eslint-disable-next-line no-control-regex
const ascii = /^[\u0000-\u007f]*$/u;
const mark = /^\p{M}$/u;

/** Reads a text once. Cost: linear. */
export function readCharacters(typed: string): Characters {
  if (ascii.test(typed)) return { text: typed, start: (offset) => offset, end: (offset) => offset + 1 };
  const pieces: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const put = (piece: string, start: number, end: number) => {
    pieces.push(piece);
    for (let k = 0; k < piece.length; k += 1) {
      starts.push(start);
      ends.push(end);
    }
  };
  let at = 0;
  while (at < typed.length) {
    const code = typed.charCodeAt(at);
    if (code < 0x80 && !(typed.charCodeAt(at + 1) >= 0x300)) {
      put(typed[at]!, at, at + 1);
      at += 1;
      continue;
    }
    const run = readRun(typed, at, superscripts, '^') ?? readRun(typed, at, subscripts, '_');
    if (run) {
      for (const [piece, start, end] of run.pieces) put(piece, start, end);
      at = run.end;
      continue;
    }
    const end = clusterEnd(typed, at);
    const cluster = typed.slice(at, end);
    const normal = end - at > longestCluster ? cluster : cluster.normalize('NFC');
    const whole = table.get(normal);
    if (whole !== undefined) {
      put(whole, at, end);
    } else {
      for (const point of normal) put(table.get(point) ?? point, at, end);
    }
    at = end;
  }
  return { text: pieces.join(''), start: (offset) => starts[offset]!, end: (offset) => ends[offset]! };
}

/** One character with the accents that follow it. */
function clusterEnd(typed: string, at: number): number {
  let end = at + String.fromCodePoint(typed.codePointAt(at)!).length;
  while (end < typed.length && typed.charCodeAt(end) >= 0x300) {
    const point = String.fromCodePoint(typed.codePointAt(end)!);
    if (!mark.test(point)) break;
    end += point.length;
  }
  return end;
}

type Piece = readonly [piece: string, start: number, end: number];

/**
 * `²` → `^2`, `ⱼ₊₁` → `_{j+1}`: a single raised sign has no braces, several get braces, and subscripts always get them.
 */
function readRun(
  typed: string,
  at: number,
  signs: ReadonlyMap<string, string>,
  opens: '^' | '_',
): { pieces: Piece[]; end: number } | undefined {
  const pieces: Piece[] = [];
  let end = at;
  for (let sign = signs.get(typed[end]!); sign !== undefined; sign = signs.get(typed[end] ?? '')) {
    pieces.push([sign, end, end + 1]);
    end += 1;
  }
  if (pieces.length === 0) return undefined;
  if (pieces.length === 1 && opens === '^') return { pieces: [[opens, at, end], ...pieces], end };
  return { pieces: [[`${opens}{`, at, at + 1], ...pieces, ['}', end - 1, end]], end };
}
