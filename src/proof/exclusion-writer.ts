import { type Coefficient, rational, rationalText } from '../exact/index.js';
import { type Term, everySite, isDisplaced, isTurning, lettersOf } from '../spin/index.js';
import { limit } from '../text/index.js';
import { numberParts } from './certificate.js';

/** Writes words and coefficients in the form of certificates of excluded charges, and notes their parameters. */
export class ExclusionWriter {
  readonly parameters = new Map<string, 'real' | 'complex'>();

  anchor({ word, place }: Term): unknown[] {
    if (isDisplaced(place)) this.refuse('bath displacements');
    const letters = lettersOf(word);
    switch (place.kind) {
      case 'chain':
        if (isTurning(place.weight)) this.refuse('a phase, which the kernel does not know');
        if (place.weight.sites !== everySite)
          this.refuse('a weight of a period above 2, which the kernel does not know');
        return [letters, 'sum', place.weight.power, place.weight.sign];
      case 'summand':
        return this.refuse('a weight outside a sum');
      case 'local':
        return [letters, 'at', place.site];
    }
  }

  coefficient(c: Coefficient): unknown[] {
    const parts = c.terms.map(({ monomial, value }) => {
      if (monomial.mode) this.refuse('a time dependence');
      const powers = monomial.factors.map(({ symbol, doubled }): [string, string] => {
        if (symbol.kind === 'constant') this.refuse('a number without exact form');
        if (symbol.kind === 'phase') this.refuse('a phase, which the kernel does not know');
        if (symbol.kind !== 'prime') this.parameters.set(symbol.name, symbol.kind === 'real' ? 'real' : 'complex');
        return [symbol.kind === 'conjugate' ? `conj(${symbol.name})` : symbol.name, rationalText(rational(doubled, 2))];
      });
      powers.sort(([a], [b]) => (a < b ? -1 : 1));
      return [...numberParts(value), powers] as const;
    });
    // The order of the engine will not do, since it depends on what was read before.
    return parts.sort((a, b) => (JSON.stringify(a[2]) < JSON.stringify(b[2]) ? -1 : 1));
  }

  private refuse(what: string): never {
    limit('not-certifiable', `there is no certificate for this verdict: it holds ${what}`);
  }
}
