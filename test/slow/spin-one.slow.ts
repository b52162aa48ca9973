import { expect, test } from 'vitest';
import { integrabilityOf, kindText } from '../../src/integrability/index.js';
import { operatorOf } from '../triplet/value.js';

const S = 'S_j·S_<j+1>';
const verdict = (text: string) => integrabilityOf(operatorOf(`sum_j ${text}`), { spin: '1', range: 2 });
const kind = (text: string): string => kindText(verdict(text).verdict);

test('chains of spins 1 with a tower are not excluded', () => {
  expect(kind(`${S} - (${S})^2 + h Sz_j`)).toBe('integrable (boost)');
  expect(kind(`${S} + (${S})^2 + D Sz_j^2`)).toBe('integrable (boost)');
}, 600_000);

test('rotations, a shift of the cells and a staggered rotation do not change the verdict on spins 1', () => {
  const bond = 'Sx_j Sx_<j+1> + 2 Sy_j Sy_<j+1> + 3 Sz_j Sz_<j+1> + (Sx_j Sy_<j+1>)^2 + h.c.';
  const own = verdict(bond).theoremA!;
  // A rotation by the angle with the cosine 3/5 about z, one by 120° about (1, 1, 1), and π about z at odd sites.
  const about = (text: string, x: string, y: string, z: string): string =>
    text.replaceAll(/S([xyz])_(j|<j\+1>)/gu, (_, a: string, site: string) =>
      ({ x, y, z })[a as 'x']!.replaceAll('@', site),
    );
  const turned = [
    about(bond, '(3/5 Sx_@ + 4/5 Sy_@)', '(3/5 Sy_@ - 4/5 Sx_@)', 'Sz_@'),
    about(bond, 'Sy_@', 'Sz_@', 'Sx_@'),
    bond.replaceAll(/S([xy])_<j\+1>/gu, '(-S$1_<j+1>)'),
    bond.replaceAll('<j+1>', '<j+6>').replaceAll('_j', '_<j+5>'),
  ];
  for (const text of turned) {
    const { theoremA, verdict: there } = verdict(text);
    expect(there).toEqual({ kind: 'not-integrable', upTo: undefined });
    expect([theoremA!.dimension, theoremA!.rank]).toEqual([own.dimension, own.rank]);
  }
  const takhtajanBabujian = '(Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Sz_j Sz_<j+1>)';
  expect(kind(about(`${takhtajanBabujian} - ${takhtajanBabujian}^2`, 'Sy_@', 'Sz_@', 'Sx_@'))).toBe(
    'integrable (boost)',
  );
}, 600_000);
