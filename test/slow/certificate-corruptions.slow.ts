import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { checkCertificate } from '../../src/kernel/index.js';
import { type Json, corruptions, pathsOf, read, replaced, samples, valueAt } from '../kernel/tampering.js';
import {
  certificateText,
  drawFrom,
  isRefusedByLanguage,
  judge,
  randomLevels,
  randomSteps,
} from '../kernel/third-judge.js';

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) process.stderr.write('\nThere is no python3 here: the agreement of the two checkers is NOT tested.\n\n');

const count = Number(process.env.CORRUPTIONS ?? 100_000);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** One Python program that is asked about one text after another. */
class PythonChecker {
  private readonly program = spawn('python3', ['kernel/check_certificate.py', '--lines'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  private readonly answers = createInterface({ input: this.program.stdout })[Symbol.asyncIterator]();

  /** Whether both checkers accept a text, with one statement. */
  async agrees(text: string, place: string): Promise<boolean> {
    this.program.stdin.write(`${JSON.stringify(text)}\n`);
    const answer = checkCertificate(text);
    const other = JSON.parse((await this.answers.next()).value as string) as { accepted: boolean; statement?: string };
    const statement = answer.accepted ? answer.statement : undefined;
    if (other.accepted !== answer.accepted || other.statement !== statement)
      expect.fail(`${place}: ${JSON.stringify(other)} and ${JSON.stringify(answer)} for ${text}`);
    return answer.accepted;
  }

  end(): void {
    this.program.stdin.end();
  }
}

test.skipIf(!python)(
  `both checkers agree about ${count} random corruptions, swaps and truncations (SEED=${seed})`,
  async () => {
    const draw = drawFrom(seed);
    const small = samples.map((name) => JSON.parse(read(name)) as Json).filter((d) => JSON.stringify(d).length < 4000);
    const corrupted = (): string => {
      let document: Json = small[draw(small.length)]!;
      for (let times = draw(3); times >= 0; times--) {
        const paths = pathsOf(document);
        const path = paths[draw(paths.length)]!;
        const before = valueAt(document, path);
        // A value from elsewhere, of this certificate or of another one, or one that is damaged.
        const other: Json = draw(2) === 0 ? document : small[draw(small.length)]!;
        const all = pathsOf(other);
        const values = draw(3) === 0 ? [valueAt(other, all[draw(all.length)]!)] : corruptions(before);
        document = replaced(document, path, values[draw(values.length)] ?? null);
      }
      const text = JSON.stringify(document);
      return draw(50) === 0 ? text.slice(0, draw(text.length)) : text;
    };
    const checker = new PythonChecker();
    let accepted = 0;
    for (let k = 0; k < count; k++) if (await checker.agrees(corrupted(), `case ${k} of SEED=${seed}`)) accepted += 1;
    checker.end();
    expect(accepted).toBeLessThan(count / 2);
  },
  3_600_000,
);

const steps = Math.ceil(count / 20);

test.skipIf(!python)(
  `both checkers compute ${steps} random steps as the language does (SEED=${seed})`,
  async () => {
    const draw = drawFrom(seed);
    const checker = new PythonChecker();
    let judged = 0;
    for (let k = 0; k < steps; k++) {
      const place = `step ${k} of SEED=${seed}`;
      const of = k % 4 === 0 ? randomLevels(draw) : randomSteps(draw);
      try {
        const judgement = judge(of);
        const last = of.steps.length;
        const isJudged = judgement.kind === 'judged';
        const text = isJudged ? judgement.text : certificateText(of, { equal: [last, last] });
        expect(await checker.agrees(text, place), `${place}: ${text}`).toBe(isJudged);
        if (isJudged) judged += 1;
      } catch (error) {
        if (!isRefusedByLanguage(error)) throw error;
      }
    }
    checker.end();
    expect(judged).toBeGreaterThan(steps / 3);
  },
  3_600_000,
);
