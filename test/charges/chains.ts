import {
  type Coefficient,
  fromGaussian,
  fromSymbol,
  gaussian,
  multiplyCoefficients,
  negateCoefficient,
  parameterSymbol,
} from '../../src/exact/index.js';
import { type Operator, localWord, sumOperators, sumOverChain, wordFrom } from '../../src/spin/index.js';

export const parameter = (name: string): Coefficient => fromSymbol(parameterSymbol(name));
export const minus = negateCoefficient;
export const number = (num: number, den = 1): Coefficient => fromGaussian(gaussian(num, 0, den));
export const times = multiplyCoefficients;

/** Σ_j Σ c · letters, in Pauli letters. */
export function chain(parts: Readonly<Record<string, Coefficient>>): Operator {
  return sumOverChain(
    sumOperators(
      Object.entries(parts).map(([letters, c]) => {
        const { word, start } = wordFrom(letters);
        return localWord(word, start, c);
      }),
    ),
  );
}
