import { refuse } from '../text/index.js';
import { type Domain, fixed } from './domain.js';
import { Random } from './random.js';

/** Values of named parameters. */
export type Point = Readonly<Record<string, unknown>>;

/** Where a law is tried: named parameters, and how their values make a case. */
export interface CaseSpace<Case> {
  readonly parameters: Readonly<Record<string, Domain<unknown>>>;
  /** cases that are tried by default */
  readonly wanted: number;
  /** @diagnostic a refusal where the point is outside the law's precondition: such a case counts as skipped */
  build(point: Point): Case;
}

/** A case space whose `build` knows the types of its parameters. */
export function caseSpace<Values extends object, Case>(space: {
  readonly parameters: { readonly [K in keyof Values]: Domain<Values[K]> };
  readonly wanted: number;
  readonly build: (point: Values) => Case;
}): CaseSpace<Case> {
  return space as unknown as CaseSpace<Case>;
}

/** When a case is drawn, each parameter takes a corner value once in this many times on average. */
const cornerRate = 4;

/**
 * How many of the first cases are corners: the usual point, then every other corner value, with the other parameters at
 * their usual values.
 */
export function cornerCount(space: CaseSpace<unknown>): number {
  return Object.values(space.parameters).reduce((n, { corners }) => n + corners.length - 1, 1);
}

/**
 * The case with an index: corners first, then cases drawn from the seed. Any index can be computed without those before
 * it.
 *
 * @param seed   determines all points of the space
 * @param index  from 0; the first points are corners
 */
export function pointAt(space: CaseSpace<unknown>, seed: number, index: number): Point {
  const entries = Object.entries(space.parameters);
  let corner = index;
  const usual = Object.fromEntries(entries.map(([name, { corners }]) => [name, corners[0]]));
  if (corner === 0) return usual;
  for (const [name, { corners }] of entries) {
    if (corner < corners.length) return { ...usual, [name]: corners[corner] };
    corner -= corners.length - 1;
  }
  const random = new Random(seed, index);
  return Object.fromEntries(
    entries.map(([name, domain]) => [
      name,
      random.oneIn(cornerRate) ? random.pick(domain.corners) : domain.sample(random),
    ]),
  );
}

/** Points one step simpler, one parameter at a time. */
export function* simplerPoints(space: CaseSpace<unknown>, point: Point): Generator<Point> {
  for (const [name, domain] of Object.entries(space.parameters)) {
    for (const value of domain.simpler(point[name])) yield { ...point, [name]: value };
  }
}

/** The values of a point as text. */
export function writePoint(space: CaseSpace<unknown>, point: Point): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(space.parameters).map(([name, domain]) => [name, domain.write(point[name])]),
  );
}

/**
 * The part of a case space where parameters have these values.
 *
 * @diagnostic `unknown-parameter`, `bad-value`
 */
export function restrict<Case>(space: CaseSpace<Case>, values: Readonly<Record<string, string>>): CaseSpace<Case> {
  const parameters = { ...space.parameters };
  for (const [name, text] of Object.entries(values)) {
    const domain = parameters[name];
    if (!domain) {
      refuse('unknown-parameter', `the law has no parameter ${name}`, {
        hint: `its parameters are ${Object.keys(parameters).join(', ')}`,
      });
    }
    parameters[name] = fixed(domain, domain.read(text));
  }
  return { ...space, parameters, build: (point) => space.build(point) };
}
