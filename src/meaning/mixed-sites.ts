import { type Span, refuse } from '../text/index.js';

/**
 * The ways in which an expression or a claim refers to sites: a free j outside a sum, numbered sites, and sums that are
 * weighted with the position. A free j means a density that is the same everywhere, so it must not be combined with the
 * others (language rule 13), as in `[X_j, Y_3]` and `X_j = X_0`. The first place of each kind in the text is kept,
 * through definitions and functions.
 */
export interface NamedSites {
  free?: Span;
  numbered?: Span;
  weighted?: Span;
}

/** @diagnostic `free-beside-numbered`, `free-site-with-weight` */
export function noteSites(sites: NamedSites, kind: keyof NamedSites, span: Span): void {
  sites[kind] ??= span;
  const { free, numbered, weighted } = sites;
  if (free && numbered) {
    refuse(
      'free-beside-numbered',
      'a free j stands beside a site with a number, so it must be known which site it is',
      {
        span,
        hint: 'name the site (S^z_0), or write sum_j',
      },
    );
  }
  if (free && weighted) {
    refuse(
      'free-site-with-weight',
      'a free j meets a sum with position weights, so it must be known which site it is',
      {
        span,
        hint: 'name the site (S^z_0), or write sum_j',
      },
    );
  }
}
