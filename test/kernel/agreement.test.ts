import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { Algebra } from '../../src/kernel/algebra.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { forgeries } from './forgeries.js';
import { type Json, corruptions, folder, pathsOf, read, replaced, samples, valueAt } from './tampering.js';
import {
  type Steps,
  answersByHand,
  certificateText,
  drawFrom,
  isRefusedByLanguage,
  judge,
  randomLevels,
  randomSteps,
  stepsOfEveryKind,
} from './third-judge.js';

const python = spawnSync('python3', ['--version']).status === 0;
if (!python) process.stderr.write('\nThere is no python3 here: the agreement of the two checkers is NOT tested.\n\n');

/** The answers of the Python program to texts, in one process. */
function answersOf(texts: readonly string[]): { accepted: boolean; statement?: string }[] {
  const input = `${texts.map((text) => JSON.stringify(text)).join('\n')}\n`;
  const options = { input, encoding: 'utf8', maxBuffer: 1 << 30 } as const;
  const { stdout, stderr } = spawnSync('python3', ['kernel/check_certificate.py', '--lines'], options);
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function expectAgreement(texts: readonly string[]): number {
  const answers = answersOf(texts);
  expect(answers).toHaveLength(texts.length);
  texts.forEach((text, k) => {
    const answer = checkCertificate(text);
    expect([answers[k]!.accepted, answers[k]!.statement], text.slice(0, 2000)).toEqual([
      answer.accepted,
      answer.accepted ? answer.statement : undefined,
    ]);
  });
  return answers.filter(({ accepted }) => accepted).length;
}

test.skipIf(!python)('both checkers accept every certificate of the package, with one statement', () => {
  const texts = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
  expect(expectAgreement(texts)).toBe(texts.length);
});

/** A certificate which says that the last step is what the language computes, or what is refused of it. */
function judged(steps: Steps): string[] {
  const n = steps.steps.length;
  try {
    const judgement = judge(steps);
    return [judgement.kind === 'judged' ? judgement.text : certificateText(steps, { equal: [n, n] })];
  } catch (error) {
    if (!isRefusedByLanguage(error)) throw error;
    return [];
  }
}

test.skipIf(!python)('both checkers compute steps of every kind as the language does', () => {
  const texts = Object.values(stepsOfEveryKind).flatMap(judged);
  expect(expectAgreement(texts)).toBe(texts.length);
  const wrong = texts.map((text) => text.replace('{"equal"', '{"differ"'));
  expect(expectAgreement(wrong)).toBe(0);
});

/** Adds up what the Python program spends on each text of the input. */
const workOfPython = `
import json, sys
sys.path.insert(0, "kernel")
from check_certificate import Checker
class Meter(Checker):
    total = 0
    def spend(self, amount):
        self.total += amount
for line in sys.stdin:
    text = json.loads(line)
    print(Meter(json.loads(text), len(text)).total)
`;

test.skipIf(!python)('both checkers spend the same work', () => {
  const draw = drawFrom(3);
  const random = Array.from({ length: 100 }, (_, k) => (k % 4 === 0 ? randomLevels(draw) : randomSteps(draw)));
  const texts = [...Object.values(stepsOfEveryKind), ...random]
    .flatMap(judged)
    .filter((text) => checkCertificate(text).accepted);
  const spend = vi.spyOn(Algebra.prototype, 'spend');
  const ofKernel = texts.map((text) => {
    spend.mockClear();
    checkCertificate(text);
    return spend.mock.calls.reduce((sum, [amount]) => sum + amount, 0);
  });
  spend.mockRestore();
  const input = `${texts.map((text) => JSON.stringify(text)).join('\n')}\n`;
  const { stdout, stderr } = spawnSync('python3', ['-B', '-c', workOfPython], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(texts.length).toBeGreaterThan(80);
  expect(ofKernel).toEqual(stdout.trim().split('\n').map(Number));
});

test.skipIf(!python)('both checkers agree about what is just accepted, and what is not', () => {
  const accepted = answersByHand.filter(([, answer]) => answer === 'accepted');
  expect(expectAgreement(answersByHand.map(([, , text]) => text))).toBe(accepted.length);
});

test.skipIf(!python)('both checkers refuse false certificates', () => {
  expect(expectAgreement(forgeries.map(([, , text]) => text))).toBe(0);
});

test.skipIf(!python)('both checkers agree about random steps', () => {
  const draw = drawFrom(2);
  const texts = Array.from({ length: 300 }, (_, k) => (k % 4 === 0 ? randomLevels(draw) : randomSteps(draw))).flatMap(
    judged,
  );
  expect(expectAgreement(texts)).toBeGreaterThan(100);
});

test.skipIf(!python)('both checkers agree about corrupted certificates', () => {
  const draw = drawFrom(1);
  const small = samples.filter((name) => read(name).length < 4000);
  const texts = Array.from({ length: 1500 }, (_, k) => {
    let document = JSON.parse(read(small[k % small.length]!)) as Json;
    for (let times = draw(2); times >= 0; times--) {
      const paths = pathsOf(document);
      const path = paths[draw(paths.length)]!;
      const values = corruptions(valueAt(document, path));
      document = replaced(document, path, values[draw(values.length)]!);
    }
    const text = JSON.stringify(document);
    return k % 20 === 0 ? text.slice(0, draw(text.length)) : text;
  });
  const accepted = expectAgreement(texts);
  expect(accepted).toBeGreaterThan(10);
  expect(accepted).toBeLessThan(texts.length / 2);
});

test('the program is one short file', () => {
  expect(statSync('kernel/check_certificate.py').size).toBeLessThan(40_000);
  const imports = readFileSync('kernel/check_certificate.py', 'utf8').match(/^(?:import|from) .*/gmu);
  expect(imports).toEqual(['import json', 'import re', 'import sys', 'from math import gcd']);
});
