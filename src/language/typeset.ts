import type { Characters } from './characters.js';

/*
 * Formulas as papers typeset them (language rule 28), brought to the spellings that the lexer knows: environments,
 * fonts, accents, primes and the many orders of component and site. Every change keeps the way back to the typed text.
 */

/** What a match becomes: text, or a part of it that stays, as its bounds in the text before. */
type Part = string | readonly [from: number, to: number];

class Typeset {
  constructor(
    public text: string,
    private starts: number[],
    private ends: number[],
  ) {}

  /** Replaces every match for which `parts` has an answer. What is added is placed at the gap it fills. */
  replace(
    pattern: RegExp,
    parts: (match: RegExpExecArray, part: (group: number | string) => Part) => readonly Part[] | undefined,
  ): void {
    const kept = quoted(this.text);
    const text: string[] = [];
    const starts: number[] = [];
    const ends: number[] = [];
    let done = 0;
    const copy = (from: number, to: number) => {
      text.push(this.text.slice(from, to));
      for (let k = from; k < to; k += 1) {
        starts.push(this.starts[k]!);
        ends.push(this.ends[k]!);
      }
    };
    for (const match of this.text.matchAll(pattern)) {
      const from = match.index;
      const to = from + match[0].length;
      if (kept.some(([a, b]) => from < b && to > a)) continue;
      const found = parts(match as RegExpExecArray, (group) => bounds(match as RegExpExecArray, group));
      if (!found || to === from) continue;
      copy(done, from);
      // A word without its dress must not join the command before it: \cdot\vec{S_j}.
      const opening =
        found.map((part) => (typeof part === 'string' ? part : this.text.slice(part[0], part[1]))).join('')[0] ?? '';
      if (
        /[A-Za-z]/u.test(this.text[from - 1] ?? '') &&
        /[A-Za-z0-9]/u.test(opening) &&
        !/[A-Za-z0-9]/u.test(match[0][0]!)
      ) {
        text.push(' ');
        starts.push(this.starts[from]!);
        ends.push(this.starts[from]!);
      }
      const first = starts.length;
      let before = this.starts[from]!;
      found.forEach((part, k) => {
        if (typeof part !== 'string') {
          copy(part[0], part[1]);
          if (part[1] > part[0]) before = this.ends[part[1] - 1]!;
          return;
        }
        const next = found.slice(k + 1).find((other) => typeof other !== 'string') as
          | readonly [number, number]
          | undefined;
        const after = next ? this.starts[next[0]]! : this.ends[to - 1]!;
        text.push(part);
        for (let n = 0; n < part.length; n += 1) {
          starts.push(before);
          ends.push(Math.max(before, after));
        }
      });
      // A word that loses its dress is still as long as it was typed.
      if (starts.length > first) {
        starts[first] = this.starts[from]!;
        ends[ends.length - 1] = this.ends[to - 1]!;
      }
      done = to;
    }
    if (done === 0) return;
    copy(done, this.text.length);
    this.text = text.join('');
    this.starts = starts;
    this.ends = ends;
  }

  characters(): Characters {
    const { text, starts, ends } = this;
    return { text, start: (offset) => starts[offset]!, end: (offset) => ends[offset]! };
  }
}

function bounds(match: RegExpExecArray, group: number | string): Part {
  const found = typeof group === 'number' ? match.indices![group] : match.indices!.groups![group];
  return found ?? '';
}

/** Texts after `cites`, and comments: nothing is read there. */
function quoted(text: string): [number, number][] {
  if (!/["#]/u.test(text)) return [];
  return [...text.matchAll(/cites[ \t]+"[^"\n]*"|#[^\n\r]*/gu)].map((m) => [m.index, m.index + m[0].length]);
}

const d = (pattern: string): RegExp => new RegExp(pattern, 'dgu');
/** a pair of braces with at most one pair inside */
const braces = String.raw`\{(?:[^{}]|\{[^{}]*\})*\}`;
const command = String.raw`\\[A-Za-z]+`;
const end = '(?![A-Za-z])';

/**
 * What opens the door to this file: without one of these characters a text is in the spellings of the lexer already.
 */
const printed = new RegExp(
  [
    String.raw`[\\&𝟙⊥∥]|\( ?- ?\)|\{ ?[Sσ] ?\}|(?<![S'])'`,
    // scripts of a spin in an unusual order or form
    String.raw`[Sσa](?: ?\})? ?(?:_ ?\{[^{}]{0,16}[xyz,αβγμν]|_ ?[xyzαβγμν]|\^ ?(?:\{ ?)?[(123a-wαβγμν])|[XYZ]\^ ?\{ ?\(`,
    // labels of a coupling
    String.raw`\^ ?\{ ?[A-Za-z]|_ ?\{? ?[+\-]|(?<![Sσa'} ])\^ ?\{? ?[xyz] ?\}? ?_`,
  ].join('|'),
  'u',
);

/** Reads a text as typeset. Cost: linear, a fixed number of passes. */
export function readTypeset(read: Characters): Characters {
  if (!printed.test(read.text)) return read;
  const starts: number[] = [];
  const ends: number[] = [];
  for (let k = 0; k < read.text.length; k += 1) {
    starts.push(read.start(k));
    ends.push(read.end(k));
  }
  const page = new Typeset(read.text, starts, ends);
  if (/[\\&]/u.test(page.text)) {
    removeLayout(page);
    tightenScripts(page);
    readUnitVectors(page);
    removeFonts(page);
    // What TeX lowers is one letter: h_xS^x_j.
    page.replace(/(?<![\\A-Za-z])(?<name>[A-Za-zα-ωΑ-Ω]|\\[A-Za-z]+)_(?<letter>[a-z0-9])(?=[A-ZSσ])/dgu, (_, part) => [
      part('name'),
      '_{',
      part('letter'),
      '} ',
    ]);
    readFractions(page);
    readIdentity(page);
  }
  page.replace(/\( ?- ?\)(?= ?\^)/dgu, () => ['(-1)']);
  readPrimes(page);
  readAccents(page);
  readLabels(page);
  orderScripts(page);
  return page.characters();
}

const environment = String.raw`(?:equation|align|alignat|aligned|eqnarray|gather|gathered|multline|split|flalign|displaymath|math|subequations)\*?`;

/** Environments, alignment, line breaks, spaces and labels. Within an environment a new line is a space, as in TeX. */
function removeLayout(page: Typeset): void {
  const space = () => [' '];
  const displays = displaysOf(page.text);
  let display = 0;
  page.replace(/\n|(?<!\\)%[^\n]*/dgu, (match) => {
    while (display < displays.length && displays[display]![1] <= match.index) display += 1;
    return display < displays.length && displays[display]![0] <= match.index ? [' '] : undefined;
  });
  page.replace(d(String.raw`[_^] ?\{ ?\\v?phantom ?\{[^{}]*\} ?\}|(?<![_^}A-Za-z] ?)\{ *\}`), space);
  page.replace(
    d(
      String.raw`\\(?:begin|end) ?\{${environment}\}(?:\{[0-9]+\})?|\\(?:label|tag\*?|hspace\*?|vspace\*?|mspace|phantom|vphantom) ?\{[^{}]*\}`,
    ),
    space,
  );
  page.replace(
    d(
      String.raw`\\(?:nonumber|notag|scriptstyle|nolimits|allowbreak|noindent|hfill)${end}|\\[[\]](?! ?-?[0-9.]+ ?(?:pt|em|ex|mm|cm))`,
    ),
    space,
  );
  // The number of an equation, and a definition that is printed behind another.
  page.replace(
    d(
      String.raw`(?:\\q?quad${end}|\\hfill)(?:\\q?quad|[\s~]|\\[,;:!]){0,20}\(S?[0-9]+(?:\.[0-9]+)?[a-z]?\)(?=[\s$]*(?:$|\n|\\\\))`,
    ),
    space,
  );
  page.replace(
    d(String.raw`[,;]\s*(?:\\q?quad${end}\s*)+(?=(?:[^=,\\\n{]|\{[^{}\n]*\}){1,20}=|\\[A-Za-z]+[^=,\\\n]{0,20}=)`),
    () => ['\n'],
  );
  // A row that begins with an operator, or follows one, goes on; any other is a statement of its own.
  page.replace(
    d(
      String.raw`(?<before>[^\s&\\](?:[\s&]|\\[,;:!])*|^)\\\\(?:\[ ?-?[0-9.]+ ?(?:pt|em|ex|mm|cm) ?\])?(?:[\s&]|\\[,;:! ]|\\q?quad${end})*(?=(?<after>[^]?[a-z]*))`,
    ),
    (match, part) => {
      const { before, after } = match.groups!;
      const goesOn = /^[+\-*/·×=]|^\\(?:times|cdot|otimes|right)|^$/u.test(after!) || /^[+\-*/·×=(]/u.test(before!);
      return [part('before'), goesOn ? ' ' : '\n'];
    },
  );
  page.replace(
    /&(?<=[=+\-*] {0,8}&)|&(?=(?: |\\[,;:!]|\\q?quad(?![A-Za-z]))*(?:[=+\-&]|\\(?:times|cdot|equiv)|$))|^[ \t]*&/dgmu,
    space,
  );
  page.replace(/\\[,;:!>]|\\ |[~$]/dgu, space);
}

/** `S _ { j }` is `S_{j}`; empty groups, phantoms and braces around a sum sign are nothing; ℓ is l. */
function tightenScripts(page: Typeset): void {
  page.replace(/ {0,8}(?<sign>[_^]) {0,8}(?=[{\\A-Za-z0-9+\-(*])/dgu, (match, part) =>
    match[0].length > 1 ? [part('sign')] : undefined,
  );
  page.replace(/(?<=\{) {1,8}| {1,8}(?=\})/dgu, () => ['']);
  page.replace(
    /\{ *(?:\\(?:text|display)style(?![A-Za-z]))? *(?<sum>\\sum(?:[_^](?:\{[^{}]*\}|[A-Za-z0-9]))*) *\}/dgu,
    (_, part) => [part('sum'), ' '],
  );
  page.replace(/\\text ?\{ *(?<stop>[.,]) *\}/dgu, (_, part) => [part('stop')]);
  page.replace(/\{ ?\\(?<font>bf|rm|it|cal|sf|tt)(?![A-Za-z]) *(?<inner>(?:[^{}]|\{[^{}]*\})*)\}/dgu, (match, part) => [
    `\\${oldFonts[match.groups!.font!]!}{`,
    part('inner'),
    '}',
  ]);
  page.replace(/\\ell(?![A-Za-z]) ?(?<next>[A-Za-z0-9])?/dgu, (match, part) =>
    match.groups!.next === undefined ? ['l'] : ['l ', part('next')],
  );
}

const units: Readonly<Record<string, string>> = { x: ' vector(1, 0, 0)', y: ' vector(0, 1, 0)', z: ' vector(0, 0, 1)' };

/** `\hat{z}`, `\mathbf{e}_z`: the vectors of length one along the axes. */
function readUnitVectors(page: Typeset): void {
  const bold = String.raw`\\(?:hat|vec|mathbf|bm|boldsymbol)${end} ?`;
  page.replace(
    d(
      String.raw`${bold}(?:\{ ?)?(?:${bold})?(?:\{ ?)?(?:(?<axis>[xyz])(?![A-Za-z0-9])|e(?: ?\})*_\{?(?<below>[xyz])(?![A-Za-z0-9]))(?: ?\})*(?!_)`,
    ),
    (match) => {
      const { axis, below } = match.groups!;
      const count = (sign: string) => match[0].split(sign).length;
      return count('{') === count('}') ? [units[(axis ?? below)!]!] : undefined;
    },
  );
}

/** From where to where a text is a displayed formula. */
function displaysOf(text: string): [number, number][] {
  const found: [number, number][] = [];
  let opened: { mark: string; at: number } | undefined;
  for (const match of text.matchAll(
    new RegExp(String.raw`\\(?<word>begin|end) ?\{${environment}\}|\\\[|\\\]|\$\$`, 'gu'),
  )) {
    const mark = match.groups!.word ?? match[0];
    if (!opened) {
      if (mark === 'begin' || mark === '\\[' || mark === '$$') opened = { mark, at: match.index };
    } else if (mark === { begin: 'end', '\\[': '\\]', $$: '$$' }[opened.mark]) {
      // an environment within another ends the region early, and the next line break is not reached before its own end
      found.push([opened.at, match.index]);
      opened = undefined;
    }
  }
  return found;
}

const fonts =
  'mathcal|mathscr|mathfrak|mathsf|mathit|mathtt|mathnormal|mathbf|mathbfit|bm|boldsymbol|pmb|hat|widehat|vec|mathrm|textrm|textit|textbf|textsf|rm|operatorname|text|mbox|underline';
const takesArgument =
  'vec|dot|ddot|check|breve|acute|hat|widehat|math[a-z]+|bm|boldsymbol|pmb|under[a-z]+|over[a-z]+|sqrt|[td]?frac|text[a-z]*|tilde|widetilde|bar|operatorname|mbox';
const oldFonts: Readonly<Record<string, string>> = {
  bf: 'mathbf',
  rm: 'mathrm',
  it: 'mathit',
  cal: 'mathcal',
  sf: 'mathsf',
  tt: 'mathtt',
};
const core = String.raw`(?:S|σ|\\sigma${end})`;
const bracedCore = String.raw`(?:\{ ?${core} ?\}|${core})`;
const dress = String.raw`\\(?:vec|hat|widehat|mathbf|mathbfit|mathsf|mathit|mathrm|bm|boldsymbol|pmb|underline|overrightarrow)${end}`;

/** `{\bf S}_j`, `\vec{S_j}`, `{\sigma}^z_j`, `\mathcal{H}`, `\sigma^{\rm z}_j`. */
function removeFonts(page: Typeset): void {
  // \mathbf{S}_j is known to the lexer, \pmb and the like are not
  page.replace(
    d(String.raw`\\(?:pmb|mathsf|mathit|mathrm|widehat|underline|textbf)${end}(?= ?(?:\{ ?)?${core})`),
    () => ['\\mathbf'],
  );
  // Twice for a hat over a bold letter.
  for (let n = 0; n < 2; n += 1) {
    page.replace(
      d(String.raw`${dress} ?\{ ?(?<inner>(?:${dress} ?)?${bracedCore}(?:['^_][^{}]*(?:\{[^{}]*\}[^{}]*)*))\}`),
      (match, part) => (/[_^]/u.test(match.groups!.inner!) ? [part('inner'), ' '] : undefined),
    );
    page.replace(
      d(
        String.raw`\{(?<!(?:[_^]|\\(?:${takesArgument})) ?\{) ?(?<inner>(?:${dress} ?)*${bracedCore}'{0,2}) ?\}(?= ?['_^])`,
      ),
      (_, part) => [part('inner')],
    );
  }
  // The letters of a word in roman or calligraphic type.
  const font = String.raw`\\(?:${fonts})${end} ?`;
  for (let n = 0; n < 2; n += 1) {
    page.replace(/\\(?:text|textrm|rm|mbox) ?\{ ?(?<letter>[ie]) ?\}/dgu, (_, part) => [
      '\\mathrm{',
      part('letter'),
      '}',
    ]);
    page.replace(
      d(
        String.raw`(?<raise>[_^] ?)?${font}(?:\{ ?(?<word>(?:[A-Za-z]+|${command} ?|[Α-ωℏ])(?:[0-9]*)(?:_(?:[A-Za-z0-9]|${braces}))?) ?\}|(?<letter>[A-Za-z](?![A-Za-z])|${command}))`,
      ),
      (match, part) => {
        const { raise, word, letter } = match.groups!;
        const inner = (word ?? letter)!;
        // An arrow is over vectors: X, Y and Z are components.
        if (/\\vec/u.test(match[0]) && /^[XYZ]$/u.test(inner)) return undefined;
        if (
          isSpinLetter(inner) ||
          (raise === undefined && /^(?:[ieS]|[hH]\.c\.?)$/u.test(inner) && /\\(?:mathrm|text|rm)/u.test(match[0]))
        )
          return undefined;
        if (
          letter !== undefined &&
          new RegExp(String.raw`^\\(?:${fonts}|sqrt|[td]?frac|mathbb|sum|left|right)$`, 'u').test(letter)
        )
          return undefined;
        const kept = part(word === undefined ? 'letter' : 'word');
        if (raise !== undefined) return [part('raise'), '{', kept, '}'];
        const text = match.input;
        const [before, after] = [text[match.index - 1] ?? '', text[match.index + match[0].length] ?? ''];
        // An arrow or a bold letter is a vector of couplings, if it is no name of its own.
        const isVector =
          /\\(?:vec|mathbf|mathbfit|bm|boldsymbol|pmb|textbf)(?![A-Za-z])/u.test(match[0]) &&
          /^(?:[A-Za-z]|[Α-ω]|\\[A-Za-z]+ ?)$/u.test(inner);
        const arrow = isVector && isName(inner.trim()) ? '\u20d7' : '';
        return [
          /[A-Za-z0-9]/u.test(before) ? ' ' : '',
          kept,
          arrow,
          arrow === '' && /[A-Za-z0-9]/u.test(after) ? ' ' : '',
        ];
      },
    );
  }
}

function isSpinLetter(text: string): boolean {
  return /^(?:S|σ|\\sigma) ?$/u.test(text);
}

/** `{J \over 2}`, `\frac J2`, `\nicefrac{1}{2}`. */
function readFractions(page: Typeset): void {
  for (let n = 0; n < 3 && /\\over(?![A-Za-z])/u.test(page.text); n += 1) {
    page.replace(
      d(String.raw`\{(?<top>(?:[^{}]|${braces})*?)\\over${end}(?<bottom>(?:[^{}]|${braces})*)\}`),
      (_, part) => ['\\frac{', part('top'), '}{', part('bottom'), '}'],
    );
  }
  page.replace(d(String.raw`\\(?:nicefrac|sfrac|cfrac)${end}`), () => ['\\frac']);
  const argument = (name: string) => String.raw`(?<${name}>\{(?:[^{}]|${braces})*\}|[A-Za-z0-9]|[Α-ω]|${command})`;
  page.replace(d(String.raw`\\[td]?frac${end} ?${argument('top')} *${argument('bottom')}`), (match, part) => {
    const { top, bottom } = match.groups!;
    if ((top!.startsWith('{') && bottom!.startsWith('{')) || /^[0-9][0-9]$/u.test(top! + bottom!)) return undefined;
    const wrapped = (name: 'top' | 'bottom'): Part[] =>
      match.groups![name]!.startsWith('{') ? [part(name)] : ['{', part(name), '}'];
    return ['\\frac', ...wrapped('top'), ...wrapped('bottom')];
  });
}

/** The identity, with a site or without: `\mathbb{1}`, `\mathds{1}_j`, `\openone`. */
function readIdentity(page: Typeset): void {
  const site = String.raw`(?:_ ?(?:[A-Za-z0-9]|\{[^{}]*\}))?`;
  page.replace(
    d(
      String.raw`\\(?:mathbb|mathds|mathbbm|mathbf|bm|hat|boldsymbol) ?(?:\{ ?(?:1|\\mathbb ?\{ ?1 ?\}) ?\}|1)${site}|\\(?:mathbb|mathds|mathbbm) ?(?:\{ ?I ?\}|I${end})${site}|(?:\\openone${end}|\\(?:id|Id|one)${end}|𝟙)${site}`,
    ),
    () => [' {1}'],
  );
}

const nameStem = String.raw`(?<![A-Za-z\\_])(?<stem>[A-Za-z][A-Za-z]*[0-9]*|[Α-ΡΤ-Ωα-ω][0-9]*|${command})`;
const subscript = String.raw`_ ?(?:[A-Za-z0-9]+|[α-ω]|\{[^{}]*\}|${command})`;
/** What never takes a label: operators, functions, and commands that are no letter. */
const noName = /^(?:S[xyz]?|[XYZI]|e|sigma[xyz]?|σ|a|i|j|t|x)$/u;
const letterCommand =
  /^\\(?:alpha|beta|gamma|delta|epsilon|varepsilon|zeta|eta|theta|kappa|lambda|mu|nu|xi|rho|tau|phi|varphi|chi|psi|omega|Gamma|Delta|Theta|Lambda|Xi|Phi|Psi|Omega|ell)$/u;

function isName(stem: string): boolean {
  return stem.startsWith('\\') ? letterCommand.test(stem) : !noName.test(stem);
}

/**
 * A label joins the subscript: J'_2 is J_{2prime}. Sites stay by themselves: the density h'_{j,j+1} is hprime_{j,j+1}.
 */
function labelled(
  part: (group: string) => Part,
  groups: Readonly<Record<string, string | undefined>>,
  label: string,
  below: string,
): Part[] {
  const written = groups[below];
  if (written === undefined) return [part('stem'), `_{${label}}`];
  const inner = written.replace(/^_ ?/u, '').replace(/^\{(.*)\}$/u, '$1');
  if (/^ ?(?:j\b|[0-9]+ ?,)/u.test(inner)) return [part('stem'), label, part(below)];
  return [part('stem'), `_{${inner}${label}}`];
}

/** `J'`, `J_2'`, `H^\prime`: a name of its own. */
function readPrimes(page: Typeset): void {
  if (!/'|\\prime/u.test(page.text)) return;
  const primes = String.raw`(?:'+|\^ ?\\prime${end}|\^ ?\{ ?(?:\\prime ?)+\})`;
  page.replace(
    d(String.raw`${nameStem}(?<below>${subscript})?(?<primes>${primes})(?<late>${subscript})?`),
    (match, part) => {
      const groups = match.groups!;
      if (!isName(groups.stem!) || (groups.below !== undefined && groups.late !== undefined)) return undefined;
      const count = [...groups.primes!.matchAll(/'|\\prime/gu)].length;
      return labelled(part, groups, 'prime'.repeat(count), groups.late === undefined ? 'below' : 'late');
    },
  );
}

/** `\tilde J`, `\bar{\Delta}_z`: a name of its own. */
function readAccents(page: Typeset): void {
  if (!/\\(?:tilde|widetilde|bar|overline|check)/u.test(page.text)) return;
  page.replace(
    d(
      String.raw`\\(?<accent>tilde|widetilde|bar|overline|check)${end} ?(?:\{ ?(?<stem>[A-Za-z][0-9]*|[Α-ω]|${command}) ?\}|(?<bare>[A-Za-z]|[Α-ω]|${command}))(?<below>${subscript})?`,
    ),
    (match, part) => {
      const groups = match.groups!;
      const stem = (groups.stem ?? groups.bare)!;
      if (!isName(stem)) return undefined;
      const accent = groups.accent!.replace('wide', '').replace('overline', 'bar');
      return labelled(
        (group) => part(group === 'stem' && groups.stem === undefined ? 'bare' : group),
        groups,
        accent,
        'below',
      );
    },
  );
}

const arrows: Readonly<Record<string, string>> = {
  '\\perp': 'perp',
  '\\parallel': 'parallel',
  '\\|': 'parallel',
  '\\uparrow': 'up',
  '\\downarrow': 'down',
  '\\ell': 'ell',
  '\\star': 'star',
  '\\ast': 'ast',
  '\\infty': 'infty',
  '\\pm': 'pm',
  '\\Box': 'box',
  '\\times': 'times',
  '\\max': 'max',
  '\\min': 'min',
  '+': 'plus',
  '-': 'minus',
  '⊥': 'perp',
  '∥': 'parallel',
};
const arrow = String.raw`(?:\\(?:perp|parallel|uparrow|downarrow|ell|star|ast|infty|pm|Box|max|min)${end}|\\\||⊥|∥)`;

/** `J_\perp`, `J_{+}`, `J^{zz}`, `h^{\mathrm{ext}}`: what a coupling is called is a subscript. */
function readLabels(page: Typeset): void {
  if (!/[_^]/u.test(page.text)) return;
  page.replace(
    d(
      String.raw`${nameStem}_ ?(?:(?<arrow>${arrow}|[+\-](?=[^0-9>]))|\{ ?(?<first>[A-Za-z0-9]*),? ?(?<inner>${arrow}|[+\-]) ?\})`,
    ),
    (match, part) => {
      const { stem, arrow: single, first, inner } = match.groups!;
      return isName(stem!) ? [part('stem'), `_{${first ?? ''}${arrows[(single ?? inner)!]!}}`] : undefined;
    },
  );
  // J^z_1 is J_1^z
  page.replace(
    d(String.raw`${nameStem}(?<axis>\^ ?(?:[xyz](?![A-Za-z])|\{ ?[xyz] ?\})) ?(?<late>${subscript})`),
    (match, part) => (isName(match.groups!.stem!) ? [part('stem'), part('late'), part('axis')] : undefined),
  );
  page.replace(
    d(
      String.raw`${nameStem}(?<below>${subscript})?\^ ?(?:\{ ?(?<label>\( ?[xyz] ?\)|(?:[xyz] ?){2}|(?:(?:\\(?:alpha|beta|gamma|mu|nu)(?![A-Za-z])|[αβγμν]) ?){2}|[abc]{2}|[A-Za-z]{2,}|${arrow}) ?\}|(?<arrow>${arrow}))(?<late>${subscript})?`,
    ),
    (match, part) => {
      const groups = match.groups!;
      const { stem, label, arrow: single, below, late } = groups;
      if (!isName(stem!) || (below !== undefined && late !== undefined) || /^(?:dag|dagger|T)$/u.test(label ?? ''))
        return undefined;
      const text = (label ?? single)!.replace(/[ ()]/gu, '');
      return labelled(part, groups, arrows[text] ?? text, late === undefined ? 'below' : 'late');
    },
  );
}

const spinHead = String.raw`(?<!\\)(?:(?<![A-Za-z])|(?=[\\σ]))(?<head>(?:${dress} ?)*${bracedCore}|sigma)`;
const script = (mark: string, name: string) =>
  String.raw`${mark} ?(?<${name}>\{[^{}]*\}|<[^<>]*>|[A-Za-z0-9]|[α-ω]|${command})`;
const place = String.raw`(?:[a-z](?: ?[+\-] ?[0-9a-z]+)*|[0-9]+|-[0-9]+)`;
const componentLetter = String.raw`(?:[xyz+\-]|[abc]|[αβγμν]|\\(?:alpha|beta|gamma|mu|nu)${end})`;
const numbered = ['', 'x', 'y', 'z'];

/**
 * `\sigma_x^{(j)}`, `\sigma_j^{(x)}`, `S_{j,x}`, `\sigma^1_j`: component and site in any order become `\sigma^{x}_{j}`.
 */
function orderScripts(page: Typeset): void {
  const canonical = (match: RegExpExecArray, part: (group: string) => Part, axis: string, site: string): Part[] => {
    const after = match.input[match.index + match[0].length] ?? '';
    return [part('head'), `^{${axis}}_{${site}}`, /[A-Za-z0-9]/u.test(after) ? ' ' : ''];
  };
  const read = (
    lower: string,
    upper: string | undefined,
    upperFirst: boolean,
  ): { axis: string; site: string } | undefined => {
    const bare = (text: string) => text.replace(/^[{<]|[}>]$/gu, '').trim();
    const round = (text: string) => /^\((.*)\)$/u.exec(text)?.[1]?.trim();
    const isSite = (text: string) => new RegExp(`^${place}$`, 'u').test(text);
    const isAxis = (text: string) => new RegExp(`^${componentLetter}$`, 'u').test(text);
    const below = bare(lower);
    if (upper === undefined) {
      const [one, two, more] = below.split(/ ?, ?/u);
      if (two === undefined || more !== undefined) return undefined;
      if (/^[xyz]$/u.test(two) || (isAxis(two) && !/^[a-z+-]$/u.test(two)))
        return isSite(one!) ? { axis: two, site: one! } : undefined;
      if (/^[xyz]$/u.test(one!) || (isAxis(one!) && !/^[a-z+-]$/u.test(one!)))
        return isSite(two) ? { axis: one!, site: two } : undefined;
      return undefined;
    }
    const above = bare(upper);
    const inner = round(above);
    // the usual order, with the component in round brackets or as a number
    if (inner !== undefined && isAxis(inner) && isSite(below) && !/^[xyz]$/u.test(below))
      return { axis: inner, site: below };
    if (upperFirst && /^[123]$/u.test(above) && isSite(below)) return { axis: numbered[Number(above)]!, site: below };
    // the other order: component below, site above
    const lowered = round(below) ?? below;
    if (/^[xyz]$/u.test(lowered) || (isAxis(lowered) && !/^[a-z+-]$/u.test(lowered))) {
      if (inner !== undefined) return isSite(inner) ? { axis: lowered, site: inner } : undefined;
      return isSite(above) && !/^-?[0-9]+$/u.test(above) && !isAxis(above) ? { axis: lowered, site: above } : undefined;
    }
    return undefined;
  };
  page.replace(d(`${spinHead}${script('_', 'lower')}${script('\\^', 'upper')}`), (match, part) => {
    const found = read(match.groups!.lower!, match.groups!.upper!, false);
    return found && canonical(match, part, found.axis, found.site);
  });
  page.replace(d(`${spinHead}${script('\\^', 'upper')}${script('_', 'lower')}`), (match, part) => {
    const { head, upper, lower } = match.groups!;
    if (/S/u.test(head!) && /^\{? ?2 ?\}?$/u.test(upper!)) return undefined;
    const found = read(lower!, upper!, true);
    return found && canonical(match, part, found.axis, found.site);
  });
  page.replace(d(`${spinHead}${script('_', 'lower')}(?! ?\\^)`), (match, part) => {
    const found = read(match.groups!.lower!, undefined, false);
    return found && canonical(match, part, found.axis, found.site);
  });
  page.replace(d(String.raw`(?<![A-Za-z\\])(?<head>[XYZ])\^ ?\{ ?\( ?(?<site>${place}) ?\) ?\}`), (_, part) => [
    part('head'),
    '_{',
    part('site'),
    '}',
  ]);
}
