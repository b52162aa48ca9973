import {
  type Coefficient,
  addCoefficients,
  evaluateCoefficient,
  isZeroCoefficient,
  refuseUnset,
} from '../exact/index.js';
import {
  type FermionFactor,
  type Operator,
  inFermions,
  isDisplaced,
  rangeOf,
  timesWeight,
  uniformWeight,
  weightAt,
} from '../spin/index.js';
import { limit, refuse } from '../text/index.js';
import { checkTerm, maxWords, refuseDisplacement, siteCountOf } from './finite.js';
import type { Format, WriteOptions } from './format.js';
import { floatText, refuseSymbols } from './numbers.js';

/**
 * OpenFermion: the text of a FermionOperator, `(0.25+0.0j) [0^ 1] +`, as OpenFermion prints it and as its constructor
 * reads it. Mode k is the fermion of site k, whose occupied state is spin up; `[]` is the identity.
 *
 * A sum puts its products of c and c† at every site of a ring of fermions. The ring of spins of the other formats is
 * another one: at its last bond stands the parity of all fermions.
 */
export const fermionOperator: Format = {
  id: 'fermionoperator',
  title: 'OpenFermion FermionOperator',
  extension: 'txt',
  loses: 'exact coefficients become float64, and the number of modes is not said',

  write(operator, options) {
    refuseSymbols(operator, 'OpenFermion');
    const lines = [...productsOn(operator, options)].map(([product, coefficient]) => {
      const { re, im } = evaluateCoefficient(coefficient, refuseUnset);
      return `(${floatText(re)}${im < 0 ? '-' : '+'}${floatText(Math.abs(im))}j) [${product}]`;
    });
    return `${lines.length === 0 ? '0.0 []' : lines.join(' +\n')}\n`;
  },
};

/** The products on the sites, as `0^ 1`, with their coefficients. */
function productsOn(operator: Operator, options: WriteOptions): Map<string, Coefficient> {
  const sites = siteCountOf(operator, options);
  const open = options.open ?? false;
  const found = new Map<string, Coefficient>();
  for (const term of operator.terms) {
    if (isDisplaced(term.place)) refuseDisplacement();
    checkTerm(term, sites, open);
    const products = inFermions(term);
    if (!products)
      refuse(
        'parity-odd',
        'the operator changes the number of fermions by an odd number, or a word of it is too long for this format',
        {
          hint: '--to openfermion writes its spins as qubits',
        },
      );
    const { place, word } = term;
    const weight = place.kind === 'chain' ? place.weight : uniformWeight;
    const places = place.kind !== 'chain' ? 1 : open ? sites - Math.max(rangeOf(word), 1) + 1 : sites;
    for (let j = 0; j < places; j++) {
      const here = weightAt(weight, j);
      if (here.factor === 0) continue;
      for (const { factors, coefficient } of products) {
        const key = factors.map((f) => factorText(f, (f.site + j) % sites)).join(' ');
        const sum = timesWeight(coefficient, here);
        const before = found.get(key);
        found.set(key, before ? addCoefficients(before, sum) : sum);
      }
      if (found.size > maxWords)
        limit('too-many-words', `the operator would have more than ${maxWords} products on ${sites} sites`, {
          hint: 'take fewer sites',
        });
    }
  }
  for (const [key, coefficient] of found) if (isZeroCoefficient(coefficient)) found.delete(key);
  return found;
}

function factorText({ kind }: FermionFactor, site: number): string {
  return kind === 'c†' ? `${site}^` : kind === 'c' ? `${site}` : `${site}^ ${site}`;
}
