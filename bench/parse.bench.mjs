// How fast a text is read: words, tree and all. Parsing is linear when a text five times as long takes five times as
// long.
//
//   npm run bench:parse
//
// On a quiet core: at most 150 ms for 10 000 words when warm, and a ratio of 50 000 to 10 000 words of at most 6.
import { parseProgram } from '../dist/language/index.js';

/** Words a summand has, by kind; the texts are what people write, repeated. */
const kinds = [
  // S+_j S-_<j+1> + … : one word a spin
  {
    name: 'one long sum',
    text: (words) =>
      `H = sum_j ${Array.from({ length: words / 8 }, (_, k) => `${(k % 7) + 1}/2 J S+_j S-_<j+${(k % 9) + 1}>`).join(' + ')}`,
    perPiece: 7,
  },
  {
    name: 'short definitions',
    text: (words) => Array.from({ length: words / 12 }, (_, k) => `A${k} = [H0, J sum_j Sz_j Sz_<j+1>]`).join('\n'),
    perPiece: 10,
  },
  { name: 'one long product', text: (words) => Array.from({ length: words / 2 }, () => 'J').join('*'), perPiece: 2 },
  {
    name: 'pasted LaTeX',
    text: (words) =>
      Array.from(
        { length: words / 20 },
        (_, k) => `H_${k} = \\sum_j \\frac{J}{2} \\left( S^+_j S^-_{j+1} + S^-_j S^+_{j+1} \\right)`,
      ).join('\n'),
    perPiece: 20,
  },
];

function milliseconds(text) {
  const start = performance.now();
  const { diagnostics } = parseProgram({ name: 'bench', text });
  const time = performance.now() - start;
  if (diagnostics.length > 0) throw new Error(diagnostics[0].message);
  return time;
}

/** The least of several runs, the first of which warm up. */
function warm(text) {
  let best = Infinity;
  for (let k = 0; k < 7; k++) {
    const time = milliseconds(text);
    if (k >= 2) best = Math.min(best, time);
  }
  return best;
}

const { readTokens } = await import('../dist/language/lexer.js');
const count = (text) => readTokens({ name: 'bench', text }).length;

console.log('text'.padEnd(20) + '  ms per 10 000 words  ratio of 50 000 to 10 000');
for (const { name, text } of kinds) {
  const [small, large] = [10_000, 50_000].map((words) => {
    const source = text(words);
    const counted = count(source);
    // per word, so that texts of not quite so many words can be compared
    return { counted, time: warm(source) };
  });
  const per = (small.time / small.counted) * 10_000;
  const ratio = (large.time / large.counted / (small.time / small.counted)) * 5;
  console.log(`${name.padEnd(20)}  ${per.toFixed(0).padStart(19)}  ${ratio.toFixed(2).padStart(25)}`);
}
