// The readers and writers against the libraries themselves. tools/README.md says how to install them.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../src/exchange/index.js';
import { type Operator, firstSite } from '../../src/spin/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { distance, largest } from '../exchange/dense.js';
import { directMatrix } from '../exchange/direct.js';
import { type Answer, answerMatrix, fixtures } from '../exchange/fixtures.js';
import { numbers, parseCoefficient, settings } from '../exchange/operators.js';

const python = process.env.SPINLAW_PYTHON ?? 'tools/.venv/bin/python';
const installed = existsSync(python);
const libraries = ['qiskit', 'quspin', 'openfermion'] as const;
if (!installed)
  process.stderr.write(
    `SKIPPED: readers.slow.ts needs Qiskit, QuSpin and OpenFermion, and there is no ${python} (tools/README.md)\n`,
  );

/** What the libraries make of texts. */
function ask(texts: readonly (readonly [library: string, text: string])[]): Answer[] {
  const run = spawnSync(python, ['tools/exchange_fixtures.py', 'matrices'], {
    input: JSON.stringify(texts),
    maxBuffer: 1e9,
  });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return run.stdout
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** The operator read; undefined where the reader refuses. */
function read(library: string, text: string): Operator | undefined {
  try {
    return formatOf(library).read!({ name: 'mutant', text }, parseCoefficient);
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

/** Do an operator and the answer of a library agree? An operator that reaches further than the answer does not. */
function agrees(operator: Operator, answer: Answer): boolean {
  if (answer.sites === undefined) return false;
  if (operator.terms.some(({ place }) => firstSite(place) >= answer.sites!)) return false;
  const expected = answerMatrix(answer);
  return distance(directMatrix(operator, answer.sites, false), expected) <= 1e-9 * Math.max(1, largest(expected));
}

const answers = JSON.parse(readFileSync(`${fixtures}/matrices.json`, 'utf8')) as Record<string, Answer>;
const sources = Object.keys(answers).map((file) => ({
  format: file.split('/')[0]!,
  file,
  text: readFileSync(`${fixtures}/${file}`, 'utf8'),
}));

/** One character deleted, doubled, or replaced by another of its class. */
function mutant(text: string, at: number, how: 'delete' | 'double' | 'replace', pick: number): string {
  const letter = text[at]!;
  const alphabet = [/[0-9]/u, /[A-Za-z]/u, /[^0-9A-Za-z]/u].find((each) => each.test(letter))!;
  const others = [...new Set(text)].filter((other) => alphabet.test(other) && other !== letter).sort();
  const written =
    how === 'delete' ? '' : how === 'double' ? letter + letter : (others[pick % Math.max(others.length, 1)] ?? letter);
  return text.slice(0, at) + written + text.slice(at + 1);
}

describe.skipIf(!installed)(`beside the libraries of ${python}`, () => {
  test('the fixtures are what the libraries installed here make of them', () => {
    const found = ask(sources.map(({ format, text }) => [format, text]));
    sources.forEach(({ file }, k) => {
      expect({ file, error: found[k]!.error }).toEqual({ file, error: undefined });
      expect(distance(answerMatrix(found[k]!), answerMatrix(answers[file]!))).toBeLessThan(1e-9);
    });
  }, 600_000);

  test.each(libraries)(
    '%s: what is written is the operator there',
    (library) => {
      const samples = fc.sample(settings(numbers), { numRuns: 60, seed: 11 });
      const texts = samples.map(({ operator, sites, open }) =>
        String(formatOf(library).write(operator, { sites, open })),
      );
      // A QubitOperator does not say its number of sites: nothing on the last one says it.
      const pad = samples.map(({ sites }) => (library === 'openfermion' ? ` + 0 [X${sites - 1}]` : ''));
      const found = ask(texts.map((text, k) => [library, text.trimEnd() + pad[k]!]));
      samples.forEach(({ operator, open }, k) => {
        const { error, sites = 1 } = found[k]!;
        expect({ text: texts[k], error }).toEqual({ text: texts[k], error: undefined });
        const expected = directMatrix(operator, sites, open);
        expect(distance(answerMatrix(found[k]!), expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, largest(expected)));
      });
    },
    1_200_000,
  );

  test.each(libraries)(
    '%s: a file with a slip is refused, or means the same there',
    (library) => {
      const own = sources.filter((source) => source.format === library);
      const slips = fc.sample(
        fc.record({
          file: fc.constantFrom(...own),
          place: fc.noBias(fc.integer({ min: 0, max: 99_999 })),
          how: fc.constantFrom('delete' as const, 'double' as const, 'replace' as const),
          pick: fc.nat(1000),
        }),
        { numRuns: 3000, seed: 7 },
      );
      const readable = slips
        .map(({ file, place, how, pick }) =>
          mutant(file.text, Math.floor((place / 100_000) * file.text.length), how, pick),
        )
        .flatMap((text) => {
          const operator = read(library, text);
          return operator ? [{ text, operator }] : [];
        });
      const found = ask(readable.map(({ text }) => [library, text]));
      const wrong = readable.flatMap(({ text, operator }, k) => {
        const answer = found[k]!;
        // The module that a class comes from does not matter here, large matrices are not compared, and QuSpin
        // multiplies no matrix without entries.
        const judged = !/^ModuleNotFoundError|too many sites to compare$|_M_default_append/u.test(answer.error ?? '');
        return judged && !agrees(operator, answer) ? [{ text, answer }] : [];
      });
      expect(readable.length).toBeGreaterThan(50);
      expect(wrong).toEqual([]);
    },
    1_200_000,
  );
});
