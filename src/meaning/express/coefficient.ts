import {
  type Coefficient,
  type Factor,
  type Monomial,
  type Rational,
  negateRational,
  sortedFactors,
  unit,
  writtenTerms,
} from '../../exact/index.js';
import type { Node } from '../../language/index.js';
import { type FactorList, negated, numberNode, productNode, pushFactor, resultSpan as span, sumNode } from './nodes.js';

/** A coefficient as a tree: an expanded sum of monomials. */
export function expressCoefficient(c: Coefficient): Node {
  return sumNode(
    writtenTerms(c).map(({ negative, magnitude, imaginary, monomial }) => {
      const factors: FactorList = { nodes: [], joins: [] };
      pushNumber(factors, magnitude, { alone: !imaginary && monomial === unit });
      if (imaginary) pushFactor(factors, { kind: 'imaginary', span });
      pushMonomial(factors, monomial);
      const node = productNode(factors.nodes, factors.joins);
      return negative ? negated(node) : node;
    }),
  );
}

/** A 1 is written only where it is `alone`. */
function pushNumber(factors: FactorList, { num, den }: Rational, { alone = false }: { alone?: boolean } = {}): void {
  if (num === 1 && den === 1 && !alone) return;
  pushFactor(factors, numberNode(String(num)));
  if (den !== 1) pushFactor(factors, numberNode(String(den)), 'over');
}

function pushMonomial(factors: FactorList, m: Monomial): void {
  for (const factor of sortedFactors(m)) pushFactor(factors, factorNode(factor));
  if (m.mode) {
    const { base, multiple } = m.mode;
    const inside: FactorList = { nodes: [], joins: [] };
    const negative = multiple.num < 0;
    pushNumber(inside, negative ? negateRational(multiple) : multiple);
    pushFactor(inside, { kind: 'imaginary', span });
    pushMonomial(inside, base);
    pushFactor(inside, { kind: 'time', span });
    const angle = productNode(inside.nodes, inside.joins);
    pushFactor(factors, { kind: 'call', function: 'exp', arguments: [negative ? negated(angle) : angle], span });
  }
}

function factorNode({ symbol, doubled }: Factor): Node {
  if (symbol.kind === 'phase') {
    const angle: FactorList = { nodes: [], joins: [] };
    pushNumber(angle, { num: Math.abs(doubled / 2), den: 1 });
    pushFactor(angle, { kind: 'imaginary', span });
    pushFactor(angle, { kind: 'name', name: symbol.name, span });
    const whole = productNode(angle.nodes, angle.joins);
    return { kind: 'call', function: 'exp', arguments: [doubled < 0 ? negated(whole) : whole], span };
  }
  if (symbol.kind === 'prime') return { kind: 'call', function: 'sqrt', arguments: [numberNode(symbol.name)], span };
  const name: Node = { kind: 'name', name: symbol.name, span };
  const base: Node = symbol.kind === 'conjugate' ? { kind: 'call', function: 'conj', arguments: [name], span } : name;
  if (doubled === 2) return base;
  if (doubled === 1) return { kind: 'call', function: 'sqrt', arguments: [base], span };
  const size = numberNode(String(Math.abs(doubled % 2 === 0 ? doubled / 2 : doubled)));
  const exponent = doubled % 2 === 0 ? size : productNode([size, numberNode('2')], ['over']);
  return { kind: 'power', base, exponent: doubled < 0 ? negated(exponent) : exponent, span };
}
