import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { checkCertificate } from '../../src/kernel/index.js';
import { type Json, corruptions, pathsOf, read, replaced, samples, valueAt } from '../kernel/tampering.js';

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) process.stderr.write('\nThere is no python3 here: the agreement of the two checkers is NOT tested.\n\n');

const count = Number(process.env.CORRUPTIONS ?? 100_000);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

test.skipIf(!python)(
  `both checkers agree about ${count} random corruptions, swaps and truncations (SEED=${seed})`,
  async () => {
    let state = seed;
    const draw = (n: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % n;
    };
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
    const program = spawn('python3', ['kernel/check_certificate.py', '--lines'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const answers = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
    let accepted = 0;
    for (let k = 0; k < count; k++) {
      const text = corrupted();
      program.stdin.write(`${JSON.stringify(text)}\n`);
      const answer = checkCertificate(text);
      const other = JSON.parse((await answers.next()).value as string) as { accepted: boolean; statement?: string };
      const statement = answer.accepted ? answer.statement : undefined;
      if (other.accepted !== answer.accepted || other.statement !== statement)
        expect.fail(`case ${k} of SEED=${seed}: ${JSON.stringify(other)} and ${JSON.stringify(answer)} for ${text}`);
      if (answer.accepted) accepted += 1;
    }
    program.stdin.end();
    expect(accepted).toBeLessThan(count / 2);
  },
  3_600_000,
);
