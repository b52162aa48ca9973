/** The request of a line that begins with ":" or "?". */
export type Command =
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'quit' | 'names' | 'clear' | 'more' | 'model' }
  | { readonly kind: 'latex' | 'json'; readonly expression: string }
  | { readonly kind: 'time'; readonly on: boolean | undefined }
  | { readonly kind: 'save'; readonly file: string; readonly over: boolean }
  | { readonly kind: 'load'; readonly file: string }
  | { readonly kind: 'forget'; readonly name: string }
  | { readonly kind: 'charges'; readonly expression: string; readonly upto: number }
  /** `text` has the operand and the options as they were typed */
  | { readonly kind: 'prove' | 'perturb' | 'integrable' | 'steady' | 'gas' | 'plot' | 'figures'; readonly text: string }
  /** how operators are written */
  | { readonly kind: 'form'; readonly form: 'vectors' | 'pauli' | 'ladder' }
  | { readonly kind: 'check'; readonly pattern: string; readonly where: string }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'misused'; readonly usage: string };

/** The commands with their arguments and what they do, in the order of `:help`. */
export const commandHelp: readonly (readonly [usage: string, does: string])[] = [
  [':help, ?', 'this page; ?name explains a name, a function, a form of the language: ?charge, ?S, ?h.c.'],
  [':names', 'what is defined'],
  [':forget NAME', 'forgets a definition, a parameter, or every statement of a kind: :forget drive'],
  [':clear', 'forgets everything (Ctrl-L clears the screen)'],
  [
    ':vectors, :pauli, :ladder',
    'writes operators in S·S and S×S where they have this form (at the start), as Pauli words, in S+ and S-',
  ],
  [':latex [EXPR]', 'LaTeX of an expression, or of the last result'],
  [':json [EXPR]', 'the same as JSON'],
  [
    ':charges [EXPR] upto K',
    'the conserved charges C_2 … C_K of a Hamiltonian, by default that of the dialogue, each with its proof',
  ],
  [
    ':prove [CLAIMS] [OPTIONS]',
    'proves claims, A = B or prove A = B, by default those of the dialogue once more; options as of spinlaw prove',
  ],
  [
    ':perturb [V] [OPTIONS]',
    'what a perturbation breaks, by default drive, bath and jumps of the model; options as of spinlaw perturb',
  ],
  [':integrable [H] [OPTIONS]', 'whether a chain is integrable; options as of spinlaw integrable'],
  [':model', 'the model: hamiltonian, drive, bath and jump statements, or a gas statement'],
  [
    ':steady N [OPTIONS]',
    'the steady state of the model on a ring of N sites; options as of spinlaw steady, :steady --help lists them',
  ],
  [
    ':gas [β, …] [OPTIONS]',
    'the steady state of the gas at inverse temperatures, by default β = 1; options as of spinlaw gas, :gas --help lists them',
  ],
  [
    ':plot steady N --scan …, :plot gas β --scan …',
    'the curves of a scan, in the terminal and with --to FILE.svg as a picture; --scan B=-2..2:9 takes 9 values',
  ],
  [
    ':figures [NAME …] --out DIR',
    'recomputes figures of the papers; options as of spinlaw figures; without --out it lists them',
  ],
  [':check LAW where Δ = 1/2', 'checks laws by their names or patterns, charges.*; the colon may be left out'],
  [':more', 'the next page of a long result'],
  [':time on|off', 'shows how long each statement takes'],
  [':load FILE', 'runs a script; its definitions stay'],
  [':save FILE', 'writes the statements of the session as a script (:save! writes over a file)'],
  [':quit', 'leaves, as Ctrl-D does'],
];

/** Commands that the notebook in the browser replaces by something else, with what it has instead. */
export const notebookInstead: Readonly<Record<string, string>> = {
  ':quit': 'close the page to leave; the notebook is kept',
  ':more': 'a result is shown in full',
  ':time': 'the time of each run is beside its result',
  ':save': 'the Save menu writes the notebook as a file',
  ':load': 'the Open button reads a file',
  ':figures': 'figures are recomputed on the command line: spinlaw figures --out figures',
};

/** The command that only the notebook in the browser has. */
export const sliderHelp = [
  ':slider NAME FROM..TO [step STEP] [at VALUE]',
  'a parameter with a handle: :slider Delta 0..2 step 0.1 at 0.5',
] as const;

/** The names of the commands, with their colon. */
export const commandNames: readonly string[] = [
  ...new Set(commandHelp.flatMap(([usage]) => usage.match(/:[a-z]+/gu)!)),
];

/** `check room.claim`, which is not an expression, since a product has no dot before a name. */
const plainCheck = /^\s*check\s+(?:[a-z]+\.[a-z*][a-z*-]*|\*)(?:\s+where\s[^]*|\s*)$/u;

export function isCommand(line: string): boolean {
  return /^\s*[:?]/u.test(line) || plainCheck.test(line);
}

export function readCommand(line: string): Command {
  const text = plainCheck.test(line) ? `:${line.trim()}` : line.trim();
  if (text.startsWith('?')) return { kind: 'help', topic: text.slice(1).trim() };
  const { name = '', bang, rest = '' } = /^:\s*(?<name>[A-Za-z]*)(?<bang>!?)(?<rest>[^]*)$/u.exec(text)?.groups ?? {};
  const argument = rest.trim();
  const misused = (): Command => ({
    kind: 'misused',
    usage: commandHelp.find(([usage]) => usage.split(/[ ,]+/u).includes(`:${name}`))![0],
  });
  switch (name) {
    case 'help':
    case 'h':
      return { kind: 'help', topic: argument };
    case 'quit':
    case 'q':
    case 'exit':
      return { kind: 'quit' };
    case 'names':
    case 'clear':
    case 'more':
    case 'model':
      return argument === '' ? { kind: name } : misused();
    case 'vectors':
    case 'pauli':
    case 'ladder':
      return argument === '' ? { kind: 'form', form: name } : misused();
    case 'latex':
    case 'json':
      return { kind: name, expression: argument };
    case 'time':
      if (argument === '') return { kind: 'time', on: undefined };
      return argument === 'on' || argument === 'off' ? { kind: 'time', on: argument === 'on' } : misused();
    case 'save':
      return argument === '' ? misused() : { kind: 'save', file: argument, over: bang === '!' };
    case 'load':
      return argument === '' ? misused() : { kind: 'load', file: argument };
    case 'forget':
      return argument === '' ? misused() : { kind: 'forget', name: argument };
    case 'charges': {
      const groups = /^(?<expression>[^]*?)(?:(?:^|\s+)upto\s+(?<upto>\d+))?$/u.exec(argument)?.groups;
      const upto = Number(groups?.upto ?? 6);
      // A number at the end is a K without its `upto`; for the charges of 4 H one types :charges 4 H.
      if (groups?.upto === undefined && /[^\s+\-*/^·×(,=]\s+\d+$/u.test(argument)) return misused();
      return groups && upto >= 2 ? { kind: 'charges', expression: groups.expression!, upto } : misused();
    }
    case 'plot':
    case 'steady':
      return argument === '' ? misused() : { kind: name, text: argument };
    case 'prove':
    case 'perturb':
    case 'integrable':
    case 'figures':
    case 'gas':
      return { kind: name, text: argument };
    case 'check': {
      const groups = /^(?<pattern>\S+)(?:\s+where\s+(?<where>[^]+))?$/u.exec(argument)?.groups;
      return groups ? { kind: 'check', pattern: groups.pattern!, where: groups.where ?? '' } : misused();
    }
    default:
      return { kind: 'unknown', name: `:${name}` };
  }
}
