import { greekSymbol } from './names.js';
import type { Node, Site } from './tree.js';
import { BindingLevel, joinSummands, siteInside } from './write-common.js';

/** A tree as LaTeX in mathematical mode. */
export function writeTex(node: Node): string {
  return write(node, BindingLevel.sum);
}

function write(node: Node, wanted: BindingLevel): string {
  const [text, level] = written(node);
  return level < wanted ? brackets(text) : text;
}

function brackets(text: string): string {
  return `\\left(${text}\\right)`;
}

function written(node: Node): [string, BindingLevel] {
  switch (node.kind) {
    case 'number':
      return [numberTex(node.text), BindingLevel.atom];
    case 'imaginary':
      return ['i', BindingLevel.atom];
    case 'position':
      return ['j', BindingLevel.atom];
    case 'time':
      return ['t', BindingLevel.atom];
    case 'name':
      return [nameTex(node.name), BindingLevel.atom];
    case 'sited':
      return [definedTex(node.name, node.sites), BindingLevel.atom];
    case 'spin': {
      const letter = node.family === 'S' ? 'S' : '\\sigma';
      const primes = '\\prime'.repeat(node.primes);
      if (node.axis === undefined) {
        const vector = `\\mathbf{${letter === 'S' ? 'S' : '\\sigma'}}`;
        return [`${node.primes > 0 ? `${vector}^{${primes}}` : vector}_{${siteTex(node.site)}}`, BindingLevel.atom];
      }
      return [
        `${letter}^{${primes}${node.primes > 0 ? '\\,' : ''}${node.axis}}_{${siteTex(node.site)}}`,
        BindingLevel.atom,
      ];
    }
    case 'boson':
      return [`a${node.dagger ? '^{\\dagger}' : ''}_{${siteTex(node.site)}}`, BindingLevel.atom];
    case 'fermion':
      return [`${node.letter}${node.dagger ? '^{\\dagger}' : ''}_{${siteTex(node.site)}}`, BindingLevel.atom];
    case 'level':
      return [`|${node.row}\\rangle\\langle ${node.column}|`, BindingLevel.atom];
    case 'ket':
      return [
        `|${[...node.spins].map((s) => (s === 'u' ? '\\uparrow' : '\\downarrow')).join(' ')}\\rangle`,
        BindingLevel.atom,
      ];
    case 'point':
      return [node.position ? `\\delta(x ${signed(node.position)})` : '\\delta(x)', BindingLevel.atom];
    case 'sum':
      return [sumTex(node.terms), BindingLevel.sum];
    case 'product':
      return [productTex(node), BindingLevel.product];
    case 'cross':
      return [
        `${write(node.left, BindingLevel.power)}\\times ${write(node.right, BindingLevel.power)}`,
        BindingLevel.cross,
      ];
    case 'negate':
      return [`-${write(node.of, BindingLevel.product)}`, BindingLevel.sum];
    case 'power':
      return [`{${write(node.base, BindingLevel.atom)}}^{${written(node.exponent)[0]}}`, BindingLevel.power];
    case 'adjoint':
      return [`{${write(node.of, BindingLevel.atom)}}^{\\dagger}`, BindingLevel.power];
    case 'component':
      return [`${brackets(written(node.of)[0])}^{${node.axis}}`, BindingLevel.power];
    case 'chain-sum':
      return [`\\sum_{j} ${bodyTex(node.body)}`, BindingLevel.sum];
    case 'plus-adjoint':
      return [`${write(node.of, BindingLevel.sum)} ${node.sign === 1 ? '+' : '-'} \\mathrm{h.c.}`, BindingLevel.sum];
    case 'commutator':
      return [
        `\\left[${write(node.left, BindingLevel.sum)}, ${write(node.right, BindingLevel.sum)}\\right]`,
        BindingLevel.atom,
      ];
    case 'anticommutator':
      return [
        `\\left\\{${write(node.left, BindingLevel.sum)}, ${write(node.right, BindingLevel.sum)}\\right\\}`,
        BindingLevel.atom,
      ];
    case 'call':
      return callTex(node);
    case 'with': {
      const bindings = node.bindings.map((b) => `${nameTex(b.name)} = ${write(b.value, BindingLevel.sum)}`);
      return [`${write(node.body, BindingLevel.sum)} \\quad (${bindings.join(',\\ ')})`, BindingLevel.sum];
    }
    case 'ring':
    case 'open':
      return [
        `${write(node.body, BindingLevel.sum)} \\quad (N = ${write(node.sites, BindingLevel.sum)}${node.kind === 'open' ? ',\\ \\text{open}' : ''})`,
        BindingLevel.sum,
      ];
  }
}

/** The site below an operator; the species up and down are arrows. */
function siteTex({ leg, ...site }: Site): string {
  const cell = siteInside(site);
  if (leg === undefined) return cell;
  const label =
    { up: '\\uparrow', down: '\\downarrow' }[leg] ?? (/^[0-9A-Za-z]$/u.test(leg) ? leg : `\\mathrm{${leg}}`);
  return `${cell},${label}`;
}

function callTex(node: Extract<Node, { kind: 'call' }>): [string, BindingLevel] {
  const inside = node.arguments.map((a) => written(a)[0]);
  if (node.function === 'sqrt') return [`\\sqrt{${inside[0]}}`, BindingLevel.atom];
  if (node.function === 'exp') return [`e^{${inside[0]}}`, BindingLevel.power];
  if (node.function === 'conj') return [`{${write(node.arguments[0]!, BindingLevel.atom)}}^{*}`, BindingLevel.power];
  if (node.function === 'vector') return [brackets(inside.join(', ')), BindingLevel.atom];
  const named = ['sin', 'cos'].includes(node.function) ? `\\${node.function}` : `\\operatorname{${node.function}}`;
  return [`${named}\\left(${inside.join(', ')}\\right)`, BindingLevel.atom];
}

/** `eps_d` → `\varepsilon_{d}`; underscores and digits of a name become its subscript. */
export function nameTex(name: string): string {
  const parts = /^(?<stem>[A-Za-z]+)(?<digits>[0-9]*)(?:_(?<subscript>.+))?$/u.exec(name)?.groups;
  if (!parts) return `\\mathrm{${name.replaceAll('_', '\\_')}}`;
  const letter = (text: string): string => {
    if (text === 'eps') return '\\varepsilon ';
    if (latinLetters.has(text)) return latinLetters.get(text)!;
    if (greekSymbol.has(text)) return `\\${text} `;
    return text.length === 1 ? text : `\\mathrm{${text.replaceAll('_', '\\_')}}`;
  };
  const below = [parts.digits, parts.subscript === undefined ? '' : letter(parts.subscript)]
    .filter((p) => p !== '')
    .join(',');
  const stem = letter(parts.stem!);
  return below === '' ? stem.trimEnd() : `${stem.trimEnd()}_{${below.trimEnd()}}`;
}

/** The left side of a definition: `C_{3}`, or `h_{j,j+1}` for a density on its sites. */
export function definedTex(name: string, sites?: readonly Site[]): string {
  return sites ? `${nameTex(name)}_{${sites.map(siteInside).join(',')}}` : nameTex(name);
}

/** Greek letters that look Latin, for most of which LaTeX has no command. */
const latinLetters = new Map([
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
  ['Upsilon', '\\Upsilon '],
  ['Chi', '\\mathrm{X}'],
  ['omicron', 'o'],
]);

function numberTex(text: string): string {
  const [mantissa, exponent] = text.toLowerCase().split('e');
  return exponent === undefined ? mantissa! : `${mantissa} \\cdot 10^{${exponent.replace('+', '')}}`;
}

function signed(node: Node): string {
  return node.kind === 'negate'
    ? `+ ${write(node.of, BindingLevel.product)}`
    : `- ${write(node, BindingLevel.product)}`;
}

function sumTex(terms: readonly Node[]): string {
  return joinSummands(terms, (part, how) => {
    if (how === 'plain') return write(part, BindingLevel.product);
    return how === 'closed' ? brackets(written(part)[0]) : written(part)[0];
  });
}

function bodyTex(body: Node): string {
  return body.kind === 'sum' || body.kind === 'plus-adjoint' ? brackets(written(body)[0]) : written(body)[0];
}

/** Divisions become fractions: the part before a slash is the numerator, as in J/2 S. */
function productTex(node: Extract<Node, { kind: 'product' }>): string {
  let text =
    written(node.factors[0]!)[1] < BindingLevel.cross
      ? brackets(written(node.factors[0]!)[0])
      : written(node.factors[0]!)[0];
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
        : write(factor, BindingLevel.cross);
    // Two adjacent numbers would be read as one.
    const gap = /^\d/u.test(body) ? ' \\cdot ' : ' ';
    text += join === 'dot' ? ` \\cdot ${body}` : gap + body;
  }
  return text;
}
