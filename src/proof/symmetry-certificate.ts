import { type Motion, type Perturbation, type SiteMap, motionName } from '../perturbation/index.js';
import { isZeroOperator, zeroOperator } from '../spin/index.js';
import { type CertifiedClaim, type Derivation, byWords, certify } from './certificate.js';

/** The certificate of symmetries of H0 that V keeps or breaks, and the names of those that the kernel does not know. */
export interface SymmetryCertificate {
  readonly text: string;
  readonly lacking: readonly string[];
}

/**
 * The certificate of the symmetries of H0 that a static V keeps or breaks: g(H0) = H0 with g(V) = V or g(V) ≠ V, and the same
 * of commutators with spins. The kernel knows translations, reflections, rotations of all spins by π about x, time reversal
 * and their products.
 *
 * @returns  undefined for drives, baths and jumps, under which symmetries have further changes
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certifySymmetries({ hamiltonian, parts, symmetries }: Perturbation): SymmetryCertificate | undefined {
  if (parts.harmonics.length > 0 || parts.jumps.length > 0 || !isZeroOperator(parts.bath)) return undefined;
  const [h, v] = [byWords(hamiltonian), byWords(parts.whole)];
  const claims: CertifiedClaim[] = [];
  const lacking: string[] = [];
  for (const [names, kind] of [
    [symmetries.kept, 'equal'],
    [symmetries.broken, 'differ'],
  ] as const) {
    for (const name of names) {
      const act = actionOf(name, symmetries);
      if (act) claims.push({ kind: 'equal', of: act(h) }, { kind, of: act(v) });
      // All components of a spin are listed beside SU(2).
      else if (name !== 'SU(2)') lacking.push(name);
    }
  }
  return { text: certify(claims).text, lacking };
}

/** The two operators that are the same if a symmetry leaves an operator invariant. */
type Action = (of: Derivation) => readonly [Derivation, Derivation];

function actionOf(
  name: string,
  { spins, motions, ofHamiltonian, period }: Perturbation['symmetries'],
): Action | undefined {
  const spin = spins.find((s) => s.name === name);
  if (spin) return (of) => [{ kind: 'commutator', of: [of, byWords(spin.operator)] }, byWords(zeroOperator)];
  if (/^translation by \w+ sites$/u.test(name))
    return (of) => [{ kind: 'translation', of, by: Math.max(period, 2) }, of];
  const kept = motions.find((k) => k.name === name && k.order === 'all' && k.aside === 0)?.motion;
  const moved = movedBy(kept ?? ofHamiltonian.find((g) => motionName(g) === name));
  return moved && ((of) => [moved(of), of]);
}

/** The kernel's steps for a motion of all spins alike, by the signs that its rotation gives to x, y and z. */
const rotations: ReadonlyMap<string, readonly ('spinflip' | 'timereversal')[]> = new Map([
  ['1,1,1', []],
  ['1,-1,-1', ['spinflip']],
  ['-1,-1,-1', ['timereversal']],
  ['-1,1,1', ['spinflip', 'timereversal']],
]);

function movedBy(g: Motion | undefined): ((of: Derivation) => Derivation) | undefined {
  if (!g || g.exchanged || String(g.odd.sign) !== String(g.even.sign)) return undefined;
  const moved = g.sites ? rigidMap(g.sites) : { reflected: g.reflected, shift: g.shift ? 1 : 0 };
  if (!moved) return undefined;
  const steps = [g.even, g.odd].every(({ to }) => String(to) === '0,1,2')
    ? rotations.get(String(g.even.sign))
    : undefined;
  return (
    steps &&
    ((of) => {
      let image = steps.reduce<Derivation>((inner, kind) => ({ kind, of: inner }), of);
      if (moved.reflected) image = { kind: 'reflection', of: image };
      return moved.shift === 0 ? image : { kind: 'translation', of: image, by: moved.shift };
    })
  );
}

/** The map of the sites as n → n + shift, or n → shift − n if it is reflected; undefined if it permutes sites otherwise. */
function rigidMap({ reflected, to }: SiteMap): { readonly reflected: boolean; readonly shift: number } | undefined {
  const shift = to[0]!;
  return to.every((site, r) => site === (reflected ? shift - r : shift + r)) ? { reflected, shift } : undefined;
}
