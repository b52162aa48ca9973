import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { chainSite, couplingsDrawn, prose, siteSubjects, surveyChain } from '../../src/document/site/index.js';
import { surveyLiveText } from '../../src/document/site/live-cell.js';
import { silent } from '../../src/report/index.js';
import { equalOperators, sumOperators } from '../../src/spin/index.js';

/** The pages of a script, as `spinlaw docs` makes them. */
function pagesOf(text: string, upto = 3): { readonly files: ReadonlyMap<string, unknown>; page(path: string): any } {
  const request = { sources: [{ name: 'lecture.spin', text }], models: [], field: false, set: [], upto: String(upto) };
  const surveys = siteSubjects(request, silent).subjects.map((subject) => surveyChain(subject, { upto }));
  const files = chainSite(surveys, { title: 'lecture', made: '' });
  return { files, page: (path) => parseHTML(files.get(path) as string).document };
}

const script = `# A lecture about $H_0$ and \`Heat\`.

param J, Δ real
# The chain of chain (7) without its field.
H = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>
h_<j,j+1> = J S_j·S_<j+1>   # a density
# Another line about something else.

Mag = sum_j Sz_j
# The heat current, <script>alert(1)</script> $\\href{javascript:alert(1)}{x}$.
#
#   spinlaw eval "norm2(Heat)"
Heat = 2 J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>
heat = sum_j (-1)^j Sz_j
Ob = -i sum_j j h_<j,j+1>
hamiltonian H
`;

describe('the operators of a script', () => {
  const { files, page } = pagesOf(script);
  const lead = (path: string): string => page(path).querySelector('.lead').textContent.replaceAll(/\s+/gu, ' ');

  test('each sum over the chain has a page; names that differ in capitals only have different files', () => {
    for (const file of ['H', 'Mag', 'Heat', 'heat-2']) expect(files.has(`lecture/operators/${file}.html`)).toBe(true);
    expect(files.has('lecture/operators/Ob.html')).toBe(false);
    const rows = [...page('lecture/index.html').querySelectorAll('[aria-label="operators of the script"] tbody tr')];
    expect(rows.map((row: any) => row.querySelector('annotation').textContent)).toEqual([
      'H',
      '\\operatorname{Mag}',
      '\\operatorname{Heat}',
      '\\operatorname{heat}',
      'h',
      '\\operatorname{Ob}',
    ]);
  });

  test('the first page lists them before the charges, each with its first sentence and a link to its page', () => {
    const entry = page('index.html').querySelector('.models > li');
    const operators = [...entry.querySelectorAll('.operators a')].map((a: any) => a.getAttribute('href'));
    expect(operators).toEqual(['H', 'Mag', 'Heat', 'heat-2'].map((name) => `lecture/operators/${name}.html`));
    const sentences = [...entry.querySelectorAll('.operators li')].map(
      (li: any) => li.querySelector('bdi')?.textContent,
    );
    expect(sentences[2]).toMatch(/^The heat current, <script>alert\(1\)<\/script> /u);
    expect(sentences[3]).toBeUndefined();
    const links = [...entry.querySelectorAll('a')].map((a: any) => a.getAttribute('href'));
    expect(links.indexOf('lecture/C3.html')).toBeGreaterThan(links.indexOf(operators.at(-1)));
  });

  test('the text to try asks about the Hamiltonian, wherever the script defines it', () => {
    const chain = 'C1 = sum_j Sz_j\nH0 = sum_j S_j·S_<j+1>\nhamiltonian H0\n';
    const request = { sources: [{ name: 'a.spin', text: chain }], models: [], field: false, set: [], upto: '3' };
    const [subject] = siteSubjects(request, silent).subjects;
    expect(surveyLiveText(surveyChain(subject!, { upto: 3 }), [])!.text).toMatch(/^(?:\[H0, C1\]|charge\(H0, 3\))$/u);
  });

  test('the text of a notebook is shown without its marks', () => {
    const notebook = `# %% [markdown]\n# # A title\n# Its text.\n\n${script.slice(script.indexOf('param J'))}`;
    const paragraphs = [...pagesOf(notebook).page('index.html').querySelectorAll('.models .prose p')];
    expect(paragraphs.map((p: any) => p.textContent.trim())).toEqual(['A title', 'Its text.']);
  });

  test('the first line says whether it is conserved', () => {
    // chain (16): the heat current without a field is conserved. A staggered field is not.
    expect(lead('lecture/operators/Heat.html')).toMatch(/^Conserved\. .* for all values of the couplings/u);
    expect(lead('lecture/operators/heat-2.html')).toMatch(/^Not conserved\. 2 words of /u);
    expect(lead('lecture/JS.html')).toMatch(/^Not conserved\. /u);
    expect(lead('lecture/C3.html')).toMatch(/^Conserved\. /u);
  });

  test('a multiple of a charge is recognised: chain (16) is C_3 divided by the factor that the script has', () => {
    const formulas = [...page('lecture/operators/Heat.html').querySelectorAll('annotation')].map((a) => a.textContent);
    expect(formulas).toContain('\\operatorname{Heat} = 2\\, C_{3}');
  });

  test('what it commutes with: a staggered field with the magnetisation only', () => {
    const rows = [...page('lecture/operators/heat-2.html').querySelectorAll('#commutes ~ .wide tbody tr')];
    const zero = rows
      .filter((row: any) => row.querySelectorAll('td')[0].textContent === '0')
      .map((row: any) => row.querySelector('a').getAttribute('aria-label'));
    expect(rows.length).toBe(8);
    expect(zero).toEqual(['C1', 'Mag']);
  });

  test('the comment directly above a statement is its prose, and none that an empty line separates', () => {
    const proseOf = (file: string) => page(`lecture/operators/${file}.html`).querySelector('.prose');
    expect(proseOf('H').textContent).toContain('without its field');
    expect(proseOf('Mag')).toBeNull();
    expect(proseOf('Heat').querySelector('pre').textContent).toBe('spinlaw eval "norm2(Heat)"');
    expect(page('lecture/index.html').querySelector('.prose').querySelector('.katex annotation').textContent).toBe(
      'H_0',
    );
  });

  test('comments and names are text: no element, link or script comes from them', () => {
    const about = page('lecture/operators/Heat.html').querySelector('.prose');
    expect(about.textContent).toContain('<script>alert(1)</script>');
    expect(about.querySelectorAll('a, script, img')).toHaveLength(0);
    const hostile = prose(
      '$\\htmlData{x=y}{z}$ `</code><script>` <b> \u202e $\\def\\a{\\a\\a}\\a$ $\\rule{9999em}{9999em}$',
    );
    const made = parseHTML(`<html><body>${hostile.text}</body></html>`).document;
    expect(made.querySelectorAll('script, b, a')).toHaveLength(0);
    for (const element of made.querySelectorAll('*'))
      for (const name of element.getAttributeNames()) expect(name).not.toMatch(/^on|^data-|^href$|^id$/u);
  });

  test('the overlap with itself is its norm: 2 C_3 has four times the norm of C_3', () => {
    const data = JSON.parse(files.get('lecture/operators/Heat.json') as string);
    const charge = JSON.parse(files.get('lecture/C3.json') as string);
    // ⟨2 C_3, C_3⟩ = 2 |C_3|², with |C_3|² = 1/16 Δ² J² + 1/32 J⁴ as in the README.
    expect(charge.norm2).toBe('1/16*Delta^2*J^2 + 1/32*J^4');
    expect(data.norm2).toBe('1/4*Delta^2*J^2 + 1/8*J^4');
    expect(data.overlaps.C3).toBe('1/8*Delta^2*J^2 + 1/16*J^4');
  });
});

describe('the picture of a chain', () => {
  const hamiltonianOf = (text: string) =>
    siteSubjects({ sources: [{ name: 'x.spin', text }], models: [], field: false, set: [], upto: '2' }, silent)
      .subjects[0]!.hamiltonian;

  test.each([
    ['sum_j J S_j·S_<j+1>', [[0, 1]]],
    ['sum_j J S_j·S_<j+1> + K S_j·S_<j+2> - B Sz_j', [[0], [0, 1], [0, 2]]],
    [
      'sum_j (1 + (-1)^j d) S_j·S_<j+1>',
      [
        [0, 1],
        [0, 1],
      ],
    ],
    ['sum_j (-1)^j Sz_j', [[0], [0]]],
    ['sum_j (S_j×S_<j+1>)·S_<j+2>', [[0, 1, 2]]],
  ])('%s', (text, sites) => {
    const hamiltonian = hamiltonianOf(text);
    const couplings = couplingsDrawn(hamiltonian);
    expect(couplings.map((c) => c.sites)).toEqual(sites);
    expect(couplings.map((c) => c.mark)).toEqual(['a', 'b', 'c'].slice(0, sites.length));
    // Without signs along the chain, the couplings together are the Hamiltonian.
    if (!text.includes('(-1)'))
      expect(equalOperators(sumOperators(couplings.map((c) => c.operator)), hamiltonian)).toBe(true);
  });

  test('strong and weak bonds of a dimerised chain are drawn by turns, with different dashes', () => {
    const { files } = pagesOf('sum_j (1 + (-1)^j d) S_j·S_<j+1>', 2);
    const { document } = parseHTML(`<html><body>${files.get('lecture/chain.svg') as string}</body></html>`);
    const bonds = [...document.querySelectorAll('path')].map((path: any) => ({
      at: Number(/^M(?<x>\d+)/u.exec(path.getAttribute('d'))!.groups!.x),
      dash: path.getAttribute('stroke-dasharray'),
    }));
    bonds.sort((a, b) => a.at - b.at);
    expect(bonds.map(({ dash }) => dash === null)).toEqual([true, false, true, false, true]);
  });
});
