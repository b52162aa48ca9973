import { type Statement, nameText } from '../language/index.js';
import {
  type Density,
  type Environment,
  type ModelDeclaration,
  type Notation,
  type Value,
  cellText,
  spinText,
} from '../meaning/index.js';
import type { ClaimResult } from '../proof/index.js';
import { citationText, conditionText, solveParts } from '../report/index.js';
import type { Outcome } from '../session/index.js';
import { siteTerms } from '../triplet/index.js';
import type { ClaimItem, Entry, Item, Note } from './messages.js';
import { usesOf } from './results.js';
import { isShort, summaryOf } from './writing.js';

/** Longest residual that is shown, in characters. */
const longestResidual = 2000;

export function textOfStatement({ span }: Statement): string {
  return span.source.text.slice(span.start, span.end);
}

export function notesOf(notes: readonly { readonly message: string; readonly span: Statement['span'] }[]): Note[] {
  return notes.map(({ message, span }) => {
    const text = span.source.text.slice(span.start, span.end).replaceAll(/\s+/gu, ' ');
    return { message, about: text.length > 60 ? `${text.slice(0, 59)}…` : text };
  });
}

/** `C3: 6 terms, range 3`, `λ = 13/10` */
export function definitionSummary(name: string, value: Value, notation: Notation): string {
  const summary = summaryOf(value, notation);
  return isShort(value) && !summary.startsWith('a scalar')
    ? `${nameText(name)} = ${summary}`
    : `${nameText(name)}: ${summary}`;
}

export function densitySummary(name: string, { sites, value }: Density, notation: Notation): string {
  const inside = sites.map((s) => (s.offset === 0 ? 'j' : `j${s.offset > 0 ? '+' : ''}${s.offset}`)).join(',');
  return `${nameText(name)}_<${inside}>: density, ${summaryOf(value, notation).replace('local, ', '')}`;
}

/** `hamiltonian: 24 terms, range 2` */
function modelSummary(model: ModelDeclaration, notation: Notation): string {
  if (model.role === 'gas') return 'gas: level operators';
  const { operator } = model;
  return `${model.role}: ${summaryOf({ kind: 'operator', operator, free: false, fixed: false, weighted: false }, notation)}`;
}

function claimItem(claim: ClaimResult, entry: Entry): ClaimItem {
  const cites = claim.cites ? citationText(claim.cites) : '';
  const assumes = conditionText(claim);
  return {
    kind: 'claim',
    entry,
    verb: claim.verb,
    holds: claim.holds,
    isTrue: claim.isTrue,
    title: [claim.name ?? '', cites].filter((part) => part !== '').join(', '),
    cancelled: claim.cancelled,
    seconds: claim.seconds,
    ...(claim.residual &&
      claim.residualText !== undefined && {
        residual: {
          text: shortened(claim.residualText),
          terms: (claim.notation.spinOne ? siteTerms(claim.residual) : claim.residual.terms).length,
        },
      }),
    ...(claim.point &&
      claim.point.size > 0 && {
        point: [...claim.point].map(([name, value]) => `${nameText(name)} = ${value}`).join(', '),
      }),
    ...(assumes !== '' && { assumes }),
    notes: notesOf(claim.notes),
  };
}

/** A residual, cut at a space where it is too long to be shown. */
function shortened(text: string): string {
  if (text.length <= longestResidual) return text;
  const cut = text.lastIndexOf(' ', longestResidual);
  return `${text.slice(0, cut > 0 ? cut : longestResidual)} …`;
}

type Of<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>;

/** The item that a statement other than an expression shows; `last` is the number of the result `ans`. */
export function itemOf(
  outcome: Of<'definition'> | Of<'parameter'> | Of<'cell'> | Of<'spin'> | Of<'claim'> | Of<'solve'>,
  last: number | undefined,
  environment: Environment,
  notation: Notation,
): Item {
  const { statement } = outcome;
  const text = textOfStatement(statement);
  switch (outcome.kind) {
    case 'definition': {
      const { name, value, notes } = outcome;
      const density = statement.kind === 'density-definition' ? environment.density(name) : undefined;
      return {
        kind: 'definition',
        entry: { kind: 'definition', text, name, uses: usesOf(statement, last) },
        summary: density ? densitySummary(name, density, notation) : definitionSummary(name, value, notation),
        notes: notesOf(notes),
      };
    }
    case 'parameter': {
      const { names, domain } = outcome;
      const summary = `${names.map(nameText).join(', ')}: ${domain} parameter${names.length === 1 ? '' : 's'}`;
      return { kind: 'parameter', entry: { kind: 'parameter', text, uses: [] }, summary };
    }
    case 'cell':
      return {
        kind: 'parameter',
        entry: { kind: 'parameter', text, uses: [] },
        summary: `a cell of the chain holds ${cellText(outcome.labels)}`,
      };
    case 'spin':
      return {
        kind: 'parameter',
        entry: { kind: 'parameter', text, uses: [] },
        summary: `every site holds a spin ${spinText(outcome.spin)}`,
      };
    case 'claim':
      return claimItem(outcome.claim, { kind: 'claim', text, uses: usesOf(statement, last) });
    case 'solve': {
      const { solved } = outcome;
      return {
        kind: 'solve',
        entry: { kind: 'solve', text, uses: usesOf(statement, last) },
        solved: solved.solution.kind === 'solved',
        ...solveParts(solved),
        equations: solved.equations,
        seconds: solved.seconds,
        notes: notesOf(solved.notes),
      };
    }
  }
}

/** The item that a model statement shows. */
export function modelItem(
  { model, statement }: Of<'model'>,
  last: number | undefined,
  { replaces, notation }: { readonly replaces: boolean; readonly notation: Notation },
): Item {
  return {
    kind: 'parameter',
    entry: { kind: 'model', text: textOfStatement(statement), role: model.role, uses: usesOf(statement, last) },
    summary: `${modelSummary(model, notation)}${replaces ? ', in place of the former' : ''}`,
  };
}

/** Every name of the user in alphabetical order, then the parameters that are free. */
export function namesPage(environment: Environment): string[] {
  const known = environment
    .names()
    .filter((name) => name !== 'ans')
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => {
      const density = environment.density(name);
      if (density) return densitySummary(name, density, environment.notation);
      const value = environment.lookup(name);
      return value ? definitionSummary(name, value, environment.notation) : `${nameText(name)}: parameter`;
    });
  const free = [...environment.freeParameters()].map(([name, domain]) => `${nameText(name)}: free ${domain} parameter`);
  return [...new Set([...known, ...free.sort()])];
}
