import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/kernel/index.js';
import {
  answersByHand,
  drawFrom,
  isRefusedByLanguage,
  judge,
  randomLevels,
  randomSteps,
  stepsOfEveryKind,
} from './third-judge.js';

describe('the language computes what the kernel computes', () => {
  test.each(Object.entries(stepsOfEveryKind))('%s', (_, steps) => {
    const judgement = judge(steps);
    expect(judgement).toMatchObject({ kind: 'judged' });
    if (judgement.kind !== 'judged') return;
    expect(checkCertificate(judgement.text), judgement.statement).toMatchObject({ accepted: true });
    // With one word more it is another operator.
    const document = JSON.parse(judgement.text);
    document.steps.at(-1).words.push(['1/7', 0, 'XYX']);
    expect(checkCertificate(JSON.stringify(document))).toMatchObject({ reason: 'two operators differ' });
  });

  test.each([
    ['of words', randomSteps],
    ['of level operators', randomLevels],
  ])('random steps %s', (_, random) => {
    const draw = drawFrom(1);
    let judged = 0;
    for (let k = 0; k < 300; k++) {
      const steps = random(draw);
      try {
        const judgement = judge(steps);
        if (judgement.kind === 'rejected') continue;
        judged += 1;
        expect(checkCertificate(judgement.text), judgement.statement).toMatchObject({ accepted: true });
      } catch (error) {
        if (!isRefusedByLanguage(error)) throw error;
      }
    }
    expect(judged).toBeGreaterThan(150);
  });
});

test('a Fourier component is for a frequency that does not vanish, and the statement says so', () => {
  for (const [name, assumed] of [
    ['the frequency t1^2', '# for t1 != 0'],
    ['the frequency t1', '# for t1 != 0'],
    ['the frequency 1', undefined],
  ] as const) {
    const answer = checkCertificate(answersByHand.find(([of]) => of === name)![2]);
    expect(answer.accepted && answer.statement.split('\n').find((line) => line.startsWith('#'))).toBe(assumed);
  }
});

test.each(answersByHand)('%s: %s', (_, reason, text) => {
  const answer = checkCertificate(text);
  expect(answer.accepted ? 'accepted' : answer.reason).toBe(reason);
});
