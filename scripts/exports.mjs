// Writes docs/reference/exports.md: what each entry of the package exports, with the first sentence of its docstring.
// Run without argument to write the page, with --check to fail when it is out of date. Reads src/.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { writePage } from './page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/**
 * The entries of the package, each with the file it is compiled from.
 *
 * @returns {{ readonly name: string, readonly file: string }[]}
 */
function entriesOf() {
  /** @type {{ name: string, exports: Record<string, string | { types: string }> }} */
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return Object.entries(exports).flatMap(([subpath, target]) =>
    typeof target === 'string'
      ? []
      : [
          {
            name: name + subpath.slice(1),
            file: join(root, target.types.replace('./dist/', 'src/').replace(/\.d\.ts$/u, '.ts')),
          },
        ],
  );
}

/**
 * The first sentence of a docstring. It ends where another begins or with its paragraph; a formula that completes it
 * belongs to it.
 *
 * @param {string} doc
 */
export function firstSentence(doc) {
  const [text = '', formula = ''] = doc.split(/\n\s*\n/u).map((p) => p.replaceAll(/\s+/gu, ' ').trim());
  const sentence = /^.*?[.?](?= [\p{Lu}`])/u.exec(text)?.[0] ?? text;
  if (sentence === '' || /[.?…]$/u.test(sentence)) return sentence;
  if (sentence.endsWith(':')) return `${sentence.slice(0, -1)}.`;
  return /[\p{L},]$/u.test(sentence) && formula !== '' ? `${sentence} \`${formula.replace(/,$/u, '')}\`` : sentence;
}

/**
 * A name that an entry exports, and how it is used: `add(…operators)`.
 *
 * @typedef {{ readonly name: string, readonly typed: string, readonly says: string, readonly isType: boolean }} Export
 */

/**
 * @param {ts.Symbol} symbol  as the entry exports it
 * @param {ts.TypeChecker} checker
 * @returns {Export}
 */
function exported(symbol, checker) {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  const isType =
    (target.flags & ts.SymbolFlags.Value) === 0 ||
    (symbol.declarations ?? []).some((d) => ts.isExportSpecifier(d) && (d.isTypeOnly || d.parent.parent.isTypeOnly));
  const says = firstSentence(ts.displayPartsToString(target.getDocumentationComment(checker)));
  if (says === '') throw new Error(`${symbol.name} has no docstring that says what it is`);
  const declared = (target.declarations ?? []).find(ts.isFunctionDeclaration);
  const parameters = declared?.parameters.map(
    (p) => `${p.dotDotDotToken ? '…' : ''}${ts.isIdentifier(p.name) ? p.name.text : 'options'}`,
  );
  return { name: symbol.name, typed: `${symbol.name}${parameters ? `(${parameters.join(', ')})` : ''}`, says, isType };
}

/** @type {(items: readonly Export[], head: string) => string} */
const table = (items, head) =>
  items.length === 0
    ? ''
    : `\n| ${head} | is |\n|---|---|\n${items
        .map(({ typed, says }) => `| \`${typed}\` | ${says.replaceAll('|', '\\|')} |\n`)
        .join('')}`;

/** @type {(a: Export, b: Export) => number} */
const byName = (a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1);

function pageOfExports() {
  const entries = entriesOf();
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    options,
  );
  const checker = program.getTypeChecker();
  let page = `# What the entries export

Made by \`node scripts/exports.mjs\` from the docstrings of the code. An editor shows the rest of a docstring: formulas, units, errors and
cost. [The library](library.md) says what each entry is for and which fields the answers have.
`;
  /** What is said of the types of earlier entries, by name. @type {Map<string, string>} */
  const known = new Map();
  for (const { name, file } of entries) {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    if (!module) throw new Error(`${file} exports nothing`);
    const all = checker
      .getExportsOfModule(module)
      .map((symbol) => exported(symbol, checker))
      .sort(byName);
    const values = all.filter(({ isType }) => !isType);
    const types = all.filter(({ isType }) => isType);
    const again = types.filter((type) => known.get(type.name) === type.says);
    page += `\n## ${name}\n${table(values, 'value')}`;
    page += table(
      types.filter((type) => !again.includes(type)),
      'type',
    );
    if (again.length > 0)
      page += `\nThe types ${again.map((type) => `\`${type.name}\``).join(', ')} are exported here, too, and described above.\n`;
    for (const type of types) known.set(type.name, type.says);
  }
  return page;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  writePage('docs/reference/exports.md', pageOfExports(), 'scripts/exports.mjs');
