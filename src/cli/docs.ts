import { basename, join } from 'node:path';
import { type Model, models, nothingText } from '../charges/index.js';
import { coefficientText } from '../exact/index.js';
import {
  type ChainSubject,
  type ScriptClaim,
  type Survey,
  chainSite,
  surveyedCharges,
  isComplete,
  placesOf,
  siteFolder,
  surveyChain,
} from '../document/site/index.js';
import { writeText } from '../language/index.js';
import { expressOperator } from '../meaning/index.js';
import { citationText, wholeNumber } from '../report/index.js';
import { isHermitian } from '../spin/index.js';
import { type Diagnostic, type Source, DiagnosticError, errorDocument, refuse } from '../text/index.js';
import { newSession, writeIdleSettings } from './eval.js';
import { givenHamiltonian, hamiltonianFrom, modelNamed, refuseIdleField } from './hamiltonian.js';
import { readInput } from './input.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';

export interface DocsOptions extends CommonOptions {
  readonly model: readonly string[];
  readonly hamiltonian: readonly string[];
  readonly field?: boolean;
  readonly upto: string;
  readonly out?: string;
  readonly maxWords?: string;
  readonly maxTerms?: string;
}

/** Writes the site of conserved quantities of chains: built-in models, or Hamiltonians of one's own. */
export function docsCommand(operands: readonly string[], options: DocsOptions, output: Output): ExitCode {
  const upto = wholeNumber('--upto', options.upto, { least: 2, example: 8 });
  const limits = {
    ...(options.maxWords !== undefined && {
      maxWords: wholeNumber('--max-words', options.maxWords, { least: 1, example: 1_000_000 }),
    }),
    ...(options.maxTerms !== undefined && {
      maxTerms: wholeNumber('--max-terms', options.maxTerms, { least: 1, example: 25_000 }),
    }),
  };
  const { out } = options;
  if (out === undefined)
    refuse('missing-option', '--out says which folder the site goes to', {
      hint: 'as in spinlaw docs --model xxz --upto 6 --out site',
    });
  const folder = siteFolder(out);
  const { subjects, code: given } = subjectsOf(operands, options, output);
  const surveys: Survey[] = [];
  let code = given;
  const limitsReached: Diagnostic[] = [];
  for (const subject of subjects) {
    if (!isHermitian(subject.hamiltonian)) output.note(`the Hamiltonian of ${subject.title} is not Hermitian`);
    const survey = surveyChain(subject, { upto, ...limits, onProgress: output.progress });
    surveys.push(survey);
    if (surveyedCharges(survey).some((q) => !q.proof.commutes)) code = worse(code, 1);
    if (!survey.reached) continue;
    limitsReached.push(survey.reached);
    code = worse(code, exitCodeOf(survey.reached));
  }
  const asked = [
    ...operands,
    ...options.hamiltonian.flatMap((h) => ['--hamiltonian', h]),
    ...options.model.flatMap((m) => ['--model', m]),
  ];
  const made = `Made by ${commandLine([...asked, ...(options.field ? ['--field'] : []), ...options.set.flatMap((s) => ['--set', s]), '--upto', options.upto])}`;
  const files = folder.write(
    chainSite(surveys, { title: 'Conserved quantities of spin chains', made, onProgress: output.progress }),
  );
  const [reached] = limitsReached;
  if (output.json) {
    output.document({
      out,
      files,
      models: surveys.map(surveyDocument),
      ...(reached && { error: errorDocument(reached) }),
    });
    return code;
  }
  for (const survey of surveys) {
    const proved = surveyedCharges(survey).filter((q) => q.proof.commutes);
    const failed = surveyedCharges(survey).find((q) => !q.proof.commutes);
    output.line(
      `${survey.subject.title}: ${proved.length > 0 ? `${proved.map((q) => q.name).join(', ')} proved` : 'no charge'}${failed ? `; ${failed.name} is NOT conserved, its page shows the residual` : ''}${survey.nothing ? `; ${nothingText(survey.nothing.index, survey.nothing)}` : ''}`,
    );
  }
  for (const diagnostic of limitsReached) output.diagnostic(diagnostic);
  output.line(`${files.length} files; open ${join(out, 'index.html')}`);
  return code;
}

function surveyDocument(survey: Survey): object {
  return {
    name: survey.subject.slug,
    title: survey.subject.title,
    page: `${survey.subject.slug}/index.html`,
    complete: isComplete(survey),
    ...(survey.nothing && { nothing: survey.nothing.index }),
    quantities: survey.quantities.map((q) => {
      const places = placesOf(survey.subject, q);
      return {
        name: q.name,
        kind: q.kind,
        range: q.range,
        terms: q.operator.terms.length,
        norm2: coefficientText(q.squaredNorm),
        commutes: q.proof.commutes,
        page: places.page,
        ...(q.proof.certificate.kind === 'checked' && { certificate: places.certificate }),
      };
    }),
  };
}

/** What is documented: what the arguments name, or every built-in model. */
function subjectsOf(
  operands: readonly string[],
  options: DocsOptions,
  output: Output,
): { subjects: ChainSubject[]; code: ExitCode } {
  const sources = [...operands, ...options.hamiltonian].map((input) => readInput(input));
  const chosen =
    options.model.length > 0 ? [...new Set(options.model.map(modelNamed))] : sources.length === 0 ? models : [];
  if (chosen.length === 0) refuseIdleField(options);
  const slugs = new Set<string>();
  let code: ExitCode = 0;
  const subjects: ChainSubject[] = [];
  for (const source of sources) {
    const found = fromSource(source, sources.length > 1 ? subjects.length + 1 : undefined, slugs, options, output);
    subjects.push(found.subject);
    code = worse(code, found.code);
  }
  for (const model of chosen) subjects.push(fromModel(model, slugs, options, output));
  return { subjects, code };
}

function fromModel(model: Model, slugs: Set<string>, options: DocsOptions, output: Output): ChainSubject {
  const field = options.field ?? false;
  const given = givenHamiltonian([], { set: options.set, model: model.name, field }, output);
  if ('kind' in given) throw new DiagnosticError(given);
  return {
    slug: freeSlug(field ? `${model.name}-field` : model.name, slugs),
    title: `${model.title}${field ? ' in a field' : ''}`,
    hamiltonian: given.hamiltonian,
    typed: `${model.expression}${field ? ` ${model.field}` : ''}`,
    command: commandLine(
      [
        '--model',
        model.name,
        ...(field ? ['--field'] : []),
        ...options.set.flatMap((s) => ['--set', s]),
        '--upto',
        options.upto,
      ],
      '--out DIR',
    ),
  };
}

/** The chain of a text, with its claims. */
function fromSource(
  source: Source,
  number: number | undefined,
  slugs: Set<string>,
  options: DocsOptions,
  output: Output,
): { subject: ChainSubject; code: ExitCode } {
  const session = newSession(options);
  const found = hamiltonianFrom(session, source, output);
  if ('kind' in found) throw new DiagnosticError(found);
  const { hamiltonian: operator, ran } = found;
  const claims = ran.outcomes.flatMap((outcome): ScriptClaim[] => {
    if (outcome.kind !== 'claim') return [];
    const { claim } = outcome;
    return [{ text: textOf(claim.span), cites: claim.cites ? citationText(claim.cites) : '', holds: claim.holds }];
  });
  writeIdleSettings(session, output);
  const isFile = source.name !== '<argument>' && source.name !== '<stdin>';
  const plain = !isFile && claims.length === 0 && source.text.length <= 500;
  const name = isFile ? basename(source.name) : source.name === '<stdin>' ? 'standard input' : 'argument';
  const title = isFile
    ? `chain of ${basename(source.name, '.spin')}`
    : number === undefined
      ? 'chain'
      : `chain ${number}`;
  return {
    code: ran.code,
    subject: {
      slug: freeSlug(
        isFile ? basename(source.name, '.spin') : number === undefined ? 'chain' : `chain-${number}`,
        slugs,
      ),
      title,
      hamiltonian: operator,
      typed: plain ? source.text.trim() : writeText(expressOperator(operator, { free: false })),
      command: commandLine(
        [
          ...(isFile ? [source.name] : source.name === '<stdin>' ? ['-'] : ['--hamiltonian', source.text]),
          ...options.set.flatMap((s) => ['--set', s]),
          '--upto',
          options.upto,
        ],
        '--out DIR',
      ),
      ...(!plain && { script: { name, text: source.text, claims } }),
    },
  };
}

function textOf({ source, start, end }: { source: Source; start: number; end: number }): string {
  return source.text.slice(start, end);
}

/** A name for a folder, taken by nobody: letters, digits and dashes, so that it is the same on every disk. */
function freeSlug(name: string, taken: Set<string>): string {
  const stem =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, '-')
      .replaceAll(/^-+|-+$/gu, '')
      .slice(0, 40) || 'chain';
  let slug = stem === 'assets' ? 'chain-assets' : stem;
  for (let k = 2; taken.has(slug); k++) slug = `${stem}-${k}`;
  taken.add(slug);
  return slug;
}

/** A command as it is typed into a shell. */
function commandLine(words: readonly string[], end = ''): string {
  return ['spinlaw docs', ...words.map(shellWord), end].join(' ').trimEnd();
}

function shellWord(word: string): string {
  if (/^[\w./:=-]+$/u.test(word)) return word;
  return word.includes("'") ? `"${word.replaceAll(/[\\"$`]/gu, '\\$&')}"` : `'${word}'`;
}
