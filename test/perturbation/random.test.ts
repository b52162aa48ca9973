import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromGaussian, fromInteger, gaussian, imaginaryUnit } from '../../src/exact/index.js';
import { conservedCharges } from '../../src/charges/index.js';
import {
  type Motion,
  correctionOf,
  motions,
  move,
  motionName,
  partsOf,
  perturb,
  reversesTime,
  selectionOf,
  symmetriesUnder,
} from '../../src/perturbation/index.js';
import {
  type Operator,
  addOperators,
  commutator,
  equalOperators,
  isZeroOperator,
  negateOperator,
  positionWeight,
  scaleOperator,
  subtractOperators,
  sumOperators,
  weighted,
  weightIn,
} from '../../src/spin/index.js';
import { readOperatorAt } from '../../src/laws/index.js';
import { operators } from '../../src/testing/index.js';
import { solvable } from './plain-algebra.js';
import { field, xxx, xxz, xxzAtNumbers, xyz } from './models.js';

const perturbations = operators({ place: 'staggered', hermitian: true, range: 3, terms: 3, parameters: false });
const chains: readonly Operator[] = [xxx, xxz, xyz, addOperators(xxz, field), addOperators(xyz, field)];
const groups = new Map(chains.map((h) => [h, motions.filter((g) => equalOperators(move(g, h), h))]));
/** A chain, and one of its symmetries that is no product with a translation by two sites. */
const chainWithSymmetry = fc
  .constantFrom(...chains)
  .chain((h) => fc.tuple(fc.constant(h), fc.constantFrom(...groups.get(h)!.slice(1))));

/** A + gA + g²A + … over the orbit: of every A one that g leaves alone. */
function symmetrised(g: Motion, a: Operator): Operator {
  const orbit = [a];
  for (let b = move(g, a); !equalOperators(b, a); b = move(g, b)) orbit.push(b);
  return sumOperators(orbit);
}

describe('perturbations made at random', () => {
  test('inside a symmetry class: the symmetry is found to be kept', () => {
    fc.assert(
      fc.property(chainWithSymmetry, perturbations, ([h, g], a) => {
        const v = symmetrised(g, a);
        fc.pre(!isZeroOperator(v));
        const kept = symmetriesUnder(h, partsOf(v)).motions.find((k) => motionName(k.motion) === motionName(g));
        expect(kept).toMatchObject({ order: 'all', antiunitary: reversesTime(g) });
      }),
      { numRuns: 40 },
    );
  });

  test('outside: a part that is odd beside one that is even breaks it', () => {
    fc.assert(
      fc.property(chainWithSymmetry, perturbations, perturbations, ([h, g], a, b) => {
        const even = symmetrised(g, a);
        const odd = subtractOperators(b, move(g, b));
        fc.pre(!isZeroOperator(even) && !isZeroOperator(odd) && equalOperators(move(g, odd), negateOperator(odd)));
        const broken = symmetriesUnder(h, partsOf(addOperators(even, odd)));
        expect(broken.motions.some((k) => motionName(k.motion) === motionName(g))).toBe(false);
        // The odd part alone is reversed by it: a symmetry of the leading order, never an exact one.
        const alone = symmetriesUnder(h, partsOf(odd)).motions.find((k) => motionName(k.motion) === motionName(g));
        expect(alone?.order).toBe('leading');
      }),
      { numRuns: 40 },
    );
  });

  test('kept symmetries form a group, and a forbidden operator has no part that all of them leave alone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...chains),
        perturbations,
        operators({ place: 'staggered', hermitian: true, range: 2 }),
        (h, v, x) => {
          const kept = symmetriesUnder(h, partsOf(v)).motions.filter((k) => k.order === 'all' && !k.antiunitary);
          // The mean over the group, all of it: what selectionOf must find without.
          const average = sumOperators(kept.map((k) => move(k.motion, x)));
          const found = selectionOf(x, kept);
          expect(found.allowed).toBe(!isZeroOperator(average));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('a drive with one more sign: what is odd is kept with half a period', () => {
    fc.assert(
      fc.property(chainWithSymmetry, perturbations, ([h, g], b) => {
        const odd = subtractOperators(b, move(g, b));
        fc.pre(!isZeroOperator(odd) && equalOperators(move(g, odd), negateOperator(odd)));
        const cosine = readOperatorAt('sum_j Z_j cos(ω t)').terms[0]!.coefficient;
        const driven = symmetriesUnder(h, partsOf(scaleOperator(odd, cosine))).motions.find(
          (k) => motionName(k.motion) === motionName(g),
        );
        expect(driven).toMatchObject({ order: 'all' });
        expect(driven!.name).toMatch(/and half a period/u);
      }),
      { numRuns: 30 },
    );
  });
});

describe('corrections', () => {
  const C3 = conservedCharges(xxzAtNumbers, { upto: 3 }).charges.at(-1)!.operator();
  const conserved = conservedCharges(xxzAtNumbers, { upto: 6 }).charges.map((c) => c.operator());
  const spin = readOperatorAt('sum_j Sz_j');

  test('V = i[G, H0] only turns the chain around: C + ε i[G, C] is conserved to first order', () => {
    fc.assert(
      fc.property(operators({ place: 'staggered', hermitian: true, range: 2, terms: 2, parameters: false }), (g) => {
        const v = scaleOperator(commutator(g, xxzAtNumbers), imaginaryUnit);
        fc.pre(!isZeroOperator(v));
        const found = correctionOf(xxzAtNumbers, partsOf(v), C3, [...conserved, spin]);
        if (isZeroOperator(commutator(v, C3))) expect(found.kind).toBe('unneeded');
        else expect(found.kind).toBe('exists');
      }),
      { numRuns: 12 },
    );
  });

  test('the boost of a charge deforms the chain: its corrections have finite range', () => {
    // i [Σ_j j c_j, H0] with the density c of C_3 (Bargheer, Beisert, Loebbert 2009).
    const v = scaleOperator(commutator(weighted(C3, positionWeight), xxzAtNumbers), imaginaryUnit);
    expect(v.terms.every((t) => weightIn(t.place).power === 0)).toBe(true);
    const found = correctionOf(xxzAtNumbers, partsOf(v), C3, [...conserved, spin]);
    expect(found.kind).toBe('exists');
  });

  test('for random perturbations the verdict is that of the ranks of a dense matrix over all strings', {
    timeout: 60_000,
  }, () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(operators({ place: 'staggered', hermitian: true, range: 2, terms: 2, parameters: false }), (v) => {
        const charge = conserved[0]!;
        const broken = commutator(v, C3);
        fc.pre(!isZeroOperator(broken) && !isZeroOperator(charge));
        const found = correctionOf(xxzAtNumbers, partsOf(v), C3, [...conserved, spin], { range: 3 });
        verdicts.add(found.kind);
        expect(found.kind).toBe(solvable(xxzAtNumbers, negateOperator(broken), 3) ? 'exists' : 'none');
      }),
      {
        numRuns: 8,
        examples: [[readOperatorAt('sum_j Sx_j Sy_<j+1> - Sy_j Sx_<j+1>')], [readOperatorAt('sum_j (-1)^j Sz_j')]],
      },
    );
    expect([...verdicts].sort()).toEqual(['exists', 'none']);
  });

  test('the driven equation has its frequency in it: ([H0, ·] + nω) C_n = −[V_n, C]', () => {
    // V = i[G, H0] cos ωt − ∂_t … turns with G sin ωt/… : take V(t) = ∂_t g + i[g, H0] for g = G sin(ωt).
    const g = readOperatorAt('sum_j Sx_j Sy_<j+1> + Sy_j Sz_<j+1>');
    const sine = readOperatorAt('sum_j Z_j sin(ω t)').terms[0]!.coefficient;
    const cosine = readOperatorAt('sum_j Z_j ω cos(ω t)').terms[0]!.coefficient;
    const v = addOperators(
      scaleOperator(commutator(scaleOperator(g, sine), xxzAtNumbers), imaginaryUnit),
      negateOperator(scaleOperator(g, cosine)),
    );
    const found = correctionOf(xxzAtNumbers, partsOf(v), C3, conserved);
    if (found.kind !== 'exists') throw new Error(found.kind);
    const expected = scaleOperator(commutator(scaleOperator(g, sine), C3), imaginaryUnit);
    // Both obey the same equation, and a drive has nothing conserved to be added.
    expect(equalOperators(found.operator, expected)).toBe(true);
    const wrong = correctionOf(xxzAtNumbers, partsOf(scaleOperator(v, fromInteger(2))), C3, conserved);
    expect(wrong.kind === 'exists' && equalOperators(wrong.operator, expected)).toBe(false);
  });
});

test('perturb is linear where it should be: a rescaled perturbation has the same symmetries and verdicts', () => {
  const v = readOperatorAt('sum_j (-1)^j Sz_j + Sx_j Sx_<j+2>');
  const [a, b] = [v, scaleOperator(v, fromGaussian(gaussian(-3, 0, 7)))].map((w) => perturb(w, xxz, { upto: 3 }));
  expect(b!.symmetries.kept).toEqual(a!.symmetries.kept);
  expect(b!.charges.map((c) => c.correction.kind)).toEqual(a!.charges.map((c) => c.correction.kind));
});
