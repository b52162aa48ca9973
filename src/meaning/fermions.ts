import type { FermionNode } from '../language/index.js';
import { type Operator, countBits, fermion, fermionNumber } from '../spin/index.js';
import { type Span, locate, refuse } from '../text/index.js';
import type { Environment } from './environment.js';
import { oddValue } from './parity.js';
import type { Report, Scope } from './scope.js';
import { siteOnChain } from './sites.js';
import { type Value, operatorValue } from './value.js';

/** c_j, c†_j and n_j. */
export function evaluateFermion(node: FermionNode, scope: Scope): Value {
  refuseParameters(node.span, scope.environment);
  scope.environment.usesFermions = true;
  const { offset, origin } = siteOnChain(node.site, node.span, scope);
  if (node.letter === 'n') return operatorValue(fermionNumber(offset), origin);
  return oddValue(
    locate(node.span, () => fermion(offset, { dagger: node.dagger })),
    origin,
  );
}

/** `c_1` is a parameter by itself; beside fermions it could be the one at site 1. */
function refuseParameters(span: Span, environment: Environment): void {
  for (const [name] of environment.freeParameters()) {
    const { letter, site } = /^(?<letter>[cn])(?<site>[0-9]+)$/u.exec(name)?.groups ?? {};
    if (letter !== undefined) refuseFermionParameter(letter, site!, span);
  }
}

export function refuseFermionParameter(letter: string, site: string, span: Span): never {
  return refuse('fermion-or-parameter', `${letter}_${site} is a parameter where it could be a fermion`, {
    span,
    hint: `the fermion at site ${site} is ${letter}_<${site}>; for the parameter begin with param ${letter}_${site}`,
  });
}

/**
 * A remark where the reflection of the spins is not that of the fermions: with several species the string of a hopping
 * goes over other spins of its cells than that of its image.
 *
 * @param span  of the operator
 */
export function noteReflectedStrings(a: Operator, { environment, report }: Scope, span: Span): void {
  const flips = a.terms.some(({ word }) => countBits(word.x) + countBits(word.xHigh) > 1);
  if (!environment.usesFermions || environment.legs.length === 1 || !flips) return;
  report.notes.push({
    message: 'reflections are those of the spins: strings of fermions over other species are not taken along',
    span,
  });
}

/**
 * A remark on a number made of `c_0`, `c_1` …, which may be meant as fermions. Beside operators they are coefficients.
 *
 * @param span  of the number
 */
export function noteFermionNames({ assumptions, notes }: Report, environment: Environment, span: Span): void {
  const names = [...assumptions.parameters.keys()].filter(
    (name) => /^[cn][0-9]+$/u.test(name) && !environment.isKnown(name),
  );
  if (names.length < 2) return;
  const list = (form: (letter: string, site: string) => string): string =>
    names.map((name) => form(name[0]!, name.slice(1))).join(', ');
  notes.push({
    message: `${list((letter, site) => `${letter}_${site}`)} are numbers here; the fermions at these sites are ${list((letter, site) => `${letter}_<${site}>`)}`,
    span,
  });
}
