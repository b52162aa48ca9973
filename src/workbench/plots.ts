import type { OptionSpec } from '../report/index.js';
import type { RunnableProgram } from '../session/index.js';
import { refuse } from '../text/index.js';
import { numericalReport, optionsOf } from './answers.js';
import { jsonOption, optionsPage, readOptions } from './options.js';
import { type Show, pageFor } from './page.js';
import { plotItem, plotOf } from './scan-plot.js';

const fileOption: OptionSpec = { flags: '--to <file>', about: 'also write the plot to this file, as SVG' };

/** The options of `:plot`, for the commands whose scans it shows. */
export const plotOptions: Readonly<Record<'steady' | 'gas', readonly OptionSpec[]>> = {
  steady: [...optionsOf.steady.filter((o) => o !== jsonOption), fileOption],
  gas: [...optionsOf.gas.filter((o) => o !== jsonOption), fileOption],
};

const usage = ':plot steady 8 --scan B=-2..2:9 --observe JH';

/**
 * `:plot steady N --scan …`, `:plot gas β --scan …`
 *
 * @diagnostic `command-usage`, `missing-option`, those of the commands
 */
export async function answerPlot(
  text: string,
  program: RunnableProgram,
  show: Show,
  { rich }: { readonly rich: boolean },
): Promise<void> {
  const [, kind, rest] = /^(steady|gas)\b([^]*)$/u.exec(text.trim()) ?? [];
  if (kind !== 'steady' && kind !== 'gas')
    return refuse('command-usage', 'a plot is of a scan of steady or gas', { hint: `as in ${usage}` });
  const specs = plotOptions[kind];
  if (rest!.trim() === '--help') return show({ kind: 'text', text: optionsPage(`:plot ${kind} … --scan …`, specs) });
  const typed = readOptions(`:plot ${kind}`, specs, rest!);
  const { scan, to } = typed.options;
  if (scan === undefined)
    return refuse('missing-option', '--scan says over what is plotted', {
      hint: kind === 'steady' ? `as in ${usage}` : 'as in :plot gas 1 --scan λ=0..2:11',
    });
  const { listener } = pageFor({ streams: false, json: false }, show);
  const { document, code } = await numericalReport(kind, typed, program, { ...listener, line: () => {} });
  const plot = plotOf(document);
  if (plot) show(await plotItem(plot, { rich, ...(to !== undefined && { to: to as string }) }));
  show({ kind: 'ended', code });
}
