import type { FermionNode } from '../language/index.js';
import { fermion, fermionNumber } from '../spin/index.js';
import { type Span, locate, refuse } from '../text/index.js';
import type { Environment } from './environment.js';
import { oddValue } from './parity.js';
import type { Scope } from './scope.js';
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
