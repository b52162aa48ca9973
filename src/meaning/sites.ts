import {
  type Coefficient,
  fromGaussian,
  gaussian,
  imaginaryUnit,
  invertCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  rootCoefficient,
} from '../exact/index.js';
import { type Axis, type BosonNode, type Site, type SpinNode, siteInside } from '../language/index.js';
import {
  type Operator,
  addOperators,
  atSite,
  identityWord,
  isIdentity,
  isUniform,
  localPlace,
  maxSite,
  onFiniteChain,
  pauli,
  rangeOf,
  scaleOperator,
  shiftBody,
  weightIn,
} from '../spin/index.js';
import { type Span, limit, locate, refuse } from '../text/index.js';
import { assumeNonzero, assumeRadicand } from './assumptions.js';
import { movedOdd } from './parity.js';
import { noteSites } from './mixed-sites.js';
import { refuseUnknownSited } from './names.js';
import type { Environment } from './environment.js';
import { checkSpinOneRing } from './spin-one.js';
import { spinsOfSite } from '../triplet/index.js';
import { type Scope, inherit } from './scope.js';
import {
  type Origin,
  type Value,
  asOperator,
  describe,
  mapOperators,
  originOf,
  operatorValue,
  scalarValue,
  vectorValue,
} from './value.js';

/** A defined value at the place where it is used: under a sum its free j is the summed one. */
export function placed(value: Value, span: Span, scope: Scope): Value {
  if (
    scope.place === 'body' &&
    (value.kind === 'operator' || value.kind === 'vector') &&
    value.fixed &&
    !isChain(value)
  ) {
    refuse('absolute-site-in-sum', 'an operator at an absolute site stands where j is summed over or left open', {
      span,
      hint: 'inside sum_j, and on the right of h_<j,j+1> = …, sites are j, j+1, j-1 …; a sum reaches to the end unless it has brackets: (sum_j X_j X_<j+1>) + Z_0',
    });
  }
  if (
    scope.finite !== undefined &&
    (value.kind === 'operator' || value.kind === 'vector') &&
    value.fixed &&
    !value.free
  ) {
    for (const site of value.kind === 'operator' ? edges(value.operator) : [value.x, value.y, value.z].flatMap(edges)) {
      checkOnChain({ relative: false, offset: Math.floor(site / scope.environment.legs.length) }, span, scope);
    }
  }
  if (scope.place === 'top' && (value.kind === 'operator' || value.kind === 'vector')) {
    for (const kind of ['free', 'weighted'] as const) if (value[kind]) noteSites(scope.report.sites, kind, span);
    if (value.fixed && !isChain(value)) noteSites(scope.report.sites, 'numbered', span);
  }
  return value;
}

/** Notes a site in the text that no sum binds. */
function noteSite(site: Site, span: Span, { place, report }: Scope): void {
  if (place === 'top') noteSites(report.sites, site.relative ? 'free' : 'numbered', span);
}

/** The first and the last site of every word at an absolute site. */
function edges(operator: Operator): number[] {
  return operator.terms.flatMap(({ word, place }) => {
    if (place.kind === 'chain') return [];
    const { site, displacement } = place;
    if (isIdentity(word)) return displacement === undefined ? [] : [displacement];
    return [site, site + rangeOf(word) - 1, displacement ?? site];
  });
}

function isChain(value: Value): boolean {
  return value.kind === 'operator' && value.operator.terms.some((t) => t.place.kind === 'chain');
}

/** `h_<j+2,j+3>`: a translate of the density's left side. */
export function sited(base: string, sites: readonly Site[], span: Span, scope: Scope): Value {
  const density = scope.environment.density(base);
  if (!density) {
    if (scope.environment.lookup(base)) {
      refuse('not-a-density', `"${base}" is defined without sites`, {
        span,
        hint: `write ${base}, or define ${base}_<…> = …`,
      });
    }
    refuseUnknownSited(base, sites, span);
  }
  inherit(scope.report, scope.environment.assumptionsOf(base));
  const pattern = density.sites;
  const shift = sites.length === pattern.length ? sites[0]!.offset - pattern[0]!.offset : Number.NaN;
  const { relative, stride = 1 } = sites[0]!;
  const fits = sites.every(
    (s, k) =>
      s.relative === relative && (s.stride ?? 1) === stride && s.offset - (pattern[k]?.offset ?? Number.NaN) === shift,
  );
  if (!fits) {
    const wanted = pattern.map((s) => siteInside(s)).join(',');
    refuse(
      'density-pattern',
      `${base}_<${sites.map((s) => siteInside(s)).join(',')}> is no translate of ${base}_<${wanted}>`,
      {
        span,
        hint: `use ${base}_<${wanted}> or all its sites moved by the same number`,
      },
    );
  }
  const step = originOf(density.value).stride ?? 1;
  const along = step * stride;
  const carried = (moved: Value): Value =>
    moved.kind === 'operator' && moved.odd ? movedOdd(moved, shift * step) : moved;
  if (relative && scope.place === 'body')
    return withStride(carried(mapOperators(density.value, (o) => shiftBody(o, shift, step, stride))), along);
  if (!relative && scope.place === 'body') absoluteInSum(span);
  for (const site of sites) checkOnChain(site, span, scope);
  noteSite(sites[0]!, span, scope);
  const value = carried(mapOperators(density.value, (o) => atSite(o, shift, step)));
  if (relative && hasWeights(density.value)) {
    refuse('free-position', `the density "${base}" depends on the position j, which is free here`, {
      span,
      hint: 'sum it over the chain, or name the site',
    });
  }
  if (value.kind === 'operator' || value.kind === 'vector')
    return withStride({ ...value, free: relative, fixed: !relative }, relative ? along : 1);
  return value;
}

/** The value as one whose sites are `stride` apart from one j to the next. */
function withStride(value: Value, stride: number): Value {
  if (value.kind !== 'operator' && value.kind !== 'vector') return value;
  return { ...value, stride: stride === 1 ? undefined : stride };
}

export function hasWeights(value: Value): boolean {
  const parts = value.kind === 'vector' ? [value.x, value.y, value.z] : [asOperator(value)];
  return parts.some((o) => o?.terms.some((t) => !isUniform(weightIn(t.place))));
}

function absoluteInSum(span: Span): never {
  refuse('absolute-site-in-sum', 'an absolute site stands where j is summed over or left open', {
    span,
    hint: 'inside sum_j, and on the right of h_<j,j+1> = …, sites are j, j+1, j-1 …; a sum reaches to the end unless it has brackets: (sum_j X_j X_<j+1>) + Z_0',
  });
}

/** On a finite chain of N cells absolute ones are 0 … N − 1; only relative ones are periodic, on a ring. */
function checkOnChain(site: Site, span: Span, { finite, environment }: Scope): void {
  if (finite === undefined || site.relative) return;
  const cells = finite.sites / environment.legs.length;
  if (site.offset >= 0 && site.offset < cells) return;
  const noun = environment.legs.length === 1 || environment.isSpinOne ? 'site' : 'cell';
  const others = `whose ${noun}s are 0 … ${cells - 1}`;
  if (finite.kind === 'open')
    refuse('site-outside', `${noun} ${site.offset} is not on the open chain, ${others}`, { span });
  refuse('site-off-the-ring', `${noun} ${site.offset} is not on the ring, ${others}`, { span });
}

function checkReach({ offset }: Site, span: Span): void {
  if (Math.abs(offset) > maxSite) limit('site-too-far', `site ${offset} is further out than ${maxSite}`, { span });
}

/** The site of an operator on the chain; in cells of n spins, spin l of cell j is site n j + l − 1. */
export function siteOnChain(
  site: Site,
  span: Span,
  scope: Scope,
): { readonly offset: number; readonly origin: Origin } {
  if (!site.relative && scope.place === 'body') absoluteInSum(span);
  checkReach(site, span);
  checkOnChain(site, span, scope);
  noteSite(site, span, scope);
  const { legs } = scope.environment;
  const stride = legs.length * (site.stride ?? 1);
  const spin = legOf(site, span, scope.environment);
  scope.environment.noteSite();
  return {
    offset: legs.length * site.offset + spin,
    origin: {
      free: site.relative,
      fixed: !site.relative,
      weighted: false,
      ...(site.relative && stride > 1 && { stride }),
    },
  };
}

/** The number of the spin in its cell, from 0. */
function legOf({ leg, ...site }: Site, span: Span, { legs, isSpinOne }: Environment): number {
  const known = leg === undefined ? (legs.length === 1 || isSpinOne ? 0 : -1) : isSpinOne ? -1 : legs.indexOf(leg);
  if (known >= 0) return known;
  const [head = ''] = /^[^_]*/u.exec(span.source.text.slice(span.start, span.end)) ?? [];
  const where = (label: string): string => `${head}_{${siteInside({ ...site, leg: label })}}`;
  if (leg === undefined)
    refuse('no-leg', `a cell of the chain holds ${legs.length} spins, and it is not said which one this is`, {
      span,
      expected: legs.map(where),
    });
  if (isSpinOne)
    refuse('unknown-leg', `"${leg}" is no spin of the cell: every site of the chain has one spin`, {
      span,
      hint: 'leave the label out',
    });
  if (legs.length === 1 && legs[0] === '1')
    refuse('unknown-leg', `"${leg}" is no spin of the cell: every site of the chain has one spin`, {
      span,
      hint: /^[1-9]$/u.test(leg)
        ? `begin with legs ${Math.max(2, Number(leg))} for a chain whose cells hold several spins`
        : 'begin with species up, down for a chain whose cells hold two spins with these names',
    });
  return refuse('unknown-leg', `"${leg}" is no spin of the cell`, {
    span,
    expected: legs.map(where),
    hint:
      /^[1-4]$/u.test(leg) && legs[0] === '1'
        ? `begin with legs ${leg} for cells of ${leg} spins`
        : `write ${where(legs[0]!)}`,
  });
}

export function evaluateSpin(node: SpinNode, scope: Scope): Value {
  const { offset, origin } = siteOnChain(node.site, node.span, scope);
  const { isSpinOne } = scope.environment;
  if (isSpinOne && node.family === 'sigma') refusePauli(node);
  const component = (axis: 'x' | 'y' | 'z'): Operator =>
    locate(node.span, () => {
      const scale = rescaled(node, axis, scope);
      const spin = pauli(axis, offset, scale);
      // A spin one is the triplet of two spins 1/2.
      return isSpinOne ? addOperators(spin, pauli(axis, offset + 1, scale)) : spin;
    });
  if (node.axis === undefined) return vectorValue(component('x'), component('y'), component('z'), origin);
  return operatorValue(
    locate(node.span, () => ladder(node.axis!, node.family, component)),
    origin,
  );
}

/** @diagnostic `spin-one-letter` */
function refusePauli({ axis, site, span }: SpinNode): never {
  const typed = span.source.text.slice(span.start, span.end);
  const inside = siteInside(site);
  const place = /^[0-9]+$|^j$/u.test(inside) ? inside : `<${inside}>`;
  return refuse('spin-one-letter', `${typed} is a Pauli operator of a spin 1/2, and the sites hold spins 1`, {
    span,
    hint: `the spin is S${axis ?? ''}_${place}`,
  });
}

/** S^± = S^x ± iS^y, but σ^± = (σ^x ± iσ^y)/2. */
function ladder(axis: Axis, family: SpinNode['family'], component: (axis: 'x' | 'y' | 'z') => Operator): Operator {
  if (axis !== '+' && axis !== '-') return component(axis);
  const i = axis === '+' ? imaginaryUnit : negateCoefficient(imaginaryUnit);
  const sum = addOperators(component('x'), scaleOperator(component('y'), i));
  return family === 'S' ? sum : scaleOperator(sum, fromGaussian(gaussian(1, 0, 2)));
}

/**
 * S^a = σ^a/2, S'^a = √λ_a S^a, S''^a = √(λ_z/λ_a) S^a.   chain (16)
 *
 * @implements chain (16) for the rescaled spins
 */
function rescaled(node: SpinNode, axis: 'x' | 'y' | 'z', scope: Scope): Coefficient {
  const unit = node.family === 'S' ? fromGaussian(gaussian(1, 0, 2)) : oneCoefficient;
  // S''^z is S^z for any λ_z.
  if (node.primes === 0 || (node.primes === 2 && axis === 'z')) return unit;
  const own = anisotropy(axis, node.span, scope);
  const ratio = node.primes === 1 ? own : multiplyCoefficients(anisotropy('z', node.span, scope), inverse(own, scope));
  const root = rootCoefficient(ratio);
  assumeRadicand(ratio, scope.report.assumptions);
  return multiplyCoefficients(unit, root);
}

/** λ_x = λ_y = 1, λ_z = Δ/J unless the script defines them. */
function anisotropy(axis: 'x' | 'y' | 'z', span: Span, scope: Scope): Coefficient {
  const { environment } = scope;
  const given = environment.lookup(`lambda_${axis}`);
  if (given) {
    inherit(scope.report, environment.assumptionsOf(`lambda_${axis}`));
    if (given.kind !== 'scalar')
      refuse('not-a-scalar', `lambda_${axis} is ${describe(given)}, and S' needs a scalar`, { span });
    return given.scalar;
  }
  if (axis !== 'z') return oneCoefficient;
  const coupling = (symbol: string): Coefficient => {
    const known = environment.lookup(symbol);
    if (!known) scope.report.assumptions.parameters.set(symbol, environment.parameter(symbol));
    const value = known ?? scalarValue(environment.parameter(symbol));
    inherit(scope.report, environment.assumptionsOf(symbol));
    if (value.kind !== 'scalar') {
      refuse('not-a-scalar', `${symbol} is ${describe(value)}, and S' takes λ_z = Δ/J`, {
        span,
        hint: 'define λ_z = …',
      });
    }
    return value.scalar;
  };
  return multiplyCoefficients(coupling('Delta'), inverse(coupling('J'), scope));
}

function inverse(c: Coefficient, { report }: Scope): Coefficient {
  const result = invertCoefficient(c);
  assumeNonzero(result, report.assumptions);
  return result;
}

/**
 * On a finite chain, every operator outside a sum is realised at once, so that sites N apart on a ring are the same. A
 * free j is site 0 of a ring, where all sites are equivalent; on an open chain it would have to say which site it is.
 */
export function realised(value: Value, span: Span, scope: Scope): Value {
  const { finite } = scope;
  if (finite === undefined || scope.place === 'body') return value;
  if (finite.kind === 'open' && (value.kind === 'operator' || value.kind === 'vector') && value.free) {
    refuse('free-site-on-open-chain', 'a free j stands on an open chain, whose sites are not equivalent', {
      span,
      hint: 'name the site (S^z_0), or write sum_j',
    });
  }
  // The string of an odd operator begins at site 0 there, and all operators are matrices.
  const plain = value.kind === 'operator' ? { ...value, odd: undefined } : value;
  const onIt = locate(span, () =>
    mapOperators(plain, (o) => {
      if (scope.environment.isSpinOne && finite.kind === 'ring') checkSpinOneRing(o, finite.sites / spinsOfSite);
      return onFiniteChain(o, finite);
    }),
  );
  return onIt.kind === 'operator' || onIt.kind === 'vector'
    ? { ...onIt, free: false, fixed: true, weighted: false }
    : onIt;
}

/** (a + a†) at a site: the displacement that couples to the bath.   chain (9) */
export function displacement({ site, span }: BosonNode, scope: Scope): Value {
  const { offset, origin } = siteOnChain(site, span, scope);
  const operator: Operator = {
    terms: [{ word: identityWord, place: localPlace(offset, offset), coefficient: oneCoefficient }],
  };
  return operatorValue(operator, origin);
}
