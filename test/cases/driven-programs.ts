import { expect } from 'vitest';
import { ChainStudy, type DrivenChain, type ExactOptions } from '../../src/chain/index.js';
import { type NumericOperator, numericOperator } from '../../src/ring/index.js';
import { asOperator } from '../../src/meaning/index.js';
import { type ChainStatement, chargeResolversOf, drivenChain } from '../../src/models/index.js';
import { Session } from '../../src/session/index.js';

/** A program as a chain on a ring, and expressions in its names. */
export function program(
  text: string,
  sites: number,
): { chain: DrivenChain; operator: (expression: string) => NumericOperator } {
  const session = new Session();
  const read = (source: string) =>
    [...session.run({ name: '<test>', text: source })].map((outcome) => {
      if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
      return outcome;
    });
  read(text);
  const statements = session.models.filter((m): m is Extract<typeof m, ChainStatement> => m.role !== 'gas');
  return {
    chain: drivenChain(statements, sites),
    operator: (expression) => {
      const last = read(expression).at(-1);
      const found = last?.kind === 'value' ? asOperator(last.value) : undefined;
      if (!found) throw new Error(`${expression} is no operator`);
      return numericOperator(found);
    },
  };
}

/** An exact state, and means per site. */
export interface Found {
  readonly study: ReturnType<ChainStudy['exact']>;
  /** ⟨X⟩ per site */
  readonly mean: (expression: string) => number;
}

/** The exact state of a program on a ring. */
export function exact(text: string, sites: number, options: ExactOptions = {}): Found {
  const { chain, operator } = program(text, sites);
  const study = new ChainStudy().exact(chain, options);
  return { study, mean: (expression) => study.observe(operator(expression)) / sites };
}

/** The diagnostic with which `run` is refused. */
export const refused = (run: () => unknown, code = 'steady-not-unique'): { message: string; hint: string } => {
  try {
    run();
  } catch (error) {
    const { diagnostic } = error as { diagnostic: { code: string; message: string; hint: string } };
    expect(diagnostic.code).toBe(code);
    return diagnostic;
  }
  throw new Error('it was not refused');
};

/** C_3 of the Hamiltonian of a program. */
export function thirdCharge(text: string): NumericOperator {
  const session = new Session();
  for (const outcome of session.run({ name: '<test>', text })) {
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
  }
  const hamiltonian = session.models.find((m): m is Extract<typeof m, ChainStatement> => m.role === 'hamiltonian')!;
  return chargeResolversOf(hamiltonian.operator)[0]!;
}
