import type { OptionSpec } from './option-list.js';
import type { ThreadsOption } from './thread-option.js';

/** The options of `gas` that the command line and the dialogue have in common. */
export const gasOptions: readonly OptionSpec[] = [
  { flags: '--beta <list>', about: 'inverse temperatures, separated by commas (default: 1)' },
  { flags: '--temperature <list>', about: 'temperatures instead of inverse ones' },
  {
    flags: '--energies <list>',
    about: 'total energies at which transmission, reflection, T and S are wanted',
  },
  { flags: '--sidebands <n>', about: 'Floquet sidebands −n … n (default: until the rates have converged)' },
  {
    flags: '--components <n>',
    about: 'Fourier components −n … n of the Floquet modes (default: until the rest is below rounding)',
  },
  { flags: '--seconds <t>', about: 'refuse a run that would take longer on one core (default: 300)' },
  { flags: '--nodes <n>', about: 'Gauss points an energy panel, without refinement (default: adaptive)' },
  { flags: '--times <list>', about: 'times at which the populations are wanted on their way to the steady state' },
  { flags: '--initial <list>', about: 'with --times: populations at time 0 (default: all in level 0)' },
  {
    flags: '--scan <name=values>',
    about: 'one point for each value of a parameter, as in lambda=0:2:0.1 or omega=1,1.5',
  },
  {
    flags: '--limits',
    about: 'expansion of the populations at high temperature, limits of rates and populations at low',
  },
  {
    flags: '--rigorous',
    about: 'enclose the laws, the populations and the power: numbers between which they are proved to lie',
  },
  {
    flags: '--digits <n>',
    about: 'unitarity, rates and thermalization conditions to so many digits, in decimal arithmetic',
  },
];

/** The options as they were typed. */
export interface GasOptions extends ThreadsOption {
  readonly set: readonly string[];
  readonly beta?: string;
  readonly temperature?: string;
  readonly energies?: string;
  readonly sidebands?: string;
  readonly components?: string;
  readonly seconds?: string;
  readonly nodes?: string;
  readonly times?: string;
  readonly initial?: string;
  readonly scan?: string;
  readonly limits?: boolean;
  readonly rigorous?: boolean;
  readonly digits?: string;
}
