import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Session } from '../../src/session/index.js';
import { type Diagnostic, renderDiagnostic } from '../../src/text/index.js';

/** A program, and the message it gets with its code in brackets before it. */
const pages = readFileSync('grammar/cases/meaning-error-pages.txt', 'utf8')
  .replace(/^(?:#.*\n)+/u, '')
  .split(/^-{10,}\n/mu)
  .map((page) => page.split('\n==>\n') as [string, string]);

function firstError(text: string): Diagnostic | undefined {
  for (const outcome of new Session().run({ name: 'case', text }))
    if (outcome.kind === 'error') return outcome.diagnostic;
  return undefined;
}

describe('what is read but has no meaning', () => {
  test.each(pages)('%s', (text, wanted) => {
    const diagnostic = firstError(text);
    expect(diagnostic && `[${diagnostic.code}]\n${renderDiagnostic(diagnostic)}`).toBe(wanted.trimEnd());
  });

  test('every code of the rooms of the algebra has a page, but for limits that take long to reach', () => {
    // Tested where they are cheap to reach: in the rooms themselves, in the library and on the command line.
    const elsewhere = [
      'bad-setting',
      'bad-value',
      'current-not-extensive',
      'too-many-harmonics',
      'two-hamiltonians',
      'certificate-rejected',
      'jump-density',
      'not-certifiable',
      'reserved-name',
      'unknown-law',
      'unknown-parameter',
      'gas-frequency',
      'gas-levels',
      'gas-setting',
      'parameter-without-value',
      'pauli-component',
      'site-not-whole',
      'unset-parameter',
      'coefficient-too-long',
      'definitions-too-large',
      'monomial-too-long',
      'operator-too-long',
      'too-many-pairs',
      'too-many-points',
      'too-many-roots',
      'too-many-words',
    ];
    const codes = new Set<string>();
    for (const room of ['exact', 'spin', 'charges', 'perturbation', 'meaning', 'proof', 'session']) {
      for (const file of readdirSync(`src/${room}`, { recursive: true, encoding: 'utf8' })) {
        if (!file.endsWith('.ts')) continue;
        // What the numerical commands refuse: test/meaning/driven-chain.test.ts and test/cli/gas.test.ts go through
        // these.
        if (file === 'driven-chain.ts' || file === 'gas-answer.ts') continue;
        for (const match of readFileSync(`src/${room}/${file}`, 'utf8').matchAll(
          /\b(?:refuse|limit)\(\s*'(?<code>[a-z0-9-]+)'/gu,
        )) {
          codes.add(match.groups!.code!);
        }
      }
    }
    const shown = new Set(pages.map(([, message]) => /^\[(?<code>[a-z0-9-]+)\]/u.exec(message)?.groups?.code));
    expect(codes.size).toBeGreaterThan(60);
    expect([...codes].filter((code) => !shown.has(code) && !elsewhere.includes(code))).toEqual([]);
  });
});
