import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import MiniSearch from 'minisearch';
import { afterAll, describe, expect, test } from 'vitest';
import { conservedCharges, findModel, models } from '../../src/charges/index.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { Session } from '../../src/session/index.js';
import { type Operator, equalOperators, subtractOperators, zeroOperator } from '../../src/spin/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import {
  type ChainSubject,
  type Survey,
  chainSite,
  couplingsOf,
  dataBlock,
  formula,
  html,
  piecesOf,
  searchTerm,
  siteFolder,
  surveyChain,
  vectorForm,
  way,
  wordPicture,
  writeQuantity,
} from '../../src/document/site/index.js';
import { deadLinks } from '../../scripts/links.mjs';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-site-'));
  folders.push(folder);
  return folder;
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

function operatorOf(text: string): Operator {
  for (const outcome of new Session().run({ name: 'test', text })) {
    if (outcome.kind === 'value' && outcome.value.kind === 'operator') return outcome.value.operator;
    if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
  }
  throw new Error(`no operator: ${text}`);
}

function subjectOf(typed: string, more: Partial<ChainSubject> = {}): ChainSubject {
  return { slug: 'chain', title: 'chain', hamiltonian: operatorOf(typed), typed, command: 'spinlaw docs', ...more };
}

const page = (text: string): any => parseHTML(text).document;
const named = (survey: Survey, name: string) => survey.quantities.find((q) => q.name === name)!;
const overlapOf = (survey: Survey, a: string, b: string) =>
  survey.overlaps[survey.quantities.indexOf(named(survey, a))]![survey.quantities.indexOf(named(survey, b))]!;

const xxz = 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>';

describe('text that goes into a page stays text', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='x",
    '&lt;',
    ']]>',
    '<!--',
    '</title>',
    '\u202e',
    '\u0000\u0007',
  ];

  test('in an element and in an attribute, whatever it is', () => {
    const check = (text: string): void => {
      const made = page(`<html><body>${html`<p title="${text}">${text}</p>`.text}</body></html>`);
      const p = made.querySelector('p');
      expect(made.body.children).toHaveLength(1);
      expect(p.children).toHaveLength(0);
      // eslint-disable-next-line no-control-regex
      const shown = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2400-\u2421]/gu, '').replaceAll(/\p{Cs}/gu, '\ufffd');
      // eslint-disable-next-line no-control-regex
      expect(p.textContent.replaceAll(/[\u0000-\u001f\u2400-\u2421]/gu, '')).toBe(shown);
      expect(p.getAttributeNames()).toEqual(['title']);
    };
    hostile.forEach(check);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), check), { numRuns: 200 });
  });

  test('in data for the script of a page', () => {
    const block = dataBlock('d', { a: hostile }).text;
    expect(block.match(/</gu)).toHaveLength(2);
    expect(JSON.parse(page(`<html><body>${block}</body></html>`).getElementById('d').textContent)).toEqual({
      a: hostile,
    });
  });

  test.each([
    '\\href{javascript:alert(1)}{x}',
    '\\url{javascript:alert(1)}',
    '\\htmlData{onclick=alert(1)}{x}',
    '\\htmlStyle{color:red}{x}',
    '\\htmlId{copied}{x}',
    '\\includegraphics{https://example.org/x.png}',
    '\\input{/etc/passwd}',
    '\\def\\a{\\a\\a}\\a',
    '\\text{</span><script>alert(1)</script>}',
    'x</span><img src=x onerror=alert(1)>',
    '\\rule{1000em}{1000em}',
    '{',
    '\\unicode{x}',
    '\\class{a}{b}',
    '\\(',
    '%',
    'é☃',
  ])('in a formula: %s', (tex) => {
    const made = page(`<html><body><p>${formula(tex).text}</p></body></html>`);
    for (const bad of ['a', 'img', 'script', 'iframe', 'object', 'link', 'style', 'base', 'form'])
      expect(made.querySelectorAll(`p ${bad}`)).toHaveLength(0);
    for (const element of made.querySelectorAll('p *')) {
      for (const name of element.getAttributeNames()) {
        expect(name).not.toMatch(/^on|^id$|^data-|^href$|^src$/u);
        if (name === 'style') {
          const style: string = element.getAttribute(name);
          expect(style).not.toMatch(/url|expression/u);
          for (const [size] of style.matchAll(/\d+(?:\.\d+)?(?=em)/gu)) expect(Number(size)).toBeLessThanOrEqual(100);
        }
      }
    }
  });

  test('a macro of one formula is not known to the next', () => {
    formula('\\gdef\\leak{y}\\leak');
    expect(formula('\\leak').text).toContain('<code');
  });
});

describe('vector form', () => {
  /** What the formula says, in the language: Ĵ A is (Jx A^x, Jy A^y, Jz A^z). */
  function read(tex: string, couplings: readonly string[]): Operator {
    let text = tex
      .replaceAll('[', '(')
      .replaceAll(']', ')')
      .replaceAll(/\\mathrm\{(?<name>\w+)\}/gu, '$<name>');
    const scaled = (by: readonly string[], a: string): string =>
      `vector(${['x', 'y', 'z'].map((axis, k) => `(${by[k]}) (${a})^${axis}`).join(', ')})`;
    const spin = /^\s*\\mathbf\{S\}_\{[^}]*\}/u;
    const operand = (rest: string): string => {
      const plain = spin.exec(rest);
      if (plain) return plain[0];
      let depth = 0;
      for (let k = 0; k < rest.length; k++) {
        if (rest[k] === '(') depth += 1;
        if (rest[k] === ')' && --depth === 0) return rest.slice(0, k + 1);
      }
      throw new Error(rest);
    };
    const matrix = '\\hat{\\mathsf{J}}';
    for (let at = text.lastIndexOf(matrix); at >= 0; at = text.lastIndexOf(matrix)) {
      const after = text.slice(at + matrix.length);
      const a = operand(after);
      text = `${text.slice(0, at)} ${scaled(couplings, a)}${after.slice(a.length)}`;
    }
    text = text.replaceAll(
      /\\operatorname\{diag\}\\left\((?<entries>.*?)\\right\) (?<s>\\mathbf\{S\}_\{[^}]*\})/gu,
      (...match) => {
        const { entries, s } = match.at(-1) as { entries: string; s: string };
        return ` ${scaled(entries.split(',\\; '), s)}`;
      },
    );
    return operatorOf(`sum_j (${text})`);
  }

  const check = (operator: Operator, hamiltonian: Operator, couplings: readonly string[]) => {
    const form = vectorForm(operator, couplingsOf(hamiltonian));
    const again = form.terms.length === 0 ? zeroOperator : read(form.terms.join(' '), couplings);
    expect(equalOperators(again, subtractOperators(operator, form.rest))).toBe(true);
    return form;
  };

  test.each([
    ['xxx', ['J', 'J', 'J']],
    ['xxz', ['J', 'J', 'Δ']],
    ['xyz', ['Jx', 'Jy', 'Jz']],
    ['xx', ['J', 'J', '0']],
    ['tfi', ['4 J', '0', '0']],
  ] as const)('what is written for a charge of %s is that charge, read again by the language', (name, couplings) => {
    const hamiltonian = findModel(name)!.hamiltonian({ field: true });
    for (const charge of conservedCharges(findModel(name)!.hamiltonian(), { upto: 6 }).charges) {
      const form = check(charge.operator(), hamiltonian, couplings);
      if (name === 'xxx') expect(form.rest.terms).toEqual([]);
      if ((name === 'xxz' || name === 'xyz') && charge.index <= 4) expect(form.rest.terms).toEqual([]);
    }
  });

  test('products of vectors that are nearly so are left in components', () => {
    const h = operatorOf('sum_j J S_j·S_<j+1>');
    for (const text of [
      'sum_j (S_j×S_<j+1>)·S_<j+2> + Sx_j Sy_<j+1> Sz_<j+2>',
      'sum_j S_j·S_<j+1> + Sx_j Sy_<j+1>',
      'sum_j Sx_j Sx_<j+1> Sx_<j+2>',
      'sum_j Sx_j Sy_<j+1> + Sy_j Sx_<j+1>',
      'sum_j (-1)^j S_j·S_<j+1>',
    ])
      expect(check(operatorOf(text), h, ['J', 'J', 'J']).terms).toEqual([]);
    expect(check(operatorOf('sum_j D (S_j×S_<j+2>)^z + K (S_j×S_<j+2>)^x'), h, ['J', 'J', 'J']).terms).toHaveLength(1);
  });
});

describe('what is said of a quantity', () => {
  const survey = surveyChain(subjectOf(`${xxz} - B Sz_j`), { upto: 5 });

  test('the currents are those of the paper, chain (17) and (18)', () => {
    const spin = operatorOf('sum_j J (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)');
    expect(equalOperators(named(survey, 'JS').operator, spin)).toBe(true);
    const heat = operatorOf(
      "JS = sum_j J (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>); -B JS + J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>",
    );
    expect(equalOperators(named(survey, 'JH').operator, heat)).toBe(true);
    expect(survey.relations.map((r) => r.tex)).toEqual(['J_{\\mathrm{H}} = C_{3} - B J_{\\mathrm{S}}']);
    expect(named(survey, 'JH').proof.commutes).toBe(false);
  });

  test('the heat current obeys the equation of continuity: what enters a half of the chain is what flows into it', () => {
    // dE/dt of the bonds 0 … n − 1 of a long chain is J at its left end less J at its right end; with DM and a tilted
    // field.
    const density = 'J Sx_j Sx_<j+1> + 2 Sy_j Sy_<j+1> + 3 Sz_j Sz_<j+1> + D (S_j×S_<j+1>)^y';
    const { hamiltonian } = subjectOf(`sum_j ${density}`);
    const current = named(surveyChain(subjectOf(`sum_j ${density}`), { upto: 2 }), 'JH').operator;
    // J is i Σ_j [h_{j-1}, h_j] for a density on bonds.
    const bond = (at: number) => density.replaceAll('_<j+1>', `_<j+${at + 1}>`).replaceAll('_j', `_<j+${at}>`);
    expect(equalOperators(current, operatorOf(`i sum_j [${bond(0)}, ${bond(1)}]`))).toBe(true);
    expect(hamiltonian.terms.length).toBe(5);
  });

  test('parities: reflection (−1)^k, all Hermitian, Sz kept; C_1 and J_S as they must', () => {
    for (const q of survey.quantities) {
      expect(q.hermitian).toBe(true);
      expect(q.keepsSz).toBe(true);
      if (/^C[2-9]/u.test(q.name))
        expect(q.parities).toEqual(
          Number(q.name.slice(1)) % 2 === 0
            ? { reflection: 'even', 'time reversal': 'even', 'spin flip': 'even' }
            : { reflection: 'odd', 'time reversal': 'odd', 'spin flip': 'even' },
        );
    }
    expect(named(survey, 'C1').parities).toEqual({ reflection: 'even', 'time reversal': 'odd', 'spin flip': 'odd' });
    expect(named(survey, 'JS').parities).toEqual({ reflection: 'odd', 'time reversal': 'even', 'spin flip': 'odd' });
  });

  test('neither even nor odd is said where it is so', () => {
    const mixed = surveyChain(subjectOf('sum_j S_j·S_<j+1> + D (S_j×S_<j+1>)^z + (S_j×S_<j+1>)·S_<j+2>'), { upto: 2 });
    expect(named(mixed, 'C2').parities).toEqual({
      reflection: 'neither',
      'time reversal': 'neither',
      'spin flip': 'neither',
    });
  });

  test('overlaps: ⟨J_S, J_S⟩ and ⟨J_H, J_S⟩ by hand', () => {
    // ⟨J_S, J_S⟩ = 2 (J/4)², and J_H = C_3 − B J_S with ⟨C_3, J_S⟩ = 0.
    expect(overlapOf(survey, 'JS', 'JS')).toEqual(operatorOf('sum_j 1/8 J^2 X_j').terms[0]!.coefficient);
    expect(overlapOf(survey, 'JH', 'JS')).toEqual(operatorOf('sum_j -1/8 B J^2 X_j').terms[0]!.coefficient);
    expect(overlapOf(survey, 'C3', 'JS').terms).toEqual([]);
    expect(overlapOf(survey, 'C3', 'JH')).toEqual(named(survey, 'C3').squaredNorm);
  });

  test('every certificate is accepted by the kernel, and says what the page says', () => {
    const failing = surveyChain(subjectOf(`${xxz} - B Sx_j`), { upto: 4 });
    for (const q of [...survey.quantities, ...failing.quantities]) {
      const { certificate, commutes } = q.proof;
      if (certificate.kind !== 'checked') throw new Error(`${q.name} has no certificate`);
      expect(checkCertificate(certificate.text)).toEqual({ accepted: true, statement: certificate.statement });
      expect(certificate.statement).toMatch(commutes ? /^prove /mu : /^refute /mu);
    }
    expect(named(failing, 'C3').proof.commutes).toBe(false);
    expect(named(failing, 'C4')).toBeUndefined();
    expect(named(failing, 'JS')).toBeUndefined();
  });

  test('a spin component other than z that is conserved has its current', () => {
    const turned = surveyChain(subjectOf('sum_j J (Sx_j Sx_<j+1> + Sz_j Sz_<j+1>) + Δ Sy_j Sy_<j+1>'), { upto: 3 });
    expect(turned.quantities.map((q) => q.name)).toEqual(['C2', 'C3', 'JH', 'JSy']);
    expect(equalOperators(named(turned, 'JSy').operator, operatorOf('sum_j J (Sz_j Sx_<j+1> - Sx_j Sz_<j+1>)'))).toBe(
      true,
    );
  });

  test('a limit ends the list and is kept', () => {
    const short = surveyChain(subjectOf(xxz), { upto: 9, maxTerms: 40 });
    expect(short.reached?.code).toBe('charge-too-long-for-a-page');
    expect(short.quantities.map((q) => q.name)).toEqual(['C1', 'C2', 'C3', 'C4', 'JH', 'JS']);
  });
});

describe('the site', () => {
  const script =
    'param Jx, J_y real\n# <script>alert("x")</script> & \\href{javascript:alert(1)}{x}\nprove a-claim cites "<img src=x onerror=alert(1)>": Sx_0 = Sx_0\nH = sum_j Jx Sx_j Sx_<j+1> + J_y Sy_j Sy_<j+1> - B Sx_j\nH\n';
  const hostile = subjectOf('sum_j Jx Sx_j Sx_<j+1> - B Sz_j', {
    title: '<script>alert(1)</script> "chain" \'of\' \\htmlData{a=b}{c}',
    typed: '</code><script>alert(2)</script>',
    slug: 'script',
    script: {
      name: '"><script>alert(3)</script>.spin',
      text: script,
      claims: [{ text: '<b onclick="x">', cites: '<img src=x onerror=alert(1)>', holds: false }],
    },
  });
  const surveys = [
    ...models.map(
      (m): ChainSubject => ({
        slug: m.name,
        title: m.title,
        hamiltonian: m.hamiltonian({ field: m.name === 'xyz' }),
        typed: m.expression,
        command: `spinlaw docs --model ${m.name}`,
      }),
    ),
    hostile,
  ].map((s) => surveyChain(s, { upto: 5 }));
  const files = chainSite(surveys, { title: 'Conserved "quantities" <b>', made: 'spinlaw docs <i>' });
  const pages = [...files]
    .filter(([name]) => name.endsWith('.html'))
    .map(([name, text]) => [name, page(text as string)] as const);

  test('the table of overlaps has a 0 where an overlap vanishes, and nowhere else', () => {
    let [zeros, others] = [0, 0];
    for (const survey of surveys) {
      for (const [n, quantity] of survey.quantities.entries()) {
        const cells = [
          ...page(files.get(`${survey.subject.slug}/${quantity.name}.html`) as string).querySelectorAll('table'),
        ]
          .filter((t) => /with every charge and current/u.test(t.querySelector('caption')?.textContent ?? ''))
          .flatMap((t) => [...t.querySelectorAll('td')]);
        expect(cells).toHaveLength(survey.quantities.length);
        cells.forEach((cell, k) => {
          const vanishes = survey.overlaps[n]![k]!.terms.length === 0;
          expect(cell.textContent === '0').toBe(vanishes);
          if (vanishes) zeros += 1;
          else others += 1;
        });
      }
    }
    expect(Math.min(zeros, others)).toBeGreaterThan(10);
  });

  test('the comparison of models has the charges in their order, before the currents', () => {
    // The first of them has neither C_1 nor a current of spin.
    const compared = ['xyz', 'xxz'].map((name) => surveys.find((s) => s.subject.slug === name)!);
    const site = chainSite(compared, { title: '', made: '' });
    const tables = [...page(site.get('comparison.html') as string).querySelectorAll('tbody')]
      .map((body) => [...body.querySelectorAll('annotation')].map((a) => a.textContent as string))
      .map((names) => names.filter((name) => /^(?:C_\{[0-9]\}|J_\{\\mathrm\{[HS]\}\})$/u.test(name)))
      .filter((names) => names.length > 0);
    expect(tables.length).toBeGreaterThan(1);
    for (const names of tables)
      expect(names.slice(0, 7)).toEqual([
        ...[1, 2, 3, 4, 5].map((n) => `C_{${n}}`),
        ...['H', 'S'].map((of) => `J_{\\mathrm{${of}}}`),
      ]);
  });

  test('nothing that was typed becomes markup, and no page asks for anything outside', () => {
    expect(pages.length).toBeGreaterThan(30);
    for (const [, document] of pages) {
      for (const element of document.querySelectorAll('script')) {
        expect(
          element.getAttribute('type') === 'application/json' ||
            /^(?:\.\.\/)*assets\/(?:site|search)\.js$/u.test(element.getAttribute('src')),
        ).toBe(true);
      }
      for (const element of document.querySelectorAll('*')) {
        for (const name of element.getAttributeNames()) {
          expect(name).not.toMatch(/^on/u);
          if (name === 'href' || name === 'src')
            expect(element.getAttribute(name)).toMatch(/^(?:\.\.\/)*[\w./-]*(?:#[\w-]+)?$/u);
        }
      }
      expect(document.querySelectorAll('b[onclick], img[onerror], main i')).toHaveLength(0);
    }
    const own = pages.find(([name]) => name === 'script/index.html')![1];
    expect(own.querySelector('h1').textContent).toContain('<script>alert(1)</script>');
    expect(own.querySelector('pre.typed').textContent).toBe(script);
    expect(own.querySelector('.claims').textContent).toContain('<img src=x onerror=alert(1)>');
  });

  test('the policy of every page allows only its own files, and no other script, frame or form', () => {
    for (const [name, document] of pages) {
      const policy: string = document.querySelector('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
      const rules = new Map(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
      expect(rules.get('default-src'), name).toEqual(["'none'"]);
      for (const [rule, sources] of rules)
        if (rule !== 'style-src-attr') expect(["'none'", "'self'"], `${name} ${rule}`).toContain(sources.join(' '));
      // The policy comes before anything that loads a file.
      const head = [...document.head.children].map((e: any) => e.outerHTML as string);
      expect(head.findIndex((e) => e.includes('Content-Security-Policy'))).toBeLessThan(
        head.findIndex((e) => /\s(?:src|href)=/u.test(e)),
      );
    }
  });

  test('the search finds every page by its title, and words and Greek letters in it', () => {
    const context: any = { window: {}, globalThis: {} };
    runInNewContext(files.get('assets/search-index.js') as string, context);
    const { index, settings, entries } = context.window.spinlawSearch;
    const search = MiniSearch.loadJSON(index, { ...settings, processTerm: searchTerm });
    const placesFor = (text: string): string[] => search.search(text).map(({ id }) => entries[id][0]);
    expect(new Set(entries.map(([place]: string[]) => place!.split('#')[0]))).toEqual(
      new Set(pages.map(([name]) => name)),
    );
    expect(placesFor('heat current xxz')).toContain('xxz/JH.html');
    expect(placesFor('overlaps')).toContain('xxz/C3.html#overlaps');
    // A formula in a title is there once.
    expect(entries.find(([place]: string[]) => place === 'xxz/C3.html')[1]).toBe('C3 of the XXZ chain');
    expect(placesFor('Delta')).toEqual(placesFor('Δ'));
    expect(placesFor('Delta').some((place) => place.startsWith('xxz/'))).toBe(true);
    expect(placesFor('Δ').some((place) => place.startsWith('tfi/'))).toBe(false);
    expect(placesFor('nothingofthekind')).toEqual([]);
    // What somebody typed is data in the index, which a script cannot end.
    expect(files.get('assets/search-index.js')).not.toContain('<');
  });

  test('every page has what a reader needs who does not see it', () => {
    for (const [name, document] of pages) {
      expect(document.documentElement.getAttribute('lang')).toBe('en');
      expect(document.querySelectorAll('h1'), name).toHaveLength(1);
      expect(document.querySelectorAll('main')).toHaveLength(1);
      expect(document.querySelector('title').textContent.trim()).not.toBe('');
      expect(document.querySelector('meta[name=viewport]')).not.toBeNull();
      for (const image of document.querySelectorAll('img'))
        expect(image.getAttribute('alt')).toMatch(/Pauli word|The sites of the/u);
      for (const table of document.querySelectorAll('table'))
        expect(table.querySelector('caption'), name).not.toBeNull();
      for (const field of document.querySelectorAll('input, select'))
        expect(field.closest('label') ?? field.getAttribute('aria-label'), name).not.toBeNull();
      const ids = [...document.querySelectorAll('[id]')].map((e: any) => e.id);
      expect(new Set(ids).size, name).toBe(ids.length);
    }
  });

  test('links lead somewhere, from a folder alone', () => {
    const folder = newFolder();
    siteFolder(folder).write(files);
    expect(deadLinks(folder)).toEqual([]);
    writeFileSync(
      join(folder, 'index.html'),
      '<a href="nowhere.html">x</a><a href="xxz/C3.html#nothing">x</a><img src="https://example.org/x.png"><a href="xxz/">x</a>',
    );
    expect(deadLinks(folder)).toHaveLength(4);
  });

  test('where the recursion fails, the page shows the residual, and says what it does not prove', () => {
    const failed = pages.find(([name]) => name === 'xyz/C3.html')![1];
    expect(failed.querySelector('.failed .katex')).not.toBeNull();
    expect(failed.querySelector('.failed').textContent).toMatch(/does not prove that the chain is not integrable/u);
    expect(JSON.parse(failed.getElementById('quantity').textContent).residual.length).toBeGreaterThan(0);
    expect(files.has('xyz/C4.html')).toBe(false);
  });

  test('what is copied evaluates to the charge again', () => {
    for (const name of ['C3', 'C4', 'C5']) {
      const data = JSON.parse(files.get(`xxz/${name}.json`) as string);
      const charge = named(surveys[1]!, name).operator;
      expect(equalOperators(operatorOf(data.text), charge)).toBe(true);
      expect(equalOperators(operatorOf(data.latex.replace(/^C_\{\d\} = /u, '')), charge)).toBe(true);
      const words = data.words.map(
        (w: any) => `(${w.coefficient}) ${[...w.string].map((l, k) => (l === 'I' ? '' : `${l}_<j+${k}>`)).join(' ')}`,
      );
      expect(equalOperators(operatorOf(`sum_j ${words.join(' + ')}`), charge)).toBe(true);
      const pauli = data.latexPauli
        .replace(/^C_\{\d\} = /u, '')
        .replaceAll('[', '(')
        .replaceAll(']', ')')
        .replaceAll('{}', '');
      expect(equalOperators(operatorOf(pauli), charge)).toBe(true);
    }
  });

  test('what is shown is the charge, with the coefficients that have names put back', () => {
    for (const [model, name] of [
      ['xyz', 'C2'],
      ['xxz', 'C5'],
      ['xyz', 'C6'],
      ['tfi', 'C5'],
      ['xxx', 'C5'],
    ] as const) {
      const survey = surveyChain(subjectOf(models.find((m) => m.name === model)!.expression), { upto: 6 });
      const n = survey.quantities.indexOf(named(survey, name));
      const { pauliPieces, tree, names } = writeQuantity(survey, survey.quantities[n]!, []);
      for (const pieces of [pauliPieces, piecesOf(tree, names)]) {
        const text = pieces
          .join(' ')
          .replaceAll(/\\mathcal\{P\}_\{\d+\}/gu, (p) => `(${names.textOf(p)})`)
          .replaceAll('{}', '')
          .replaceAll('[', '(')
          .replaceAll(']', ')');
        expect(
          equalOperators(
            operatorOf(text.replaceAll(/\\mathrm\{(?<x>J[xyz])\}/gu, '$<x>')),
            named(survey, name).operator,
          ),
          `${model} ${name}`,
        ).toBe(true);
      }
      if (model === 'xyz' && name === 'C6') expect(pauliPieces.join(' ')).toMatch(/mathcal/u);
    }
  });

  test('the script of a page finds words and turns parts over', () => {
    const document = page(files.get('xxx/C5.html') as string);
    const context = { document, navigator: {} };
    runInNewContext(files.get('assets/site.js') as string, context);
    const shown = (): string[] =>
      [...document.querySelectorAll('[data-rows] tr .word')].map((cell: any) => cell.textContent);
    const all = JSON.parse(document.getElementById('quantity').textContent).words.map((w: any) => w.string);
    expect(all.length).toBe(42);
    expect(shown()).toEqual(all.slice(0, 30));
    document.querySelector('[data-part="1"]').dispatchEvent(new document.defaultView.Event('click', { bubbles: true }));
    expect(shown()).toEqual(all.slice(30));
    const field = document.querySelector('[name=letters]');
    field.value = 'x?z';
    field.dispatchEvent(new document.defaultView.Event('input', { bubbles: true }));
    const wanted = all.filter((w: string) => /X.Z/u.test(w));
    expect(wanted.length).toBeGreaterThan(0);
    expect(shown()).toEqual(wanted);
    for (const button of document.querySelectorAll('button[data-copy]'))
      expect(button.hasAttribute('hidden')).toBe(false);
  });

  test('pictures: a mark for every letter', () => {
    for (const [text, drawn] of [
      ['sum_j X_j Y_<j+2>', 2],
      ['sum_j J S_j·S_<j+1>', 6],
    ] as const) {
      const svg = page(`<html><body>${wordPicture(operatorOf(text), '<words>')}</body></html>`);
      expect(svg.querySelectorAll('text.t')).toHaveLength(drawn);
      expect(svg.querySelector('title').textContent).toBe('<words>');
    }
    const c6 = conservedCharges(findModel('xxz')!.hamiltonian(), { upto: 6 }).charges.at(-1)!.operator();
    const svg = page(`<html><body>${wordPicture(c6, 'C6')}</body></html>`);
    const lengths = ['X', 'Y', 'Z'].map((l) =>
      [
        ...svg
          .querySelector(`path.${l}`)
          .getAttribute('d')
          .matchAll(/h(\d+)/gu),
      ].reduce((sum, m) => sum + (Number(m[1]) + 1) / 5, 0),
    );
    const letters = ['x', 'y', 'z'].map(() => 0);
    for (const term of c6.terms)
      for (let k = 0; k < 6; k++) {
        const [x, z] = [(term.word.x >>> k) & 1, (term.word.z >>> k) & 1];
        if (x | z) letters[x && z ? 1 : x ? 0 : 2]! += 1;
      }
    expect(lengths).toEqual(letters);
  });

  test('from one place to another', () => {
    expect(way('index.html', 'xxz/C3.html')).toBe('xxz/C3.html');
    expect(way('xxz/C3.html', 'xxz/C4.html')).toBe('C4.html');
    expect(way('xxz/C3.html', 'assets/a/b.css')).toBe('../assets/a/b.css');
  });
});

describe('the folder of a site', () => {
  const site = (...names: string[]) => new Map(names.map((name) => [name, `content of ${name}`]));
  const code = (body: () => unknown): string | undefined => {
    try {
      body();
      return undefined;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      return error.diagnostic.code;
    }
  };

  test('a site takes the place of the one before; what is not its own stays', () => {
    const folder = join(newFolder(), 'new', 'site');
    siteFolder(folder).write(site('index.html', 'a/old.html'));
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    siteFolder(folder).write(site('index.html', 'a/new.html'));
    expect(existsSync(join(folder, 'a/old.html'))).toBe(false);
    expect(readFileSync(join(folder, 'a/new.html'), 'utf8')).toBe('content of a/new.html');
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
  });

  test('somebody else’s file is not written over, and then nothing is', () => {
    const folder = newFolder();
    siteFolder(folder).write(site('index.html'));
    writeFileSync(join(folder, 'b.html'), 'mine');
    expect(code(() => siteFolder(folder).write(site('index.html', 'c.html', 'b.html')))).toBe('folder-in-use');
    expect(readFileSync(join(folder, 'b.html'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'c.html'))).toBe(false);
  });

  test('a folder in use, a file, and lists that lead out of the folder are refused', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'thesis.tex'), 'mine');
    expect(code(() => siteFolder(folder))).toBe('folder-in-use');
    expect(code(() => siteFolder(join(folder, 'thesis.tex')))).toBe('not-a-folder');
    for (const file of ['../outside.txt', '/etc/passwd', 'a/../../b', '.', 'a//b', 3]) {
      writeFileSync(join(folder, 'spinlaw-site.json'), JSON.stringify({ format: 'spinlaw-site-1', files: [file] }));
      expect(
        code(() => siteFolder(folder)),
        String(file),
      ).toBe('folder-in-use');
    }
    for (const text of ['', '[]', 'null', '{"format":"other","files":[]}']) {
      writeFileSync(join(folder, 'spinlaw-site.json'), text);
      expect(code(() => siteFolder(folder))).toBe('folder-in-use');
    }
  });

  test('a folder that cannot be written to', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'file'), '');
    expect(code(() => siteFolder(join(folder, 'file', 'site')).write(site('index.html')))).toMatch(
      /unwritable|not-a-folder/u,
    );
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    siteFolder(join(folder, 'link')).write(site('index.html'));
    expect(existsSync(join(folder, 'real', 'index.html'))).toBe(true);
  });
});

describe('the sentence above the charges follows their verdicts', () => {
  const sentence = (typed: string): string => {
    const { document } = parseHTML(
      chainSite([surveyChain(subjectOf(typed), { upto: 4 })], { title: 'chains', made: '' }).get(
        'chain/index.html',
      ) as string,
    );
    for (const formula of document.querySelectorAll('.katex-html, annotation')) formula.remove();
    const paragraphs = [...document.querySelectorAll('p')].map((p: any) => p.textContent.replace(/\s+/gu, ' '));
    return paragraphs.find((text: string) => text.includes('with the boost'))!;
  };

  test('all of them, for all couplings or for these', () => {
    expect(sentence(xxz)).toMatch(/Each is proved to commute with H for all values of the couplings\.$/u);
    expect(sentence('sum_j S_j·S_<j+1>')).toMatch(/Each is proved to commute with H\.$/u);
  });

  test('the values at which a root is real are named', () => {
    const text = sentence('sum_j sqrt(J) Z_j Z_<j+1> + h sqrt(J) X_j');
    expect(text).toMatch(/ proved to commute with H for all real J, h with J > 0\.$/u);
    expect(text).not.toMatch(/all values/u);
  });

  test('where the recursion fails, only what is proved is called proved', () => {
    const text = sentence('sum_j J Z_j Z_<j+1> + h X_j + g Z_j');
    expect(text).toMatch(/C2 is proved to commute with H for all values of the couplings\.$/u);
    expect(text).not.toMatch(/[Ee]ach/u);
  });
});
