import { type Span, refuse } from '../text/index.js';
import { functionNamed } from './functions.js';
import type { Node } from './tree.js';

/**
 * A function of its arguments; `dag`, `dot`, `cross` are the ASCII spellings of †, ·, ×, and give the same tree.
 *
 * @diagnostic `wrong-arguments`
 */
export function callNode(word: string, given: readonly Node[], span: Span): Node {
  const { name, arguments: wanted, example } = functionNamed(word);
  const { least, most } = wanted;
  if (given.length < least || given.length > most) {
    const numbers = most === 1 ? 'one argument' : `${least === most ? most : `${least} or ${most}`} arguments`;
    refuse(
      'wrong-arguments',
      `${name} takes ${numbers}, here ${given.length === 1 ? 'is one' : `are ${given.length}`}`,
      {
        span,
        hint: `as in ${example}`,
      },
    );
  }
  const [left, right] = given as [Node, Node];
  switch (name) {
    case 'dag':
      return { kind: 'adjoint', span, of: left };
    case 'dot':
      return { kind: 'product', span, factors: [left, right], joins: ['dot'] };
    case 'cross':
      return { kind: 'cross', span, left, right };
    default:
      return { kind: 'call', span, function: name, arguments: given };
  }
}
