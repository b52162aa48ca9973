import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { firstSentence } from '../scripts/exports.mjs';

/** Commands that README.md shows without their output; each is run. */
const shownAlone = /^npx spinlaw (?<args>(?:charges|integrable|perturb|prove|run|steady|gas|check) [^#\n]*)$/gmu;

/** `<!-- output: ARGUMENTS -->` is followed by a block that holds what the command prints. */
const example = /<!-- output: (?<args>[^\n]*) -->\n```\n(?<shown>[^]*?)```/gu;

/** Arguments as a shell reads them, double quotes only. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map((m) => m[1] ?? m[2]!);
}

/** Times differ from run to run. */
const timeless = (text: string): string => text.replace(/\d+(?:\.\d+)? ms/gu, '… ms');

function run(args: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, ['dist/program/main.js', ...words(args)], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return timeless(stderr + stdout);
}

/** Rewrite the blocks with UPDATE_README=1. */
describe.each([
  'README.md',
  'docs/start/five-minutes.md',
  'docs/guides/check-a-law.md',
  'docs/background/perturbations.md',
  'docs/guides/cluster.md',
])('what %s shows is what the commands print', (page) => {
  const text = readFileSync(page, 'utf8');
  const examples = [...text.matchAll(example)];

  // Where the tour writes its pages.
  afterAll(() => rmSync('my-site', { recursive: true, force: true }));

  test('there are examples', () => {
    expect(examples.length).toBeGreaterThanOrEqual(1);
  });

  test.each(examples.map((m) => [m.groups!.args!, m.groups!.shown!]))('%s', (args, shown) => {
    const printed = run(args);
    if (process.env.UPDATE_README) {
      const now = readFileSync(page, 'utf8');
      const before = `<!-- output: ${args} -->\n\`\`\`\n${shown}\`\`\``;
      writeFileSync(page, now.split(before).join(`<!-- output: ${args} -->\n\`\`\`\n${printed}\`\`\``));
      return;
    }
    expect(shown).toBe(printed);
  });
});

describe('the nine questions of README.md', () => {
  const commands = [...readFileSync('README.md', 'utf8').matchAll(shownAlone)].map(({ groups }) => groups!.args!);

  test('are nine', () => {
    expect(commands).toHaveLength(9);
  });

  test.each(commands)('%s', (args) => {
    const { status, stdout } = spawnSync(process.execPath, ['dist/program/main.js', ...words(args)], {
      encoding: 'utf8',
    });
    expect(stdout).not.toBe('');
    expect(status).toBe(0);
  });
});

describe('pages that are made', () => {
  test('the manual of the laws is up to date', () => {
    const check = spawnSync(process.execPath, ['scripts/laws.mjs', '--check'], { encoding: 'utf8' });
    expect(check.stderr).toBe('');
    expect(check.status).toBe(0);
  });

  test('the list of exports is up to date', () => {
    const check = spawnSync(process.execPath, ['scripts/exports.mjs', '--check'], { encoding: 'utf8' });
    expect(check.stderr).toBe('');
    expect(check.status).toBe(0);
  });

  test('a row of the list of exports is the first sentence of a docstring', () => {
    expect(firstSentence('A rate of the gas.\nIt is positive.')).toBe('A rate of the gas.');
    expect(firstSentence('Rates at β, from a table:\n\n  Γ = 2 Σ n W\n\nUnits of J.')).toBe(
      'Rates at β, from a table.',
    );
    expect(firstSentence("C' with\n\n  [H, C'] = −[V, C],\n\nas in the paper.")).toBe("C' with `[H, C'] = −[V, C]`");
    expect(firstSentence('σ^a at a site. chain (7)')).toBe('σ^a at a site. chain (7)');
  });

  test('the list of errors is up to date', () => {
    const check = spawnSync(process.execPath, ['scripts/errors.mjs', '--check'], { encoding: 'utf8' });
    expect(check.stderr).toBe('');
    expect(check.status).toBe(0);
  });

  test.each(['docs/guides/property-tests.md', 'docs/guides/test-your-own-perturbation.md'])(
    'code blocks of files in %s are those files, which run as tests',
    (page) => {
      const blocks = [
        ...readFileSync(page, 'utf8').matchAll(/<!-- file: (?<file>[^\n]*) -->\n```ts\n(?<shown>[^]*?)```/gu),
      ];
      expect(blocks.length).toBeGreaterThanOrEqual(1);
      for (const { groups } of blocks) expect(groups!.shown).toBe(readFileSync(groups!.file!, 'utf8'));
    },
  );

  test('the list of equations is up to date and cites none that does not exist', () => {
    const check = spawnSync(process.execPath, ['scripts/equations.mjs', '--check'], { encoding: 'utf8' });
    expect(check.stderr).toBe('');
    expect(check.status).toBe(0);
  });
});
