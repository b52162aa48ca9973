import type { OperatorForm } from '../meaning/index.js';
import type { Entry } from './messages.js';

/** Model statements that can occur only once: a later one replaces the earlier one. */
const single: ReadonlySet<string> = new Set(['hamiltonian', 'gas']);
/** The words that begin a model statement. */
export const modelRoles: readonly string[] = ['hamiltonian', 'drive', 'bath', 'jump', 'gas'];

/**
 * The statements of a session that succeeded, in order: `:save` writes them, and a new worker runs them again. A later
 * `hamiltonian` or `gas` statement replaces the earlier one; `:forget drive` removes every drive.
 */
export class Journal {
  private list: Entry[] = [];
  /** how operators are written */
  form: OperatorForm = 'vectors';

  constructor(readonly settings: readonly string[] = []) {}

  add(entry: Entry): void {
    const { kind, role, name } = entry;
    if (kind === 'forget' && modelRoles.includes(name!)) {
      this.list = this.list.filter((e) => e.role !== name);
      return;
    }
    if (kind === 'model' && single.has(role!)) this.list = this.list.filter((e) => e.role !== role);
    this.list.push(entry);
  }

  entries(): readonly Entry[] {
    return this.list;
  }

  results(): number {
    return this.list.reduce((last, { number }) => Math.max(last, number ?? 0), 0);
  }

  clear(): void {
    this.list = [];
  }

  /**
   * The session as a script that runs again. Results that were used later get names, because scripts have no `%n`.
   * Settings become definitions, and definitions that they overrode are left out.
   */
  script(): string {
    return scriptOf(this.list, this.settings);
  }
}

/** Statements of a dialogue as a script. */
export function scriptOf(entries: readonly Entry[], settings: readonly string[] = []): string {
  const used = new Set(entries.flatMap(({ uses }) => uses.map(({ number }) => number)));
  const stem = freeStem(entries);
  const lines = settings.map((setting) => setting);
  const set = new Set(settings.map((setting) => setting.slice(0, setting.indexOf('=')).trim()));
  for (const entry of entries) {
    if (entry.kind === 'forget') {
      lines.push(`# ${entry.text}`);
      continue;
    }
    if (entry.kind === 'definition' && set.has(entry.name!)) continue;
    let { text } = entry;
    for (const { start, end, number } of [...entry.uses].sort((a, b) => b.start - a.start)) {
      text = `${text.slice(0, start)}${stem}${number}${text.slice(end)}`;
    }
    // The first line of an indented statement must not be indented more than its later lines.
    text = text.replaceAll(/\n(?=\S)/gu, '\n  ');
    lines.push(entry.number !== undefined && used.has(entry.number) ? `${stem}${entry.number} = ${text}` : text);
  }
  return lines.map((line) => `${line}\n`).join('');
}

/** The beginning of a name that no statement uses. */
function freeStem(entries: readonly Entry[]): string {
  let stem = 'result';
  while (entries.some(({ text }) => text.includes(stem))) stem += 'R';
  return stem;
}
