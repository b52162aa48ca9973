import {
  type ProgramValue,
  evaluateProgram,
  evaluationDocument,
  optionSpan,
  readForeign,
  readableFormat,
  refusal,
  writeForeign,
} from '../report/index.js';
import { refuse } from '../text/index.js';
import { command } from './command.js';
import { foreignText } from './foreign.js';
import { onlyInput } from './input.js';
import type { CommonOptions } from './options.js';
import { type Output, fail, finish, listenerOf } from './output.js';

interface EvalOptions extends CommonOptions {
  readonly latex?: boolean;
  readonly to?: string;
  readonly from?: string;
  readonly sites?: string;
  readonly open?: boolean;
}

export const evalCommand = command<EvalOptions>({
  operands: '[input...]',
  example: [
    `$ spinlaw eval "(S'_j×S''_<j+1>)·S'_<j+2>"`,
    '$ spinlaw eval "h_<j,j+1> = J S_j·S_<j+1>; [-i sum_j j h_<j,j+1>, sum_j h_<j,j+1>]" --latex',
    '$ spinlaw eval "sum_j S_j·S_<j+1>" --to qiskit --sites 6',
  ],
  options: [
    { flags: '--latex', about: 'print LaTeX' },
    {
      flags: '--to <format>',
      about:
        'print for another library: json, quspin, qiskit, openfermion, fermionoperator, itensor, ' +
        'paulistrings, mathematica, npy, npz or mtx',
    },
    {
      flags: '--from <format>',
      about: 'read json, quspin, qiskit or openfermion instead of the spin language',
    },
    { flags: '--sites <N>', about: 'with --to: put chain sums on a ring of N sites' },
    { flags: '--open', about: 'with --to and --sites: an open chain instead of a ring' },
  ],
  run(operands, options, output) {
    const { set, latex, to } = options;
    const from = options.from === undefined ? undefined : readableFormat(options.from);
    const source = onlyInput(operands, 'the expression', from ? 'other' : 'spinlaw');
    checkOptions(options);
    const listener = listenerOf(output);
    const found = from
      ? { value: readForeign(source, from, set, (text) => listener.note(text)), code: 0 as const }
      : evaluateProgram(source, set, listener, { spins: to === undefined ? 'any' : 'half' });
    if ('errors' in found) {
      const foreign = foreignText(source);
      return foreign ? fail(output, foreign) : finish(refusal(found.errors, listener), output);
    }
    if (to !== undefined) {
      writeFor(to, found, options, output);
      return found.code;
    }
    const document = evaluationDocument(found);
    listener.line(latex ? document.latex : document.text);
    return finish({ document, code: found.code }, output);
  },
});

function checkOptions({ to, sites, open, latex }: EvalOptions): void {
  if (to === undefined && (sites !== undefined || open))
    refuse('option-alone', `${open ? '--open' : '--sites'} says how --to makes a chain finite`, {
      hint: 'as in --to qiskit --sites 6',
    });
  if (to !== undefined && latex)
    refuse('two-formats', '--latex and --to exclude each other', { hint: 'leave one of them out' });
}

function writeFor(
  id: string,
  { value, notation }: Pick<ProgramValue, 'value'> & Partial<Pick<ProgramValue, 'notation'>>,
  { sites, open }: EvalOptions,
  output: Output,
): void {
  if (sites !== undefined && !/^[0-9]+$/u.test(sites))
    refuse('bad-sites', `"${sites}" is not a number of sites`, {
      span: optionSpan('--sites', sites),
      hint: 'as in --sites 6',
    });
  const { format, content, document } = writeForeign(value, id, {
    ...(sites !== undefined && { sites: Number(sites) }),
    ...(open !== undefined && { open }),
    ...(notation && { spins: notation.legs.length }),
  });
  if (output.json) {
    output.document(document);
    return;
  }
  if (typeof content !== 'string' && process.stdout.isTTY)
    refuse('binary-on-terminal', `${format.title} is no text to show on a terminal`, {
      hint: `send it to a file: > operator.${format.extension}`,
    });
  process.stdout.write(content);
}
