import type { GasModel } from '../floquet/index.js';
import { readGasModel, scalarFields } from '../gas/index.js';
import { canonicalName } from '../language/index.js';
import { type ModelDeclaration } from '../meaning/index.js';
import { gasModelOf, realNumber } from '../models/index.js';
import { type RunnableProgram, type Session, noteIdleSettings, programOf, sessionWith } from '../session/index.js';
import { type Diagnostic, type ExitCode, type Source, locate, refuse } from '../text/index.js';
import { type Listener, hearing } from './report.js';
import type { Scan } from './scan.js';

type GasDeclaration = Extract<ModelDeclaration, { role: 'gas' }>;

/** The model of a gas, and the exit code, which is 1 if a claim of its program fails. */
export interface GivenGas {
  readonly model: GasModel;
  readonly code: ExitCode;
}

/**
 * Makes the model with settings, or reports its errors. With a scan, a parameter that the model does not have is
 * refused.
 */
export type GasSource = (
  set: readonly string[],
  listener: Listener,
  scan?: Scan,
) => GivenGas | { readonly errors: readonly Diagnostic[] };

/** The model of a script, or of a document in JSON. */
export function gasSourceOf(source: Source): GasSource {
  const isJson = source.name.endsWith('.json') || /^\s*\{\s*"/u.test(source.text);
  return isJson ? jsonSource(source) : scriptSource(programOf(source));
}

/** The model of the gas statement of a program. */
export function scriptSource(program: RunnableProgram): GasSource {
  return (set, listener, scan) => {
    const { session, run } = program(set, hearing(listener));
    const models = run.said.models.filter((m): m is GasDeclaration => m.role === 'gas');
    const errors: Diagnostic[] = [
      ...run.errors,
      ...models.slice(1).map(
        ({ span }): Diagnostic => ({
          kind: 'input',
          code: 'two-models',
          message: 'a second gas statement',
          span,
          hint: 'one model is computed at a time',
        }),
      ),
    ];
    if (errors.length > 0) return { errors };
    const [model] = models;
    if (!model)
      refuse('no-model', 'there is no gas statement in the script', {
        hint: 'as in gas H, V with mass = 1, density = 1',
      });
    if (scan) refuseIdle(scan, session, session.environment.parameterNames());
    const numeric = locate(model.span, () => gasModelOf(model));
    noteIdleSettings(session, listener);
    return { model: numeric, code: run.claimsHold ? 0 : 1 };
  };
}

function jsonSource(source: Source): GasSource {
  return (set, listener, scan) => {
    const session = sessionWith(set);
    const overrides: Partial<Record<(typeof scalarFields)[number], number>> = {};
    for (const name of scalarFields) {
      const value = session.environment.lookup(name);
      if (value?.kind === 'scalar') overrides[name] = realNumber(value.scalar, `--set ${name}`);
    }
    if (scan) refuseIdle(scan, session, scalarFields);
    noteIdleSettings(session, listener);
    return { model: readGasModel(source, overrides), code: 0 };
  };
}

/** Refuses a scan over a parameter that the model does not use, since all points would be the same. */
function refuseIdle({ name: typed, span }: Scan, { environment }: Session, known: readonly string[]): void {
  const name = canonicalName(typed);
  if (!environment.idleOverrides().includes(name)) return;
  refuse('unknown-parameter', `the model has no parameter ${typed}`, {
    span,
    hint:
      known.length > 0
        ? `there are ${known.join(', ')}`
        : name === 'beta'
          ? 'as in --beta 0.5,1,2'
          : 'use the parameter in the script: H = λ cos(ω t) |1><1|',
  });
}
