// Writes docs/reference/laws.md from the records of the laws. Run without argument to write, with --check to fail when the page
// is out of date. Reads the built package.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writePage } from './page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { laws } = await import(join(root, 'dist/laws/index.js'));
const { parseProgram, writeTex } = await import(join(root, 'dist/language/index.js'));

const rooms = {
  exact: 'Coefficients',
  spin: 'Operators',
  charges: 'Conserved charges',
  chain: 'The driven chain',
  perturb: 'Rates of a perturbation',
  gas: 'The driven gas',
};

/** The claims of a statement as TeX, from their trees. */
function claims(statement) {
  return parseProgram({ name: '<law>', text: statement })
    .statements.filter((s) => s.kind === 'claim')
    .map((s) => (s.right ? `${writeTex(s.left)} = ${writeTex(s.right)}` : writeTex(s.left)));
}

const cell = (text) => text.replaceAll('|', '\\|');
const listed = (items, most) => (items.length <= most ? items.join(', ') : `${items.slice(0, most).join(', ')} …`);

let page = `# Laws

Made by \`node scripts/laws.mjs\` from the records of the laws. \`spinlaw check\` runs them, \`spinlaw check charges.range\` one of
them. A law of strength *identity* is decided exactly, case by case, and for all values of the couplings where a case
leaves them open; the others say what tolerance they allow, and why. Every law must notice each of the mistakes listed
with it.
`;
for (const [room, title] of Object.entries(rooms)) {
  if (!laws.some((l) => l.id.startsWith(`${room}.`))) continue;
  page += `\n## ${title}\n`;
  for (const law of laws.filter((l) => l.id.startsWith(`${room}.`))) {
    page += `\n### ${law.id}\n\n${law.title[0].toUpperCase()}${law.title.slice(1)}. Source: ${law.source}.\n`;
    if (law.expected === 'fails')
      page += '\n**Expected to fail:** the check is green where it finds a counterexample.\n';
    page += `\n\`\`\`\n${law.statement}\n\`\`\`\n`;
    for (const tex of claims(law.statement)) page += `\n$$${tex}$$\n`;
    const strength =
      law.strength === 'identity' ? 'identity' : `relative ${law.strength.relative}, because ${law.strength.because}`;
    page += `\nStrength: ${strength}. Cases: ${law.cases.wanted}.${law.proof ? ` Proof: [${law.proof}](../../${law.proof}).` : ''}\n`;
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
