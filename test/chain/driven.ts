import { fourierComponents } from '../../src/exact/index.js';
import { type DrivenChain, type ChainPerturbation, coherentDrives } from '../../src/chain/index.js';
import { type NumericOperator, numericOperator } from '../../src/ring/index.js';
import { asOperator } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import type { Operator } from '../../src/spin/index.js';
import type { DenseProgram } from './reference/model.js';

/** Settings of drives and baths, by default those of the paper. */
export interface Settings {
  readonly width?: number;
  readonly temperature?: number;
  readonly frequency?: number;
  readonly phononWidth?: number;
}

/** The chain that a program declares, as the engine takes it; the reference reads the same text with its own eyes. */
export function driven(
  { text, sites, numbers }: DenseProgram,
  settings: Settings = {},
): { chain: DrivenChain; operator: (expression: string) => NumericOperator } {
  const { width = 0.1, temperature = 1, frequency = 1, phononWidth = 0.4 } = settings;
  const session = new Session();
  for (const outcome of session.run({ name: '<test>', text }))
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
  const at = (name: string): number => numbers[name] ?? Number.NaN;
  const perturbations: ChainPerturbation[] = [];
  let hamiltonian: NumericOperator = [];
  for (const model of session.models) {
    if (model.role === 'gas') continue;
    const numeric = (operator: Operator) => numericOperator(operator, at);
    if (model.role === 'hamiltonian') hamiltonian = numeric(model.operator);
    if (model.role === 'jump')
      perturbations.push({ kind: 'jump', operator: numeric(model.operator), everywhere: true });
    if (model.role === 'bath')
      perturbations.push({
        kind: 'bath',
        coupling: numeric(model.operator),
        phonons: { temperature, frequency, width: phononWidth },
      });
    if (model.role === 'drive') {
      const harmonics = new Map<number, Operator['terms'][number][]>();
      for (const term of model.operator.terms) {
        for (const { multiple, coefficient } of fourierComponents(term.coefficient)) {
          const n = -Number(multiple.num) / Number(multiple.den);
          if (n > 0) harmonics.set(n, [...(harmonics.get(n) ?? []), { ...term, coefficient }]);
        }
      }
      perturbations.push({
        kind: 'drive',
        frequency: numbers['omega']!,
        width,
        harmonics: [...harmonics].map(([multiple, terms]) => ({
          multiple,
          operator: numeric({ terms }),
        })),
      });
    }
  }
  const operator = (expression: string): NumericOperator => {
    const outcome = [...session.run({ name: '<test>', text: expression })].at(-1);
    const found = outcome?.kind === 'value' ? asOperator(outcome.value) : undefined;
    if (!found) throw new Error(`${expression} is no operator`);
    return numericOperator(found, at);
  };
  return { chain: { sites, hamiltonian, perturbations: coherentDrives(perturbations) }, operator };
}
