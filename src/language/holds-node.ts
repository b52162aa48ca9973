import type { Node } from './tree.js';

/** Is there a node of some kind anywhere in a tree, in the arguments of functions too? */
export function holdsNode(node: Node, test: (node: Node) => boolean): boolean {
  const waiting: Node[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (test(next)) return true;
    switch (next.kind) {
      case 'sum':
        for (const term of next.terms) waiting.push(term);
        break;
      case 'product':
        for (const factor of next.factors) waiting.push(factor);
        break;
      case 'negate':
      case 'adjoint':
      case 'component':
      case 'plus-adjoint':
        waiting.push(next.of);
        break;
      case 'power':
        waiting.push(next.base, next.exponent);
        break;
      case 'cross':
      case 'commutator':
      case 'anticommutator':
        waiting.push(next.left, next.right);
        break;
      case 'call':
        for (const argument of next.arguments) waiting.push(argument);
        break;
      case 'with':
      case 'ring':
      case 'open':
        waiting.push(next.body);
        break;
      default:
    }
  }
  return false;
}
