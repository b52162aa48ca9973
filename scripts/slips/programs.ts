// Programs whose claims hold, random in what may be random, and the slips of a hand in them.
import type { Chance, Place } from '../chance.js';

/** Operators on numbered sites or under a sum, over couplings that the claims use. */
class Hand {
  constructor(private readonly c: Chance) {}
  one<T>(...of: readonly T[]): T {
    return this.c.one(of);
  }
  site(place: Place): string {
    return place === 'under a sum'
      ? this.one('_j', '_<j+1>', '_{j+1}', '_<j-1>', '_{j+2}')
      : this.one('_0', '_1', '_2', '_3', '_<0>', '_{2}', '_<-1>');
  }
  coupling(): string {
    return this.one('J', 'Δ', 'B', '2', '1/2', 'Delta', '\\Delta', 'Jx', 'D_2', 'λ', '0.5', '3', 'i', 'i J', 'g');
  }
  letter(place: Place): string {
    return this.one('X', 'Y', 'Z', 'Sx', 'S^y', 'S^z', 'S+', 'S-', 'σ^x', 'S^{z}', 'σ^-') + this.site(place);
  }
  vector(place: Place): string {
    return this.one('S', 'S', 'σ', '\\vec S') + this.site(place);
  }
  dot(place: Place): string {
    return `${this.vector(place)}${this.one('·', ' \\cdot ', '·')}${this.vector(place)}`;
  }
  word(place: Place): string {
    return this.one(
      () => this.letter(place),
      () => `${this.letter(place)} ${this.letter(place)}`,
      () => `${this.letter(place)}*${this.letter(place)}`,
      () => `${this.coupling()} ${this.letter(place)}`,
      () => `${this.letter(place)} ${this.letter(place)} ${this.letter(place)}`,
      () => this.dot(place),
      () => `(${this.vector(place)}${this.one('×', ' \\times ', '><')}${this.vector(place)})·${this.vector(place)}`,
      () => `(${this.vector(place)}×${this.vector(place)})^${this.one('x', 'y', 'z')}`,
    )();
  }
  local(): string {
    return this.c.below(3) === 0
      ? `${this.word('by itself')} ${this.one('+', '-')} ${this.word('by itself')}`
      : this.word('by itself');
  }
  sum(): string {
    const body =
      this.c.below(3) === 0
        ? `(${this.word('under a sum')} ${this.one('+', '-')} ${this.word('under a sum')})`
        : this.word('under a sum');
    return `${this.one('', `${this.coupling()} `)}${this.one('sum_j', 'Σ_j', '\\sum_j')} ${this.one('', '', '(-1)^j ', 'j ')}${body}`;
  }
}

const hamiltonians: Readonly<Record<string, (c: Chance) => readonly [density: string, third: string]>> = {
  xxx: (c) => [
    `h_<j,j+1> = ${c.one(['J S_j·S_<j+1>', 'J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Sz_j Sz_<j+1>)'])}`,
    'J^2 sum_j (S_j×S_<j+1>)·S_<j+2>',
  ],
  xxz: (c) => [
    `h_<j,j+1> = ${c.one(['J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>', 'J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Delta S^z_j S^z_{j+1}'])}`,
    c.one([
      "J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>",
      'sum_j J Δ (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>) Sz_<j+2> + J Δ Sz_j (Sx_<j+1> Sy_<j+2> - Sy_<j+1> Sx_<j+2>) + J^2 (Sy_j Sz_<j+1> Sx_<j+2> - Sx_j Sz_<j+1> Sy_<j+2>)',
    ]),
  ],
  xyz: () => [
    'h_<j,j+1> = Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>',
    'sum_j Jx Jz Sx_j Sy_<j+1> Sz_<j+2> + Jx Jy Sy_j Sz_<j+1> Sx_<j+2> + Jy Jz Sz_j Sx_<j+1> Sy_<j+2> - Jx Jy Sx_j Sz_<j+1> Sy_<j+2> - Jy Jz Sy_j Sx_<j+1> Sz_<j+2> - Jx Jz Sz_j Sy_<j+1> Sx_<j+2>',
  ],
};

/** A program: its last line is a claim that holds, or an expression. */
export function program(chance: Chance): string {
  const h = new Hand(chance);
  const claim = (text: string): string =>
    `prove ${chance.one(['', 'a-name: ', ': ']).replace(/^: /u, '')}${text}`.replace(/^prove (?=[^[({a])/u, 'prove: ');
  const [A, B, C] = [h.local(), h.local(), h.local()];
  const kinds = [
    () => [`A = ${A}`, `B = ${B}`, claim(`[A, B] = A B - B A`)],
    () => [claim(`[${A} + ${B}, ${C}] = [${A}, ${C}] + [${B}, ${C}]`)],
    () => [`A = ${A}`, claim(`(${A} + h.c.) = A + A†`)],
    () => ['param g complex', `A = ${A}`, `B = ${B}`, claim('dag(A B) = B† A†')],
    () => [claim(`{${A}, ${B}} - [${A}, ${B}] = 2 (${B}) (${A})`)],
    () => [`A = ${A}`, `B = ${B}`, `C = ${C}`, claim('[A, [B, C]] + [B, [C, A]] + [C, [A, B]] = 0')],
    () => [claim(`(S_0·S_1)^2 = 3/16 - 1/2 S_0·S_1`)],
    () => [
      claim('X_0 Y_0 = i Z_0'),
      claim(
        `${chance.one(['Sx_1 Sy_1 - Sy_1 Sx_1 = i Sz_1', 'S+_0 S-_0 = 1/2 + Sz_0', '(S_0×S_0)^z = i Sz_0', 'σ^+_0 σ^-_0 + σ^-_0 σ^+_0 = 1'])}`,
      ),
    ],
    () => [`P = ${h.sum()}`, `Q = ${h.sum()}`, claim('[P, Q] = -[Q, P]')],
    () => {
      const body = h.word('under a sum');
      return [
        claim(
          `sum_j (${body}) = sum_j (${body.replaceAll(/[_]j(?![A-Za-z])/gu, '_<j+0>').replaceAll(/[<{]j([+-][0-9])[>}]/gu, (_, n: string) => `<j${Number(n) + 1 < 0 ? '' : '+'}${Number(n) + 1}>`)})`,
        ),
      ];
    },
    () => [claim('sum_j (-1)^j Z_<j+1> = -sum_j (-1)^j Z_j')],
    () => [
      `H = sum_j J S_j·S_<j+1>`,
      claim(
        `[H, ${chance.one(['sum_j Sz_j', 'sum_j (S_j×S_<j+1>)·S_<j+2>', 'sum_j Sx_j + 2 Sy_j', 'sum_j S+_j'])}] = 0`,
      ),
    ],
    () => [`H = sum_j J S_j·S_<j+1> - B Sz_j`, claim(`[H, sum_j S+_j] = -B sum_j S+_j`)],
    () => {
      const [density, third] = hamiltonians[chance.one(['xxx', 'xxz', 'xyz'])]!(chance);
      return [
        density,
        'H = sum_j h_<j,j+1>',
        claim(
          chance.one([
            `[H, ${third}] = 0`,
            `[-i sum_j j h_<j,j+1>, H] = ${third}`,
            `i sum_j [h_<j,j+1>, h_<j+1,j+2>] = ${third}`,
          ]),
        ),
      ];
    },
    () => [
      'h_<j,j+1> = J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>',
      'H = sum_j h_<j,j+1>',
      claim(`with Δ = J: H = J sum_j S_j·S_<j+1>`),
    ],
    () => ['m_j = (-1)^j Sz_j', claim('sum_j m_<j+1> = sum_j m_j')],
    () => [
      'K = 2 J',
      claim(
        `${chance.one(['K S_0·S_1 = 2 J S_0·S_1', 'K^2 X_0 = 4 J^2 X_0', 'X_0 K/2 = J X_0', '(J + Δ)^2 Z_0 = J^2 Z_0 + 2 J Δ Z_0 + Δ^2 Z_0', 'sqrt(J^2 Δ^2) = J Δ', 'J/Δ Δ X_1 = J X_1'])}`,
      ),
    ],
    () => [`A = ${A}`, A],
    () => [h.sum()],
    () => [`param g complex`, `${h.coupling()} (${A}) - ${B}`],
    () => [`${h.vector('by itself')}×${h.vector('by itself')}`],
  ];
  return chance
    .one(kinds)()
    .join(chance.one(['\n', '\n', '; ']));
}

const classes = [
  'abcdefghjklmnoprsuvwyz',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '0123456789',
  'αβγδΔλωφσΣJΓ',
  '+-',
  '*/·×',
  '()[]{}',
  '_^',
  '<>',
  ',;:.=',
  '\'"',
  'xyz',
  'ij',
  ' \t',
];

/** One slip: a character left out, typed twice, or another of its kind; sometimes two of them. */
export function slipped(chance: Chance, text: string): string {
  const points = [...text];
  const at = chance.below(points.length);
  const kind = chance.below(4);
  if (kind === 0) points.splice(at, 1);
  else if (kind === 1) points.splice(at, 0, points[at]!);
  else {
    const own = classes.filter((c) => c.includes(points[at]!));
    const others = [...(own.length === 0 ? classes.join('') : chance.one(own))].filter((c) => c !== points[at]);
    points[at] = chance.one(others);
  }
  const out = points.join('');
  return chance.below(12) === 0 ? slipped(chance, out) : out;
}
