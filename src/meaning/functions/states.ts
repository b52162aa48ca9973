import { type Coefficient, asGaussian, asRational, evaluateCoefficient, refuseUnset } from '../../exact/index.js';
import { numberAtSite } from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { describe } from '../value.js';
import { finiteArgument, refuseUnsetIn } from './finite-argument.js';
import { type FunctionCall, type LanguageFunction, argumentSpan, integerArgument, scalarArgument } from './function.js';

export const thermalFunction: LanguageFunction = {
  name: 'thermal',
  natural: false,
  operators: 1,
  apply: (call) => {
    const { operator, chain } = finiteArgument(call, 0);
    const beta = realArgument(call, 1);
    return { kind: 'state', chain, state: { kind: 'thermal', hamiltonian: operator, beta } };
  },
};

export const groundstateFunction: LanguageFunction = {
  name: 'groundstate',
  natural: false,
  operators: 1,
  apply: (call) => {
    const { operator, chain } = finiteArgument(call, 0);
    return { kind: 'state', chain, state: { kind: 'groundstate', hamiltonian: operator } };
  },
};

export const eigenstateFunction: LanguageFunction = {
  name: 'eigenstate',
  natural: false,
  operators: 1,
  apply: (call) => {
    const { operator, chain } = finiteArgument(call, 0);
    return {
      kind: 'state',
      chain,
      state: { kind: 'eigenstate', hamiltonian: operator, index: integerArgument(call, 1) },
    };
  },
};

/** @diagnostic `not-a-vector`, `not-a-scalar` for components that depend on operators, `bloch-vector` */
export const productFunction: LanguageFunction = {
  name: 'product',
  natural: false,
  body: true,
  apply: (call) => {
    const value = call.values[0]!;
    const span = argumentSpan(call, 0);
    if (value.kind !== 'vector') {
      refuse(
        'not-a-vector',
        `product takes the Bloch vector of the spin at site j, or of all spins of cell j, not ${describe(value)}`,
        {
          span,
          hint: 'product(vector(0, 0, (-1)^j)) is the Néel state',
        },
      );
    }
    const { x, y, z } = value;
    if ([x, y, z].some((o) => o.terms.some(({ word }) => (word.x | word.z | word.xHigh | word.zHigh) !== 0))) {
      refuse('not-a-scalar', 'the components of a Bloch vector are numbers, and one of these is an operator', {
        span,
        hint: 'product(vector(0, 0, 1)) has all spins up',
      });
    }
    const cell = call.scope.environment.legs.length;
    for (let j = 0; j < (call.scope.finite ? call.scope.finite.sites / cell : 12); j++) {
      const squares = [x, y, z].map((o) => asGaussian(numberAtSite(o, j)));
      const length = squares.every((c) => c !== undefined && c.im === 0)
        ? squares.reduce((sum, c) => sum + (Number(c!.re) / Number(c!.den)) ** 2, 0)
        : 0;
      if (length > 1 + 1e-12) {
        refuse(
          'bloch-vector',
          `the Bloch vector is longer than 1 at ${cell === 1 ? 'site' : 'cell'} ${j}, so it belongs to no state`,
          {
            span,
            hint: 'product(vector(1, 0, 0)) has all spins along x',
          },
        );
      }
    }
    return { kind: 'state', chain: call.scope.finite, state: { kind: 'product', spins: { x, y, z, cell } } };
  },
};

/** @diagnostic `unset-parameter`, `not-real` */
function realArgument(call: FunctionCall, k: number): number {
  const scalar: Coefficient = scalarArgument(call, k);
  refuseUnsetIn(call, [scalar]);
  const exact = asGaussian(scalar);
  const found = exact && asRational(exact);
  const { re, im } = evaluateCoefficient(scalar, refuseUnset);
  if (!found && Math.abs(im) > 1e-15 * Math.abs(re))
    refuse('not-real', `${call.node.function} takes a real number here`, { span: argumentSpan(call, k) });
  return re;
}
