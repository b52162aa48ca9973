import type { Coefficient } from '../exact/index.js';
import { Budget, type Law, pointAt } from '../law/index.js';
import { scalarOf } from '../laws/index.js';
import { isOperator } from '../library/index.js';
import { readOperator } from '../meaning/index.js';
import { DiagnosticError, refuse } from '../text/index.js';

type Parts = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Time allowed for finding, for a message, which parts of a subject a law reads, in milliseconds. */
const lookingTime = 3000;

/** Zero, without terms, is a scalar and an operator. */
function isScalar(value: unknown): value is Coefficient {
  if (!isObject(value) || !Array.isArray(value.terms)) return false;
  return value.terms.every((term) => isObject(term) && 'monomial' in term && 'value' in term);
}

/** The kind of a part of a subject, in words. */
function kindOf(value: unknown): string {
  if (isOperator(value)) return 'an operator';
  if (isScalar(value)) return 'a scalar';
  if (Array.isArray(value)) return 'a list';
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'object') {
    const parts = Object.keys(value);
    return parts.length === 0
      ? 'an empty object'
      : `an object with ${listed(parts.slice(0, 6))}${parts.length > 6 ? ' …' : ''}`;
  }
  return (
    {
      number: 'a number',
      bigint: 'a number',
      string: 'a text',
      boolean: 'true or false',
      function: 'a function',
      symbol: 'a symbol',
    }[typeof value as string] ?? typeof value
  );
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** The usual case of a law, as an example of its subjects. Undefined where the law has none. */
function usualCase(law: Law<unknown>): unknown {
  try {
    return law.cases.build(pointAt(law.cases, 1, 0));
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

/** The parts of a subject that a check reads, found by checking the usual case. */
function partsLookedAt(law: Law<unknown>, usual: Parts): string[] {
  const read = new Set<string>();
  const watched = new Proxy(usual, {
    get(target, name) {
      if (typeof name === 'string' && Object.hasOwn(target, name)) read.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
  law.check(watched, new Budget(lookingTime));
  return Object.keys(usual).filter((name) => read.has(name));
}

/** Refuses a value that is not a subject of a law, with a message that describes a subject. */
function refuseSubject(law: Law<unknown>, usual: unknown, problem: string): never {
  if (!isObject(usual)) return refuse('not-a-subject', `a subject of ${law.id} is ${kindOf(usual)}, and ${problem}`);
  const wanted = partsLookedAt(law, usual).map((name) => `${name} (${kindOf(usual[name])})`);
  return refuse('not-a-subject', `a subject of ${law.id} is an object with ${listed(wanted)}; ${problem}`, {
    hint: `subjectsOf('${law.id}') makes subjects, and a function changes those of the law: expect((subject) => ({ ...subject, ${wanted[0]?.split(' ')[0] ?? 'part'}: mine })).toObey('${law.id}')`,
  });
}

/**
 * Makes the check of a law safe for subjects from outside: texts of the language are read as operators and scalars, and
 * a subject that lacks a part the law reads is refused with a message.
 *
 * @returns the law with a check that is total for any subject
 * @diagnostic `not-a-subject`, thrown by the check; those of the language for texts
 */
export function guarded(law: Law<unknown>): Law<unknown> {
  const usual = usualCase(law);
  if (usual === undefined) return law;
  return {
    ...law,
    check(received, budget) {
      const subject = readSubject(law, usual, received);
      let lacking: string | undefined;
      const watched =
        !isObject(subject) || !isObject(usual)
          ? subject
          : new Proxy(subject, {
              get(target, name) {
                if (typeof name === 'string' && !(name in target) && Object.hasOwn(usual, name)) lacking ??= name;
                return Reflect.get(target, name) as unknown;
              },
            });
      let verdict: ReturnType<typeof law.check>;
      try {
        verdict = law.check(watched, budget);
      } catch (error) {
        if (error instanceof DiagnosticError) throw error;
        if (lacking !== undefined) return refuseSubject(law, usual, missing(subject, lacking));
        return refuseSubject(
          law,
          usual,
          `with this one the check ended in "${error instanceof Error ? error.message : String(error)}"`,
        );
      }
      return lacking === undefined ? verdict : refuseSubject(law, usual, missing(subject, lacking));
    },
  };
}

const missing = (subject: unknown, name: string): string => {
  const parts = isObject(subject) ? Object.keys(subject) : [];
  return parts.length === 0 ? 'this one is empty' : `this one has ${listed(parts)}, and lacks ${name}`;
};

/** A subject with its texts read. */
function readSubject(law: Law<unknown>, usual: unknown, received: unknown): unknown {
  if (!isObject(usual)) {
    return typeof received === typeof usual && Array.isArray(received) === Array.isArray(usual)
      ? received
      : refuseSubject(law, usual, `this is ${kindOf(received)}`);
  }
  if (!isObject(received) || isOperator(received)) return refuseSubject(law, usual, `this is ${kindOf(received)}`);
  const changed: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(received)) {
    if (!Object.hasOwn(usual, name)) continue;
    const wanted = usual[name];
    if (isOperator(wanted) && typeof part === 'string') changed[name] = readOperator({ name, text: part }).operator;
    else if (isScalar(wanted) && (typeof part === 'string' || typeof part === 'number'))
      changed[name] = scalarOf(String(part));
    else if (
      isOperator(wanted)
        ? !isOperator(part)
        : isScalar(wanted)
          ? !isScalar(part)
          : typeof part !== typeof wanted && wanted !== undefined
    ) {
      refuseSubject(law, usual, `in this one ${name} is ${kindOf(part)}`);
    }
  }
  return Object.keys(changed).length === 0 ? received : { ...received, ...changed };
}
