import { type Coefficient, symbolsOf } from '../../exact/index.js';
import { nameText } from '../../language/index.js';
import { type FiniteChain, type Operator, rangeOf } from '../../spin/index.js';
import { type Span, refuse } from '../../text/index.js';
import { type Value, originOf } from '../value.js';
import { type FunctionCall, argumentSpan, operatorArgument } from './function.js';

/** An operator with the finite chain on which its numbers are computed. */
export interface FiniteArgument {
  readonly operator: Operator;
  readonly chain: FiniteChain;
}

/**
 * The k-th argument on the chain of `on ring(N):` or `on open(N):`, around the call or in the definition of the
 * argument. A local operator on numbered sites has the sites 0 … up to its last one by default.
 *
 * @diagnostic `no-finite-chain`, `not-an-operator`, `unset-parameter`
 */
export function finiteArgument(call: FunctionCall, k: number): FiniteArgument {
  const operator = operatorArgument(call, k);
  const chain = chainOfArgument(call, k);
  refuseUnsetIn(
    call,
    operator.terms.map((t) => t.coefficient),
  );
  return { operator, chain };
}

/** The chain of the k-th argument, as `finiteArgument` finds it. @diagnostic `no-finite-chain` */
function chainOfArgument(call: FunctionCall, k: number): FiniteChain {
  const { finite, report } = call.scope;
  const span = argumentSpan(call, k);
  if (finite) {
    const { free } = report.sites;
    if (free && free.source === span.source && free.start >= span.start && free.end <= span.end)
      report.notes.push({
        message: 'a free j is site 0 of the ring here; sum_j is the sum over its sites',
        span: free,
      });
    return finite;
  }
  const value = call.values[k]!;
  const spins = call.scope.environment.legs.length;
  const known =
    value.kind === 'operator' ? (value.finite ?? reachOf(value, spins)) : ({ kind: 'open', sites: spins } as const);
  return known ?? refuseEndless(call, span);
}

/** The cells 0 … up to the last one of a local operator, with so many spins each; undefined for other operators. */
function reachOf(value: Extract<Value, { kind: 'operator' }>, spins: number): FiniteChain | undefined {
  if (originOf(value).free) return undefined;
  let sites = 1;
  for (const { place, word } of value.operator.terms) {
    if (place.kind === 'chain' || place.site < 0) return undefined;
    sites = Math.max(sites, place.site + rangeOf(word));
  }
  return { kind: 'open', sites: spins * Math.ceil(sites / spins) };
}

function refuseEndless({ node }: FunctionCall, span: Span): never {
  const typed = node.span.source.text.slice(node.span.start, node.span.end);
  return refuse(
    'no-finite-chain',
    `${node.function} is computed on a ring or on an open chain, and this operator is on the infinite one`,
    {
      span,
      hint: `on ring(8): ${typed}`,
    },
  );
}

/** @diagnostic `unset-parameter` with a line that gives every missing parameter a value */
export function refuseUnsetIn({ node, scope }: FunctionCall, coefficients: readonly Coefficient[]): void {
  const names = new Set<string>();
  for (const coefficient of coefficients)
    for (const { name, kind } of symbolsOf(coefficient)) if (kind !== 'constant') names.add(name);
  if (names.size === 0) return;
  const shown = [...names].sort().map(nameText);
  const typed = node.span.source.text.slice(node.span.start, node.span.end);
  const cells = (scope.finite?.sites ?? 0) / scope.environment.legs.length;
  const chain = scope.finite ? `on ${scope.finite.kind}(${cells}): ` : '';
  refuse(
    'unset-parameter',
    `${node.function} is computed with numbers, and ${shown.join(', ')} ${shown.length === 1 ? 'has' : 'have'} none`,
    {
      span: node.span,
      hint: `with ${shown.map((name) => `${name} = 1`).join(', ')}: ${chain}${typed}`,
    },
  );
}
