import { anisotropyAngle, type LaxElement, spinLax } from '../../ensembles/index.js';
import { caseSpace, choices, law, reals, wholes } from '../../law/index.js';
import {
  type LaxAt,
  otherElements,
  ratioDomain,
  transferOf,
  xxzLine,
  xxzOperator,
} from '../cases/transfer-matrices.js';
import { within } from '../findings/within.js';
import { commutatorSize, numericMatrix } from '../oracles/whole-ring.js';

interface Values {
  readonly N: number;
  readonly ratio: number;
  readonly mu: number;
  readonly s: '1/2' | '1' | '3/2';
}

interface Case extends Omit<Values, 's'> {
  readonly doubled: number;
  readonly lax: LaxAt;
}

const scaledElement = (e: LaxElement, by: number): LaxElement => ({
  ...e,
  value: { re: e.value.re * by, im: e.value.im * by, dre: e.value.dre * by, dim: e.value.dim * by },
});

/** [T_s(u), H] = 0 on every ring, for every spin s of the auxiliary space, every complex u and every Δ. */
export const transferCommutes = law<Case>({
  id: 'ensembles.transfer-commutes',
  title: 'transfer matrices of every spin commute with the XXZ chain, for Δ below, at and above J',
  source: 'Kulish, Reshetikhin, Sklyanin, Lett. Math. Phys. 5, 393 (1981)',
  statement: '# [T_s(u), H] = 0\nhamiltonian sum_j S_j·S_<j+1>\nbath sum_j Sx_j (a_j + a†_j)',
  cases: caseSpace<Values, Case>({
    parameters: {
      N: wholes({ from: 4, to: 6, corners: [5, 4, 6], unit: 'sites' }),
      ratio: ratioDomain,
      // At μ = 0 the factor sin^N that is divided out may vanish.
      mu: reals({ from: 0.1, to: 1, corners: [0.3, 0.7] }),
      s: choices(['1/2', '1', '3/2']),
    },
    wanted: 16,
    build: ({ s, ...rest }) => ({ ...rest, doubled: { '1/2': 1, '1': 2, '3/2': 3 }[s], lax: spinLax }),
  }),
  strength: { relative: 1e-11, because: 'products of N matrices of order one' },
  mutants: [
    otherElements('the diagonal of a spin down is that of a spin up', (e, ratio, mu) =>
      e.out === 1 && e.into === 1
        ? spinLax(ratio, 1, mu).elements.find((o) => o.row === 0 && o.out === 0 && o.into === 0)!
        : e,
    ),
    otherElements('the spin is not deformed: k for [k]', (e, ratio) => {
      const gamma = anisotropyAngle(ratio);
      const k = e.column;
      const deformed = ratio < 1 ? Math.sin(gamma * k) : Math.sinh(gamma * k);
      if (e.out === e.into || e.out === 0 || ratio === 1) return e;
      return scaledElement(e, (k * (ratio < 1 ? Math.sin(gamma) : Math.sinh(gamma))) / deformed);
    }),
    otherElements('sin γ is left out of the exchange', (e, ratio) =>
      e.out === e.into || ratio === 1 ? e : scaledElement(e, 1 / Math.sqrt(Math.abs(1 - ratio ** 2))),
    ),
    {
      name: 'γ is that of another Δ',
      operation: true,
      breaks: (c) => ({ ...c, lax: (ratio, doubled, mu) => c.lax(ratio + 0.1, doubled, mu) }),
    },
  ],
  examine(subject) {
    const { N, ratio, doubled, mu } = subject;
    return within(
      commutatorSize(
        transferOf(subject.lax(ratio, doubled, mu), N),
        numericMatrix(xxzOperator('C2', { J: 1, Delta: ratio }), N),
      ),
      1e-11,
      '[T_s(u), H]',
    );
  },
  line: ({ ratio }) => xxzLine({ J: 1, Delta: ratio }),
});
