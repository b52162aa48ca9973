// Writes docs/reference/errors.md: every code of a diagnostic with its meaning, its kind, the files that raise it and an
// example. The meanings are in src/text/codes.ts, the examples in grammar/cases and test/cli/error-pages.txt; the rest is
// found in the code.
// Run without argument to write the page, with --check to fail when it is out of date. Reads the built package.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { intoCheckout, writePage } from './page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** @typedef {import('../src/text/index.js').Diagnostic} Diagnostic */
/** @typedef {Diagnostic['kind']} Kind */
/**
 * Where a code is raised, and how.
 *
 * @typedef {{ readonly kinds: Set<Kind>, readonly places: Set<string> }} Raised
 */

/**
 * The strings that an expression can be, where it is a string or chooses between strings.
 *
 * @param {ts.Expression | undefined} node
 * @returns {string[]}
 */
function stringsOf(node) {
  if (node === undefined) return [];
  if (ts.isStringLiteral(node)) return [node.text];
  return ts.isConditionalExpression(node) ? [...stringsOf(node.whenTrue), ...stringsOf(node.whenFalse)] : [];
}

/** @type {(called: string) => Kind} */
const kindOfCall = (called) => (called === 'limit' || called === 'fault' ? called : 'input');

/**
 * Is this parameter the code that a function raises?
 *
 * @param {ts.ParameterDeclaration} parameter
 */
const isRaised = (parameter) =>
  parameter.name.getText() === 'code' && parameter.type !== undefined && parameter.type.getText() === 'DiagnosticCode';

/**
 * @param {ts.Node} node
 * @param {(node: ts.Node) => void} visit
 */
function everyNode(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => everyNode(child, visit));
}

/**
 * Every code that the sources raise: as an argument of a function whose parameter `code` is a `DiagnosticCode`, such as
 * `refuse`, as the default of such a parameter, or as the field `code` of a diagnostic.
 *
 * @param {Iterable<readonly [place: string, text: string]>} sources
 * @returns {Map<string, Raised>}
 */
export function raisedCodes(sources) {
  const files = [...sources]
    .filter(([, text]) => /DiagnosticCode|refuse|limit|code:/u.test(text))
    .map(([place, text]) => ts.createSourceFile(place, text, ts.ScriptTarget.Latest, true));
  /** The position of the code among the parameters of a function. @type {Map<string, number>} */
  const positions = new Map();
  for (const file of files)
    everyNode(file, (node) => {
      if (!ts.isFunctionDeclaration(node) || node.name === undefined) return;
      const position = node.parameters.findIndex(isRaised);
      if (position >= 0) positions.set(node.name.text, position);
    });
  /** @type {Map<string, Raised>} */
  const found = new Map();
  for (const file of files)
    everyNode(file, (node) => {
      /** @type {(codes: readonly string[], kind: Kind) => void} */
      const add = (codes, kind) => {
        for (const code of codes) {
          const raised = found.get(code) ?? { kinds: new Set(), places: new Set() };
          found.set(code, raised);
          raised.kinds.add(kind);
          raised.places.add(file.fileName);
        }
      };
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const position = positions.get(node.expression.text);
        if (position !== undefined) add(stringsOf(node.arguments[position]), kindOfCall(node.expression.text));
      } else if (ts.isParameter(node) && isRaised(node)) add(stringsOf(node.initializer), 'input');
      else if (ts.isPropertyAssignment(node) && node.name.getText() === 'code') {
        const given = node.parent.properties.flatMap((other) =>
          ts.isPropertyAssignment(other) && other.name.getText() === 'kind' ? stringsOf(other.initializer) : [],
        );
        const kind = given.includes('limit') ? 'limit' : given.includes('fault') ? 'fault' : 'input';
        add(stringsOf(node.initializer), kind);
      }
    });
  return found;
}

/**
 * An input that gives an error, with what its case says of the error.
 *
 * @typedef {{ readonly input: string, readonly code?: string | undefined, readonly message?: string | undefined }} ErrorCase
 */

/** @param {string} place  below the root */
const readCases = (place) => readFileSync(join(root, place), 'utf8').replace(/^(?:#.*\n)+/u, '');

/**
 * A file of pages of errors: each has an input and the whole message, most with its code.
 *
 * @param {string} place
 * @returns {ErrorCase[]}
 */
const errorPages = (place) =>
  readCases(place)
    .split(/^-{10,}\n/mu)
    .map((page) => {
      const [input = '', rest = ''] = page.split('\n==>\n');
      return { input, .../^\[(?<code>[a-z0-9-]+)\]\n(?<message>[^]*?)\n*$/u.exec(rest)?.groups };
    });

/**
 * The inputs that the cases of the grammar and of the commands refuse: the pages first, then the lines of the grammar,
 * which have no whole message.
 *
 * @returns {ErrorCase[]}
 */
function erroneousInputs() {
  const names = readdirSync(join(root, 'grammar/cases')).filter(
    (name) => name.endsWith('.txt') && name !== 'README.txt' && !name.endsWith('error-pages.txt'),
  );
  const lines = names
    .flatMap((name) => [
      ...readCases(`grammar/cases/${name}`).matchAll(/^(?<inputs>.+?) ==> (?:.* ; )?error (?<code>[a-z0-9-]+) at /gmu),
    ])
    .flatMap(({ groups: { inputs = '', code = undefined } = {} }) =>
      inputs.split(' ~~ ').map((input) => ({ input: input.replaceAll('⏎', '\n'), code })),
    );
  return [
    ...errorPages('grammar/cases/meaning-error-pages.txt'),
    ...errorPages('grammar/cases/error-pages.txt'),
    ...errorPages('test/cli/error-pages.txt'),
    ...lines,
  ];
}

/**
 * An example of each code that an input of the cases gives: the input, and the whole message.
 *
 * @returns {Promise<Map<string, { readonly input: string, readonly message: string }>>}
 */
export async function errorExamples() {
  /** @type {typeof import('../src/session/index.js')} */
  const { Session } = await import(pathToFileURL(join(root, 'dist/session/index.js')).href);
  /** @type {typeof import('../src/text/index.js')} */
  const { renderDiagnostic } = await import(pathToFileURL(join(root, 'dist/text/index.js')).href);
  const examples = new Map();
  for (const { input, code, message } of erroneousInputs()) {
    if (code !== undefined && examples.has(code)) continue;
    if (code !== undefined && message !== undefined) {
      examples.set(code, { input, message: message.replace('\n --> case:', '\n --> input:') });
      continue;
    }
    const error = [...new Session().run({ name: 'input', text: input })].find(({ kind }) => kind === 'error');
    if (error?.kind !== 'error') continue;
    const { diagnostic } = error;
    if (!examples.has(diagnostic.code)) examples.set(diagnostic.code, { input, message: renderDiagnostic(diagnostic) });
  }
  return examples;
}

/**
 * The sources of src/ with their places below it.
 *
 * @returns {[place: string, text: string][]}
 */
export function sourcesOfErrors() {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
    .sort()
    .map((name) => [name, readFileSync(join(root, 'src', name), 'utf8')]);
}

const kindTexts = {
  input: 'Kind *input*, exit code 2.',
  limit: 'Kind *limit*, exit code 3.',
  fault: 'Kind *fault*, exit code 70.',
  both: 'Kind *input* with exit code 2, or *limit* with exit code 3.',
};

/**
 * @param {string} subject
 * @returns {string} the id that GitHub gives a heading
 */
const slugOf = (subject) =>
  subject
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} ]/gu, '')
    .replaceAll(' ', '-');

async function main() {
  /** @type {typeof import('../src/text/codes.js')} */
  const { diagnosticCodes } = await import(pathToFileURL(join(root, 'dist/text/codes.js')).href);
  const raised = raisedCodes(sourcesOfErrors());
  const examples = await errorExamples();
  let page = `# Errors

Made by \`node scripts/errors.mjs\` from [the list of codes](../../src/text/codes.ts) and from the cases of the grammar
and of the commands. ${intoCheckout}

An error is printed with its place and, where there is one, a hint that can be pasted. Its code tells errors apart in
a program: it is \`error.code\` in the library and in the document of \`--json\`. An error of kind *input* is a mistake that
you can fix; an error of kind *limit* says that a limit of the program was reached, and one of kind *fault* that spinlaw contradicts itself.

${Object.keys(diagnosticCodes)
  .map((subject) => `* [${subject}](#${slugOf(subject)})\n`)
  .join('')}`;
  for (const [subject, codes] of Object.entries(diagnosticCodes)) {
    page += `\n## ${subject}\n`;
    for (const [code, meaning] of Object.entries(codes)) {
      const found = raised.get(code);
      if (found === undefined) throw new Error(`no file of src/ raises ${code}`);
      const [kind = 'input'] = found.kinds;
      const places = [...found.places].map((place) => `[${place}](../../src/${place})`).join(', ');
      page += `\n### ${code}\n\n${meaning}\n\n${kindTexts[found.kinds.size > 1 ? 'both' : kind]} Raised in ${places}.\n`;
      const example = examples.get(code);
      if (example) page += `\n\`\`\`\n${example.input}\n\`\`\`\n\n\`\`\`\n${example.message}\n\`\`\`\n`;
    }
  }
  writePage('docs/reference/errors.md', page, 'scripts/errors.mjs');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
