import { sliderHelp } from '../workbench/front.js';

/** A parameter of the sheet that a slider sets. */
export interface SliderSpec {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly value: number;
}

const [sliderUsage] = sliderHelp;

const number = String.raw`[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?`;
const pattern = new RegExp(
  String.raw`^:slider\s+(?<name>[\p{L}\\][\p{L}\p{N}_\\]*)\s+(?<from>${number})\s*\.\.\s*(?<to>${number})(?:\s+step\s+(?<step>${number}))?(?:\s+at\s+(?<value>${number}))?\s*$`,
  'iu',
);

/** Whether a command of a cell is that of a slider. */
export function isSliderLine(line: string): boolean {
  return /^:slider(?![a-z])/iu.test(line);
}

/** Number of steps of a slider that names none. */
const usualSteps = 20;
const mostSteps = 10_000;

/** Reads `:slider eps_d 0..1 step 0.05 at 0.3`; a sentence where it is not understood. */
export function readSlider(line: string): SliderSpec | string {
  const groups = pattern.exec(line.trim())?.groups;
  if (!groups) return `write ${sliderUsage}, as in :slider Delta 0..2 step 0.1 at 0.5`;
  const [from, to] = [Number(groups['from']), Number(groups['to'])];
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
    return `a slider leads from a smaller to a larger number, not from ${groups['from']!} to ${groups['to']!}`;
  const step = groups['step'] === undefined ? (to - from) / usualSteps : Number(groups['step']);
  if (!(step > 0 && step <= to - from)) return `a step is larger than 0 and at most ${plainNumber(to - from)}`;
  if ((to - from) / step > mostSteps) return `a slider has at most ${mostSteps} steps`;
  const value = groups['value'] === undefined ? from : Number(groups['value']);
  if (!(value >= from && value <= to)) return `the value ${groups['value']!} lies outside of the slider`;
  return { name: groups['name']!, from, to, step, value };
}

/** A number without the digits that binary fractions add: `0.3`, not `0.30000000000000004`. */
export function plainNumber(x: number): string {
  return String(Number(x.toPrecision(12)));
}

/** The place on the slider, in steps, as text: the nearest one for any value. */
export function snapped({ from, to, step }: SliderSpec, value: number): number {
  const near = from + Math.round((value - from) / step) * step;
  return Number(Math.min(to, Math.max(from, near)).toPrecision(12));
}
