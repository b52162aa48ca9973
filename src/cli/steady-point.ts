import { ChainStudy, type DrivenChain, type ExactState, memoryText } from '../chain/index.js';
import { limit } from '../text/index.js';
import { numberText, progressBar, values } from '../report/index.js';
import type { Output } from './output.js';
import type { Task } from './steady-task.js';

/** The steady state at one set of parameters, as it is printed. */
export interface Point {
  readonly observables: Record<string, number>;
  /** observables that stand on fixed sites: of the whole ring, not per site */
  readonly fixed?: readonly string[];
  readonly lagrange?: Record<string, number>;
  /** rates of return to a truncated ensemble, ε_ph² taken out: stable when all real parts are negative */
  readonly stability?: readonly { readonly re: number; readonly im: number }[];
  readonly residual: number;
  readonly iterations: number;
  /** of the exact state: energy, entropy and fluctuations, per site */
  readonly balance?: Balance;
  /** what is to be known of these numbers */
  readonly notes?: readonly string[];
}

/** Where energy comes from and goes to, per site, with ε_ph² taken out of rates. */
export interface Balance {
  /**
   * where they are resolved. One entry for each perturbation, drives first: `heat` into a bath, `power` of a drive,
   * `energy` that jump operators bring
   */
  readonly flows?: readonly (
    | { readonly bath: number; readonly heat: number }
    | { readonly drive: number; readonly power: number }
    | { readonly jump: number; readonly energy: number }
  )[];
  /** what they add up to: rounding */
  readonly sum?: number;
  /** −Tr ρ ln ρ / N */
  readonly entropy: number;
  /** Σ heat/T where nothing but baths above temperature 0 and drives acts */
  readonly entropyProduction?: number;
  /** (⟨H_0²⟩ − ⟨H_0⟩²)/N, and (⟨(Σ S^z)²⟩ − ⟨Σ S^z⟩²)/N where H_0 conserves Σ S^z */
  readonly fluctuations: { readonly energy?: number; readonly Sz?: number };
}

/** A study that shows on a terminal how far it is. */
export function studyFor(output: Output): ChainStudy {
  const bar = progressBar();
  return new ChainStudy({
    onProgress: (what, fraction) => {
      const text = bar(what, fraction);
      if (text !== undefined) output.progress(text);
    },
  });
}

/** Says before the work how much of it there is. */
export function announce(
  study: ChainStudy,
  { chain, members, resolvers }: Task,
  output: Output,
  populations: boolean,
): void {
  const basis = study.basis(chain);
  const largest = Math.max(...basis.sectors.map((s) => s.orbits.length));
  const sectors = `${basis.dimension} states in ${basis.sectors.length} sectors, the largest of ${largest}`;
  const bytes = members ? undefined : study.bytes(chain, { populationsOnly: populations, resolvers });
  output.note(bytes === undefined ? sectors : `${sectors}; rates and factors take ${memoryText(bytes)}`);
}

/** @diagnostic those of the study; `not-resolved` where a number is none */
export function solve(study: ChainStudy, task: Task, populations: boolean, output: Output): Point {
  const point = task.members ? ensembleAt(study, task) : exactAt(study, task, populations, output);
  const numbers = [
    ...Object.entries(point.observables),
    ...Object.entries(point.lagrange ?? {}),
    ...(point.balance ? balanceLines(point.balance) : []),
  ];
  const lost = numbers.find(([, value]) => !Number.isFinite(value));
  if (lost && Number.isNaN(lost[1]))
    limit('not-resolved', `double precision does not resolve the steady state: ${lost[0]} is ${lost[1]}`);
  if (lost)
    limit('overflow', `${lost[0]} exceeds the range of double precision`, { hint: 'observe a smaller multiple of it' });
  return point;
}

function exactAt(
  study: ChainStudy,
  { chain, resolvers, observables, unit }: Task,
  populations: boolean,
  output: Output,
): Point {
  const state = study.exact(chain, { populationsOnly: populations, resolvers });
  const notes: string[] = [];
  if (state.traps > 1) {
    notes.push(
      `at temperature 0 the chain stays in whichever of ${state.traps} classes of levels it falls into: this is the limit of small temperatures, the ground state`,
    );
  }
  const coherences = coherenceNote(state);
  if (coherences !== undefined) notes.push(coherences);
  const balance = balanceOf(state, chain, unit, notes);
  for (const note of notes) noteOnce(note, output);
  return {
    observables: values(observables, (o) => state.observe(o)),
    ...fixedOf(observables, chain),
    residual: state.residual,
    iterations: state.iterations,
    balance,
    ...(notes.length > 0 && { notes }),
  };
}

/** What has become of coherences where populations alone are asked for. */
function coherenceNote({ degenerateLevels: { kept, leftOut } }: ExactState): string | undefined {
  const levels = (n: number): string => (n === 1 ? 'one degenerate level' : `${n} degenerate levels`);
  const parts = [
    kept > 0 &&
      `in ${levels(kept)} of H_0 no charge fixes a basis, and populations alone are not closed: coherences inside them are kept`,
    leftOut > 0 &&
      `in ${levels(leftOut)} coherences between states that S^z or C_3 tells apart are left out: without --populations they are there`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join('; ') : undefined;
}

/** Names of those whose values are not divided by the number of sites. */
function fixedOf(observables: Task['observables'], { sites }: DrivenChain): Pick<Point, 'fixed'> {
  const names = observables.filter((o) => o.sites !== sites).map((o) => o.name);
  return names.length > 0 ? { fixed: names } : {};
}

const told = new WeakMap<Output, Set<string>>();

/** Points of a scan have most of their notes in common. */
function noteOnce(note: string, output: Output): void {
  const known = told.get(output) ?? new Set<string>();
  told.set(output, known);
  if (!known.has(note)) output.note(note);
  known.add(note);
}

/** @param notes  gets a line for everything that is left out */
function balanceOf(
  { powers, acting, entropy, fluctuations }: ExactState,
  { sites, perturbations }: DrivenChain,
  unit: number,
  notes: string[],
): Balance {
  const each = powers?.map((x) => x / sites / unit);
  const isFlow = each?.every(Number.isFinite) === true;
  if (!each)
    notes.push('heat and power are left out: they are smaller than the rounding of the transitions they are made of');
  else if (!isFlow) notes.push('heat and power are left out: they are beyond the range of doubles');
  const moments = {
    energy: fluctuations.energy / sites,
    Sz: fluctuations.magnetisation === undefined ? undefined : fluctuations.magnetisation / sites,
  };
  const hasEnergy = Number.isFinite(moments.energy);
  if (!hasEnergy) notes.push('the energy fluctuation is left out: it is beyond the range of doubles');
  return {
    ...(each && isFlow && flowsOf(each, acting, perturbations)),
    entropy: entropy / sites,
    fluctuations: { ...(hasEnergy && { energy: moments.energy }), ...(moments.Sz !== undefined && { Sz: moments.Sz }) },
  };
}

/** What flows, per site. */
function flowsOf(
  powers: readonly number[],
  acting: readonly boolean[],
  perturbations: DrivenChain['perturbations'],
): Pick<Balance, 'flows' | 'sum' | 'entropyProduction'> {
  const count = { bath: 0, drive: 0, jump: 0 };
  const flows = perturbations.map(({ kind }, p): NonNullable<Balance['flows']>[number] => {
    const energy = powers[p]!;
    count[kind] += 1;
    // −0 and 0 are one number.
    return kind === 'bath'
      ? { bath: count.bath, heat: 0 - energy }
      : kind === 'drive'
        ? { drive: count.drive, power: energy }
        : { jump: count.jump, energy };
  });
  const isDefined = perturbations.every(
    (p, k) => !acting[k] || p.kind === 'drive' || (p.kind === 'bath' && p.phonons.temperature > 0),
  );
  const production = perturbations.reduce(
    (sum, p, k) => (p.kind === 'bath' && powers[k] !== 0 ? sum - powers[k]! / p.phonons.temperature : sum),
    0,
  );
  return {
    flows,
    sum: powers.reduce((sum, x) => sum + x, 0),
    ...(isDefined && Number.isFinite(production) && { entropyProduction: production }),
  };
}

/** The balance in words. */
function balanceLines({ flows = [], entropy, entropyProduction, fluctuations }: Balance): [string, number][] {
  const kinds = flows.map((f) => ('bath' in f ? 'bath' : 'drive' in f ? 'drive' : 'jump'));
  const numbered = (kind: string, k: number): string =>
    kinds.filter((x) => x === kind).length > 1 ? `${kind} ${k}` : kind;
  return [
    ...flows.map((f): [string, number] =>
      'bath' in f
        ? [`heat into the ${numbered('bath', f.bath)}`, f.heat]
        : 'drive' in f
          ? [`power of the ${numbered('drive', f.drive)}`, f.power]
          : [`energy from the ${numbered('jump', f.jump)}`, f.energy],
    ),
    ['entropy', entropy],
    ...(entropyProduction === undefined ? [] : [['entropy production', entropyProduction] as [string, number]]),
    ...(fluctuations.energy === undefined ? [] : [['energy fluctuation', fluctuations.energy] as [string, number]]),
    ...(fluctuations.Sz === undefined ? [] : [['Sz fluctuation', fluctuations.Sz] as [string, number]]),
  ];
}

function ensembleAt(study: ChainStudy, { chain, members, resolvers, observables, unit }: Task): Point {
  const ensemble = study.ensemble(chain, members!, resolvers);
  const { state, residual, iterations } = ensemble.solve();
  return {
    observables: values(observables, (o) => ensemble.observe(o, state)),
    ...fixedOf(observables, chain),
    lagrange: named(members!, state.lagrange),
    stability: ensemble.ensemble.stability(state).map(({ re, im }) => ({ re: re / unit, im: im / unit })),
    residual,
    iterations,
  };
}

export function named(
  members: readonly { readonly name: string }[],
  numbers: ArrayLike<number>,
): Record<string, number> {
  return Object.fromEntries(members.map(({ name }, i) => [name, numbers[i]!]));
}

export function writePoint(point: Point & { sites: number; ensemble: string }, output: Output): void {
  if (output.json) {
    output.document(point);
    return;
  }
  output.line(`${point.ensemble} on a ring of ${point.sites}: per site`);
  const width = Math.max(
    1,
    ...Object.keys(point.observables).map((n) => n.length),
    ...Object.keys(point.lagrange ?? {}).map((n) => n.length + 2),
  );
  for (const [name, value] of Object.entries(point.observables))
    output.line(`  ${name.padEnd(width)}  ${numberText(value)}${point.fixed?.includes(name) ? '  (whole ring)' : ''}`);
  for (const [name, value] of Object.entries(point.lagrange ?? {}))
    output.line(`  ${`λ ${name}`.padEnd(width)}  ${numberText(value)}`);
  if (point.stability) {
    const [slowest] = point.stability;
    output.line(
      slowest!.re < 0
        ? `stable: the slowest return has the rate ${numberText(-slowest!.re)} ε_ph²`
        : 'NOT stable: a small deviation grows',
    );
  }
  if (point.balance) writeBalance(point.balance, output);
  output.line(`residual ${point.residual.toExponential(1)} after ${point.iterations} iterations`);
}

function writeBalance(balance: Balance, output: Output): void {
  const lines = balanceLines(balance);
  const wide = Math.max(...lines.map(([name]) => name.length));
  output.line('energy and entropy, per site, with ε_ph² taken out of rates:');
  for (const [name, value] of lines) output.line(`  ${name.padEnd(wide)}  ${numberText(value)}`);
}
