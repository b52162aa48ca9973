import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { shellWord } from '../text/index.js';

/** The value of an option: a text, `true` for an option without a value, or several texts of a repeatable option. */
export type TaskOptionValue = string | true | readonly string[];

/** One computation of a sweep: a command with everything that its answer depends on. */
export interface SweepTask {
  readonly command: string;
  /** the version of what computes it, as `engineVersion` */
  readonly engine: string;
  /** expressions, patterns or paths of programs in the store, which contain the digest of their text */
  readonly operands: readonly string[];
  /** options by their long names: `--ring` */
  readonly options: Readonly<Record<string, TaskOptionValue>>;
  /** values of parameters by their canonical names */
  readonly set: Readonly<Record<string, string>>;
}

/** Where a store has the programs of its tasks. */
export const programFolder = 'programs';

const programPath = new RegExp(`^${programFolder}/(?<digest>[0-9a-f]{64})\\.\\w+$`, 'u');

/** The digest in the path of a program of a store; undefined for any other text. */
export function programDigest(path: string): string | undefined {
  return programPath.exec(path)?.groups!['digest'];
}

/** The version of the format of tasks. A change of it makes all keys new. */
const taskFormat = 1;

/** JSON without blanks and with the fields of every object in order of their names: one text for one value. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
}

/** The SHA-256 of a text or of bytes, as 64 hexadecimal digits. */
export function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The key of a task: a digest of its canonical JSON. Equal tasks have equal keys, on every machine. */
export function taskKey(task: SweepTask): string {
  return digestOf(canonicalJson({ 'spinlaw-task': taskFormat, ...task }));
}

/** The arguments that give a task to its command, as on the command line. */
export function taskArguments({ operands, options, set }: SweepTask): string[] {
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (value === true) return [name];
    return (typeof value === 'string' ? [value] : value).map((text) => `${name}=${text}`);
  });
  return [...given, ...Object.entries(set).map(([name, value]) => `--set=${name}=${value}`), '--', ...operands];
}

/**
 * A task as a command that can be typed, for messages.
 *
 * @param store  the folder of the store, to which the paths of programs are relative; without it they are given as they are in the task
 */
export function taskText(task: SweepTask, store?: string): string {
  const placed = (word: string): string =>
    store !== undefined && word.startsWith(`${programFolder}/`) ? relative('.', join(store, word)) : word;
  const words = [task.command, ...taskArguments(task).filter((word) => word !== '--')].map(placed);
  return words.map(shellWord).join(' ');
}
