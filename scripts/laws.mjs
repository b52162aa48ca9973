// Writes docs/reference/laws.md from the records of the laws. Run without argument to write, with --check to fail when the page
// is out of date. Reads the built package.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writePage } from './page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** @type {typeof import('../src/laws/index.js')} */
const { claimsAsTex, laws, lawsByRoom, strengthText } = await import(
  pathToFileURL(join(root, 'dist/laws/index.js')).href
);

/** @param {string} text  of a cell of a table */
const cell = (text) => text.replaceAll('|', '\\|');
/** @type {(items: readonly string[], most: number) => string} */
const listed = (items, most) => (items.length <= most ? items.join(', ') : `${items.slice(0, most).join(', ')} …`);

let page = `# Laws

Made by \`node scripts/laws.mjs\` from the records of the laws. \`spinlaw check\` runs them, \`spinlaw check charges.range\` one of
them. A law of strength *identity* is decided exactly, case by case, and for all values of the couplings where a case
leaves them open; the others say what tolerance they allow, and why. Every law must notice each of the mistakes listed
with it.
`;
for (const { title, entries } of lawsByRoom(laws, (law) => law)) {
  page += `\n## ${title}\n`;
  for (const law of entries) {
    page += `\n### ${law.id}\n\n${law.title.slice(0, 1).toUpperCase()}${law.title.slice(1)}. Source: ${law.source}.\n`;
    if (law.expected === 'fails')
      page += '\n**Expected to fail:** the check is green where it finds a counterexample.\n';
    page += `\n\`\`\`\n${law.statement}\n\`\`\`\n`;
    for (const tex of claimsAsTex(law)) page += `\n$$${tex}$$\n`;
    page += `\nStrength: ${strengthText(law)}. Cases: ${law.cases.wanted}.${law.proof ? ` Proof: [${law.proof}](../../${law.proof}).` : ''}\n`;
    page += '\n| parameter | values | unit | corner values |\n|---|---|---|---|\n';
    for (const [name, domain] of Object.entries(law.cases.parameters)) {
      page += `| ${name} | ${cell(domain.about)} | ${domain.unit ?? ''} | ${cell(
        listed(
          domain.corners.map((c) => `\`${domain.write(c)}\``),
          6,
        ),
      )} |\n`;
    }
    page += `\nNotices: ${law.mutants.map((m) => m.name).join('; ')}.\n`;
  }
}

writePage('docs/reference/laws.md', page, 'scripts/laws.mjs');
