import { highestWeightLax, type Lax, spinFlippedLax } from '../../ensembles/index.js';
import { caseSpace, choices, type Mutant, law, reals, wholes } from '../../law/index.js';
import { transferOf, xxzLine, xxzOperator } from '../cases/transfer-matrices.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { addScaled, type DenseMatrix, norm } from '../oracles/dense.js';
import { commutatorSize, numericMatrix } from '../oracles/whole-ring.js';

type Angle = '1/2' | '1/3' | '2/3' | '1/4' | '3/4';

interface Values {
  readonly N: number;
  /** l/m */
  readonly angle: Angle;
  readonly mu: number;
}

interface Case extends Values {
  readonly lax: (turns: number, size: number, mu: number) => Lax;
  /** Z with all spins turned over, from L */
  readonly turned: (lax: Lax) => Lax;
}

const tolerance = 1e-11;

const otherLax = (name: string, change: (lax: Lax, mu: number) => Lax): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, lax: (turns, size, mu) => change(c.lax(turns, size, mu), mu) }),
});

const numbersOf = (angle: Angle): [turns: number, size: number] => angle.split('/').map(Number) as [number, number];
const ratioOf = (angle: Angle): number => {
  const [turns, size] = numbersOf(angle);
  return Math.cos((Math.PI * turns) / size);
};

function adjointOf({ size, re, im }: DenseMatrix): DenseMatrix {
  const transposed = (x: Float64Array, sign: number): Float64Array =>
    x.map((_, e) => sign * x[(e % size) * size + Math.floor(e / size)]!);
  return { size, re: transposed(re, 1), im: transposed(im, -1) };
}

/** F A F for the operation F that turns all spins over. */
function turnedOver({ size, re, im }: DenseMatrix): DenseMatrix {
  const all = size * size - 1;
  return { size, re: re.map((_, e) => re[all - e]!), im: im.map((_, e) => im[all - e]!) };
}

/**
 * The odd part under spin flip of Z = ∂_s T_s(u)/sin^N u at s = 0, in the highest-weight module of m states at
 * Δ/J = cos(πl/m), is conserved and i times it Hermitian; it vanishes on even rings of fewer than 2m sites.
 */
export const spinFlipOdd = law<Case>({
  id: 'ensembles.spin-flip-odd',
  title: 'Z(μ) is conserved, Hermitian and odd under spin flip, and vanishes on even rings of fewer than 2m sites',
  source: 'Prosen, Nucl. Phys. B 886, 1177 (2014)',
  statement: '# [Z, H] = 0, F Z F = -Z, Z = Z†\nhamiltonian sum_j S_j·S_<j+1>\nbath sum_j Sx_j (a_j + a†_j)',
  cases: caseSpace<Values, Case>({
    parameters: {
      N: wholes({ from: 4, to: 6, corners: [6, 4, 5], unit: 'sites' }),
      angle: choices(['1/3', '1/2', '2/3', '1/4', '3/4']),
      mu: reals({ from: -1, to: 1, corners: [0.3, 0, -0.7] }),
    },
    wanted: 8,
    build: (values) => ({ ...values, lax: highestWeightLax, turned: spinFlippedLax }),
  }),
  strength: { relative: tolerance, because: 'products of N matrices of order one, relative to the whole of Z' },
  mutants: [
    {
      name: 'the module has one state too many',
      operation: true,
      breaks: (c) => ({
        ...c,
        lax: (turns, size, mu) => {
          const { elements } = c.lax(turns, size, mu);
          const more = c.lax((turns * (size + 1)) / size, size + 1, mu);
          return { size: size + 1, elements: elements.length > 0 ? more.elements : elements };
        },
      }),
    },
    otherLax('[2s − k] does not depend on s', ({ size, elements }) => ({
      size,
      elements: elements.map((e) => (e.out === e.into ? e : { ...e, value: { ...e.value, dre: 0, dim: 0 } })),
    })),
    otherLax('the slopes of the diagonal have the sign of a spin up for both', ({ size, elements }) => ({
      size,
      elements: elements.map((e) =>
        e.out === 1 && e.into === 1 ? { ...e, value: { ...e.value, dim: -e.value.dim } } : e,
      ),
    })),
    {
      name: 'the spins are not turned over, but L is read from the right',
      operation: true,
      breaks: (c) => ({
        ...c,
        turned: ({ size, elements }) => ({
          size,
          elements: elements.map((e) => ({ ...e, row: e.column, column: e.row })),
        }),
      }),
    },
  ],
  examine(subject) {
    const { N, angle, mu, lax, turned } = subject;
    const [turns, size] = numbersOf(angle);
    const own = lax(turns, size, mu);
    const z = transferOf(own, N, 'derivative');
    const twice = addScaled(z, transferOf(turned(own), N, 'derivative'), -1);
    const whole = norm(z);
    const relative = (a: DenseMatrix): number => norm(a) / whole;
    const vanishes = N % 2 === 0 && N < 2 * size;
    const h = numericMatrix(xxzOperator('C2', { J: 1, Delta: ratioOf(angle) }), N);
    return all(
      within(commutatorSize(z, h), tolerance, '[Z, H]'),
      within(relative(addScaled(twice, turnedOver(twice), 1)), tolerance, 'part that is even under spin flip'),
      within(relative(addScaled(twice, adjointOf(twice), 1)), tolerance, 'part that is not Hermitian'),
      vanishes
        ? within(relative(twice), tolerance, 'Z on a ring of fewer than 2m sites')
        : relative(twice) > tolerance
          ? { holds: true }
          : { holds: false, residual: { text: 'Z vanishes on a ring of 2m sites' } },
    );
  },
  line: ({ angle }) => xxzLine({ J: 1, Delta: ratioOf(angle) }),
});
