import { greekSymbol } from './names.js';
import type { Node } from './tree.js';
import { Level, joinSummands, siteInside } from './write-common.js';

/** A tree as LaTeX in mathematical mode. */
export function writeTex(node: Node): string {
  return write(node, Level.sum);
}

function write(node: Node, wanted: Level): string {
  const [text, level] = written(node);
  return level < wanted ? brackets(text) : text;
}

function brackets(text: string): string {
  return `\\left(${text}\\right)`;
}

function written(node: Node): [string, Level] {
  switch (node.kind) {
    case 'number':
      return [numberTex(node.text), Level.atom];
    case 'imaginary':
      return ['i', Level.atom];
    case 'position':
      return ['j', Level.atom];
    case 'time':
      return ['t', Level.atom];
    case 'name':
      return [nameTex(node.name), Level.atom];
    case 'sited':
      return [`${nameTex(node.name)}_{${node.sites.map(siteInside).join(',')}}`, Level.atom];
    case 'spin': {
      const letter = node.family === 'S' ? 'S' : '\\sigma';
      const primes = '\\prime'.repeat(node.primes);
      if (node.axis === undefined) {
        const vector = `\\mathbf{${letter === 'S' ? 'S' : '\\sigma'}}`;
        return [`${node.primes > 0 ? `${vector}^{${primes}}` : vector}_{${siteInside(node.site)}}`, Level.atom];
      }
      return [
        `${letter}^{${primes}${node.primes > 0 ? '\\,' : ''}${node.axis}}_{${siteInside(node.site)}}`,
        Level.atom,
      ];
    }
    case 'boson':
      return [`a${node.dagger ? '^{\\dagger}' : ''}_{${siteInside(node.site)}}`, Level.atom];
    case 'level':
      return [`|${node.row}\\rangle\\langle ${node.column}|`, Level.atom];
    case 'point':
      return [node.position ? `\\delta(x ${signed(node.position)})` : '\\delta(x)', Level.atom];
    case 'sum':
      return [sumTex(node.terms), Level.sum];
    case 'product':
      return [productTex(node), Level.product];
    case 'cross':
      return [`${write(node.left, Level.power)}\\times ${write(node.right, Level.power)}`, Level.cross];
    case 'negate':
      return [`-${write(node.of, Level.product)}`, Level.sum];
    case 'power':
      return [`{${write(node.base, Level.atom)}}^{${written(node.exponent)[0]}}`, Level.power];
    case 'adjoint':
      return [`{${write(node.of, Level.atom)}}^{\\dagger}`, Level.power];
    case 'component':
      return [`${brackets(written(node.of)[0])}^{${node.axis}}`, Level.power];
    case 'chain-sum':
      return [`\\sum_{j} ${bodyTex(node.body)}`, Level.sum];
    case 'plus-adjoint':
      return [`${write(node.of, Level.sum)} ${node.sign === 1 ? '+' : '-'} \\mathrm{h.c.}`, Level.sum];
    case 'commutator':
      return [`\\left[${write(node.left, Level.sum)}, ${write(node.right, Level.sum)}\\right]`, Level.atom];
    case 'anticommutator':
      return [`\\left\\{${write(node.left, Level.sum)}, ${write(node.right, Level.sum)}\\right\\}`, Level.atom];
    case 'call':
      return callTex(node);
    case 'with': {
      const bindings = node.bindings.map((b) => `${nameTex(b.name)} = ${write(b.value, Level.sum)}`);
      return [`${write(node.body, Level.sum)} \\quad (${bindings.join(',\\ ')})`, Level.sum];
    }
    case 'ring':
      return [`${write(node.body, Level.sum)} \\quad (N = ${write(node.sites, Level.sum)})`, Level.sum];
  }
}

function callTex(node: Extract<Node, { kind: 'call' }>): [string, Level] {
  const inside = node.arguments.map((a) => written(a)[0]);
  if (node.function === 'sqrt') return [`\\sqrt{${inside[0]}}`, Level.atom];
  if (node.function === 'exp') return [`e^{${inside[0]}}`, Level.power];
  if (node.function === 'conj') return [`{${write(node.arguments[0]!, Level.atom)}}^{*}`, Level.power];
  if (node.function === 'vector') return [brackets(inside.join(', ')), Level.atom];
  const named = ['sin', 'cos'].includes(node.function) ? `\\${node.function}` : `\\operatorname{${node.function}}`;
  return [`${named}\\left(${inside.join(', ')}\\right)`, Level.atom];
}

/** `eps_d` → `\varepsilon_{d}`; underscores and digits of a name become its subscript. */
export function nameTex(name: string): string {
  const parts = /^(?<stem>[A-Za-z]+)(?<digits>[0-9]*)(?:_(?<subscript>.+))?$/u.exec(name)?.groups;
  if (!parts) return `\\mathrm{${name.replaceAll('_', '\\_')}}`;
  const letter = (text: string): string => {
    if (text === 'eps') return '\\varepsilon ';
    if (greekSymbol.has(text)) return latinCapitals.get(text) ?? `\\${text} `;
    return text.length === 1 ? text : `\\mathrm{${text.replaceAll('_', '\\_')}}`;
  };
  const below = [parts.digits, parts.subscript === undefined ? '' : letter(parts.subscript)]
    .filter((p) => p !== '')
    .join(',');
  const stem = letter(parts.stem!);
  return below === '' ? stem.trimEnd() : `${stem.trimEnd()}_{${below.trimEnd()}}`;
}

/** Greek capitals that LaTeX has no command for, because they look Latin. */
const latinCapitals = new Map([
  ['Alpha', '\\mathrm{A}'],
  ['Beta', '\\mathrm{B}'],
  ['Epsilon', '\\mathrm{E}'],
  ['Zeta', '\\mathrm{Z}'],
  ['Eta', '\\mathrm{H}'],
  ['Iota', '\\mathrm{I}'],
  ['Kappa', '\\mathrm{K}'],
  ['Mu', '\\mathrm{M}'],
  ['Nu', '\\mathrm{N}'],
  ['Omicron', '\\mathrm{O}'],
  ['Rho', '\\mathrm{P}'],
  ['Tau', '\\mathrm{T}'],
  ['Chi', '\\mathrm{X}'],
  ['omicron', 'o'],
]);

function numberTex(text: string): string {
  const [mantissa, exponent] = text.toLowerCase().split('e');
  return exponent === undefined ? mantissa! : `${mantissa} \\cdot 10^{${exponent.replace('+', '')}}`;
}

function signed(node: Node): string {
  return node.kind === 'negate' ? `+ ${write(node.of, Level.product)}` : `- ${write(node, Level.product)}`;
}

function sumTex(terms: readonly Node[]): string {
  return joinSummands(terms, (part, how) => {
    if (how === 'plain') return write(part, Level.product);
    return how === 'closed' ? brackets(written(part)[0]) : written(part)[0];
  });
}

function bodyTex(body: Node): string {
  return body.kind === 'sum' || body.kind === 'plus-adjoint' ? brackets(written(body)[0]) : written(body)[0];
}

/** Divisions become fractions: what stands before a slash is its numerator, as in J/2 S. */
function productTex(node: Extract<Node, { kind: 'product' }>): string {
  let text =
    written(node.factors[0]!)[1] < Level.cross ? brackets(written(node.factors[0]!)[0]) : written(node.factors[0]!)[0];
  if (node.factors[0]!.kind === 'cross') text = brackets(text);
  for (let k = 1; k < node.factors.length; k++) {
    const factor = node.factors[k]!;
    const join = node.joins[k - 1]!;
    if (join === 'over') {
      text = `\\frac{${text}}{${written(factor)[0]}}`;
      continue;
    }
    const last = k === node.factors.length - 1;
    const open = last && factor.kind === 'chain-sum';
    const body = open
      ? written(factor)[0]
      : factor.kind === 'cross'
        ? brackets(written(factor)[0])
        : write(factor, Level.cross);
    // Two numbers side by side would read as one.
    const gap = /^\d/u.test(body) ? ' \\cdot ' : ' ';
    text += join === 'dot' ? ` \\cdot ${body}` : gap + body;
  }
  return text;
}
