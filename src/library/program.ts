import type { Operator } from '../spin/index.js';
import { symbolsOf } from '../exact/index.js';
import { type Source, refuse } from '../text/index.js';
import { expectOperator, valueInWords } from './operand.js';
import { toText } from './writing.js';

/** An operator with the settings of its statement: `width`, `temperature`, `frequency` … */
export interface Acting {
  readonly operator: Operator;
  /** numbers, or texts of scalars, as after `with` */
  readonly settings?: Readonly<Record<string, number | string>>;
}

/** A driven chain given by its operators. A drive or bath without settings may be given as the operator alone. */
export interface ChainParts {
  /** H_0, a sum over the chain */
  readonly hamiltonian: Operator;
  /** periodic in t; setting `width`, the Lorentzian half-width of chain (20) */
  readonly drives?: readonly (Operator | Acting)[];
  /** couplings to phonons; settings `temperature`, `frequency`, `width` of chain (21) */
  readonly baths?: readonly (Operator | Acting)[];
  /** Lindblad operators at j = 0, one on every site */
  readonly jumps?: readonly Operator[];
  /** operators to observe, by their names */
  readonly names?: Readonly<Record<string, Operator>>;
}

/** A driven chain: the text of a program with `hamiltonian`, `drive`, `bath` and `jump` statements, or its operators. */
export type ChainModel = string | ChainParts;

/**
 * The program of a model, as a text. Operators are written out, with their parameters declared.
 *
 * @diagnostic `not-a-model`, `not-an-operator`
 */
export function programText(model: ChainModel): string {
  if (typeof model === 'string') return model;
  if (typeof model !== 'object' || model === null || !('hamiltonian' in model))
    refuse('not-a-model', `a chain is a program or an object with a hamiltonian, and this is ${valueInWords(model)}`, {
      hint: "as in 'hamiltonian sum_j S_j·S_<j+1>'",
    });
  const { hamiltonian, drives = [], baths = [], jumps = [], names = {} } = model;
  const acting =
    (role: string) =>
    (part: Operator | Acting): string => {
      const { operator, settings = {} } = 'operator' in part ? part : { operator: part };
      const list = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
      return `${role} ${written(operator, role)}${list.length === 0 ? '' : ` with ${list.join(', ')}`}`;
    };
  const statements = [
    ...Object.entries(names).map(([name, a]) => `${name} = ${written(a, name)}`),
    `hamiltonian ${written(hamiltonian, 'hamiltonian')}`,
    ...drives.map(acting('drive')),
    ...baths.map(acting('bath')),
    ...jumps.map((l) => `jump ${written(l, 'jump')}`),
  ];
  const operators = [hamiltonian, ...[...drives, ...baths].map(operatorOfPart), ...jumps, ...Object.values(names)];
  return [...declarations(operators), ...statements].join('\n');
}

/** The program of a model as a source, with a name for messages. */
export function programSource(model: ChainModel): Source {
  return { name: '<model>', text: programText(model) };
}

const operatorOfPart = (part: Operator | Acting): Operator => ('operator' in part ? part.operator : part);

const written = (a: Operator, where: string): string => toText(expectOperator(a, where));

/** `param g complex` and the like for every parameter, so that each is read again with its domain. */
function declarations(operators: readonly Operator[]): string[] {
  const domains = new Map<string, string>();
  for (const { terms } of operators) {
    for (const { coefficient } of terms) {
      for (const { kind, name } of symbolsOf(coefficient))
        domains.set(name, kind === 'real' || kind === 'phase' ? kind : 'complex');
    }
  }
  return [...domains].map(([name, domain]) => `param ${name} ${domain}`);
}
