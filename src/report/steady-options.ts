import type { OptionSpec } from './option-list.js';
import type { ThreadsOption } from './thread-option.js';

/** The options of `steady`, on the command line and in the dialogue. */
export const steadyOptions: readonly OptionSpec[] = [
  { flags: '--ring <N>', about: 'number of sites; of spins, where a cell holds several' },
  {
    flags: '--ensemble <name>',
    about:
      'exact, or gge: with conserved quantities: names, conserved(X) for the conserved part of X, C1..C6, NC4, NC6, ' +
      'local:r, X(s, μ), Z(μ), products; +n at the end adds n discovered charges',
    default: 'exact',
  },
  {
    flags: '--observe <names>',
    about: 'operators or expressions, separated by commas; by default all operators of the script',
  },
  {
    flags: '--at <point>',
    about: 'rates, forces and susceptibility at these Lagrange parameters, as in C1=0.1,C2=1',
  },
  {
    flags: '--evolve <times>',
    about: 'with --at: the ensemble after a quench, dλ/dt = F, at these times in units of 1/ε_ph²',
  },
  {
    flags: '--populations',
    about: 'the exact state without coherences: an approximation, and labelled as one',
  },
  {
    flags: '--finite <strengths>',
    about:
      'small rings: the whole Liouvillian with everything of second order times each of these, ' +
      'as in 1,0.1,0.01, beside ε → 0',
  },
  {
    flags: '--compare <lists...>',
    about: 'several ensembles in one table with the exact state: relative entropies, distances, errors of observables',
  },
  {
    flags: '--anatomy',
    about: 'the composition of the discovered charges: shares of short operators and of products, parities',
  },
  {
    flags: '--rank <list>',
    about: 'candidates for one more charge, as in gge:local:3, by how far each moves the ensemble',
  },
  { flags: '--until <moved>', about: 'discover charges, up to n, until one moves the state by less' },
  { flags: '--flow', about: 'discover charges from d ln ρ/dt instead of ln Φρ − ln ρ' },
  {
    flags: '--rigorous',
    about:
      'enclose the exact state of a ring of up to 8 sites: numbers between which its rates prove everything to lie',
  },
  { flags: '--beside <N>', about: 'the same on a second ring, to tell a finite size from physics' },
  {
    flags: '--scan <name=values>',
    about: 'one point for each value, as in B=-5:5:0.5 or eps_d=0,0.5,1; spectra and rates are used again',
  },
];

/** The options as they were typed. */
export interface SteadyCommandOptions extends ThreadsOption {
  readonly set: readonly string[];
  readonly ring?: string;
  readonly ensemble?: string;
  readonly observe?: string;
  readonly at?: string;
  readonly evolve?: string;
  readonly populations?: boolean;
  readonly rigorous?: boolean;
  readonly finite?: string;
  readonly scan?: string;
  readonly compare?: readonly string[];
  readonly anatomy?: boolean;
  readonly rank?: string;
  readonly until?: string;
  readonly flow?: boolean;
  readonly beside?: string;
}
