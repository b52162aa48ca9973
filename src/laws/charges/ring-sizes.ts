import { type Operator, commutator, firstSite, isZeroOperator, onRing, operatorRange } from '../../spin/index.js';
import { DiagnosticError } from '../../text/index.js';
import { type Finding, caseSpace, law, wholes } from '../../law/index.js';
import { anyModel, chainParameters, chargeOf, hamiltonianAt } from '../cases/chains.js';
import { fails, textOf, vanishes } from '../language.js';
import { chargeMutants } from '../mutants/charges.js';

interface Case {
  readonly other: Operator;
  readonly charge: Operator;
  readonly sites: number;
  readonly realise: (a: Operator, sites: number) => Operator;
}

/**
 * On a ring of N ≥ i + j − 1 sites two strings overlap at most once, so the proof on the infinite chain carries over; a
 * charge that is longer than the ring is refused. On rings in between the charges commute too, but not by this
 * argument.
 */
export const ringSizes = law<Case>({
  id: 'charges.ring-sizes',
  title: 'charges commute on every ring of at least i + j − 1 sites, and none is put on a ring that is too small',
  source: 'chain, Methods',
  statement:
    'H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>\nC3 = charge(H, 3)\nC4 = charge(H, 4)\non ring(6): prove [C3, C4] = 0',
  cases: caseSpace({
    parameters: {
      model: anyModel,
      i: wholes({ from: 2, to: 3, corners: [3, 2] }),
      k: wholes({ from: 2, to: 4, corners: [4, 3, 2] }),
      // 0 is the smallest ring to which the proof carries over; below it, down to too small rings
      more: wholes({ from: -4, to: 3, corners: [0, -4, -3, -2, -1, 1], unit: 'sites beyond i + j − 1' }),
      ...chainParameters,
    },
    wanted: 50,
    build: ({ i, k, more, ...couplings }) => {
      const h = hamiltonianAt(couplings);
      return { other: chargeOf(h, i), charge: chargeOf(h, k), sites: Math.max(2, i + k - 1 + more), realise: onRing };
    },
  }),
  strength: 'identity',
  proof: 'proofs/chain/commuting-charges.spin',
  mutants: [
    ...chargeMutants<Case>('a coefficient is doubled', 'a string is lost'),
    {
      name: 'the ring is left open',
      operation: true,
      breaks: (c) => ({ ...c, realise: (a, n) => openChain(onRing(a, n), a, n) }),
    },
    {
      name: 'strings longer than the ring are dropped instead of refused',
      operation: true,
      breaks: (c) => ({
        ...c,
        realise: (a, n) => onRing({ terms: a.terms.filter((t) => operatorRange({ terms: [t] }) <= n) }, n),
      }),
    },
  ],
  examine(subject) {
    const { other, charge, sites } = subject;
    const longest = Math.max(operatorRange(other), operatorRange(charge));
    if (sites < longest) return refusal(subject);
    const [onOther, onCharge] = [subject.realise(other, sites), subject.realise(charge, sites)];
    // For rings in between there is no argument, and therefore no claim.
    if (sites < operatorRange(other) + operatorRange(charge) - 1) return { holds: true };
    return vanishes((tally) => commutator(onOther, onCharge, tally));
  },
  line: ({ other, charge, sites }) => `on ring(${sites}): prove [${textOf(other)}, ${textOf(charge)}] = 0`,
});

function refusal({ other, charge, sites, realise }: Case): Finding {
  try {
    for (const a of [other, charge]) if (operatorRange(a) > sites) realise(a, sites);
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'ring-too-small') return { holds: true };
    throw error;
  }
  return fails(
    `a string of ${Math.max(operatorRange(other), operatorRange(charge))} sites was put on a ring of ${sites}`,
  );
}

/** The operator without the words that close the ring. */
function openChain(ring: Operator, a: Operator, sites: number): Operator {
  const n = operatorRange(a);
  if (isZeroOperator(a)) return ring;
  return {
    terms: ring.terms.filter((t) => operatorRange({ terms: [t] }) <= n && firstSite(t.place) + n <= sites + 1),
  };
}
