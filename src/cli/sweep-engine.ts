import { chooseFigures, figureValues, figures, renderFigure } from '../document/index.js';
import type { CommandReport } from '../report/index.js';
import type { SweepTask, TaskEngine } from '../sweep/index.js';
import type { CommandResources } from './command.js';
import type { CommonOptions } from './options.js';
import type { Output } from './output.js';
import { sweptCommands, taskOptions } from './sweep-commands.js';

/** The engine of tasks: the commands of the command line, whose documents it keeps instead of printing them. */
export const taskEngine =
  (resources: CommandResources = {}): TaskEngine =>
  async (task) => {
    const { file } = sweptCommands.find((c) => c.name === task.command)!;
    const { operands, options } = taskOptions<CommonOptions & { readonly quick?: boolean }>(file, task);
    if (task.command === 'figures') return figureReport(task, options);
    let document: object = {};
    const nothing = (): void => {};
    const output: Output = {
      json: true,
      line: nothing,
      note: nothing,
      remark: nothing,
      diagnostic: nothing,
      progress: nothing,
      document: (value) => {
        document = value as object;
      },
    };
    const code = await file.run(operands, options, output, { ...resources, threads: 1 });
    return { document, code };
  };

/** A figure as its document, with the picture as text. */
async function figureReport(
  { operands }: SweepTask,
  { set, quick = false }: CommonOptions & { readonly quick?: boolean },
): Promise<CommandReport> {
  const chosen = chooseFigures(figures, operands);
  const [one] = chosen;
  const { json, svg } = await renderFigure(one!, figureValues(chosen, set, { quick }).get(one!)!);
  return { document: { ...(JSON.parse(json.text) as object), svg: svg.text }, code: 0 };
}
