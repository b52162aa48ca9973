import { commonSymmetry, extensive, type NumericOperator, RingOperator, type RingSymmetry } from '../ring/index.js';
import { everySite } from '../spin/index.js';
import type { Bath, DrivenChain, Jump } from './model.js';

const translated = (operator: NumericOperator, by: number): NumericOperator =>
  operator.map((t) => ({ ...t, place: 'local', site: t.site + by, sites: everySite }));

/** V_j of a bath: the words whose displacement is at j. */
export function bathMember(coupling: NumericOperator, j: number, sites: number): NumericOperator {
  const modulo = (s: number): number => ((s % sites) + sites) % sites;
  return coupling
    .filter((t) => (t.place === 'chain' ? j % t.sites.period === t.sites.residue : modulo(t.marker) === j))
    .map((t) =>
      t.place === 'chain'
        ? {
            ...t,
            place: 'local',
            site: t.site + j,
            staggered: false,
            sites: everySite,
            ...(t.staggered && j % 2 === 1 && { re: -t.re, im: -t.im }),
          }
        : t,
    );
}

/** The members of a family on the ring, and whether there is only a single one. */
export function perturbationFamily(
  perturbation: Bath | Jump,
  sites: number,
): { readonly member: (j: number) => NumericOperator; readonly single: boolean } {
  if (perturbation.kind === 'bath')
    return { member: (j) => bathMember(perturbation.coupling, j, sites), single: false };
  const { operator, everywhere, step = 1 } = perturbation;
  if (!everywhere || operator.some((t) => t.place === 'chain')) return { member: () => operator, single: true };
  return { member: (j) => (j % step === 0 ? translated(operator, j) : []), single: false };
}

/** The sign in T V_j T† = ± V_{j + step}, if it is the same for all j; otherwise 0. */
function familySign(member: (j: number) => NumericOperator, sites: number, step: number): -1 | 0 | 1 {
  let sign: -1 | 0 | 1 | undefined;
  for (let j = 0; j < sites; j++) {
    const here = RingOperator.of(member(j), sites, step);
    const there = RingOperator.of(member((j + step) % sites), sites);
    if (here.size === 0 && there.size === 0) continue;
    const s = here.signAgainst(there);
    if (s === 0 || (sign !== undefined && s !== sign)) return 0;
    sign = s;
  }
  return sign ?? 1;
}

/**
 * The symmetry that defines the sectors of the problem: those of the Hamiltonian, as far as no perturbation couples
 * them.
 *
 * @diagnostic `ring-size`, `ring-too-small`, `odd-ring`, `not-hermitian`
 */
export function symmetryOf(chain: DrivenChain): RingSymmetry {
  const { sites, hamiltonian, perturbations } = chain;
  const others = perturbations.flatMap((p) => {
    if (p.kind === 'drive') return p.harmonics.map((h) => extensive(h.operator, sites));
    const { member, single } = perturbationFamily(p, sites);
    if (single) return [extensive(member(0), sites)];
    return [{ operator: member(0), sign: (step: number) => familySign(member, sites, step) }];
  });
  return commonSymmetry(sites, extensive(hamiltonian, sites), others);
}
