// Mutation testing: breaks the source in one small way at a time and asks whether a test notices.
//
//   node --import tsx scripts/mutate.ts [--rooms exact,spin,charges,kernel,meaning,proof] [--files a,b] [--tests a,b] [--sample
//   320] [--seed 1] [--only a,b] [--out mutants.jsonl] [--until 03:00] [--shard 1/4] [--list]
//   node --import tsx scripts/mutate.ts --report mutants.jsonl[,more.jsonl]
//
// The mutants are drawn by the seed from all there are. Each is tried in a process of its own at the lowest priority,
// until a test fails: all mutants by the tests of their room first, then those that passed by the tests of the other
// rooms. --tests names the tests to try them with instead, and --only parts of the names of the mutants to try. A time
// limit is of processor time, so that a busy machine kills no mutant. Results are appended to --out, and a run that is
// begun again goes on where it stopped.
// docs/background/mutation-testing.md says what came of it.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import ts from 'typescript';
import { Chance } from './chance.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

// What may be broken

/** What takes the place of an operator, by what is broken. */
const swapped: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  arithmetic: {
    '+': '-',
    '-': '+',
    '*': '+',
    '/': '*',
    '%': '*',
    '**': '*',
    '<<': '>>',
    '>>': '<<',
    '>>>': '<<',
    '&': '|',
    '|': '&',
    '^': '|',
  },
  assignment: {
    '+=': '-=',
    '-=': '+=',
    '*=': '+=',
    '/=': '*=',
    '^=': '|=',
    '|=': '&=',
    '&=': '|=',
    '<<=': '>>=',
    '>>=': '<<=',
  },
  boundary: { '<': '<=', '<=': '<', '>': '>=', '>=': '>' },
  comparison: { '===': '!==', '!==': '===' },
  boolean: { '&&': '||', '||': '&&' },
};

/** Is this + a joining of texts? Its mutants would not compile. */
function joinsTexts(node: ts.BinaryExpression): boolean {
  const isText = (n: ts.Node): boolean =>
    ts.isStringLiteralLike(n) ||
    ts.isTemplateExpression(n) ||
    (ts.isParenthesizedExpression(n) && isText(n.expression)) ||
    (ts.isBinaryExpression(n) && (isText(n.left) || isText(n.right)));
  return isText(node.left) || isText(node.right);
}

/** A way to break a source text. */
interface Mutation {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** of what is replaced, in characters */
  readonly start: number;
  readonly end: number;
  readonly operator: string;
  readonly before: string;
  readonly after: string;
}

/** What became of a mutant, as a line of --out. */
interface Trial extends Omit<Mutation, 'start' | 'end'> {
  readonly outcome: string;
  readonly by: string | undefined;
  readonly seconds: number;
}

/** Every mutant of a source text. */
function mutantsOf(file: string, text: string): Mutation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Omit<Mutation, 'id'>[] = [];
  const add = (operator: string, node: ts.Node, after: string): void => {
    const start = node.getStart(source);
    const { line, character } = source.getLineAndCharacterOfPosition(start);
    found.push({
      file,
      line: line + 1,
      column: character + 1,
      start,
      end: node.getEnd(),
      operator,
      before: text.slice(start, node.getEnd()),
      after,
    });
  };
  const negate = (condition: ts.Node): void => add('condition', condition, `!(${condition.getText(source)})`);
  const visit = (node: ts.Node): void => {
    if (
      ts.isTypeNode(node) ||
      ts.isImportDeclaration(node) ||
      ts.isExportDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node)
    )
      return;
    if (ts.isBinaryExpression(node)) {
      const token = node.operatorToken.getText(source);
      for (const [operator, swaps] of Object.entries(swapped)) {
        const after = swaps[token];
        if (after && !((token === '+' || token === '+=') && joinsTexts(node))) add(operator, node.operatorToken, after);
      }
      if (token === '??') add('boolean', node, `(${node.left.getText(source)})`);
    } else if (ts.isPrefixUnaryExpression(node)) {
      const operand = node.operand.getText(source);
      if (node.operator === ts.SyntaxKind.MinusToken) add('sign', node, `(${operand})`);
      if (node.operator === ts.SyntaxKind.ExclamationToken) add('boolean', node, `(${operand})`);
      if (node.operator === ts.SyntaxKind.TildeToken) add('arithmetic', node, `(${operand})`);
    } else if (ts.isPostfixUnaryExpression(node) && !ts.isForStatement(node.parent)) {
      add(
        'assignment',
        node,
        node.operator === ts.SyntaxKind.PlusPlusToken
          ? `${node.operand.getText(source)}--`
          : `${node.operand.getText(source)}++`,
      );
    } else if (node.kind === ts.SyntaxKind.TrueKeyword) add('boolean', node, 'false');
    else if (node.kind === ts.SyntaxKind.FalseKeyword) add('boolean', node, 'true');
    else if (ts.isNumericLiteral(node)) add('constant', node, String(Number(node.text) + 1));
    else if (ts.isBigIntLiteral(node)) add('constant', node, `${BigInt(node.text.slice(0, -1)) + 1n}n`);
    if (ts.isIfStatement(node)) negate(node.expression);
    if (ts.isConditionalExpression(node)) negate(node.condition);
    if (ts.isExpressionStatement(node) && !ts.isStringLiteral(node.expression)) add('statement', node, ';');
    if (ts.isContinueStatement(node) || ts.isBreakStatement(node)) add('statement', node, ';');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.map((m) => ({ id: `${m.file}:${m.line}:${m.column} ${m.operator} ${m.after.slice(0, 60)}`, ...m }));
}

/** The first `size` of a seeded shuffle. */
function sampleOf<T>(items: readonly T[], size: number, seed: number): T[] {
  const chance = new Chance(seed);
  const left = [...items];
  for (let k = 0; k < Math.min(size, left.length); k++) {
    const other = k + chance.below(left.length - k);
    [left[k], left[other]] = [left[other]!, left[k]!];
  }
  return left.slice(0, size);
}

// Trying one

/**
 * For each room the tests that look at it most closely, and those of the rooms above that import it. A name is a folder
 * of test/, or one file in it.
 */
const lookingAt: Readonly<Record<string, { readonly near: readonly string[]; readonly far: readonly string[] }>> =
  (() => {
    const claims = ['laws', 'meaning', 'kernel', 'cases/soundness', 'cases/names', 'cases/print'];
    const drivenChain = [
      'models/driven-chain',
      'cases/driven-chain',
      'cases/driven-chain-judged',
      'cases/driven-chain-range',
    ];
    const chain = ['chain', 'lindblad', ...drivenChain, 'laws'];
    const drivenGas = ['models/gas-model', 'cases/driven-gas', 'laws/gas', 'laws'];
    return {
      exact: { near: ['exact'], far: ['spin', 'charges', ...claims] },
      spin: { near: ['spin'], far: ['charges', ...claims] },
      charges: { near: ['charges'], far: claims },
      perturbation: { near: ['perturbation'], far: ['laws/perturbed-rates'] },
      ring: { near: ['ring', 'chain'], far: chain },
      chain: { near: ['chain'], far: chain },
      lindblad: { near: ['lindblad'], far: chain },
      floquet: { near: ['floquet', 'scattering'], far: ['gas', ...drivenGas] },
      scattering: { near: ['scattering'], far: ['gas', ...drivenGas] },
      gas: { near: ['gas'], far: drivenGas },
      meaning: {
        near: ['meaning'],
        far: ['kernel', 'laws', 'cases', 'corpus', 'models', 'library/operators', 'language'],
      },
      models: { near: ['models'], far: [...drivenChain, ...drivenGas] },
      kernel: { near: ['kernel'], far: ['cases/soundness'] },
      proof: { near: ['kernel', 'meaning'], far: ['cases'] },
      exchange: { near: ['exchange', 'cases/readers'], far: [] },
      document: { near: ['document'], far: ['corpus', 'report'] },
    };
  })();
/** Slow and about other rooms, about a site that is built before, or about how a failed property is shrunk, which the stand-in for vitest does not do. */
const leftOut = ['meaning/fuzz', 'meaning/bounds', 'cases/testing', 'document/project-site', 'document/site'];
/** Tests that start the built program look at dist/, where no mutant is. */
const startsTheProgram = /cli\/run\.js|commands\.js|execFile|spawnSync/u;

/** `src/meaning/functions/charge.ts` → `meaning` */
const roomOf = (file: string): string => file.split('/')[1]!;

const filesOf = (tests: string): string[] =>
  (tests.includes('/')
    ? [`test/${tests}.test.ts`]
    : readdirSync(join(root, 'test', tests))
        .filter((name) => name.endsWith('.test.ts') && !leftOut.includes(`${tests}/${name.replace('.test.ts', '')}`))
        .map((name) => `test/${tests}/${name}`)
  ).filter((file) => !startsTheProgram.test(readFileSync(join(root, file), 'utf8')));

/**
 * Of their room these take the longest; they come first where the file of their name is broken, and late where another
 * is.
 */
const slow = [
  'test/exact/integer.test.ts',
  'test/gas/digits.test.ts',
  'test/gas/scale.test.ts',
  'test/kernel/tampering.test.ts',
];

/**
 * The tests of the room itself, those that bear the name of the file first; then those of the rooms above, which import
 * it.
 */
function stepsFor(file: string): readonly [string[], string[]] {
  if (values.tests !== undefined) return [values.tests.split(','), []];
  const bears = (path: string): boolean => path.includes(`/${basename(file, '.ts')}.`);
  const later = (path: string): boolean => slow.includes(path) && !bears(path);
  const { near, far } = lookingAt[roomOf(file)]!;
  const own = [...new Set(near.flatMap(filesOf))].sort((a, b) => Number(bears(b)) - Number(bears(a)));
  const first = own.filter((path) => !later(path));
  return [first, [...new Set([...own.filter(later), ...far.flatMap(filesOf)])].filter((path) => !first.includes(path))];
}

const harness = join(root, 'scripts/mutate-harness.ts');

/** One program of the tests in this order, with the mutant in place of what it breaks. */
async function bundle(files: readonly string[], mutant: Mutation | undefined, outfile: string): Promise<void> {
  const lines = files.map(
    (file) => `await import('./${file}').catch((e) => fail('${file}', e)); count += await run('${file}');`,
  );
  await build({
    stdin: {
      contents: `import { fail, run } from 'vitest';\nlet count = 0;\n${lines.join('\n')}\nconsole.log('passed', count);`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile,
    logLevel: 'silent',
    // package.json says which built files have side effects, and these are sources.
    ignoreAnnotations: true,
    // jsonc-parser has a build that a bundle cannot follow beside the one it can.
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
    },
    alias: {
      vitest: harness,
      '@fast-check/vitest': harness,
      spinlaw: join(root, 'src/index.ts'),
      ...Object.fromEntries(
        ['charges', 'perturbation', 'chain', 'gas', 'laws'].map((name) => [
          `spinlaw/${name}`,
          join(root, `src/entries/${name}.ts`),
        ]),
      ),
      'spinlaw/testing': join(root, 'src/testing/index.ts'),
    },
    plugins: [
      {
        name: 'mutant',
        setup(b) {
          // A test finds its files beside itself, wherever the bundle is.
          b.onLoad({ filter: /\/test\/.*\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll(
              'import.meta.url',
              JSON.stringify(pathToFileURL(path).href),
            ),
            loader: 'ts',
          }));
          if (!mutant) return;
          b.onLoad({ filter: new RegExp(`/${mutant.file.replaceAll('.', '\\.')}$`) }, ({ path }) => {
            const text = readFileSync(path, 'utf8');
            return { contents: text.slice(0, mutant.start) + mutant.after + text.slice(mutant.end), loader: 'ts' };
          });
        },
      },
    ],
  });
}

/** What the tests say of a mutant; times in seconds. */
interface TestRun {
  readonly passed: boolean;
  readonly failed: string | undefined;
  readonly outOfTime: boolean;
  readonly output: string;
  readonly cpu: number;
  readonly seconds: number;
}

/** Runs the tests in this order up to the first that fails. */
async function runTests(
  folder: string,
  files: readonly string[],
  mutant?: Mutation,
  cpuLimit?: number,
): Promise<TestRun> {
  const start = performance.now();
  const program = join(folder, 'tests.mjs');
  await bundle(files, mutant, program);
  const limit = cpuLimit === undefined ? '' : `ulimit -t ${Math.ceil(cpuLimit)}; `;
  const { status, stdout, stderr } = spawnSync(
    'sh',
    ['-c', `${limit}node --max-old-space-size=1500 --stack-size=900 ${program}; status=$?; times >&2; exit $status`],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  );
  const output = `${stdout}\n${stderr}`;
  // The last line is the processor time of the children: `0m1.200s 0m0.100s`.
  const cpu = [
    ...stderr
      .trim()
      .split('\n')
      .at(-1)!
      .matchAll(/(?<m>\d+)m(?<s>[\d.]+)s/gu),
  ].reduce((sum, { groups }) => sum + 60 * Number(groups!.m) + Number(groups!.s), 0);
  const failed = /^FAIL (?<what>.*)$/mu.exec(output)?.groups!.what;
  const passed = status === 0 && /^passed [1-9]/mu.test(stdout);
  return {
    passed,
    failed,
    outOfTime: !passed && failed === undefined && cpuLimit !== undefined && cpu > 0.9 * cpuLimit,
    output,
    cpu,
    seconds: (performance.now() - start) / 1000,
  };
}

// Reporting

function report(path: string): void {
  const results = [...new Map(path.split(',').flatMap((name) => [...recordsOf(name).last])).values()];
  const table = (title: string, key: (trial: Trial) => string): void => {
    const rows = new Map<string, Trial[]>();
    for (const r of results) rows.set(key(r), [...(rows.get(key(r)) ?? []), r]);
    console.log(`\n| ${title} | mutants | killed | out of time | survived |\n|---|---:|---:|---:|---:|`);
    const line = (name: string, of: readonly Trial[]): void => {
      const count = (outcome: string): number => of.filter((r) => r.outcome === outcome).length;
      console.log(`| ${name} | ${of.length} | ${count('killed')} | ${count('out of time')} | ${count('survived')} |`);
    };
    for (const name of [...rows.keys()].sort()) line(name, rows.get(name)!);
    line('all', results);
  };
  table('room', (r) => roomOf(r.file));
  table('what is broken', (r) => r.operator);
  const noticed = results.filter((r) => r.outcome !== 'survived').length;
  console.log(`\n${noticed} of ${results.length} noticed: ${((100 * noticed) / results.length).toFixed(1)} %\n`);
  for (const r of results.filter((m) => m.outcome === 'survived'))
    console.log(
      `${r.file}:${r.line}:${r.column}  ${r.operator}  ${r.before.replaceAll(/\s+/gu, ' ').slice(0, 100)}  →  ${r.after.replaceAll(/\s+/gu, ' ').slice(0, 100)}`,
    );
}

// The run

const { values } = parseArgs({
  options: {
    rooms: { type: 'string', default: 'exact,spin,charges' },
    files: { type: 'string' },
    tests: { type: 'string' },
    only: { type: 'string' },
    sample: { type: 'string', default: '320' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'mutants.jsonl' },
    until: { type: 'string' },
    list: { type: 'boolean', default: false },
    shard: { type: 'string', default: '1/1' },
    report: { type: 'string' },
  },
});

if (values.report !== undefined) {
  report(values.report);
} else {
  const files =
    values.files?.split(',') ??
    values.rooms.split(',').flatMap((room) =>
      readdirSync(join(root, 'src', room), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && basename(name) !== 'index.ts')
        .sort()
        .map((name) => `src/${room}/${name}`),
    );
  const all = files.flatMap((file) => mutantsOf(file, readFileSync(join(root, file), 'utf8')));
  const [shard, shards] = values.shard.split('/').map(Number) as [number, number];
  const only = values.only?.split(',') ?? [''];
  const chosen = sampleOf(all, Number(values.sample), Number(values.seed)).filter(
    ({ id }, k) => k % shards === shard - 1 && only.some((part) => id.includes(part)),
  );
  console.log(`${chosen.length} of ${all.length} mutants of ${files.length} files, seed ${values.seed}`);
  if (values.list) for (const m of chosen) console.log(m.id);
  else await run(chosen);
}

async function run(chosen: readonly Mutation[]): Promise<void> {
  setPriority(19);
  const { last, seconds } = recordsOf(values.out);
  const record = (line: Trial | TimeOfRoom): void => appendFileSync(values.out, `${JSON.stringify(line)}\n`);
  const deadline =
    values.until === undefined
      ? Number.POSITIVE_INFINITY
      : new Date().setHours(...(values.until.split(':').map(Number) as [number, number]), 0, 0);
  // Inside the package, where files are found by the package.json above them.
  const folder = mkdtempSync(join(root, 'node_modules/.mutants-'));
  try {
    // What the tests need without a mutant decides how long they may take with one.
    const wanted =
      values.tests === undefined
        ? [...new Set(chosen.flatMap((m) => Object.values(lookingAt[roomOf(m.file)]!).flat()))]
        : [values.tests];
    for (const room of wanted) {
      if (room in seconds) continue;
      const files = values.tests === undefined ? filesOf(room) : values.tests.split(',');
      if (files.length === 0) {
        seconds[room] = 0;
        continue;
      }
      const { passed, output, cpu } = await runTests(folder, files);
      if (!passed) throw new Error(`the tests fail without a mutant:\n${output}`);
      seconds[room] = cpu;
      record({ room, seconds: cpu });
      console.log(
        `test/${room} without a mutant: ${cpu.toFixed(0)} s of processor time, ${output.trim().split('\n')[0]}`,
      );
    }
    for (const step of values.tests === undefined ? ([0, 1] as const) : ([0] as const)) {
      for (const [k, m] of chosen.entries()) {
        const before = last.get(m.id)?.outcome;
        if (before !== undefined && !(step === 1 && before === 'passed its room')) continue;
        if (Date.now() > deadline) {
          console.log(`time is over at ${k} of ${chosen.length}, step ${step + 1}`);
          return;
        }
        const tests = values.tests !== undefined ? [values.tests] : Object.values(lookingAt[roomOf(m.file)]!).flat();
        const cpuLimit = 10 + 2 * tests.reduce((sum, name) => sum + seconds[name]!, 0);
        const result = await runTests(folder, stepsFor(m.file)[step]!, m, cpuLimit);
        const outcome = result.passed
          ? values.tests !== undefined
            ? 'survived'
            : (['passed its room', 'survived'] as const)[step]
          : result.outOfTime
            ? 'out of time'
            : 'killed';
        const by = result.passed
          ? undefined
          : (result.failed ?? result.output.trim().split('\n').slice(0, 8).join(' ').slice(0, 200));
        const { start: _start, end: _end, ...rest } = m;
        const line: Trial = { ...rest, outcome, by, seconds: Math.round(result.seconds) };
        last.set(m.id, line);
        record(line);
        console.log(`${String(k + 1).padStart(4)} ${outcome.padEnd(15)} ${line.seconds} s  ${m.id.split('\n')[0]}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the tests of a room need without a mutant, as a line of --out. */
interface TimeOfRoom {
  readonly room: string;
  readonly seconds: number;
}

/** What a run has recorded so far: the last line about every mutant, and what the tests need without one. */
function recordsOf(path: string): { last: Map<string, Trial>; seconds: Record<string, number> } {
  const last = new Map<string, Trial>();
  const seconds: Record<string, number> = {};
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n').filter(Boolean) : [];
  for (const record of lines.map((line) => JSON.parse(line) as Trial | TimeOfRoom)) {
    if ('id' in record) last.set(record.id, record);
    else seconds[record.room] = record.seconds;
  }
  return { last, seconds };
}
