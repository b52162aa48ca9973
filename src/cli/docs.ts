import { basename } from 'node:path';
import { settingWords, siteCommand, siteReport } from '../document/index.js';
import { staticFiles } from '../notebook/index.js';
import { wholeNumber } from '../report/index.js';
import { refuse } from '../text/index.js';
import { command } from './command.js';
import { readInput } from './input.js';
import { type CommonOptions, refuseIdleField } from './options.js';
import { finish, listenerOf } from './output.js';

interface DocsOptions extends CommonOptions {
  readonly model: readonly string[];
  readonly hamiltonian: readonly string[];
  readonly field?: boolean;
  readonly upto: string;
  readonly out?: string;
  readonly title?: string;
  readonly maxWords?: string;
  readonly maxTerms?: string;
  readonly catalogue?: boolean;
}

/** Largest number of characters of a title, which is in the header of every page. */
const longestTitle = 120;

function siteTitle(given = 'Conserved quantities of spin chains'): string {
  const title = given.replaceAll(/\s+/gu, ' ').trim();
  if (title === '')
    refuse('bad-value', '--title takes a text, and this one is empty', { hint: 'as in --title "Spin chains, week 3"' });
  if (title.length > longestTitle)
    refuse('bad-value', `--title takes up to ${longestTitle} characters, and this text has ${title.length}`, {
      hint: 'the comment at the beginning of the script is on the page of its chain',
    });
  return title;
}

export const docsCommand = command<DocsOptions>({
  operands: '[script...]',
  example: [
    '$ spinlaw docs --upto 6 --out site',
    '$ spinlaw docs --model xxz --model xyz --field --upto 5 --out site',
    '$ spinlaw docs lecture.spin --title "Spin chains, week 3" --out site',
    '$ spinlaw docs --hamiltonian "sum_j J S_j·S_<j+1> + D (S_j×S_<j+1>)^z" --out site',
  ],
  options: [
    {
      flags: '--model <name>',
      about:
        'a built-in model: xxx, xxz, xyz, xx or tfi; repeatable; by default all of them, ' +
        'where no Hamiltonian is given',
      default: [],
    },
    { flags: '--field', about: 'with built-in models: add the field - B sum_j Sz_j' },
    { flags: '--hamiltonian <H>', about: 'an expression or a script; repeatable', default: [] },
    { flags: '--upto <K>', about: 'last charge', default: '6' },
    { flags: '--catalogue', about: 'the verdicts on more than a hundred known chains beside them (two minutes)' },
    { flags: '--title <text>', about: 'title of the site, in its header and on its first page' },
    { flags: '--out <folder>', about: 'folder of the site: a new or empty one, or an earlier site' },
    { flags: '--max-words <n>', about: 'strings times monomials a commutator may touch' },
    { flags: '--max-terms <n>', about: 'largest number of Pauli words of a charge with a page (25000)' },
  ],
  run(operands, options, output) {
    const { set, model, hamiltonian, field = false, upto, out, maxWords, maxTerms, catalogue = false } = options;
    const title = siteTitle(options.title);
    const last = wholeNumber('--upto', upto, { least: 2, example: 8 });
    const limits = {
      ...(maxWords !== undefined && {
        maxWords: wholeNumber('--max-words', maxWords, { least: 1, example: 1_000_000 }),
      }),
      ...(maxTerms !== undefined && { maxTerms: wholeNumber('--max-terms', maxTerms, { least: 1, example: 25_000 }) }),
    };
    if (out === undefined)
      refuse('missing-option', '--out says which folder the site goes to', {
        hint: 'as in spinlaw docs --model xxz --upto 6 --out site',
      });
    const sources = [...operands, ...hamiltonian].map((input) => readInput(input));
    if (sources.length > 0 && model.length === 0) refuseIdleField({ field });
    const asked = [
      // Of a file only its name: an operand may also be an expression.
      ...operands.map((given, k) => (sources[k]!.name === given ? basename(given) : given)),
      ...hamiltonian.flatMap((h) => ['--hamiltonian', h]),
      ...model.flatMap((m) => ['--model', m]),
      ...(field ? ['--field'] : []),
      ...settingWords(set),
      '--upto',
      upto,
      ...(catalogue ? ['--catalogue'] : []),
      ...(options.title === undefined ? [] : ['--title', title]),
    ];
    const made = `Made by ${siteCommand(asked)}`;
    const notebook = new Map(staticFiles());
    const question = {
      notebook,
      sources,
      models: model,
      field,
      set,
      upto,
      last,
      ...limits,
      out,
      title,
      made,
      catalogue,
    };
    return finish(siteReport(question, listenerOf(output)), output);
  },
});
