import type { TokenProblem } from './spin-token.js';

/*
 * Words that the lexer recognises but for which the language has no form, with their meanings and replacements.
 */

/** The problem with b†_j, d_{j,up} and other particles. */
export function noFermions(text: string): TokenProblem {
  return {
    code: 'no-fermions',
    message: `"${text}" looks like a fermion or a boson of another name`,
    hint: 'fermions are c_j, c†_j and n_j; the displacement of a bath is (a_j + a†_j)',
  };
}

export function wrongSites(stem: string, below: string): TokenProblem {
  if (/^[bdf]$/u.test(stem) && /^\{ ?(?:j|[0-9]+) ?,? ?(?:\\?(?:up|down)|[↑↓])/u.test(below))
    return noFermions(`${stem}_${below}`);
  return {
    code: 'bad-site',
    message: `"${below}" under ${stem} is neither a name nor sites`,
    hint: `sites are j, j+n, j-n or numbers: ${stem}_<j,j+1>, ${stem}_{j+2}, ${stem}_<0,1>; a name has letters and digits: ${stem}_{ab}`,
  };
}

export function wrongNumber(text: string): TokenProblem {
  if (text.startsWith('.')) {
    return {
      code: 'bad-number',
      message: `"${text}" is not a number`,
      hint: `write 0${text}; for a product leave a space after the dot`,
    };
  }
  if (text.endsWith('.')) {
    return {
      code: 'bad-number',
      message: `"${text}" is not a number`,
      hint: `write ${text.slice(0, -1)} or ${text}0; for a product leave a space before the dot`,
    };
  }
  const { digits, letter, sign, power } =
    /^(?<digits>[0-9.]+)(?<letter>[ED])(?<sign>[+-]?)(?<power>[0-9]+)$/u.exec(text)?.groups ?? {};
  if (letter !== undefined) {
    const product = `${digits!} ${letter}${sign === '' ? '' : ` ${sign!} `}${power!}`;
    return {
      code: 'bad-number',
      message: `"${text}" can be read in two ways`,
      hint: `the number is ${digits!}e${sign!}${power!}, with the parameter ${letter} it is ${product}`,
    };
  }
  return {
    code: 'bad-number',
    message: `"${text}" has more than one decimal point`,
    hint: 'write a product with * or ·',
  };
}

export function sitedNumber(text: string): TokenProblem {
  if (/^[0-9]{1,3}(?:_[0-9]{3})+$/u.test(text)) {
    return {
      code: 'bad-number',
      message: `"${text}": digits are not grouped`,
      hint: `write ${text.replaceAll('_', '')}`,
    };
  }
  if (text.startsWith('1_'))
    return { code: 'identity', message: 'the identity carries no site', hint: 'the identity is 1' };
  return {
    code: 'bad-subscript',
    message: `"${text}": a number carries no subscript`,
    hint: `write ${text.split('_')[0]!}`,
  };
}

/** Constructs of formulas for which the language has no form, with their meanings and replacements. */
const constructs: readonly (readonly [signs: readonly string[], what: string, hint: string])[] = [
  [
    ['\\langle', '\\rangle', '⟨', '⟩'],
    'a bracket of an expectation value or a state',
    'an expectation value is expect(Z_0, |udud>); a level operator is |1><2|',
  ],
  [
    ['|', '\\vert', '\\mid', '\\ket', '\\bra', '\\braket', '\\uparrow', '\\downarrow', '↑', '↓'],
    'a state or an absolute value',
    'a product state is |udud>; a level operator is |1><2|; spin up is (1 + Z_j)/2',
  ],
  [
    ['\\partial', '\\dot', '\\ddot', '\\mathrm d', '\\nabla', '∂', '∇'],
    'a derivative',
    'there are none: the commutator i [H, A] is the derivative in time',
  ],
  [['\\int', '\\oint', '∫'], 'an integral', 'there are none; sums run over the chain: sum_j'],
  [
    ['\\cdots', '\\dots', '\\ldots', '…', '⋯'],
    'an ellipsis',
    'write the terms out, or use a sum: \\sum_{r=1}^{3} J_r Z_j Z_{j+r}',
  ],
  [
    ['\\begin', '\\end', '\\matrix', '\\pmatrix', '\\cases'],
    'a matrix or another environment',
    'write an operator with Pauli matrices: X_0 + i Y_0',
  ],
  [['\\equiv', '\\coloneqq', '\\doteq', '≡'], 'an identity', 'write prove A = B, or name = value'],
  [['\\neq', '\\ne', '≠'], 'an inequality', 'write refute A = B'],
  [
    ['\\le', '\\leq', '\\ge', '\\geq', '\\ll', '\\gg', '\\lesssim', '\\gtrsim', '≤', '≥', '≪', '≫'],
    'an inequality',
    'leave it away: coefficients hold for all values of their parameters',
  ],
  [
    [
      '\\sim',
      '\\simeq',
      '\\approx',
      '\\propto',
      '\\to',
      '\\rightarrow',
      '\\mapsto',
      '\\Rightarrow',
      '\\rightarrow',
      '≈',
      '∼',
      '∝',
      '→',
    ],
    'an approximation or an arrow',
    'only exact equations are read: write =',
  ],
  [
    ['\\in', '\\forall', '\\exists', '∈', '∀'],
    'a condition',
    'leave it away, or give parameters their values: with Δ = 1: A',
  ],
  [
    ['\\tilde', '\\bar', '\\widetilde', '\\overline', '\\check', '\\breve', '\\acute', '\\grave'],
    'an accent over an operator',
    'over a coupling it is read (\\tilde J is J_tilde); for another operator take another name',
  ],
  [['\\wedge', '∧', '⋀'], 'a wedge', 'the cross product is ×: S_j×S_<j+1>'],
  [['\\hbar', 'ħ', 'ℏ'], 'Planck’s constant', 'ħ is 1: leave it away'],
  [['\\pm', '\\mp', '±', '∓'], 'a double sign', 'write the two terms: S^+_j, S^-_j'],
  [
    ['\\mathcal', '\\mathbf', '\\mathrm', '\\mathbb', '\\hat', '\\vec', '\\bm', '\\boldsymbol'],
    'a font or hat around more than one letter',
    'write the plain letters, or \\mathbf{S}_j for a spin',
  ],
  [['\\text', '\\mbox', '\\textrm'], 'a text', 'leave it away; \\text{h.c.} is read'],
  [['\\prod', '∏'], 'a product sign', 'a product over numbers is read: \\prod_{r=0}^{2} Z_{j+r}'],
  [
    ['\\bigotimes', '\\bigoplus', '\\oplus', '⊕'],
    'a sum or product of spaces',
    'write the operator with its sites: X_0 X_1',
  ],
  [
    ['\\log', '\\ln', '\\tan', '\\sinh', '\\cosh', '\\tanh', '\\arccos', '\\max', '\\min', '\\lim', '\\det'],
    'a function that has no exact value here',
    'name the number: a parameter can be given its value by with a = …: A',
  ],
];
const constructOf: ReadonlyMap<string, readonly [string, string]> = new Map(
  constructs.flatMap(([signs, what, hint]) => signs.map((sign) => [sign, [what, hint]] as const)),
);

export function unknownCommand(text: string): TokenProblem {
  const [what, hint] = constructOf.get(text) ?? [];
  if (what !== undefined)
    return { code: 'unknown-command', message: `${text}: ${what} is no part of the language`, hint: hint! };
  return {
    code: 'unknown-command',
    message: `the LaTeX command ${text} is not known`,
    hint: 'write what it stands for in plain letters',
  };
}

/** Cyrillic letters, and the Latin ones that look the same. */
const cyrillicTwins: ReadonlyMap<string, string> = new Map(
  [...'АВЕКМНОРСТУХЅІЈаеосрухіјѕһԁԛԝ'].map((letter, k) => [letter, 'ABEKMHOPCTYXSIJaeocpyxijshdqw'[k]!]),
);

export function unknownCharacter(text: string): TokenProblem {
  const [what, advice] = constructOf.get(text) ?? [];
  if (what !== undefined)
    return { code: 'unknown-character', message: `"${text}": ${what} is no part of the language`, hint: advice! };
  const code = text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const visible = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(text);
  const shown =
    text === '"' ? 'a quotation mark' : visible ? `the character "${text}"` : `the invisible character U+${code}`;
  const latin = cyrillicTwins.get(text);
  if (latin !== undefined) {
    return {
      code: 'unknown-character',
      message: `${shown} is Cyrillic, and looks like the Latin ${latin}`,
      hint: `type ${latin}`,
    };
  }
  const plain = text.normalize('NFKC');
  const hints: Readonly<Record<string, string>> = {
    '%': 'a comment begins with #; %1 is the first result of a session',
    '<': 'a cross product is ><, a site is S_<j+1>, a level operator |1><2|',
    '>': 'a cross product is ><, a site is S_<j+1>, a level operator |1><2|; a condition such as J > 0 is left out',
    "'": "a prime follows a name at once: S'_j, J'",
    '"': 'a text stands only after cites',
    _: 'a subscript follows its name at once: J_2, S_<j+1>',
    '&': 'paste one line at a time',
    '@': 'the product is *, the dot product ·',
  };
  const hint =
    hints[text] ?? (plain !== text && /^[A-Za-z0-9Α-Ωα-ω+\-*/=()]+$/u.test(plain) ? `type ${plain}` : undefined);
  const named: Readonly<Record<string, string>> = {
    "'": 'a prime stands behind S or the name of a coupling only',
    _: 'this subscript belongs to no name',
    '&': 'an alignment mark stands beside "=" or a sign, or at the edge of a line',
  };
  return {
    code: 'unknown-character',
    message: named[text] ?? `${shown} has no meaning here`,
    ...(hint !== undefined && { hint }),
  };
}
