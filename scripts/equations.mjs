// Collects the citations chain (n) and gas (n) and writes docs/reference/equations.md: equation → functions, proofs, tests.
// Run without argument to write, with --check to fail when the page is out of date. An unknown number is an error.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePage } from './page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const numbers = {
  chain: Array.from({ length: 21 }, (_, k) => String(k + 1)),
  gas: [...Array.from({ length: 13 }, (_, k) => String(k + 1)), ...Array.from({ length: 97 }, (_, k) => `S${k + 1}`)],
};
const titles = {
  chain: 'Pumping approximately integrable systems (the driven chain)',
  gas: 'Steady state properties of periodically driven quantum systems (the driven gas)',
};

function files(folder, endings) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => endings.some((e) => name.endsWith(e)) && !name.endsWith('.generated.ts'))
    .sort()
    .map((name) => join(folder, name));
}

/** `chain (16)`, `chain (16), (17)`, `chain (16)-(18)`, `chain (2)–(5)` → the numbers cited. */
function citations(text) {
  const found = [];
  for (const match of text.matchAll(/\b(chain|gas) ((?:\(S?\d+\)(?:(?:, | and |[-–])(?=\(S?\d))?)+)/gu)) {
    const [, paper, list] = match;
    const parts = [...list.matchAll(/\((S?)(\d+)\)([-–])?/gu)];
    parts.forEach(([, s, n, dash], k) => {
      const to = dash && parts[k + 1] ? Number(parts[k + 1][2]) : Number(n);
      for (let m = Number(n); m <= to; m++) found.push({ paper, number: `${s}${m}`, index: match.index });
    });
  }
  return found;
}

/** The declaration a citation belongs to: the next one after its comment, or the one it stands in. */
function owner(text, index) {
  const declaration = /^(?:export )?(?:abstract )?(?:async )?(?:function\*?|class|interface|const|type) (\w+)/gmu;
  let before;
  for (const match of text.matchAll(declaration)) {
    if (match.index > index) {
      const between = text.slice(index, match.index);
      // Inside a doc comment the next declaration is meant, elsewhere the one around.
      const inDoc = text.lastIndexOf('/**', index) > text.lastIndexOf('*/', index);
      return inDoc && between.slice(between.indexOf('*/') + 2).trim() === '' ? match[1] : before;
    }
    before = match[1];
  }
  return before;
}

const entries = new Map();
const errors = [];
function record(kind, file, text, name) {
  for (const { paper, number, index } of citations(text)) {
    if (!numbers[paper].includes(number)) {
      errors.push(`${file}: there is no equation ${paper} (${number})`);
      continue;
    }
    const key = `${paper} (${number})`;
    if (!entries.has(key)) entries.set(key, { functions: new Set(), proofs: new Set(), tests: new Set() });
    entries.get(key)[kind].add(name(index));
  }
}

for (const file of files('src', ['.ts'])) {
  const text = readFileSync(join(root, file), 'utf8');
  record('functions', file, text, (index) => {
    const declared = owner(text, index);
    return declared ? `\`${declared}\` (${file.replace('src/', '')})` : file.replace('src/', '');
  });
}
for (const file of files('proofs', ['.spin'])) {
  const text = readFileSync(join(root, file), 'utf8');
  record('proofs', file, text, (index) => {
    const line = text.slice(text.lastIndexOf('\n', index) + 1, index);
    const named = /^(?:prove|refute)\s+([\w-]+)/u.exec(line)?.[1];
    return named ? `${named} (${relative('proofs', file)})` : relative('proofs', file);
  });
}
for (const file of files('test', ['.ts', '.spin', '.txt'])) {
  record('tests', file, readFileSync(join(root, file), 'utf8'), () => relative('test', file));
}

if (errors.length > 0) {
  console.error(errors.join('\n'));
  process.exit(1);
}

let page = `# Equations

Made by \`node scripts/equations.mjs\` from the citations in the code. An equation that nothing cites is a hole in the
product: it is listed as missing.
`;
for (const paper of ['chain', 'gas']) {
  page += `\n## ${titles[paper]}\n\n| equation | functions | proofs | tests |\n|---|---|---|---|\n`;
  const missing = [];
  for (const number of numbers[paper]) {
    const entry = entries.get(`${paper} (${number})`);
    if (!entry) missing.push(`(${number})`);
    else {
      const cell = (set) => [...set].join('<br>');
      page += `| ${paper} (${number}) | ${cell(entry.functions)} | ${cell(entry.proofs)} | ${cell(entry.tests)} |\n`;
    }
  }
  page += `\nMissing: ${missing.length > 0 ? missing.join(', ') : 'none'}.\n`;
}

writePage('docs/reference/equations.md', page, 'scripts/equations.mjs');
