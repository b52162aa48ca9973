import { type Coefficient, coefficientText, negateCoefficient } from '../exact/index.js';
import {
  type Operator,
  commutator,
  firstSite,
  isZeroOperator,
  lettersOf,
  localWord,
  sumOperators,
  wordFrom,
} from '../spin/index.js';
import { oneCoefficient } from '../exact/index.js';

/*
 * The symmetries by which a basis of QuSpin selects its states, and tests whether an operator on a ring has them.
 */

/** Strings on the sites of a ring, such as `XIZI`, and their coefficients. */
type Strings = ReadonlyMap<string, Coefficient>;

/**
 * The reason why an operator leads out of the states that an argument of a basis selects; undefined if it does not.
 *
 * @param name  `Nup`, `m`, `kblock`, `pblock`, `zblock`, `zAblock`, `zBblock` or `pzblock`
 * @param sites  number of sites of the chain
 * @param cell  number of sites by which `kblock` translates
 */
export function brokenBy(operator: Operator, name: string, sites: number, cell: number): string | undefined {
  if (name === 'Nup' || name === 'm') {
    const spins = sumOperators(
      Array.from({ length: sites }, (_, k) => localWord(wordFrom('Z').word, k, oneCoefficient)),
    );
    return isZeroOperator(commutator(operator, spins)) ? undefined : 'it does not keep the number of spins up';
  }
  const strings = stringsOf(operator, sites);
  const last = sites - 1;
  const images: Readonly<Record<string, readonly [(site: number) => number, (site: number) => boolean, string]>> = {
    kblock: [
      (site) => (site + cell) % sites,
      () => false,
      `it is not the same after ${cell === 1 ? 'one site' : `${cell} sites`}`,
    ],
    pblock: [(site) => last - site, () => false, 'a reflection changes it'],
    zblock: [(site) => site, () => true, 'turning all spins over changes it'],
    zAblock: [(site) => site, (site) => site % 2 === 0, 'turning over the spins at even sites changes it'],
    zBblock: [(site) => site, (site) => site % 2 === 1, 'turning over the spins at odd sites changes it'],
    pzblock: [(site) => last - site, () => true, 'a reflection with all spins turned over changes it'],
  };
  const [move, turned, broken] = images[name] ?? [];
  if (!move || !turned) return undefined;
  return [...strings].every(([letters, coefficient]) => {
    const image = Array<string>(sites).fill('I');
    let sign = 1;
    [...letters].forEach((letter, site) => {
      image[move(site)] = letter;
      // Π X changes the sign of Y and Z
      if (turned(site) && (letter === 'Y' || letter === 'Z')) sign = -sign;
    });
    const found = strings.get(image.join(''));
    const wanted = sign === 1 ? coefficient : negateCoefficient(coefficient);
    return found !== undefined && coefficientText(found) === coefficientText(wanted);
  })
    ? undefined
    : broken;
}

function stringsOf({ terms }: Operator, sites: number): Strings {
  return new Map(
    terms.map(({ word, place, coefficient }) => [
      ('I'.repeat(firstSite(place)) + lettersOf(word)).padEnd(sites, 'I'),
      coefficient,
    ]),
  );
}
