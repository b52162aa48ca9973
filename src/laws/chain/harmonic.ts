import { type NumericOperator, addNumeric, numericOperator } from '../../ring/index.js';
import { fourierComponents } from '../../exact/index.js';
import type { Operator } from '../../spin/index.js';
import { law } from '../../law/index.js';
import { readOperatorAt } from '../language.js';
import { chainCases, otherDrive } from '../cases/driven-chains.js';
import type { ChainCase } from '../engines/chain.js';
import { within } from '../findings/within.js';
import { absorbing, chainLine, paperOperator } from '../cases/chain-models.js';

const relative = 1e-13;

/** The operator that multiplies e^{−iωt} in the drive, at J = 1 and ω = 1. */
function component(drive: Operator): NumericOperator {
  const terms = drive.terms.flatMap((term) =>
    fourierComponents(term.coefficient)
      .filter(({ multiple }) => Number(multiple.num) === -Number(multiple.den))
      .map(({ coefficient }) => ({ ...term, coefficient })),
  );
  return numericOperator({ terms }, () => 1);
}

/**
 * A sin ωt + M cos ωt = e^{iωt} H^{(−)} + e^{−iωt} H^{(+)} with H^{(+)} = ½(iA + M), which absorbs ω.   chain (8), (20)
 */
export const harmonic = law<ChainCase>({
  id: 'chain.harmonic',
  title: 'the part of the drive that absorbs a quantum is H⁺ = (J/2)(iA + M)',
  source: 'chain (8), (20)',
  statement:
    'A = sum_j (-1)^(j+1) S_j·S_<j+1>\nM = sum_j (-1)^j Sz_j\nprove J (A sin(ω t) + M cos(ω t)) = exp(-i ω t) J/2 (i A + M) + exp(i ω t) J/2 (-i A + M)',
  cases: chainCases(['Delta', 'B', 'gamma'], 4),
  strength: { relative, because: 'halves of exact coefficients' },
  mutants: [
    otherDrive('the relative sign of A and M is wrong', (v) => absorbing(v, { A: -1, M: 1 })),
    otherDrive('the phase of the drive is shifted by π/2: sine and cosine change places', (v) =>
      addNumeric(paperOperator('A', v), paperOperator('M', v)).map((t, k) =>
        k < paperOperator('A', v).length ? { ...t, re: t.re / 2, im: t.im / 2 } : { ...t, re: -t.im / 2, im: t.re / 2 },
      ),
    ),
    otherDrive('the halves are forgotten', (v) => absorbing(v, { A: 2, M: 2 })),
    otherDrive('H⁻ is taken for H⁺', (v) => absorbing(v).map((t) => ({ ...t, im: -t.im }))),
  ],
  examine({ values, drive }) {
    const expected = component(readOperatorAt('J (sum_j (-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))'));
    const sum = new Map<string, { re: number; im: number }>();
    for (const [sign, list] of [
      [1, drive(values)],
      [-1, expected],
    ] as const) {
      for (const { word, site, sites, staggered, re, im } of list) {
        const key = [word.x, word.z, site, sites.period, sites.residue, staggered].join(' ');
        const c = sum.get(key) ?? { re: 0, im: 0 };
        sum.set(key, { re: c.re + sign * re, im: c.im + sign * im });
      }
    }
    return within(
      Math.max(...[...sum.values()].map((c) => Math.hypot(c.re, c.im))),
      relative,
      'difference of a coefficient',
    );
  },
  line: ({ values }) => chainLine(values),
});
