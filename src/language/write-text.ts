import { greekSymbol } from './names.js';
import type { Node, Site } from './tree.js';
import { BindingLevel, isOpenSum, joinSummands, siteInside } from './write-common.js';

/** A tree as text of the language, with Greek letters as symbols, as a person would type it. */
export function writeText(node: Node): string {
  return write(node, BindingLevel.sum);
}

function write(node: Node, wanted: BindingLevel): string {
  const [text, level] = written(node);
  return level < wanted ? `(${text})` : text;
}

function written(node: Node): [string, BindingLevel] {
  switch (node.kind) {
    case 'number':
      return [node.text, BindingLevel.atom];
    case 'imaginary':
      return ['i', BindingLevel.atom];
    case 'position':
      return ['j', BindingLevel.atom];
    case 'time':
      return ['t', BindingLevel.atom];
    case 'name':
      return [nameText(node.name), BindingLevel.atom];
    case 'sited':
      return [`${nameText(node.name)}_<${node.sites.map(siteInside).join(',')}>`, BindingLevel.atom];
    case 'spin': {
      // The Pauli matrices have letters of their own, which are shorter.
      if (node.family === 'sigma' && node.primes === 0 && node.axis !== undefined && /^[xyz]$/u.test(node.axis))
        return [`${node.axis.toUpperCase()}_${siteText(node.site)}`, BindingLevel.atom];
      const letter = node.family === 'S' ? 'S' : 'σ';
      return [
        `${letter}${"'".repeat(node.primes)}${axisText(node.family, node.primes, node.axis)}_${siteText(node.site)}`,
        BindingLevel.atom,
      ];
    }
    case 'boson':
      // a_1 is a parameter, so a boson at an absolute site needs brackets.
      return [
        `${node.dagger ? 'a†' : 'a'}_${node.site.relative ? siteText(node.site) : `<${siteInside(node.site)}>`}`,
        BindingLevel.atom,
      ];
    case 'fermion':
      // c_1 is a parameter, so a fermion at an absolute site needs brackets.
      return [
        `${node.letter}${node.dagger ? '†' : ''}_${
          node.site.relative || node.site.leg !== undefined ? siteText(node.site) : `<${siteInside(node.site)}>`
        }`,
        BindingLevel.atom,
      ];
    case 'level':
      return [`|${node.row}><${node.column}|`, BindingLevel.atom];
    case 'ket':
      return [`|${node.spins}>`, BindingLevel.atom];
    case 'point':
      return [node.position ? `δ(x ${signed(node.position)})` : 'δ(x)', BindingLevel.atom];
    case 'sum':
      return [sumText(node.terms), BindingLevel.sum];
    case 'product':
      return [productText(node), BindingLevel.product];
    case 'cross':
      return [`${write(node.left, BindingLevel.power)}×${write(node.right, BindingLevel.power)}`, BindingLevel.cross];
    case 'negate':
      return [`-${write(node.of, BindingLevel.product)}`, BindingLevel.sum];
    case 'power':
      return [`${write(node.base, BindingLevel.atom)}^${exponentText(node.exponent)}`, BindingLevel.power];
    case 'adjoint':
      return [`${write(node.of, BindingLevel.atom)}†`, BindingLevel.power];
    case 'component':
      return [`(${write(node.of, BindingLevel.sum)})^${node.axis}`, BindingLevel.power];
    case 'chain-sum':
      return [`sum_j ${writeBody(node.body)}`, BindingLevel.sum];
    case 'plus-adjoint':
      return [`${write(node.of, BindingLevel.sum)} ${node.sign === 1 ? '+' : '-'} h.c.`, BindingLevel.sum];
    case 'commutator':
      return [`[${write(node.left, BindingLevel.sum)}, ${write(node.right, BindingLevel.sum)}]`, BindingLevel.atom];
    case 'anticommutator':
      return [`{${write(node.left, BindingLevel.sum)}, ${write(node.right, BindingLevel.sum)}}`, BindingLevel.atom];
    case 'call':
      return [
        `${node.function}(${node.arguments.map((a) => write(a, BindingLevel.sum)).join(', ')})`,
        BindingLevel.atom,
      ];
    case 'with': {
      const bindings = node.bindings.map((b) => `${nameText(b.name)} = ${write(b.value, BindingLevel.sum)}`);
      return [`with ${bindings.join(', ')}: ${write(node.body, BindingLevel.sum)}`, BindingLevel.sum];
    }
    case 'ring':
    case 'open':
      return [
        `on ${node.kind}(${write(node.sites, BindingLevel.sum)}): ${write(node.body, BindingLevel.sum)}`,
        BindingLevel.sum,
      ];
  }
}

/** `eps_d` → `ε_d` */
export function nameText(name: string): string {
  const parts = /^(?<stem>[A-Za-z]+)(?<digits>[0-9]*)(?:_(?<subscript>.+))?$/u.exec(name)?.groups;
  if (!parts) return name;
  const stem = greekSymbol.get(parts.stem!) ?? parts.stem!;
  const subscript = parts.subscript === undefined ? '' : `_${greekSymbol.get(parts.subscript) ?? parts.subscript}`;
  return `${stem}${parts.digits}${subscript}`;
}

/**
 * A name as a symbol for the axis of a chart, with its subscript behind `_`: `C3` → `C_3`, `JH` → `J_H`, `eps_d` → `ε_d`.
 * It is not text of the language, since two letters may be one name there.
 */
export function nameSymbol(name: string): string {
  const text = nameText(name);
  const composed = /^(?<stem>\p{L})(?<below>[A-Zxyz]|\d+)$/u.exec(text)?.groups;
  return composed ? `${composed.stem}_${composed.below}` : text;
}

function axisText(family: 'S' | 'sigma', primes: number, axis: string | undefined): string {
  if (axis === undefined) return '';
  return family === 'S' && primes === 0 ? axis : `^${axis}`;
}

function siteText(site: Site): string {
  if (site.leg !== undefined) return `{${siteInside(site)}}`;
  if (site.relative && site.stride === undefined) return site.offset === 0 ? 'j' : `<${siteInside(site)}>`;
  if (site.relative) return `<${siteInside(site)}>`;
  return site.offset >= 0 ? String(site.offset) : `<${site.offset}>`;
}

function signed(node: Node): string {
  return node.kind === 'negate'
    ? `+ ${write(node.of, BindingLevel.product)}`
    : `- ${write(node, BindingLevel.product)}`;
}

function sumText(terms: readonly Node[]): string {
  return joinSummands(terms, (part, how) => {
    if (how === 'plain') return write(part, BindingLevel.product);
    return how === 'closed' ? `(${written(part)[0]})` : written(part)[0];
  });
}

/** The body of a chain sum extends to the end, so its terms need no brackets, whereas a sum within does. */
function writeBody(body: Node): string {
  const holdsSum = isOpenSum(body) || (body.kind === 'sum' && body.terms.some(isOpenSum));
  return holdsSum || body.kind === 'plus-adjoint' ? `(${written(body)[0]})` : write(body, BindingLevel.sum);
}

function productText(node: Extract<Node, { kind: 'product' }>): string {
  let text = '';
  node.factors.forEach((factor, k) => {
    const join = k === 0 ? '' : { times: ' ', over: '/', dot: '·' }[node.joins[k - 1]!];
    const last = k === node.factors.length - 1;
    const body =
      last && k > 0 && join === ' ' && factor.kind === 'chain-sum'
        ? written(factor)[0]
        : write(factor, BindingLevel.cross);
    // A cross product next to a dot is bracketed, as on paper.
    const bracketed = factor.kind === 'cross' ? `(${written(factor)[0]})` : body;
    // Two adjacent numbers would look like a slip.
    text += (join === ' ' && /^\d/u.test(bracketed) ? '*' : join) + bracketed;
  });
  return text;
}

function exponentText(node: Node): string {
  if (node.kind === 'number' && /^\d+$/u.test(node.text)) return node.text;
  if (node.kind === 'negate' && node.of.kind === 'number' && /^\d+$/u.test(node.of.text)) return `-${node.of.text}`;
  if (node.kind === 'position') return 'j';
  return `(${written(node)[0]})`;
}
