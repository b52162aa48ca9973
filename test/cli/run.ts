import { spawnSync } from 'node:child_process';

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** the document of --json; undefined where standard output is none */
  readonly json: any;
}

/** Runs the built command line. */
export function spinlaw(args: readonly string[], input = ''): Run {
  const done = spawnSync(process.execPath, ['dist/program/main.js', ...args], {
    encoding: 'utf8',
    input,
    timeout: 600_000,
    maxBuffer: 1 << 28,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let json: unknown;
  try {
    json = JSON.parse(done.stdout);
  } catch {
    json = undefined;
  }
  return { code: done.status, out: done.stdout, err: done.stderr, json };
}
