// Writes docs/reference/equations.md: what each equation of the papers says, the function that implements it, the laws,
// proofs and tests that hold it. What an equation says is in scripts/equations.txt; the rest is found in the code:
//   @implements chain (20)                     in a docstring: the one function of an equation
//   @implements gas (S83) in decimal arithmetic    a second function, and what sets it apart
//   chain (20), gas (S83) and (S85)            anywhere else: a mention
// Run without argument to write the page, with --check to fail when it is out of date. Reads the built package.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { intoCheckout, writePage } from './page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const papers = {
  chain: 'The driven chain: Pumping approximately integrable systems',
  gas: 'The driven gas: Steady state properties of periodically driven quantum systems',
};

/**
 * What an equation says, and why nothing implements it, where nothing does.
 *
 * @typedef {{ readonly says: string, readonly none: string | undefined }} Equation
 */
/** @typedef {{ readonly name: string, readonly line: number }} Declaration */
/** @typedef {Declaration & { readonly place: string, readonly apart: string }} Implementation */
/**
 * Where an equation occurs.
 *
 * @typedef {object} Entry
 * @property {Implementation[]} implementations
 * @property {string[]} laws  ids
 * @property {{ readonly place: string, readonly name: string, readonly line: number }[]} proofs
 * @property {Set<string>} tests  places of files
 * @property {Map<string, number>} examples  places of files, each with the last line that names the equation
 * @property {Set<string>} mentions  places of files of src/
 */

/**
 * The equations in the order of the file.
 *
 * @param {string} text  of scripts/equations.txt
 * @returns {Map<string, Equation>}
 */
export function readEquations(text) {
  const equations = new Map();
  for (const block of text.split(/\n\n+/u)) {
    const lines = block.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    if (lines.length === 0) continue;
    const [name = '', ...rest] = lines;
    if (!/^(?:chain|gas) \(S?\d+\)$/u.test(name)) throw new Error(`scripts/equations.txt: not an equation: ${name}`);
    if (equations.has(name)) throw new Error(`scripts/equations.txt: ${name} is described twice`);
    const from = rest.findIndex((line) => line.startsWith('none:'));
    const says = rest.slice(0, from < 0 ? undefined : from).join(' ');
    if (says === '') throw new Error(`scripts/equations.txt: ${name} has no description`);
    const none = from < 0 ? undefined : rest.slice(from).join(' ').slice('none:'.length).trim();
    equations.set(name, { says, none });
  }
  return equations;
}

/** Between two numbers of a list: a comma or "and", also at the end of a line of a comment. */
const between = String.raw`(?:,| and)\s+(?:(?:\*|//)\s+)?`;
const afterPaper = String.raw`(?: |\s+(?:\*|//)\s+)`;
const list = new RegExp(
  String.raw`\b(chain|gas)${afterPaper}(\(S?\d+\)(?:${between}\(S?\d+\))*)([-–]\(S?\d+\))?`,
  'gu',
);

/**
 * `chain (16)`, `chain (16), (17)`, `gas (S83) and (S85)`: every equation named in a text, and where.
 *
 * @param {string} text
 * @returns {{ readonly equation: string, readonly index: number, readonly range?: string }[]}
 */
export function citations(text) {
  return [...text.matchAll(list)].flatMap((match) => {
    const [, paper, numbers = '', range] = match;
    const named = [...numbers.matchAll(/\(S?\d+\)/gu)];
    return named.map(([number], k) => ({
      equation: `${paper} ${number}`,
      index: match.index,
      ...(range !== undefined && k === named.length - 1 && { range: number + range }),
    }));
  });
}

/** @type {(text: string, index: number) => number} */
const lineOf = (text, index) => text.slice(0, index).split('\n').length;

/**
 * What follows the docstring around a place: its name, that of its class where it is a member, and its line.
 *
 * @param {string} text
 * @param {number} index
 * @returns {Declaration | undefined}
 */
function declarationAfter(text, index) {
  const open = text.lastIndexOf('/**', index);
  const close = text.indexOf('*/', index);
  if (open < 0 || close < 0 || text.lastIndexOf('*/', index) > open) return undefined;
  const start = close + 2 + text.slice(close + 2).search(/\S|$/u);
  const declaration = text.slice(start, text.indexOf('\n', start));
  const top =
    /^(?:export )?(?:default )?(?:abstract )?(?:async )?(?:function\*?|class|interface|const|type) (?<name>\w+)/u;
  const name = top.exec(declaration)?.groups?.name;
  if (name !== undefined) return { name, line: lineOf(text, start) };
  const member = /^(?:(?:static|readonly|private|protected|async|get|override) )*#?(?<name>\w+)\s*[(<:=?]/u;
  const within = member.exec(declaration)?.groups?.name;
  const owner = [...text.slice(0, start).matchAll(/^(?:export )?(?:abstract )?(?:class|interface) (\w+)/gmu)].at(-1);
  if (within === undefined || owner === undefined) return undefined;
  return { name: `${owner[1]}.${within}`, line: lineOf(text, start) };
}

/**
 * The tags of a text: the equation, what sets the function apart, and the declaration under the docstring.
 *
 * @param {string} text
 */
export function claims(text) {
  return [...text.matchAll(/@implements(?<rest>[^\n]*)/gu)].map(({ groups: { rest = '' } = {}, index }) => {
    const written = rest.replace(/\*\/.*$/u, '').trim();
    const { equation, apart = '' } =
      /^(?<equation>(?:chain|gas) \(S?\d+\))(?<apart>(?:[ ,:].*)?)$/u.exec(written)?.groups ?? {};
    return {
      written,
      equation,
      apart: apart.replace(/^[,:]/u, '').trim(),
      declaration: declarationAfter(text, index),
      index,
      line: lineOf(text, index),
    };
  });
}

/**
 * Everything the page needs, and everything that is wrong.
 *
 * @param {ReadonlyMap<string, Equation>} equations  of readEquations
 * @param {Iterable<readonly [place: string, text: string]>} sources  the files of src/, proofs/, test/ and examples/
 * @param {Iterable<{ readonly id: string, readonly source: string }>} laws  the catalogue
 */
export function collect(equations, sources, laws) {
  /** @type {string[]} */
  const errors = [];
  /** @type {Map<string, Entry>} */
  const entries = new Map(
    [...equations.keys()].map((name) => [
      name,
      { implementations: [], laws: [], proofs: [], tests: new Set(), examples: new Map(), mentions: new Set() },
    ]),
  );
  /** @type {(equation: string, place: string) => Entry | undefined} */
  const entryOf = (equation, place) => {
    if (!entries.has(equation)) errors.push(`${place}: there is no equation ${equation}`);
    return entries.get(equation);
  };
  for (const [place, text] of sources) {
    const tags = claims(text);
    for (const { written, equation, apart, declaration, line } of tags) {
      const here = `${place}:${line}`;
      if (!place.startsWith('src/') || place.startsWith('src/laws/'))
        errors.push(`${here}: @implements is for functions of src/ other than laws; cite ${written} without it`);
      else if (equation === undefined || /\(S?\d+\)/u.test(apart))
        errors.push(`${here}: @implements ${written}: one equation a line, as in "@implements chain (20)"`);
      else if (declaration === undefined) errors.push(`${here}: @implements ${written} is not above a declaration`);
      else entryOf(equation, here)?.implementations.push({ place, apart, ...declaration });
    }
    for (const { equation, index, range } of citations(text)) {
      const here = `${place}:${lineOf(text, index)}`;
      if (range !== undefined) errors.push(`${here}: ${range} is a range; name each equation`);
      if (tags.some((tag) => tag.line === lineOf(text, index))) continue;
      const entry = entryOf(equation, here);
      if (entry === undefined) continue;
      if (place.startsWith('src/')) entry.mentions.add(place);
      else if (place.startsWith('test/')) entry.tests.add(place);
      else if (place.startsWith('examples/')) entry.examples.set(place, lineOf(text, index));
      else {
        const named = /^(?:prove|refute)\s+([\w-]+)/u.exec(text.slice(text.lastIndexOf('\n', index) + 1, index))?.[1];
        if (named !== undefined) entry.proofs.push({ place, name: named, line: lineOf(text, index) });
      }
    }
  }
  for (const { id, source } of laws)
    for (const { equation } of citations(source)) entryOf(equation, `the law ${id}`)?.laws.push(id);
  for (const [name, { implementations }] of entries) {
    const apart = implementations.map((found) => found.apart);
    if (new Set(apart).size < apart.length)
      errors.push(
        `${name} is implemented twice; say after the number what sets one apart: ` +
          implementations.map(({ place, line }) => `${place}:${line}`).join(', '),
      );
    if (apart.length > 0 && equations.get(name)?.none !== undefined)
      errors.push(`scripts/equations.txt: ${name} is implemented, and a reason is given why it is not`);
  }
  return { entries, errors };
}

/** @type {(text: string, place: string, line?: number) => string} */
const link = (text, place, line) => `[${text}](../../${place}${line === undefined ? '' : `#L${line}`})`;
/** @param {string} id */
const lawLink = (id) => `[${id}](laws.md#${id.replace('.', '')})`;
/** @param {Iterable<string>} places */
const files = (places) =>
  [...places]
    .sort()
    .map((place) => link(place.replace('test/', ''), place))
    .join(', ');

/**
 * A reason with links to the examples and to the equations that it names.
 *
 * @param {string} reason
 * @param {string} name  of the equation, in whose paper the others are
 * @param {Entry} entry
 */
const linked = (reason, name, { examples }) =>
  reason
    .replaceAll(/\((S?\d+)\)/gu, (number, digits) => `[${number}](#${name.split(' ')[0]}-${digits.toLowerCase()})`)
    .replaceAll(/\bexamples\/[\w.-]+\w/gu, (place) => link(place, place, examples.get(place)));

/**
 * The section of an equation.
 *
 * @param {string} name
 * @param {Equation} equation
 * @param {Entry} entry
 */
function section(name, { says, none }, entry) {
  const { implementations, laws, proofs, tests, examples, mentions } = entry;
  const rows = [];
  const main = implementations.toSorted((a, b) => a.apart.localeCompare(b.apart));
  for (const { name: declared, place, line, apart } of main)
    rows.push(
      `Implementation${apart === '' ? '' : ` ${apart}`}: ${link(`\`${declared}\``, place, line)} (${place}:${line})`,
    );
  if (none !== undefined) rows.push(`No implementation: ${linked(none, name, entry)}`);
  if (examples.size > 0)
    rows.push(
      `Examples: ${[...examples].map(([place, line]) => link(place.replace('examples/', ''), place, line)).join(', ')}`,
    );
  if (laws.length > 0) rows.push(`Laws: ${[...new Set(laws)].map(lawLink).join(', ')}`);
  if (proofs.length > 0)
    rows.push(`Proofs: ${proofs.map(({ name: proof, place, line }) => link(proof, place, line)).join(', ')}`);
  if (tests.size > 0) rows.push(`Tests: ${files(tests)}`);
  const elsewhere = [...mentions].filter((place) => !implementations.some((found) => found.place === place));
  if (elsewhere.length > 0)
    rows.push(
      `Mentioned in ${elsewhere
        .map((place) => place.replace('src/', ''))
        .sort()
        .join(', ')}`,
    );
  return `\n### ${name}\n\n${says}\n${rows.length > 0 ? `\n${rows.map((row) => `* ${row}\n`).join('')}` : ''}`;
}

/**
 * @param {ReadonlyMap<string, Equation>} equations
 * @param {ReadonlyMap<string, Entry>} entries
 */
function pageOf(equations, entries) {
  let page = `# Equations

Each numbered equation of the two papers: what it says, the function that implements it, and the laws, proofs and tests that
hold it. [Equations without an implementation](#equations-without-an-implementation) are listed at the end with the reason.
Made by \`node scripts/equations.mjs\` from [what the equations say](../../scripts/equations.txt) and from the code. ${intoCheckout}
`;
  const without = [];
  for (const [paper, title] of Object.entries(papers)) {
    page += `\n## ${title}\n`;
    for (const [name, equation] of equations) {
      if (!name.startsWith(`${paper} `)) continue;
      const entry = entries.get(name);
      if (entry === undefined) continue;
      page += section(name, equation, entry);
      if (entry.implementations.length > 0) continue;
      const laws = [...new Set(entry.laws)];
      const checked = laws.map(lawLink).join(' and ');
      const reason = linked(equation.none ?? (checked && 'it is a statement'), name, entry);
      without.push(
        `* ${name}${reason ? `: ${reason}` : ''}${checked && `; ${checked} ${laws.length === 1 ? 'checks' : 'check'} it`}.\n`,
      );
    }
  }
  return `${page}\n## Equations without an implementation\n\n${without.join('')}`;
}

/**
 * @param {string} folder
 * @param {readonly string[]} endings
 * @returns {(readonly [place: string, text: string])[]}
 */
function sourcesOf(folder, endings) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((place) => endings.some((ending) => place.endsWith(ending)) && !place.endsWith('.generated.ts'))
    .sort()
    .map((place) => /** @type {const} */ ([place, readFileSync(join(root, place), 'utf8')]));
}

async function main() {
  /** @type {typeof import('../src/laws/index.js')} */
  const { laws } = await import(pathToFileURL(join(root, 'dist/laws/index.js')).href);
  const equations = readEquations(readFileSync(join(root, 'scripts/equations.txt'), 'utf8'));
  const sources = [
    ...sourcesOf('src', ['.ts']),
    ...sourcesOf('proofs', ['.spin']),
    ...sourcesOf('examples', ['.spin']),
    // What the test of this script feeds it is not a citation.
    ...sourcesOf('test', ['.ts', '.spin', '.txt']).filter(([place]) => place !== 'test/docs/equations.test.ts'),
  ];
  const { entries, errors } = collect(equations, sources, laws);
  if (errors.length > 0) {
    console.error(errors.join('\n'));
    process.exitCode = 1;
    return;
  }
  writePage('docs/reference/equations.md', pageOf(equations, entries), 'scripts/equations.mjs');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
