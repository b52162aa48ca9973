import type { ExitCode } from '../text/index.js';
import { type SweepTask, digestOf, taskKey } from './task.js';

/** The answer of a task: its document without times, and its exit code. The same on every machine of one kind. */
export interface TaskResult {
  readonly task: SweepTask;
  readonly code: ExitCode;
  readonly document: object;
}

const head = '{"spinlaw-result":1,';
const tailLength = ',"sha256":""}'.length + 64;

/** A result as the text of its file, which ends in the digest of the rest. */
export function resultText({ task, code, document }: TaskResult): string {
  const body = `${head}${JSON.stringify({ key: taskKey(task), task, code, document }).slice(1, -1)}`;
  return `${body},"sha256":"${digestOf(body)}"}\n`;
}

/** A result from the text of its file, or the reason why it is none. */
export function readResult(text: string, key: string): TaskResult | { readonly corrupt: string } {
  const end = text.trimEnd();
  const body = end.slice(0, -tailLength);
  const digest = /^,"sha256":"(?<digest>[0-9a-f]{64})"\}$/u.exec(end.slice(-tailLength))?.groups!['digest'];
  if (digest === undefined || !body.startsWith(head)) return { corrupt: 'it is not complete' };
  if (digest !== digestOf(body)) return { corrupt: 'its digest is wrong' };
  // The digest is that of a text which `resultText` wrote.
  const { key: written, task, code, document } = JSON.parse(`${body}}`) as TaskResult & { readonly key: string };
  if (written !== key || taskKey(task) !== key) return { corrupt: 'it is the result of another task' };
  return { task, code, document };
}

/** A document without the times in it, which differ from run to run. */
export function withoutTimes(document: object): object {
  return strip(document) as object;
}

/** Names of fields that hold a duration. */
const durations: ReadonlySet<string> = new Set(['seconds']);

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) =>
      durations.has(name) && typeof field === 'number' ? [] : [[name, strip(field)]],
    ),
  );
}
