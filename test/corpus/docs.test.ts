import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { functionNames } from '../../src/language/index.js';
import { type Outcome, Session } from '../../src/session/index.js';
import { solveParts, valueDocument } from '../../src/report/index.js';
import { placeOf } from '../../src/text/index.js';

// docs/reference/language.md is run: blocks of a section share a session, `# → text` is what the statement ending on that line
// yields, `# ✗ text` the message of its error. UPDATE_DOCS=1 writes what is found into the page, to be read before it
// is kept.

const page = 'docs/reference/language.md';
const block = /^```(?<kind>spin|spin-error)\n(?<code>[^]*?)^```$/gmu;

function shown(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'value':
      return valueDocument(outcome.value, outcome.assumptions, outcome.notation).text;
    case 'claim':
      return `${outcome.claim.holds ? '' : 'not '}${outcome.claim.verb === 'prove' ? 'proved' : 'refuted'}`;
    case 'solve':
      return outcome.solved.solution.kind === 'none' ? 'no solution' : solveParts(outcome.solved).values.join(', ');
    case 'error':
      return outcome.diagnostic.message;
    default:
      return outcome.kind;
  }
}

interface Block {
  readonly section: string;
  readonly kind: string;
  readonly code: string;
  readonly index: number;
}

function blocks(text: string): Block[] {
  return [...text.matchAll(block)].map((m) => ({
    section: [...text.slice(0, m.index).matchAll(/^## (.*)$/gmu)].at(-1)![1]!,
    kind: m.groups!.kind!,
    code: m.groups!.code!,
    index: m.index + m[0].indexOf('\n') + 1,
  }));
}

/** The outcomes of a block by the line they end on; of several on one line the last. */
function run(code: string, session: Session): Map<number, Outcome> {
  const found = new Map<number, Outcome>();
  const source = { name: page, text: code };
  for (const outcome of session.run(source)) {
    const span = outcome.kind === 'error' ? outcome.diagnostic.span! : outcome.statement.span;
    found.set(placeOf({ source, start: span.end - 1, end: span.end }).line, outcome);
  }
  return found;
}

/** A block with the text after `# →` and `# ✗` as it is found. */
function answered({ kind, code }: Block, session: Session): { code: string; errors: string[] } {
  const lines = code.split('\n');
  const errors: string[] = [];
  if (kind === 'spin') {
    for (const [line, outcome] of run(code, session)) {
      if (outcome.kind === 'error') errors.push(`${lines[line - 1]}: ${outcome.diagnostic.message}`);
      lines[line - 1] = lines[line - 1]!.replace(/# →.*$/u, () => `# → ${shown(outcome)}`);
    }
  } else {
    lines.forEach((line, k) => {
      if (line === '') return;
      const outcome = [...run(line, session).values()].at(-1);
      if (outcome?.kind !== 'error') errors.push(`${line}: nothing was refused`);
      else lines[k] = line.replace(/# ✗.*$/u, () => `# ✗ ${shown(outcome)}`);
    });
  }
  return { code: lines.join('\n'), errors };
}

const text = readFileSync(page, 'utf8');
const found = blocks(text);

describe('docs/reference/language.md does what it says', () => {
  const sessions = new Map<string, Session>();
  let written = text;
  const sessionOf = (section: string): Session => {
    if (!sessions.has(section)) sessions.set(section, new Session({ spins: 'any' }));
    return sessions.get(section)!;
  };

  test.each(found.map((b) => [`${b.section}: ${b.code.split('\n')[0]}`, b] as const))('%s', (_, b) => {
    const { code, errors } = answered(b, sessionOf(b.section));
    expect(errors).toEqual([]);
    if (process.env.UPDATE_DOCS) {
      written = written.replace(b.code, () => code);
      writeFileSync(page, written);
    } else {
      expect(b.code).toBe(code);
    }
  });

  test('nothing is promised that is not shown', () => {
    expect(found.length).toBeGreaterThan(20);
    // Every mark stands in a block, and says something.
    const marks = (t: string): number => [...t.matchAll(/# [→✗] \S/gu)].length;
    expect(found.reduce((n, b) => n + marks(b.code), 0)).toBe(
      [...text.replace(/`# →`/gu, '').matchAll(/# [→✗]/gu)].length,
    );
  });

  test('every function of the language is in the table', () => {
    const table = text.slice(text.indexOf('| function | answers |'));
    for (const name of functionNames) if (!['sin', 'cos', 'exp'].includes(name)) expect(table).toContain(`\`${name}(`);
  });
});

describe('docs/reference/grammar.md', () => {
  test('is made from the grammar', () => {
    const check = spawnSync(process.execPath, ['scripts/grammar-page.mjs', '--check'], { encoding: 'utf8' });
    expect(check.stderr).toBe('');
    expect(check.status).toBe(0);
  });

  test('links to rules that exist', () => {
    const grammar = readFileSync('docs/reference/grammar.md', 'utf8');
    const linked = new Set([...grammar.matchAll(/language\.md#(rule-\d+)/gu)].map((m) => m[1]!));
    expect(linked.size).toBeGreaterThan(10);
    for (const anchor of linked) expect(text).toContain(`<a id="${anchor}"></a>`);
  });

  test('every alternative has an example', () => {
    const rows = readFileSync('docs/reference/grammar.md', 'utf8')
      .split('\n')
      .filter((line) => /^\| \w* \| `/u.test(line));
    // The alternatives of grammar/spinlaw.ne, each with its action.
    const actions = readFileSync('grammar/spinlaw.ne', 'utf8')
      .split('\n')
      .filter((line) => /\{% .* %\}/u.test(line));
    const sections = rows.filter((row) => row.split(/(?<!\\)\|/u).length === 6 && !/^\| [A-Z-]+ \|/u.test(row));
    expect(sections).toHaveLength(actions.length);
  });
});
