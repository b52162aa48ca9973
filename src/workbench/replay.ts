import type { Environment, ModelDeclaration, Value } from '../meaning/index.js';
import {
  type Outcome,
  type RunnableProgram,
  type ProgramListener,
  type Said,
  type Session,
  runOf,
  runProgram,
  sessionWith,
} from '../session/index.js';
import type { Journal } from './journal.js';
import type { Entry } from './messages.js';

/** A store in which results of a dialogue are found by their numbers. */
export interface ResultStore {
  value(number: number): Value | undefined;
  put(number: number, value: Value): void;
}

/** Runs a statement of the dialogue again. Claims and equations are left out, since they define nothing. */
export function replayEntry(
  session: Session,
  entry: Entry,
  results: ResultStore,
  listener: ProgramListener = {},
): readonly Outcome[] {
  const { environment } = session;
  if (entry.kind === 'claim' || entry.kind === 'solve') return [];
  if (entry.kind === 'forget') {
    environment.forget(entry.name!);
    return [];
  }
  for (const { number } of entry.uses) {
    const value = results.value(number);
    if (value) environment.define(`%${number}`, value);
  }
  const { outcomes } = runProgram(session, { name: '<repl>', text: entry.text }, listener);
  for (const outcome of outcomes) {
    if (outcome.kind !== 'value' || entry.number === undefined) continue;
    results.put(entry.number, outcome.value);
    environment.define('ans', outcome.value);
    environment.define(`%${entry.number}`, outcome.value);
  }
  return outcomes;
}

/** The remarks on statements were made when they were typed, and their places are those of a text that nobody sees. */
const withoutNotes = ({ outcome, failing, unsolved }: ProgramListener): ProgramListener => ({
  ...(outcome && { outcome }),
  ...(failing && { failing }),
  ...(unsolved && { unsolved }),
});

/**
 * The statements of a dialogue as a program that can run with other settings. Results that no later statement uses are
 * left out, except for the last, which may be the Hamiltonian.
 */
function programOfEntries(entries: readonly Entry[], before: readonly string[]): RunnableProgram {
  const used = new Set(entries.flatMap(({ uses }) => uses.map(({ number }) => number)));
  const last = entries.findLast((e) => e.kind === 'value');
  const needed = entries.filter((e) => e.kind !== 'value' || e === last || used.has(e.number!));
  return (settings, listener) => {
    const session = sessionWith([...before, ...settings]);
    const silent = listener && withoutNotes(listener);
    const values = new Map<number, Value>();
    const results: ResultStore = {
      value: (number) => values.get(number),
      put: (number, value) => values.set(number, value),
    };
    const outcomes = needed.flatMap((entry) => replayEntry(session, entry, results, silent));
    for (const name of session.environment.names())
      if (name.startsWith('%') || name === 'ans') session.environment.forget(name);
    const text = needed.map((e) => e.text).join('\n');
    return { session, run: runOf(outcomes, { source: { name: '<repl>', text }, start: 0, end: text.length }) };
  };
}

/** The statements of a session so far, with the last result as its last expression. */
export function saidSoFar({ environment, models }: Session, last: Value | undefined): Said {
  const definitions = new Map(
    environment.names().flatMap((name) => {
      const value = name === 'ans' ? undefined : environment.lookup(name);
      return value ? [[name, value] as const] : [];
    }),
  );
  return {
    models,
    last: last && { value: last },
    definitions,
    densities: [],
    assumptions: assumptionsBehind(environment, [...definitions.values(), ...models, ...(last ? [last] : [])]),
  };
}

/** The assumptions behind values and statements of a model, where they are known. */
export function assumptionsBehind(
  environment: Environment,
  of: readonly (Value | ModelDeclaration)[],
): Said['assumptions'] {
  return new Map(
    of.flatMap((one) => {
      const behind = environment.assumptionsBehind(one);
      return behind ? [[one, behind] as const] : [];
    }),
  );
}

/**
 * A dialogue as a program: the session with its present values, or, if settings change them, a session in which its
 * statements have run again.
 */
export function programOfDialogue(
  session: Session,
  last: Value | undefined,
  journal: Journal,
  before: readonly string[],
): RunnableProgram {
  const again = programOfEntries(journal.entries(), before);
  const text = journal.script();
  return (settings, listener) => {
    if (settings.length > 0) return again(settings, listener);
    const run = runOf([], { source: { name: '<repl>', text }, start: 0, end: text.length });
    return { session, run: { ...run, said: saidSoFar(session, last) } };
  };
}
