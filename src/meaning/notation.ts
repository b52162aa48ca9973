import {
  type Coefficient,
  fromSymbol,
  invertCoefficient,
  multiplyCoefficients,
  parameterSymbol,
} from '../exact/index.js';
import type { Environment } from './environment.js';
import type { Notation, OperatorForm } from './express/index.js';

/** How a program writes operators, in a given form. In vectors, rescaled spins are used as the program reads them. */
export function notationIn(environment: Environment, form: OperatorForm): Notation {
  const anisotropy = form === 'vectors' ? rescaling(environment) : undefined;
  return { ...environment.notation, form, ...(anisotropy && { anisotropy }) };
}

/** λ_z of S' and S'' while λ_x = λ_y = 1; undefined where it is no single power. */
function rescaling(environment: Environment): Coefficient | undefined {
  const valueOf = (name: string, otherwise?: Coefficient): Coefficient | undefined => {
    const value = environment.lookup(name);
    if (!value) return otherwise;
    return value.kind === 'scalar' && value.scalar.terms.length === 1 ? value.scalar : undefined;
  };
  if (environment.lookup('lambda_x') || environment.lookup('lambda_y')) return undefined;
  if (environment.lookup('lambda_z')) return valueOf('lambda_z');
  const [upper, lower] = ['Delta', 'J'].map((name) => valueOf(name, fromSymbol(parameterSymbol(name))));
  return upper && lower && multiplyCoefficients(upper, invertCoefficient(lower));
}
