import { Algebra, type CertificateOperator, fields, limits, list, whole } from './algebra.js';
import { reject } from './rejected.js';
import { declarations, letterFor } from './names.js';

/** The format of certificates about operators. */
export const certificateFormat = 'spinlaw-certificate-2';

/** A step: its operator, and what defines it in the language. */
interface Step {
  readonly operator: CertificateOperator;
  readonly text: string;
  /** the operand of a reflection or translation, which are repeated after `on ring(N):` */
  readonly moved?: CertificateOperator;
}

/**
 * Checks a certificate: reads it strictly, computes every step, and compares. The statement is a program of the spin language
 * that is written from what was read and from nothing else.
 *
 * @returns  the statement that was checked
 */
export function checkEquations(document: unknown, characters: number): string {
  const names = ['format', 'period', 'parameters', 'steps', 'claims'];
  const [, givenPeriod, parameters, givenSteps, claims] = fields(document, 'the certificate', names);
  const period = whole(givenPeriod, 'the period', 1, limits.period);
  const algebra = new Algebra(period, limits.first + limits.perCharacter * characters);
  for (const entry of list(parameters, 'the parameters')) algebra.monomials.declare(entry);
  const letter = letterFor(algebra.monomials.domains.keys());
  const steps: Step[] = [];
  const reader = new StepReader(algebra, steps, letter);
  for (const step of list(givenSteps, 'the steps')) steps.push(reader.step(step));
  const lines = list(claims, 'the claims').map((claim) => {
    const kind = typeof claim === 'object' && claim !== null && 'differ' in claim ? 'differ' : 'equal';
    const of = list(fields(claim, 'a claim', [kind])[0], 'a claim', 2).map((n) => whole(n, 'a step', 1, steps.length));
    const [a, b] = of.map((n) => steps[n - 1]!.operator) as [CertificateOperator, CertificateOperator];
    if (algebra.equal(a, b) !== (kind === 'equal'))
      reject(kind === 'equal' ? 'two operators differ' : 'two operators are the same');
    return `${kind === 'equal' ? 'prove' : 'refute'} ${reader.nameOf(of[0]!)} = ${reader.nameOf(of[1]!)}`;
  });
  if (lines.length === 0) reject('nothing is claimed');
  return [
    ...declarations(algebra.monomials),
    ...steps.flatMap(({ text }, k) => (text === '0' ? [] : [`${letter}${k + 1} = ${text}`])),
    ...lines,
  ].join('\n');
}

/** Operations on one or two earlier steps, and how the language writes them. */
const operations: Readonly<
  Record<
    string,
    readonly [
      operands: 1 | 2,
      ofLevels: boolean,
      (k: Algebra, a: CertificateOperator, b: CertificateOperator) => CertificateOperator,
      string,
    ]
  >
> = {
  commutator: [2, true, (k, a, b) => k.product(a, b, { isBracket: true }), '[A, B]'],
  product: [2, true, (k, a, b) => k.product(a, b, { isBracket: false }), 'A B'],
  adjoint: [1, true, (k, a) => k.adjoint(a), 'dag(A)'],
  overlap: [2, false, (k, a, b) => k.overlap(a, b), 'overlap(A, B)'],
  reflection: [1, false, (k, a) => k.reflection(a), 'reflect(A)'],
  spinflip: [1, false, (k, a) => k.spinFlip(a), 'spinflip(A)'],
  timereversal: [1, false, (k, a) => k.timeReversal(a), 'timereverse(A)'],
  range: [1, false, (k, a) => k.range(a), 'range(A)'],
  degree: [1, false, (k, a) => k.degree(a), 'degree(A)'],
  count: [1, false, (k, a) => k.count(a), 'terms(A)'],
};

/** Operations on one earlier step with a whole number: its field, and its least and largest value. */
const numbered: Readonly<
  Record<
    string,
    readonly [
      field: string,
      least: number,
      most: number,
      ofLevels: boolean,
      (k: Algebra, a: CertificateOperator, n: number) => CertificateOperator,
      string,
    ]
  >
> = {
  translation: ['by', -limits.site, limits.site, false, (k, a, n) => k.translation(a, n), 'translate(A, N)'],
  fourier: ['mode', -limits.exponent, limits.exponent, true, (k, a, n) => k.fourier(a, n), 'fourier(A, N)'],
  truncation: ['sites', 0, limits.word, false, (k, a, n) => k.truncation(a, n), 'truncate(A, N)'],
  ring: ['sites', 2, limits.chain, false, (k, a, n) => k.ring(a, n), 'on ring(N): A'],
  open: ['sites', 1, limits.chain, false, (k, a, n) => k.open(a, n), 'on open(N): A'],
  ringrange: ['sites', 2, limits.chain, false, (k, a, n) => k.range(k.ring(a, n), n), 'on ring(N): range(A)'],
};

/** Reads the steps of a certificate one after another. */
class StepReader {
  /** whether the operators are level operators; undefined until one is read */
  private levels: boolean | undefined;

  constructor(
    private readonly algebra: Algebra,
    private readonly steps: readonly Step[],
    private readonly letter: string,
  ) {}

  step(value: unknown): Step {
    const kind = Object.keys(value ?? {})[0] ?? '';
    const given = Object.hasOwn(operations, kind)
      ? []
      : kind === 'twist'
        ? ['by']
        : Object.hasOwn(numbered, kind)
          ? [numbered[kind]![0]]
          : [];
    const [content, argument, listed] = [...fields(value, 'a step', [kind, ...given], 'words')].flatMap((v, k) =>
      k === 1 && given.length === 0 ? [undefined, v] : [v],
    );
    if (kind === 'words') return this.words(content);
    const made = this.operation(kind, content, argument);
    if (listed !== undefined && !this.algebra.equal(made.operator, this.words(listed).operator))
      reject('a step does not give its words');
    return made;
  }

  /** A step, or 0, which has no line of its own. */
  nameOf(n: number): string {
    return this.steps[n - 1]!.text === '0' ? '0' : `${this.letter}${n}`;
  }

  private operand(n: unknown): { operator: CertificateOperator; name: string; step: Step } {
    const k = whole(n, 'an operand', 1, this.steps.length);
    return { operator: this.steps[k - 1]!.operator, name: this.nameOf(k), step: this.steps[k - 1]! };
  }

  private operation(kind: string, content: unknown, argument: unknown): Step {
    const { algebra } = this;
    if (kind === 'combination') {
      const terms = list(content, kind).map((entry) => {
        const [coefficient, n] = list(entry, kind, 2);
        const { operator, name } = this.operand(n);
        return {
          term: [algebra.monomials.read(coefficient), operator] as const,
          text: `(${coefficient as string}) ${name}`,
        };
      });
      if (terms.length === 0) reject('nothing is combined');
      return {
        operator: algebra.combination(terms.map(({ term }) => term)),
        text: terms.map(({ text }) => text).join(' + '),
      };
    }
    if (kind === 'twist') {
      const { operator, name } = this.operand(content);
      const { phase, flips } = this.angle(argument);
      if (this.levels === true) reject('a twist of level operators');
      return {
        operator: algebra.twist(operator, phase, flips),
        text: `twist(${name}, ${argument as string})`,
      };
    }
    if (Object.hasOwn(numbered, kind)) {
      const [field, least, most, ofLevels, make, text] = numbered[kind]!;
      const { operator, name, step } = this.operand(content);
      const n = whole(argument, field, least, most);
      if (this.levels === true && !ofLevels) reject(`${kind} of level operators`);
      const isRepeated = kind === 'ring' && step.moved !== undefined;
      if (isRepeated) algebra.spend(step.text.length);
      // The language puts the operators that it reads on the ring, and moves them there.
      const onRing = isRepeated ? step.moved! : operator;
      if (kind.startsWith('ring') && !algebra.isWithin(onRing, n)) reject('an operator at sites outside of a ring');
      return {
        operator: make(algebra, operator, n),
        text: text.replace('A', isRepeated ? step.text : name).replace('N', String(n)),
        ...(kind === 'translation' && { moved: operator }),
      };
    }
    if (!Object.hasOwn(operations, kind)) reject(`${kind} is not a step`);
    const [operands, ofLevels, make, text] = operations[kind]!;
    const of = (operands === 1 ? [content] : list(content, kind, 2)).map((n) => this.operand(n));
    if (this.levels === true && !ofLevels) reject(`${kind} of level operators`);
    const [a, b] = [of[0]!, of.at(-1)!];
    // The language reads no two numbers side by side.
    const ofZeros = kind === 'product' && a.name === '0' && b.name === '0';
    const written = (ofZeros ? 'A*B' : text).replace(/[AB]/gu, (l) => (l === 'A' ? a.name : b.name));
    return {
      operator: make(algebra, a.operator, b.operator),
      text: written,
      ...(kind === 'reflection' && { moved: a.operator }),
    };
  }

  /** Groups of words: `["1/4*J", place, "XX YY"]`, `["1", place, "X", bath]`, `["2", "levels", [1, 2], "a"]` */
  private words(value: unknown): Step {
    const { algebra } = this;
    const groups = list(value, 'words').map((entry) => {
      const group = list(entry, 'a group of words');
      const [coefficient, place] = group;
      const times = algebra.monomials.read(coefficient);
      const isLevels = place === 'levels';
      if ((this.levels ??= isLevels) !== isLevels) reject('level operators and words in one certificate');
      const { operator, text, sum } = isLevels ? this.levelGroup(group) : this.chainGroup(group);
      return { term: [times, operator] as const, text, sum };
    });
    // A sum over the chain includes all that follows up to the next one, so they come last.
    const text = [false, true].flatMap((sum) => groups.filter((group) => group.sum === sum).map((group) => group.text));
    const operator = algebra.combination(groups.map(({ term }) => term));
    return { operator, text: text.join(' + ') || '0' };
  }

  private levelGroup(group: readonly unknown[]): { operator: CertificateOperator; text: string; sum: boolean } {
    const [coefficient, , given, position] = list(group, 'a level operator', 4);
    const unit = list(given, 'a level operator').map((n) => whole(n, 'a level', 0, limits.level));
    if (unit.length !== 2 && (unit.length !== 0 || position === null)) reject('a level operator has two levels');
    const at = position === null ? undefined : this.algebra.monomials.read(position);
    if (at && !this.algebra.monomials.isReal(at)) reject('a position is not real');
    const key = at ? [at.den, ...at.parts.map(String).sort()].join(';') : null;
    const place = { sum: false, at: 0, power: 0, turn: 0, levels: { unit, position: key } };
    const text = `(${coefficient as string})${position === null ? '' : ` δ(x - (${position as string}))`}${unit.length === 2 ? ` |${unit[0]!}><${unit[1]!}|` : ''}`;
    return { operator: this.algebra.words([''], place), text, sum: false };
  }

  private chainGroup(group: readonly unknown[]): { operator: CertificateOperator; text: string; sum: boolean } {
    const { algebra } = this;
    const [coefficient, given, texts, offset] = list(group, 'a group of words', group.length === 4 ? 4 : 3);
    const words = typeof texts === 'string' ? texts.split(' ') : reject('words are not a text');
    const bath =
      group.length === 3
        ? undefined
        : whole(offset, 'sites between a displacement and a word', -limits.site, limits.site);
    for (const word of words)
      if (!/^(?:1|[XYZ](?:[IXYZ]{0,29}[XYZ])?)$/u.test(word) || (word === '1' && (bath ?? 0) !== 0))
        reject(`${word} is not a word`);
    const isSum = Array.isArray(given);
    const [r, power, angle] = isSum ? list(given, 'a place', 3) : [given, 0, ''];
    const at = isSum ? whole(r, 'r', 0, algebra.period - 1) : whole(given, 'a site', -limits.site, limits.site);
    const k = whole(power, 'a power of j', 0, limits.power);
    const { phase, flips } = angle === '' ? { phase: 0, flips: 0 } : this.angle(angle);
    if (flips !== 0) reject('a sum has a sign');
    if (words.includes('1') && bath === undefined) {
      if (at !== 0 || k > 0 || phase > 0) reject('a number has a site or a weight');
      // After `sum_j`, beside words at the sites P j, the language reads a number at these sites only.
      if (isSum && words.length > 1) reject('a number in a sum has a group of its own');
    }
    const place = { sum: isSum, at, power: k, turn: phase, bath };
    const site = (n: number): string => {
      if (!isSum) return `<${at + n}>`;
      const step = algebra.period === 1 ? 'j' : `${algebra.period}j`;
      const shift = at + n;
      return step === 'j' && shift === 0 ? 'j' : `<${step}${shift > 0 ? `+${shift}` : shift < 0 ? String(shift) : ''}>`;
    };
    const written = words.map(
      (word) =>
        [...(word === '1' ? '' : word)]
          .flatMap((l, n) => (l === 'I' ? [] : [`${l}_${site(n + (bath ?? 0))}`]))
          .join(' ') || '1',
    );
    const displacement = bath === undefined ? '' : ` (a_${site(0)} + a†_${site(0)})`;
    const weight = `${isSum ? 'sum_j ' : ''}${k === 0 ? '' : k === 1 ? 'j ' : `j^${k} `}${angle === '' ? '' : `exp(i (${angle as string}) j) `}`;
    const text = `${weight}(${coefficient as string}) ${written.length === 1 ? written[0]! : `(${written.join(' + ')})`}${displacement}`;
    return {
      operator: algebra.words(
        words.map((word) => (word === '1' ? '' : word)),
        place,
      ),
      text,
      sum: isSum,
    };
  }

  /** `2 phi + -1 theta`, and `1 pi` for a sign: the monomial of e^{i…}, and how often π occurs. */
  private angle(text: unknown): { phase: number; flips: number } {
    let [phase, flips] = [0, 0];
    if (typeof text !== 'string' || text.length > limits.coefficient) reject('an angle is not a text, or too long');
    for (const part of text.split(' + ')) {
      const [, times, name] = /^(-?[1-9][0-9]{0,3}) ([A-Za-z0-9_]+)$/u.exec(part) ?? reject(`${part} is not an angle`);
      if (name === 'pi') {
        flips += Number(times);
        continue;
      }
      const power = this.algebra.monomials.phasePower(name!, Number(times)) ?? reject(`${name!} is not a phase`);
      phase = this.algebra.monomials.times(phase, power)[0];
    }
    return { phase, flips };
  }
}
