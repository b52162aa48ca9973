import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { type LawReport, type Verdict, checkLaw } from '../../src/law/index.js';
import { findLaw, laws } from '../../src/laws/index.js';
import { framed, lawPage, lawsPage } from '../../src/document/site/index.js';

const site = { title: 'laws', links: [], made: '' };
const law = findLaw('charges.heat-current')!;
const report = (verdict: Verdict, green: boolean): LawReport => ({
  law,
  verdict,
  cases: 3,
  seed: 7,
  seconds: 0.25,
  green,
});
const page = (of: LawReport): any =>
  parseHTML(framed(site, lawPage(of, { folder: 'laws', proof: '../p.html' }))).document;

const hostile = '<script>alert(1)</script>';

describe('the page of a law', () => {
  test('a law that holds: cases, words that cancelled, deviation', () => {
    const text = page(
      report({ kind: 'holds', evidence: { cases: 3, skipped: 2, cancelled: 12, deviation: 1.5e-13 } }, true),
    ).querySelector('section').textContent;
    expect(text).toMatch(
      /holds: 3 cases with seed 7, 250 ms.*12 words cancelled\. The largest relative deviation is 1\.5e-13\. 2 cases were outside/su,
    );
  });

  test('what did not happen is not said', () => {
    const text = page(report({ kind: 'holds', evidence: { cases: 3, skipped: 0, cancelled: 0 } }, true)).querySelector(
      'section',
    ).textContent;
    expect(text).toContain('3 cases');
    expect(text).not.toMatch(/cancelled|deviation|outside/u);
  });

  test('a law that fails and should not shows its case as text, and the way back to it', () => {
    const document = page(
      report(
        {
          kind: 'fails',
          witness: { line: hostile, where: { Delta: hostile }, seed: 7, path: '0' },
          residual: { text: hostile },
        },
        false,
      ),
    );
    expect(document.querySelector('section .bad').textContent).toBe('FAILS');
    expect([...document.querySelectorAll('section pre')].map((p: any) => p.textContent)).toEqual([hostile, hostile]);
    expect([...document.querySelectorAll('script')].map((s: any) => s.textContent)).toEqual(['', '']);
    expect(document.querySelector('section').textContent).toContain(`Δ = ${hostile}`);
    expect(document.body.textContent).toContain('spinlaw check charges.heat-current --seed 7');
  });

  test('undecided is neither good nor bad', () => {
    const document = page(
      report(
        { kind: 'undecided', because: { kind: 'limit', code: 'budget-spent', message: 'the time is over' } },
        false,
      ),
    );
    expect(document.querySelectorAll('section .good, section .bad')).toHaveLength(0);
    expect(document.querySelector('section').textContent).toContain('the time is over');
  });

  test('the statement is there in the language and, where it is one of the language, as a formula', () => {
    for (const one of laws) {
      const { path, content } = lawPage(
        { ...report({ kind: 'holds', evidence: { cases: 1, skipped: 0, cancelled: 0 } }, true), law: one },
        { folder: 'laws' },
      );
      const { document } = parseHTML(framed(site, { path, title: '', content }));
      expect(document.querySelector('main pre code, main #statement ~ pre code')).not.toBeNull();
      expect([...document.querySelectorAll('pre code')].map((c) => c.textContent)).toContain(one.statement);
      expect(document.querySelectorAll('code.tex')).toHaveLength(0);
      if (/^prove /mu.test(one.statement))
        expect(document.querySelectorAll('.formula .katex').length, one.id).toBeGreaterThan(0);
    }
  });

  test('the list counts what is as expected', () => {
    const reports = ['charges.range', 'charges.heat-current-conserved-in-a-field'].map(
      (id) => checkLaw(findLaw(id)!, { cases: 2 }) as LawReport,
    );
    const { document } = parseHTML(
      framed(
        site,
        lawsPage(
          [...reports, report({ kind: 'fails', witness: { line: 'x' }, residual: { text: 'y' } }, false)],
          'laws',
        ),
      ),
    );
    expect(document.querySelector('.lead')!.textContent).toMatch(/^2 of 3 laws are as expected/u);
    expect([...document.querySelectorAll('td span')].map((s) => s.textContent)).toEqual([
      'holds',
      'fails, as expected',
      'FAILS',
    ]);
  });
});
