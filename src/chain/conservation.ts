import { RingOperator, type RingWord } from '../ring/index.js';
import { countBits } from '../spin/index.js';
import { type Diagnostic, DiagnosticError } from '../text/index.js';
import type { DrivenChain } from './model.js';
import { perturbationFamily } from './perturbation-family.js';

/**
 * Names a quantity that commutes with the Hamiltonian and with every operator of the perturbations, each V_j and each
 * L_j by itself: its value never changes, so the steady state depends on the initial state.
 *
 * @returns the name; undefined if none of the known quantities commutes: S^x, S^y, S^z of all sites or of one, the
 *   energy, rotations by π, momentum, reflection
 */
export function conservedByAll({ sites, hamiltonian, perturbations }: DrivenChain): string | undefined {
  const operators = [
    hamiltonian,
    ...perturbations.flatMap((p) => {
      if (p.kind === 'drive') return p.harmonics.map((h) => h.operator);
      const { member, single } = perturbationFamily(p, sites);
      return single ? [member(0)] : Array.from({ length: sites }, (_, j) => member(j));
    }),
  ];
  const rings = operators.map((o) => RingOperator.of(o, sites));
  const words = rings.map((ring) => ring.words());
  const bits = Array.from({ length: sites }, (_, b) => 1 << b);
  const sum = (word: (bit: number) => RingWord): RingWord[] => bits.map(word);
  const total: [string, RingWord[]][] = [
    ['S^z', sum((bit) => ({ x: 0, z: bit, re: 1, im: 0 }))],
    ['S^x', sum((bit) => ({ x: bit, z: 0, re: 1, im: 0 }))],
    ['S^y', sum((bit) => ({ x: bit, z: bit, re: 0, im: 1 }))],
    ['the energy', words[0]!],
  ];
  for (const [name, quantity] of total) {
    if (quantity.length === 0 || (name === 'the energy' && isConstant(quantity))) continue;
    if (words.every((w) => commute(quantity, w)))
      return `${name} commutes with the Hamiltonian and with every perturbation`;
  }
  for (const [site, bit] of bits.entries()) {
    const components: [string, RingWord][] = [
      ['S^x', { x: bit, z: 0, re: 1, im: 0 }],
      ['S^y', { x: bit, z: bit, re: 0, im: 1 }],
      ['S^z', { x: 0, z: bit, re: 1, im: 0 }],
    ];
    for (const [name, word] of components) {
      if (words.every((w) => commute([word], w)))
        return `${name} of site ${site} commutes with the Hamiltonian and with every perturbation`;
    }
  }
  const turns: [string, (w: RingWord) => number][] = [
    ['x', ({ z }) => countBits(z)],
    ['y', ({ x, z }) => countBits(x) + countBits(z)],
    ['z', ({ x }) => countBits(x)],
  ];
  for (const [axis, odd] of turns) {
    if (words.every((list) => list.every((w) => odd(w) % 2 === 0)))
      return `the rotation by π about the ${axis} axis commutes with the Hamiltonian and with every perturbation`;
  }
  if (operators.every((o, i) => rings[i]!.signAgainst(RingOperator.of(o, sites, 1)) === 1))
    return 'the momentum is left alone by the Hamiltonian and by every perturbation';
  if (
    sites > 2 &&
    words.every((list) =>
      sameWords(
        list,
        list.map((w) => ({ ...w, x: reflected(w.x, sites), z: reflected(w.z, sites) })),
      ),
    )
  ) {
    return 'reflection commutes with the Hamiltonian and with every perturbation';
  }
  return undefined;
}

/** Does the operator commute with Σ S^x? */
export function conservesSpinX(operator: RingOperator): boolean {
  const spin = Array.from({ length: operator.sites }, (_, b): RingWord => ({ x: 1 << b, z: 0, re: 1, im: 0 }));
  return commute(spin, operator.words());
}

/**
 * Runs `solve`; if its state is not unique, the chain may give a better reason than the rates.
 *
 * @diagnostic `steady-not-unique`
 */
export function withReason<T>(chain: DrivenChain, solve: () => T): T {
  try {
    return solve();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'steady-not-unique') throw error;
    throw new DiagnosticError(explainedDiagnostic(error.diagnostic, chain));
  }
}

function explainedDiagnostic(diagnostic: Diagnostic, chain: DrivenChain): Diagnostic {
  const law = conservedByAll(chain);
  if (law !== undefined) return { ...diagnostic, message: `the steady state is not unique: ${law}` };
  const frozen = chain.perturbations.some((p) => p.kind === 'bath' && p.phonons.temperature === 0);
  if (!frozen) return diagnostic;
  return {
    ...diagnostic,
    message: `${diagnostic.message}, since a bath at temperature 0 only takes energy`,
    hint: 'any temperature above 0 joins them, as in with temperature = 1/100',
  };
}

const isConstant = (words: readonly RingWord[]): boolean => words.every(({ x, z }) => x === 0 && z === 0);

/** Is [A, B] zero to rounding? (X^a Z^b)(X^c Z^d) = (−1)^{b·c} X^{a+c} Z^{b+d} */
function commute(a: readonly RingWord[], b: readonly RingWord[]): boolean {
  const sums = new Map<string, { re: number; im: number }>();
  let size = 0;
  for (const p of a) {
    for (const q of b) {
      if ((countBits(p.z & q.x) + countBits(q.z & p.x)) % 2 === 0) continue;
      const sign = countBits(p.z & q.x) % 2 === 0 ? 2 : -2;
      const key = `${p.x ^ q.x} ${p.z ^ q.z}`;
      const value = sums.get(key) ?? { re: 0, im: 0 };
      value.re += sign * (p.re * q.re - p.im * q.im);
      value.im += sign * (p.re * q.im + p.im * q.re);
      sums.set(key, value);
      size = Math.max(size, Math.hypot(p.re, p.im) * Math.hypot(q.re, q.im));
    }
  }
  return [...sums.values()].every(({ re, im }) => Math.hypot(re, im) <= 1e-12 * size);
}

/** Site j becomes −j. */
function reflected(mask: number, sites: number): number {
  let out = 0;
  for (let b = 0; b < sites; b++) if (((mask >>> b) & 1) === 1) out |= 1 << ((sites - b) % sites);
  return out;
}

function sameWords(a: readonly RingWord[], b: readonly RingWord[]): boolean {
  const left = new Map(a.map((w) => [`${w.x} ${w.z}`, w]));
  const largest = a.reduce((m, w) => Math.max(m, Math.hypot(w.re, w.im)), 0);
  return b.every((w) => {
    const other = left.get(`${w.x} ${w.z}`);
    return other !== undefined && Math.hypot(w.re - other.re, w.im - other.im) <= 1e-13 * largest;
  });
}
