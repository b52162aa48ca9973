// A slip of the hand is an error, or a statement that means what it says: every program here has one, the package reads
// it, and an independent judge reads it too.
import type { Coefficient } from '../../src/exact/index.js';
import type { Outcome } from '../../src/session/index.js';
import type { Operator } from '../../src/spin/index.js';
import type { Diagnostic } from '../../src/text/index.js';
import type { Chance } from '../chance.js';
import { type Reading, Judge, Unreadable } from './judge.js';
import { program, slipped } from './programs.js';
import * as S from './strings.js';

/** The rooms of the package that a slip passes through. */
export interface SlipRooms {
  readonly language: typeof import('../../src/language/index.js');
  readonly meaning: typeof import('../../src/meaning/index.js');
  readonly session: typeof import('../../src/session/index.js');
  readonly spin: typeof import('../../src/spin/index.js');
}

/** What was meant, and what was typed. */
export interface Slip {
  readonly meant: string;
  readonly typed: string;
}

/** What became of a slip in the package, and whether the judge read and decided it. */
export interface SlipOutcome {
  readonly error: boolean;
  readonly read: boolean;
  readonly judged: boolean;
  readonly proved: boolean;
  readonly failed: boolean;
}

/** Case of a chance: what was meant, and what was typed. */
export function slipCase(chance: Chance): Slip {
  const meant = program(chance);
  return { meant, typed: chance.below(20) === 0 ? meant : slipped(chance, meant) };
}

/** The judge's reading; `unreadable` says why it has none. */
export function judged(text: string): Reading & { readonly unreadable?: string; readonly judge: Judge } {
  const judge = new Judge();
  try {
    return { ...judge.program(text), judge };
  } catch (error) {
    if (error instanceof Unreadable) return { unreadable: error.message, judge };
    throw error;
  }
}

/** What the package makes of a program: its last outcome, or the error that ended it. */
function packaged({ session }: SlipRooms, text: string): { outcome?: Outcome | undefined; error?: Diagnostic } {
  let last: Outcome | undefined;
  for (const outcome of new session.Session().run({ name: 'slip', text })) {
    if (outcome.kind === 'error') return { error: outcome.diagnostic };
    last = outcome;
  }
  return { outcome: last };
}

/** A coefficient of the package as a number, at the couplings of the judge. */
function numberOf(c: Coefficient, judge: Judge): S.Complex {
  let sum = S.complex(0);
  for (const { value, monomial } of c.terms) {
    if (monomial.mode) throw new S.Outside();
    let term = S.complex(Number(value.re) / Number(value.den ?? 1), Number(value.im) / Number(value.den ?? 1));
    for (const { symbol, doubled } of monomial.factors) {
      const base =
        symbol.kind === 'prime'
          ? S.complex(Number(symbol.name))
          : symbol.kind === 'constant'
            ? S.complex(symbol.value!)
            : judge.numberOf(symbol.name);
      const own = symbol.kind === 'conjugate' ? S.complex(base.re, -base.im) : base;
      const r = Math.hypot(own.re, own.im) ** (doubled / 2);
      const angle = (Math.atan2(own.im, own.re) * doubled) / 2;
      term = S.times(term, S.complex(r * Math.cos(angle), r * Math.sin(angle)));
    }
    sum = S.complex(sum.re + term.re, sum.im + term.im);
  }
  return sum;
}

/** An operator of the package as strings on the judge's window. */
function stringsOf(operator: Operator, api: SlipRooms, judge: Judge): S.Strings {
  const parts: S.Strings[] = [];
  const local: S.Strings[] = [];
  for (const term of operator.terms) {
    const letters = [...api.spin.lettersOf(term.word)];
    const c = numberOf(term.coefficient, judge);
    const placed = (at: number): S.Strings =>
      letters.reduce((p, l, k) => (l === 'I' ? p : S.multiply(p, S.letter(l, at + k))), S.identity(c));
    const { place } = term;
    if (place.kind !== 'chain') {
      local.push(placed(place.site));
    } else {
      const { power, sign } = place.weight;
      parts.push(
        S.sumOver((j) => S.scale(placed(j), S.complex(j ** power * (j % 2 !== 0 ? sign : 1))), letters.length),
      );
    }
  }
  return S.add([S.strings(), ...local, ...parts]);
}

/**
 * Throws where a false statement is proved, a true one refuted, or a sentence has another meaning than it says.
 */
export function checkSlip(api: SlipRooms, { meant, typed }: Slip): SlipOutcome {
  const { error, outcome } = packaged(api, typed);
  const reading = judged(typed);
  const seen = {
    error: error !== undefined,
    read: reading.unreadable === undefined,
    judged: false,
    proved: false,
    failed: false,
  };
  if (error !== undefined) return seen;
  if (!outcome) return seen;
  const fail = (why: string): never => {
    throw new Error(`${why}\n--- meant ---\n${meant}\n--- typed ---\n${typed}`);
  };
  if (outcome.kind === 'claim') {
    seen.proved = outcome.claim.isTrue;
    seen.failed = !outcome.claim.isTrue;
    if (reading.unreadable !== undefined)
      return outcome.claim.holds ? fail(`accepted, and the judge cannot read it: ${reading.unreadable}`) : seen;
    if (reading.verb !== outcome.claim.verb)
      fail(`a claim of ${outcome.claim.verb}, and the judge reads ${reading.verb ?? 'no claim'}`);
    if (reading.verdict === undefined) return seen;
    seen.judged = true;
    if (outcome.claim.isTrue !== (reading.verdict === 'equal'))
      fail(`the package says ${outcome.claim.isTrue ? 'true' : 'false'}, the judge says ${reading.verdict}`);
    return seen;
  }
  if (outcome.kind !== 'value') return seen;
  if (reading.unreadable !== undefined)
    fail(
      `a value, and the judge cannot read it: ${reading.unreadable}; printed ${api.language.writeText(api.meaning.expressValue(outcome.value))}`,
    );
  const { value } = reading;
  if (!value) return seen;
  const { value: of } = outcome;
  const own =
    of.kind === 'vector'
      ? [of.x, of.y, of.z]
      : of.kind === 'boolean' || of.kind === 'levels' || of.kind === 'list'
        ? undefined
        : [api.meaning.asOperator(of) ?? fail('a value that is no operator')];
  const theirs =
    value.kind === 'vector' ? [value.x, value.y, value.z] : [value.kind === 'scalar' ? S.identity(value.c) : value.o];
  if (own?.length !== theirs.length) return fail('a value of another kind than the judge reads');
  const verdicts = own.map((o, k) => {
    try {
      return S.compare(stringsOf(o, api, reading.judge), theirs[k]!);
    } catch (e) {
      if (e instanceof S.Outside) return undefined;
      throw e;
    }
  });
  if (verdicts.includes('different'))
    fail(
      `another value than the judge reads; printed ${api.language.writeText(api.meaning.expressValue(outcome.value))}`,
    );
  seen.judged = !verdicts.includes(undefined);
  return seen;
}
