import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { formatOf } from '../../src/exchange/index.js';
import { distance, largest } from './dense.js';
import { directMatrix } from './direct.js';
import { type Answer, answerMatrix, fixtures } from './fixtures.js';
import { parseCoefficient } from './operators.js';

const answers = JSON.parse(readFileSync(`${fixtures}/matrices.json`, 'utf8')) as Record<string, Answer>;
const files = Object.entries(answers);

describe('files of the libraries mean here what they mean there', () => {
  test.each(files)('%s', (file, answer) => {
    const [format] = file.split('/') as [string];
    const operator = formatOf(format).read!(
      { name: file, text: readFileSync(`${fixtures}/${file}`, 'utf8') },
      parseCoefficient,
    );
    const expected = answerMatrix(answer);
    expect(distance(directMatrix(operator, answer.sites!, false), expected)).toBeLessThanOrEqual(
      1e-12 * Math.max(1, largest(expected)),
    );
  });

  test('no fixture is left out, and the versions are noted', () => {
    const there = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\/.*\.(?:py|txt)$/u.test(name),
    );
    expect(there.sort()).toEqual(files.map(([file]) => file).sort());
    expect(JSON.parse(readFileSync(`${fixtures}/versions.json`, 'utf8'))).toMatchObject({
      qiskit: expect.any(String),
      quspin: expect.any(String),
      openfermion: expect.any(String),
    });
  });
});
