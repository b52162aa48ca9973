import { chooseFigures, figureValues, figures } from '../document/index.js';
import {
  type GasOptions,
  type IntegrableOptions,
  type Listener,
  type PerturbationOptions,
  type SteadyCommandOptions,
  chooseLaws,
  gasRequest,
  gasSourceOf,
  givenPerturbation,
  hamiltonianFromModel,
  hamiltonianFromProgram,
  integrableQuestion,
  mostSeed,
  optionName,
  perturbationQuestion,
  readBinding,
  restricted,
  silent,
  steadyQuestion,
  wholeNumber,
} from '../report/index.js';
import { noteIdleSettings, programOf } from '../session/index.js';
import { type SweepCommand, type SweepTask, taskArguments } from '../sweep/index.js';
import { type Source, DiagnosticError, refuse } from '../text/index.js';
import { sortArguments } from './arguments.js';
import { chargesCommand } from './charges.js';
import { checkCommand } from './check.js';
import { type CommandFile, command, parserOf } from './command.js';
import { gasPointCommand } from './gas-point.js';
import { integrableCommand } from './integrable.js';
import type { CommonOptions, ModelOptions } from './options.js';
import { perturbCommand } from './perturb.js';
import { steadyPointCommand } from './steady-point.js';

/** A command of a sweep, with the file of the command line that computes its tasks. */
export interface SweptCommand extends SweepCommand {
  readonly file: CommandFile;
}

/** The options of a task as its command reads them. */
export function taskOptions<O extends CommonOptions>(
  file: CommandFile,
  task: SweepTask,
): { readonly operands: readonly string[]; readonly options: O } {
  const parser = parserOf(task.command, '', file);
  parser.parse(sortArguments(parser, taskArguments(task)), { from: 'user' });
  return { operands: parser.args, options: parser.opts<O>() };
}

/** A source that a task names: a program of the store, or an expression. */
type SourceOf = (text: string) => Source;

type Preparation = (options: never, sources: readonly Source[], sourceOf: SourceOf) => void;

const asFiles = 'the results of a sweep are in its store, and sweep collect writes them';
const inGrid = 'vary the parameter in "grid", as in "grid": {"B": "-2:2:0.5"}';

/** A listener that refuses settings that nothing uses, since all points would be the same. */
const strict: Listener = {
  ...silent,
  idleSetting: (name) =>
    refuse('unknown-parameter', `nothing asks for a parameter ${name}`, {
      hint: `use ${name} in the program, or leave it out of the manifest`,
    }),
};

function swept(
  name: string,
  file: CommandFile,
  prepare: Preparation,
  rest: Partial<Pick<SweepCommand, 'excluded' | 'programOptions' | 'input' | 'names' | 'parameters'>> = {},
): SweptCommand {
  const excluded = {
    '--json': 'every result is a document',
    '--set': 'put values into "set", or vary them in "grid"',
    ...rest.excluded,
  };
  return {
    name,
    file,
    options: file.options.filter((o) => !(optionName(o) in excluded)),
    excluded,
    programOptions: rest.programOptions ?? [],
    input: rest.input ?? 'program',
    ...(rest.names && { names: rest.names }),
    ...(rest.parameters && { parameters: rest.parameters }),
    check: (task, programs) => {
      const { operands, options } = taskOptions(file, task);
      const sourceOf: SourceOf = (text) => programs.get(text) ?? { name: '<argument>', text };
      prepare(options as never, operands.map(sourceOf), sourceOf);
    },
  };
}

/** The only program of a task. */
function onlySource(sources: readonly Source[], what: string): Source {
  const [source] = sources;
  return source ?? refuse('missing-input', `"input" is missing: ${what}`, { hint: 'as in "input": "driven.spin"' });
}

interface CheckOptions extends CommonOptions {
  readonly seed: string;
}

type ChargeOptions = ModelOptions & Readonly<Record<'upto' | 'range' | 'period' | 'maxWords', string | undefined>>;
type PerturbedOptions = PerturbationOptions & ModelOptions & { readonly hamiltonian?: string };

/** A figure, whose task `sweep-engine.ts` computes, because its files are not written. */
const figureTask = command({
  operands: '[name...]',
  example: [],
  options: [{ flags: '--quick', about: 'fewer points, smaller systems: a first look in seconds' }],
  run: () => 0,
});

/** The commands that a sweep can run. */
export const sweptCommands: readonly SweptCommand[] = [
  swept(
    'steady',
    steadyPointCommand,
    (options: SteadyCommandOptions, sources) => {
      steadyQuestion(options);
      const { session, run } = programOf(onlySource(sources, 'the script of the chain'))(options.set);
      if (run.errors[0]) throw new DiagnosticError(run.errors[0]);
      noteIdleSettings(session, strict);
    },
    { excluded: { '--scan': inGrid, '--store': asFiles } },
  ),
  swept(
    'gas',
    gasPointCommand,
    (options: GasOptions, sources) => {
      gasRequest(options);
      const given = gasSourceOf(onlySource(sources, 'the model of the gas'))(options.set, strict);
      if ('errors' in given) throw new DiagnosticError(given.errors[0]!);
    },
    { excluded: { '--scan': inGrid, '--out': asFiles, '--store': asFiles } },
  ),
  swept(
    'perturb',
    perturbCommand,
    (options: PerturbedOptions, sources, sourceOf) => {
      perturbationQuestion(options);
      const { model, field = false, hamiltonian } = options;
      const choice = {
        ...(model !== undefined && { model: { name: model, field } }),
        ...(hamiltonian !== undefined && { program: sourceOf(hamiltonian) }),
      };
      givenPerturbation(onlySource(sources, 'the perturbation'), choice, options.set, strict);
    },
    { excluded: { '--script': asFiles }, programOptions: ['--hamiltonian'] },
  ),
  swept(
    'check',
    checkCommand,
    ({ set, seed }: CheckOptions, sources) => {
      wholeNumber('--seed', seed, { most: mostSeed, example: 7 });
      restricted(chooseLaws(sources.map((s) => s.text)), new Map(set.map(readBinding)));
    },
    {
      input: 'names',
      names: (pattern) => chooseLaws([pattern]).map(({ id }) => id),
      parameters: (law) => Object.keys(chooseLaws([law])[0]!.cases.parameters),
      excluded: {
        '--path': 'vary --seed in "grid" or "sample"',
        '--budget': 'a verdict that depends on the time is not a result; --timeout of sweep run limits a task',
      },
    },
  ),
  swept(
    'charges',
    chargesCommand,
    (options: ChargeOptions, sources) => {
      const { model, field = false, set } = options;
      for (const [name, value] of [
        ['--upto', options.upto],
        ['--range', options.range],
        ['--period', options.period],
        ['--max-words', options.maxWords],
      ] as const)
        if (value !== undefined) wholeNumber(name, value);
      if (model !== undefined) hamiltonianFromModel(model, { field, set }, strict);
      else hamiltonianFromProgram(onlySource(sources, 'the Hamiltonian'), set, strict, { spins: 'any' });
    },
    { excluded: { '--threads': 'every task of a sweep has one thread, and --workers sets how many run at once' } },
  ),
  swept(
    'integrable',
    integrableCommand,
    (options: IntegrableOptions & CommonOptions, sources) => {
      integrableQuestion(options);
      hamiltonianFromProgram(onlySource(sources, 'the Hamiltonian'), options.set, strict, { spins: 'any' });
    },
    { excluded: { '--certificate': asFiles } },
  ),
  swept(
    'figures',
    figureTask,
    ({ set }: CommonOptions, sources) => {
      figureValues(
        chooseFigures(
          figures,
          sources.map((s) => s.text),
        ),
        set,
      );
    },
    {
      input: 'names',
      names: (pattern) => chooseFigures(figures, [pattern]).map(({ name }) => name),
      parameters: (figure) => Object.keys(chooseFigures(figures, [figure])[0]!.parameters),
      excluded: {
        '--out': asFiles,
        '--store': asFiles,
        '--list': 'the names of figures are those of spinlaw figures --list',
        '--script': '"command": "steady" or "gas" sweeps over a script of your own',
      },
    },
  ),
];
