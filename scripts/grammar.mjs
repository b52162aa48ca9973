// grammar/spinlaw.ne → src/language/grammar.generated.ts
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

/** Writes the generated grammar, only when it changed, so that watchers stay quiet. */
export function generateGrammar() {
  const compiler = require.resolve('nearley/bin/nearleyc.js');
  const text = execFileSync(process.execPath, [compiler, join(root, 'grammar/spinlaw.ne')], { encoding: 'utf8' });
  const target = join(root, 'src/language/grammar.generated.ts');
  if (existsSync(target) && readFileSync(target, 'utf8') === text) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generateGrammar();
