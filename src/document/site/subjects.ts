import { basename } from 'node:path';
import { type Model, models } from '../../charges/index.js';
import { writeText } from '../../language/index.js';
import { type Notation, expressIn, expressOperator } from '../../meaning/index.js';
import {
  type Listener,
  citationText,
  hamiltonianFromModel,
  hamiltonianIn,
  modelNamed,
  spinOfSites,
} from '../../report/index.js';
import { noteIdleSettings, sessionWith } from '../../session/index.js';
import type { Operator } from '../../spin/index.js';
import { type ExitCode, type Source, type Span, shellWord, worse } from '../../text/index.js';
import { commentOf, headOf } from './script-prose.js';
import type { ChainSubject, ScriptClaim, ScriptOperator } from './survey.js';

/** The chains that a site is to document. */
export interface SiteRequest {
  /** scripts and expressions, each with a Hamiltonian */
  readonly sources: readonly Source[];
  /** names of built-in models; all of them where there are no sources either */
  readonly models: readonly string[];
  /** whether to add the field - B sum_j Sz_j to the built-in models */
  readonly field: boolean;
  readonly set: readonly string[];
  /** the last charge, as it was typed */
  readonly upto: string;
}

/**
 * The chains that a site documents, and 1 where a claim of a script fails.
 *
 * @diagnostic `unknown-model`, the first error of a script, those of `hamiltonianOf`
 */
export function siteSubjects(
  request: SiteRequest,
  listener: Listener,
): {
  readonly subjects: readonly ChainSubject[];
  /** chains of spins 1, which have a verdict and no pages */
  readonly judged: readonly ChainSubject[];
  readonly code: ExitCode;
} {
  const { sources } = request;
  const chosen =
    request.models.length > 0 ? [...new Set(request.models.map(modelNamed))] : sources.length === 0 ? models : [];
  const slugs = new Set<string>();
  const found = sources.map((source, k) =>
    fromSource(source, sources.length > 1 ? k + 1 : undefined, slugs, request, listener),
  );
  const subjectsOf = (spin: '1/2' | '1'): ChainSubject[] =>
    found.map((f) => f.subject).filter(({ notation }) => spinOfSites(notation) === spin);
  return {
    subjects: [...subjectsOf('1/2'), ...chosen.map((model) => fromModel(model, slugs, request, listener))],
    judged: subjectsOf('1'),
    code: found.map((f) => f.code).reduce(worse, 0),
  };
}

function fromModel(
  { name, title, expression, field: fieldText }: Model,
  slugs: Set<string>,
  { field, set, upto }: SiteRequest,
  listener: Listener,
): ChainSubject {
  const { hamiltonian, assumptions } = hamiltonianFromModel(name, { field, set }, listener);
  const options = [...(field ? ['--field'] : []), ...settingWords(set), '--upto', upto];
  return {
    slug: freeSlug(field ? `${name}-field` : name, slugs),
    title: `${title}${field ? ' in a field' : ''}`,
    hamiltonian,
    assumptions,
    typed: `${expression}${field ? ` ${fieldText}` : ''}`,
    command: siteCommand(['--model', name, ...options], '--out DIR'),
  };
}

/** The chain of a text, with its claims. */
function fromSource(
  source: Source,
  number: number | undefined,
  slugs: Set<string>,
  { set, upto }: SiteRequest,
  listener: Listener,
): { readonly subject: ChainSubject; readonly code: ExitCode } {
  const session = sessionWith(set, { spins: 'any' });
  const { hamiltonian, assumptions, run } = hamiltonianIn(session, source, listener);
  const claims = run.outcomes.flatMap((outcome): ScriptClaim[] => {
    if (outcome.kind !== 'claim') return [];
    const { claim } = outcome;
    return [{ text: textAt(claim.span), cites: claim.cites ? citationText(claim.cites) : '', holds: claim.holds }];
  });
  const operators = new Map<string, ScriptOperator>();
  for (const outcome of run.outcomes) {
    if (outcome.kind !== 'definition' || outcome.value.kind !== 'operator') continue;
    const { name, statement, value } = outcome;
    // Only the last definition of a name is left.
    operators.delete(name);
    operators.set(name, {
      name,
      operator: value.operator,
      typed: textAt(statement.span),
      comment: commentOf(statement.span),
    });
  }
  noteIdleSettings(session, listener);
  const { notation } = session.environment;
  const isInput = source.name === '<stdin>';
  const isFile = source.name !== '<argument>' && !isInput;
  const plain = !isFile && claims.length === 0 && source.text.length <= 500;
  const stem = isFile ? basename(source.name, '.spin') : number === undefined ? 'chain' : `chain-${number}`;
  // A reader has the script, and need not know the folders of whoever made the page.
  const operand = isFile ? [basename(source.name)] : isInput ? ['-'] : ['--hamiltonian', source.text];
  const name = isFile ? basename(source.name) : isInput ? 'standard input' : 'argument';
  return {
    code: run.claimsHold ? 0 : 1,
    subject: {
      slug: freeSlug(stem, slugs),
      title: isFile ? `chain of ${stem}` : stem.replace('-', ' '),
      hamiltonian,
      assumptions: [assumptions],
      notation,
      typed: plain ? source.text.trim() : textOf(hamiltonian, notation),
      command: siteCommand([...operand, ...settingWords(set), '--upto', upto], '--out DIR'),
      about: headOf(source),
      operators: [...operators.values()],
      ...(!plain && { script: { name, text: source.text, claims } }),
    },
  };
}

const textOf = (hamiltonian: Operator, notation: Notation): string =>
  writeText(notation.spinOne ? expressIn(hamiltonian, notation) : expressOperator(hamiltonian, { free: false }));

const textAt = ({ source, start, end }: Span): string => source.text.slice(start, end);

/** An unused name of a folder, of letters, digits and dashes, so that it is the same on every disk. */
function freeSlug(name: string, taken: Set<string>): string {
  const stem =
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, '-')
      .replaceAll(/^-+|-+$/gu, '')
      .slice(0, 40) || 'chain';
  let slug = ['assets', 'certificates', 'notebook'].includes(stem) ? `chain-${stem}` : stem;
  for (let k = 2; taken.has(slug); k++) slug = `${stem}-${k}`;
  taken.add(slug);
  return slug;
}

/** Settings as words of a command. */
export const settingWords = (set: readonly string[]): string[] => set.flatMap((s) => ['--set', s]);

/** `spinlaw docs …` as it is typed into a shell. */
export function siteCommand(words: readonly string[], end = ''): string {
  return ['spinlaw docs', ...words.map(shellWord), end].join(' ').trimEnd();
}
