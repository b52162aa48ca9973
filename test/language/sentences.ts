import fc from 'fast-check';

/** A text of the language and the tree it must give, as `show` writes it. */
export interface Sentence {
  readonly text: string;
  readonly tree: string;
}
type Sentences = fc.Arbitrary<Sentence>;

const oneOf = (tree: string, ...texts: string[]): Sentences =>
  fc.constantFrom(...texts).map((text) => ({ text, tree }));
const map = (of: Sentences, text: (t: string) => string, tree: (t: string) => string): Sentences =>
  of.map((s) => ({ text: text(s.text), tree: tree(s.tree) }));

const gap = fc.constantFrom(' ', ' ', '  ', '\\,', '\u00a0', ' \\quad ');

const site = fc
  .record({ relative: fc.boolean(), offset: fc.integer({ min: -12, max: 12 }) })
  .chain(({ relative, offset }): Sentences => {
    const signed = offset === 0 ? '' : offset > 0 ? `+${offset}` : `${offset}`;
    const spaced = signed.replace(/[+-]/u, ' $& ');
    const raised = signed.replace(/./gu, (c) => '₀₁₂₃₄₅₆₇₈₉'[Number(c)] ?? (c === '+' ? '₊' : '₋'));
    if (relative) {
      const tree = `j${signed}`;
      return oneOf(
        tree,
        `_<j${signed}>`,
        `_{j${signed}}`,
        `_{j${spaced}}`,
        `ⱼ${raised}`,
        ...(offset === 0 ? ['_j'] : []),
      );
    }
    const digits = String(offset);
    return oneOf(digits, `_<${digits}>`, `_{${digits}}`, ...(offset >= 0 ? [`_${digits}`] : []));
  });

const spin: Sentences = fc
  .record({
    family: fc.constantFrom<[string, string[]]>(
      ['S', ['S', '\\vec S', '\\vec{S}', '\\mathbf{S}', '\\hat{S}', 'Ŝ']],
      ["S'", ["S'", 'S′', "\\vec S'", "\\vec{S'}"]],
      ["S''", ["S''", 'S″', "\\hat S''"]],
      ['sigma', ['σ', 'sigma', '\\sigma', '\\vec\\sigma']],
    ),
    axis: fc.constantFrom('', 'x', 'y', 'z', '+', '-'),
    site,
  })
  .chain(({ family: [family, heads], axis, site: at }) => {
    const tree = `${family}${axis && `^${axis}`}_${at.tree}`;
    const texts = heads.flatMap((head) => {
      if (axis === '') return [`${head}${at.text}`];
      const raised = { x: 'ˣ', y: 'ʸ', z: 'ᶻ', '+': '⁺', '-': '⁻' }[axis]!;
      return [
        `${head}^${axis}${at.text}`,
        `${head}^{${axis}}${at.text}`,
        `${head}${raised}${at.text}`,
        `${head}${at.text}^{${axis}}`,
        `${head}${at.text}^${axis}`,
      ];
    });
    return oneOf(tree, ...texts);
  });

const name: Sentences = fc.oneof(
  oneOf('A', 'A'),
  oneOf('JH', 'JH'),
  oneOf('H0', 'H0'),
  oneOf('C3@C<3>', 'C_3', 'C_{3}', 'C₃'),
  oneOf('Delta', 'Δ', 'Delta', '\\Delta', '∆'),
  oneOf('eps_d', 'ε_d', 'eps_d', '\\epsilon_d', '\\varepsilon_{d}'),
  oneOf('lambda_z', 'λ_z', '\\lambda_{z}', 'lambda_z'),
  oneOf('h<j,j+1>', 'h_<j,j+1>', 'h_{j,j+1}'),
  oneOf('B_j@B<j>', 'B_j', 'B_{j}'),
  oneOf('pi', 'π', 'pi', '\\pi'),
);

const number: Sentences = fc
  .oneof(fc.nat({ max: 999 }).map(String), fc.constantFrom('0.8', '2.5e-3', '1e3', '0'))
  .map((text) => ({ text, tree: text }));

const level: Sentences = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
  .chain(([a, b]) =>
    oneOf(`|${a}><${b}|`, `|${a}><${b}|`, `|${a}⟩⟨${b}|`, `|${a}\\rangle\\langle ${b}|`, `\\ket{${a}}\\bra{${b}}`),
  );

const boson: Sentences = fc.oneof(
  oneOf('a_j', 'a_j', 'a_{j}'),
  oneOf('a†_j+1', 'a†_<j+1>', 'a^\\dagger_{j+1}', 'a_{j+1}†', 'aⱼ₊₁†'),
);

const staggering: Sentences = fc.oneof(
  oneOf('(^ (neg 1) j)', '(-1)^j', '(-1)^{j}', '(-1)ʲ'),
  oneOf('(^ (neg 1) (+ j 1))', '(-1)^(j+1)', '(-1)^{j + 1}'),
);

const join = fc.constantFrom(
  ['*', ' * '],
  ['/', ' / '],
  ['/', '/'],
  ['.', ' · '],
  ['.', ' . '],
  ['.', ' \\cdot '],
  ['*', ''],
  ['*', ''],
  ['*', ''],
) as fc.Arbitrary<[string, string]>;

const { expression } = fc.letrec<{
  expression: Sentence;
  atom: Sentence;
  factor: Sentence;
  product: Sentence;
  cross: Sentence;
}>((tie) => {
  const inside = tie('expression');
  const pairOf = (head: string, open: string[], close: string[]): Sentences =>
    fc.tuple(inside, inside, fc.nat(open.length - 1)).map(([a, b, k]) => ({
      text: `${open[k]}${a.text}, ${b.text}${close[k]}`,
      tree: `(${head} ${a.tree} ${b.tree})`,
    }));
  return {
    atom: fc.oneof(
      // Brackets branch: deeper than this a sentence would fill pages.
      { maxDepth: 2, depthIdentifier: 'brackets' },
      spin,
      spin,
      spin,
      name,
      name,
      name,
      number,
      level,
      staggering,
      oneOf('i', 'i'),
      oneOf('j', 'j'),
      oneOf('t', 't'),
      fc
        .tuple(inside, fc.constantFrom(['(', ')'], ['\\left(', '\\right)'], ['{', '}'], ['\\bigl(', '\\bigr)']))
        .map(([s, [open, close]]) => ({ text: `${open}${s.text}${close}`, tree: s.tree })),
      pairOf('comm', ['[', '\\left['], [']', '\\right]']),
      pairOf('anti', ['{', '\\{', '\\left\\{'], ['}', '\\}', '\\right\\}']),
      pairOf('overlap', ['overlap('], [')']),
      pairOf('×', ['cross('], [')']),
      map(
        inside,
        (t) => `dag(${t})`,
        (t) => `(† ${t})`,
      ),
      fc
        .tuple(inside, fc.constantFrom(['sqrt(', ')'], ['√(', ')'], ['\\sqrt{', '}']))
        .map(([s, [open, close]]) => ({ text: `${open}${s.text}${close}`, tree: `(sqrt ${s.tree})` })),
      fc
        .tuple(inside, fc.constantFrom(['exp(', ')'], ['e^(', ')'], ['e^{', '}'], ['\\exp\\left(', '\\right)']))
        .map(([s, [open, close]]) => ({ text: `${open}${s.text}${close}`, tree: `(exp ${s.tree})` })),
      fc
        .tuple(inside, inside)
        .map(([a, b]) => ({ text: `(\\frac{${a.text}}{${b.text}})`, tree: `(/ ${a.tree} ${b.tree})` }))
        // a quotient whose top is a plain product is one product, which is what other cases are for
        .filter(({ tree }) => !/^\(\/ \([*/.]/u.test(tree)),
    ),
    factor: fc.oneof(
      { weight: 4, arbitrary: tie('atom') },
      { weight: 1, arbitrary: boson },
      {
        weight: 1,
        arbitrary: fc
          .tuple(
            tie('atom').filter(({ tree }) => !/^\(exp|^\(\^/u.test(tree)),
            fc.nat({ max: 9 }),
            fc.constantFrom(['^', ''], ['^{', '}'], ['^(', ')']),
          )
          .map(([s, n, [open, close]]) => ({
            // a number over σ_j can be a component (rule 28)
            text: `${s.tree.startsWith('sigma_') ? `(${s.text})` : s.text}${open}${n}${close}`,
            tree: `(^ ${s.tree} ${n})`,
          })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('atom'), fc.constantFrom('†', '^†', '^\\dagger', '^{\\dagger}', '^dagger '))
          .map(([s, mark]) => ({ text: `${s.text}${mark}`, tree: `(† ${s.tree})` })),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(inside, fc.constantFrom('x', 'y', 'z'), fc.constantFrom(['^', ''], ['_', ''], ['^{', '}']))
          .map(([s, axis, [open, close]]) => ({
            text: `(${s.text})${open}${axis}${close} `,
            tree: `(component-${axis} ${s.tree})`,
          })),
      },
    ),
    cross: fc.oneof(
      { weight: 5, arbitrary: tie('factor') },
      {
        weight: 1,
        arbitrary: fc
          .tuple(tie('factor'), fc.constantFrom('×', ' >< ', '\\times '), tie('factor'))
          .map(([a, sign, b]) => ({ text: `${a.text}${sign}${b.text}`, tree: `(× ${a.tree} ${b.tree})` })),
      },
    ),
    product: fc
      .tuple(tie('cross'), fc.array(fc.tuple(join, gap, tie('cross')), { maxLength: 2 }))
      .map(([first, rest]) => {
        if (rest.length === 0) return first;
        let { text } = first;
        let before = first;
        const signs: string[] = [];
        for (const [[sign, written], space, factor] of rest) {
          const numbers = /^[0-9.e-]+$/u.test(before.text) && /^[0-9.e-]+$/u.test(factor.text);
          text += (written === '' ? (numbers ? '*' : space) : written) + factor.text;
          signs.push(sign);
          before = factor;
        }
        const head = signs.every((sign) => sign === signs[0]) ? signs[0] : signs.join('');
        return {
          text,
          tree: `(${head} ${[first, ...rest.map(([, , factor]) => factor)].map((f) => f.tree).join(' ')})`,
        };
      }),
    expression: fc
      .record({
        summands: fc.array(
          fc.record({
            minus: fc.boolean(),
            sum: fc.constantFrom('', '', '', '', 'sum_j ', 'Σ_j ', '\\sum_{j} ', '∑ⱼ '),
            coefficient: fc.option(fc.constantFrom(['2', '2'], ['i', 'i'], ['Delta', 'Δ']), { freq: 2 }),
            product: tie('product'),
          }),
          { minLength: 1, maxLength: 3, size: 'xsmall' },
        ),
        hc: fc.constantFrom('', '', '', '', '+ h.c.', '- h.c.', '+ \\text{h.c.}'),
      })
      .map(({ summands, hc }) => {
        let text = '';
        const terms: string[] = [];
        let chain: { inside: string[]; coefficient: string | undefined; minus: boolean } | undefined;
        const plus = (all: readonly string[]) => (all.length === 1 ? all[0]! : `(+ ${all.join(' ')})`);
        const close = () => {
          if (!chain) return;
          const sum = `(sum ${plus(chain.inside)})`;
          const scaled = chain.coefficient ? `(* ${chain.coefficient} ${sum})` : sum;
          terms.push(chain.minus ? `(neg ${scaled})` : scaled);
          chain = undefined;
        };
        summands.forEach(({ minus, sum, coefficient, product }, k) => {
          text += minus ? (k === 0 ? '-' : ' − ') : k === 0 ? '' : ' + ';
          if (sum !== '') {
            close();
            text += `${coefficient ? `${coefficient[1]} ` : ''}${sum}${product.text}`;
            chain = { inside: [product.tree], coefficient: coefficient?.[0], minus };
          } else {
            text += product.text;
            (chain?.inside ?? terms).push(minus ? `(neg ${product.tree})` : product.tree);
          }
        });
        close();
        const tree = plus(terms);
        return hc === '' ? { text, tree } : { text: `${text} ${hc}`, tree: `(${hc[0]}hc ${tree})` };
      }),
  };
});

export { expression };

/** Fragments of sentences, for texts that mean nothing. */
export const fragments: readonly string[] = [
  'A',
  'J',
  'Δ',
  'C_3',
  'h_<j,j+1>',
  'S_j',
  "S'_<j+1>",
  'S^z_j',
  'Sx',
  'X_j',
  'a_j',
  '|1><2|',
  '2',
  '0.5',
  '1.5.2',
  '.5',
  'i',
  'j',
  't',
  'x',
  'e',
  '+',
  '-',
  '*',
  '/',
  '·',
  '.',
  '×',
  '><',
  '^',
  '^j',
  '^z',
  '_z',
  '†',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '\\{',
  '\\}',
  ',',
  ':',
  '=',
  '==',
  ';',
  '\n',
  '\n  ',
  'sum_j',
  'sum',
  'Σ_j',
  'sum_k',
  'h.c.',
  'hc',
  'sqrt(',
  'dag(',
  'e^',
  '\\frac',
  '\\sqrt',
  '√',
  'δ(x',
  'δ(x)',
  '\\cos',
  '\\foo',
  '\\left',
  '<',
  '>',
  '|',
  'prove',
  'refute',
  'prove name:',
  'with',
  'with Δ = 1:',
  'on ring(4):',
  'on',
  'param',
  'real',
  'gas',
  'drive',
  '#',
  '"',
  '%1',
  '@',
  '(-1)^j',
  '\u200b',
  'é',
];
