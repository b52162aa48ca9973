import { reject } from './rejected.js';

/** Words with a meaning of their own in the language, and second names of Greek letters: no names of parameters. */
const reserved = new Set(
  `i j t x e pi S Sx Sy Sz I X Y Z sigma sigmax sigmay sigmaz hc sum param legs species spin prove refute solve for with on
  hamiltonian drive bath jump gas true false cites real complex sqrt sin cos exp conj dag dot cross vector hermitian range norm2
  overlap degree terms support symmetries conserved dimension latex reflect translate truncate twist spinflip timereverse density fourier
  charge boost perturb integrable trace eigenvalues matrix expect thermal groundstate eigenstate product delta`.split(
    /\s+/u,
  ),
);
const greek = /(?<![A-Za-z])(?:epsilon|var(?:epsilon|phi|theta|rho|sigma))(?![A-Za-z])/u;
const nameForm = /^(?<stem>[A-Za-z]+)(?:[0-9]+(?:_[A-Za-z0-9]+)?|_[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*)?$/u;

/** The site j or 2j of a sum, as in `X_j`. */
const endsWithSite = /_[0-9]*j$/u;

/** Is a text the name of a parameter, in its one spelling? */
export function isParameterName(name: string): boolean {
  const stem = nameForm.exec(name)?.groups!.stem;
  if (stem === undefined || reserved.has(name) || greek.test(name) || endsWithSite.test(name)) return false;
  return !reserved.has(stem) || /^t[0-9]+$/u.test(name);
}

/** The letter of the names of the operators: one that no parameter begins with when a digit follows. */
export function letterFor(parameters: Iterable<string>): string {
  const taken = [...parameters];
  return (
    [...'AKQRTUVW'].find((l) => !taken.some((name) => new RegExp(`^${l}[0-9]`, 'u').test(name))) ??
    reject('the parameters leave no letter for the operators')
  );
}

/** Parameters by name with their domains, and what is assumed about them. */
export interface Declared {
  readonly domains: ReadonlyMap<string, string>;
  readonly positive: ReadonlySet<string>;
  readonly nonzero: ReadonlySet<string>;
}

/** The lines that declare the parameters, and what is assumed about them. */
export function declarations({ domains, positive, nonzero }: Declared): string[] {
  const names = [...domains.keys()];
  const declared = ['real', 'complex', 'phase'].flatMap((domain) => {
    const of = names.filter((name) => domains.get(name) === domain);
    return of.length === 0 ? [] : [`param ${of.join(', ')} ${domain}`];
  });
  const assumed = names.flatMap((name) =>
    positive.has(name) ? [`${name} > 0`] : nonzero.has(name) ? [`${name} != 0`] : [],
  );
  return assumed.length === 0 ? declared : [...declared, `# for ${assumed.join(', ')}`];
}
