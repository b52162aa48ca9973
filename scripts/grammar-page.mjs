// grammar/spinlaw.ne → docs/reference/grammar.md: every rule in EBNF with its example, the words of the lexer explained.
// Run without argument to write, with --check to fail when the page is out of date.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePage } from './page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * A rule of the grammar with its alternatives, each with its example.
 *
 * @typedef {{ readonly name: string, readonly alternatives: { readonly form: string, readonly example: string }[] }} Rule
 */
/** @typedef {{ readonly title: string, readonly rules: Rule[] }} Section */

/**
 * The words the lexer makes, as the grammar names them: how they are written here, what they are, examples, and the
 * rules of the language they belong to.
 *
 * @type {Readonly<Record<string, readonly [name: string, what: string, examples: string[], rules: number[]]>>}
 */
const words = {
  name: [
    'NAME',
    'a parameter or a definition: letters then digits, or one Greek letter then digits, then a subscript if wanted',
    ['J', 'Δ', '\\Delta', 'C_3', 'eps_d', 'λ_z'],
    [2, 3],
  ],
  sited: ['SITED', 'the use of a density, its sites in one subscript', ['h_<j,j+1>', 'h_{j,j+1}', 'm_<j+1>'], [14]],
  claim: [
    'CLAIM',
    'the head of a claim with its name, its source and its colon',
    ['prove heat-current cites chain (16):', 'refute:'],
    [17],
  ],
  finite: ['FINITE', 'the words `on ring` or `on open` before a bracket', ['on ring', 'on open'], [17]],
  hc: ['HC', 'the Hermitian conjugate of what precedes', ['h.c.', 'H.c.', '\\text{h.c.}'], [9]],
  sum: [
    'SUM',
    'a sum over the chain with its index',
    ['sum_j', 'Σ_j', '\\sum_{j}', '∑ⱼ', '\\sum_n', '\\sum_{j=1}^{N}'],
    [12, 27],
  ],
  power_j: ['POWER-J', 'the exponent of a staggering', ['^j'], [10]],
  dagger: ['DAGGER', 'the adjoint', ['†', '^\\dagger', '^{†}'], []],
  component: ['COMPONENT', 'a component of a vector', ['^z', '_x', '^{y}'], []],
  number: ['NUMBER', 'digits, with a fraction and a power of ten if wanted', ['2', '0.8', '1e-3'], [7]],
  letter: ['LETTER', 'the imaginary unit, the site number, the time', ['i', 'j', 't'], [3]],
  spin: [
    'SPIN',
    'a spin or Pauli operator with its site',
    ['S_j', 'S^z_<j+1>', "S'_j", 'S+_j', '\\vec{S}_{j+1}', 'X_0'],
    [4, 5],
  ],
  boson: ['BOSON', 'half of a bath displacement', ['a_j', 'a†_<j+1>', 'a_j^\\dagger'], [15]],
  fermion: ['FERMION', 'a fermion, or its number, at a site', ['c_j', 'c†_<j+1>', 'n_{j,up}'], [30]],
  ket: ['KET', 'a product state', ['|udud>', '|↑↓↑↓⟩', '\\ket{\\uparrow\\downarrow}'], [6]],
  level: ['LEVEL', 'a level operator', ['|1><2|', '|1⟩⟨2|', '\\ket{1}\\bra{2}'], [6]],
  word: ['FUNCTION', 'a function word with "(" at once after it', ['norm2', 'sqrt', 'overlap'], [3]],
  texWord: ['TEX-FUNCTION', 'a function of LaTeX', ['\\sin', '\\cos', '\\exp'], [16]],
  root: ['ROOT', 'a root sign', ['√', '\\sqrt'], [19]],
  fraction: ['FRACTION', 'a fraction of LaTeX', ['\\frac', '\\tfrac'], [1]],
  shortFraction: ['SHORT-FRACTION', 'a fraction of two digits', ['\\frac12'], [1]],
  exponential: ['E', 'e before an exponent in brackets', ['e'], [3]],
  point: ['DELTA', 'δ before (x …)', ['δ', 'delta', '\\delta'], [6]],
};
/** Signs with several spellings. */
const signs = {
  '×': '×, ><, \\times',
  '·': '·, a dot, \\cdot',
  '*': '*, \\ast, ⊗, \\otimes',
  '{': '{, \\{',
  '}': '}, \\}',
};
/**
 * Rules of the language (docs/reference/language.md) that settle what a rule of the grammar means.
 *
 * @type {Readonly<Record<string, readonly number[]>>}
 */
const settled = {
  statement: [18],
  target: [2, 14],
  names: [3],
  domain: [3],
  claim: [17],
  head: [17],
  role: [3],
  full: [17],
  prefix: [17],
  bindings: [17],
  expression: [9],
  sum: [10, 12],
  summand: [12],
  body: [12],
  product: [10, 11],
  cross: [10, 11],
  powers: [10],
  exponent: [10],
  factor: [8],
  shift: [6],
};

/** @param {number} n */
const rule = (n) => `[${n}](language.md#rule-${n})`;
/** @param {string} text */
const shown = (text) => `\`${text.replaceAll('|', '\\|')}\``;

/**
 * Sections of rules: each with its alternatives and their examples.
 *
 * @param {string} text  of grammar/spinlaw.ne
 */
function read(text) {
  /** @type {Section[]} */
  const sections = [];
  /** @type {Rule | undefined} */
  let current;
  for (const line of text.split('\n')) {
    const title = /^# --- (?<title>[^-]+?) -+$/u.exec(line)?.groups?.title;
    if (title !== undefined) {
      sections.push({ title, rules: [] });
      continue;
    }
    const match = /^(?:(?<name>\w+) ->|\s+\|) (?<form>.+?)\s*\{% .+? %\}(?:\s+# (?<example>.*))?$/u.exec(line);
    if (!match) {
      if (/->|^\s+\|/u.test(line) && !line.startsWith('#'))
        throw new Error(`grammar/spinlaw.ne: not understood: ${line}`);
      continue;
    }
    const { name, form = '', example } = match.groups ?? {};
    if (example === undefined) throw new Error(`grammar/spinlaw.ne: a rule without example: ${line}`);
    if (name !== undefined) {
      current = { name, alternatives: [] };
      const section = sections.at(-1);
      if (section === undefined) throw new Error(`grammar/spinlaw.ne: a rule before the first title: ${line}`);
      section.rules.push(current);
    }
    if (current === undefined) throw new Error(`grammar/spinlaw.ne: an alternative without a rule: ${line}`);
    current.alternatives.push({ form, example: example.trim() });
  }
  return sections;
}

const used = new Set();
/**
 * `product %sum body` → `product SUM body`
 *
 * @param {string} form
 */
function ebnf(form) {
  return form.replace(/%(\w+)/gu, (_, /** @type {string} */ token) => {
    const word = words[token];
    if (word === undefined) throw new Error(`the word %${token} is not explained in scripts/grammar-page.mjs`);
    used.add(token);
    return word[0];
  });
}

const sections = read(readFileSync(join(root, 'grammar/spinlaw.ne'), 'utf8'));
let page = `# Grammar

Made by \`node scripts/grammar-page.mjs\` from [grammar/spinlaw.ne](../../grammar/spinlaw.ne), which the parser is built from.
Every text has at most one parse. What the forms mean, and the numbered rules that settle conflicts, is in
[language.md](language.md).

A name in lower case is a rule, one in CAPITALS a [word](#words) of the lexer, and what stands in quotation marks is typed as
it is. \`|\` separates alternatives. Spaces between words mean nothing; a statement ends at \`;\` or at the end of a line.
`;
for (const { title, rules } of sections) {
  page += `\n## ${title.slice(0, 1).toUpperCase()}${title.slice(1)}\n\n\`\`\`ebnf\n`;
  for (const { name, alternatives } of rules) {
    page += alternatives
      .map(({ form }, k) => `${k === 0 ? `${name} =` : ' '.repeat(name.length) + ' |'} ${ebnf(form)}`)
      .join('\n');
    page += ' ;\n';
  }
  page += '```\n\n| rule | form | example | see rule |\n|---|---|---|---|\n';
  for (const { name, alternatives } of rules) {
    alternatives.forEach(({ form, example }, k) => {
      page += `| ${k === 0 ? name : ''} | ${shown(ebnf(form))} | ${shown(example)} | ${k === 0 ? (settled[name] ?? []).map(rule).join(', ') : ''} |\n`;
    });
  }
}
page +=
  '\n## Words\n\nThe lexer reads these as one word each, sites and subscripts included.\n\n| word | what it is | examples | see rule |\n|---|---|---|---|\n';
for (const [token, [name, what, examples, rules]] of Object.entries(words)) {
  if (!used.has(token)) throw new Error(`the word %${token} of scripts/grammar-page.mjs is not in the grammar`);
  page += `| ${name} | ${what} | ${examples.map(shown).join(', ')} | ${rules.map(rule).join(', ')} |\n`;
}
page += '\nSigns with several spellings:\n\n| sign | also |\n|---|---|\n';
for (const [sign, spellings] of Object.entries(signs)) page += `| ${shown(sign)} | ${shown(spellings)} |\n`;

writePage('docs/reference/grammar.md', page, 'scripts/grammar-page.mjs');
