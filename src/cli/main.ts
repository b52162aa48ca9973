#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { DiagnosticError, visible } from '../text/index.js';
import { overridden, sortArguments } from './arguments.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, fail, makeOutput } from './output.js';

/** What a command does, once its arguments are sorted; loaded only when it is asked for. */
type Action<O> = (operands: readonly string[], options: O, output: Output) => ExitCode | Promise<ExitCode>;

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

function command<O extends CommonOptions>(
  name: string,
  summary: string,
  operands: string,
  example: string,
  load: () => Promise<Action<O>>,
  configure: (c: Command) => Command = (c) => c,
): { command: Command; load: () => Promise<Action<O>> } {
  const built = configure(
    new Command(name)
      .description(summary)
      .argument(operands)
      .option('--json', 'one JSON document on standard output')
      .option('--set <name=scalar>', 'give a parameter or definition a value; repeatable', collect, []),
  )
    .addHelpText('after', `\nExample\n${example}`)
    .helpOption('--help', 'this page')
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  return { command: built, load };
}

const commands = [
  command(
    'eval',
    'Evaluates one expression exactly; statements before it may define names.',
    '[input...]',
    `  $ spinlaw eval "(S'_j×S''_<j+1>)·S'_<j+2>"\n  $ spinlaw eval "h_<j,j+1> = J S_j·S_<j+1>; [-i sum_j j h_<j,j+1>, sum_j h_<j,j+1>]" --latex\n  $ spinlaw eval "sum_j S_j·S_<j+1>" --to qiskit --sites 6`,
    async () => (await import('./eval.js')).evalCommand,
    (c) =>
      c
        .option('--latex', 'print LaTeX')
        .option(
          '--to <format>',
          'print for another library: json, quspin, qiskit, openfermion, itensor, paulistrings, mathematica, npy, npz or mtx',
        )
        .option('--from <format>', 'read json, quspin, qiskit or openfermion instead of the spin language')
        .option('--sites <N>', 'with --to: put chain sums on a ring of N sites')
        .option('--open', 'with --to and --sites: an open chain instead of a ring'),
  ),
  command(
    'run',
    'Runs a script and prints what each statement yields.',
    '[file...]',
    '  $ spinlaw run proofs/chain/eq-16-heat-current.spin',
    async () => (await import('./run.js')).runCommand,
  ),
  command(
    'prove',
    'Runs every prove and refute of the scripts (default: proofs/), one line each.',
    '[path...]',
    '  $ spinlaw prove\n  $ spinlaw prove proofs/chain/eq-16-heat-current.spin\n  $ spinlaw prove "prove [sum_j S_j·S_<j+1>, sum_j Sz_j] = 0"',
    async () => (await import('./prove.js')).proveCommand,
    (c) =>
      c
        .option('--certify', 'with --out: write a certificate for every claim that holds')
        .option('--out <folder>', 'with --certify: the folder certificates go to')
        .option('--modular', 'prove [A, B] = 0 of chain sums by residues at enough points and primes')
        .option('--probabilistic', 'only look at [A, B] = 0 at one random point modulo one random prime: no proof'),
  ),
  command(
    'verify-certificate',
    'Checks certificates of prove --certify by the kernel, which shares no algebra with the rest.',
    '[file...]',
    '  $ spinlaw verify-certificate proofs/certificates/eq-16-heat-current.heat-current.json',
    async () => (await import('./verify-certificate.js')).verifyCertificateCommand,
  ),
  command(
    'charges',
    'Conserved charges C_2 … C_K by the boost recursion, each with its commutator check.',
    '[hamiltonian...]',
    '  $ spinlaw charges "sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Delta Sz_j Sz_<j+1>" --upto 8\n  $ spinlaw charges --model xyz --upto 6',
    async () => (await import('./charges.js')).chargesCommand,
    (c) =>
      c
        .option('--model <name>', 'xxx, xxz, xyz, xx or tfi instead of an expression')
        .option('--field', 'with --model: add the field - B sum_j Sz_j')
        .option('--upto <K>', 'last charge', '6')
        .option('--words', 'list the Pauli strings of every charge')
        .option('--max-words <n>', 'strings times monomials a commutator may touch')
        .option('--modular', 'prove by residues at enough points and primes, without the coefficients')
        .option(
          '--probabilistic',
          'only look at one random point modulo one random prime: refutes quickly, proves nothing',
        ),
  ),
  command(
    'gas',
    'Steady state of a driven N-level system in a dilute gas, with every law checked.',
    '[model...]',
    '  $ spinlaw gas toy.spin --beta 0.05,1,5\n  $ spinlaw gas model.json --beta 1 --energies 0.9,2.5 --json\n  where toy.spin ends in: gas H, V with mass = 1, density = 1',
    async () => (await import('./gas.js')).gasCommand,
    (c) =>
      c
        .option('--beta <list>', 'inverse temperatures, separated by commas (default: 1)')
        .option('--temperature <list>', 'temperatures instead of inverse ones')
        .option('--energies <list>', 'total energies at which transmission, reflection, T and S are wanted')
        .option('--sidebands <n>', 'Floquet sidebands −n … n (default: until the rates have converged)')
        .option(
          '--components <n>',
          'Fourier components −n … n of the Floquet modes (default: until what is cut off is rounding)',
        )
        .option('--seconds <t>', 'refuse what would take longer on one core (default: 300)')
        .option('--nodes <n>', 'Gauss points an energy panel, without refinement (default: adaptive)')
        .option('--times <list>', 'times at which the populations are wanted on their way to the steady state')
        .option('--initial <list>', 'with --times: populations at time 0 (default: all in level 0)')
        .option('--scan <name=values>', 'one point for each value of a parameter, as in lambda=0:2:0.1 or omega=1,1.5')
        .option('--out <folder>', 'with --scan: write gas-scan.svg, .csv and .json there')
        .option('--limits', 'expansion of the populations at high temperature, limits of rates and populations at low')
        .option(
          '--digits <n>',
          'unitarity, rates and thermalization conditions to so many digits, in decimal arithmetic',
        ),
  ),
  command(
    'perturb',
    'What a perturbation does to a chain: symmetries, charges and their corrections, currents.',
    '[perturbation...]',
    `  $ spinlaw perturb "sum_j (-1)^j Sz_j" --hamiltonian "sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Delta Sz_j Sz_<j+1>" --upto 4\n  $ spinlaw perturb "J2 sum_j S_j·S_<j+2>" --hamiltonian "sum_j J S_j·S_<j+1>"\n  $ spinlaw perturb driven.spin --set B=0`,
    async () => (await import('./perturb.js')).perturbCommand,
    (c) =>
      c
        .option(
          '--hamiltonian <H0>',
          'the chain that is perturbed: an expression or a script; the script of V may say it by hamiltonian H0',
        )
        .option('--model <name>', 'xxx, xxz, xyz, xx or tfi instead of --hamiltonian')
        .option('--field', 'with --model: add the field - B sum_j Sz_j')
        .option('--upto <K>', 'last charge', '4')
        .option('--script <file>', 'write H0, V, the charges, their corrections and the claims about them as a script')
        .option('--range <R>', 'longest string of the corrections that are looked for; what [V, C] needs by default')
        .option('--seed <N>', 'decides at which couplings, temperatures and rings the rates are tried', '1')
        .option('--cases <n>', 'how many cases are tried for each law of the rates'),
  ),
  command(
    'check',
    'Checks the laws of the catalogue, all or those that patterns name, one line each.',
    '[pattern...]',
    "  $ spinlaw check\n  $ spinlaw check 'charges.*' --budget 30s\n  $ spinlaw check charges.heat-current --set Delta=1/2 --seed 7",
    async () => (await import('./check.js')).checkCommand,
    (c) =>
      c
        .option('--budget <time>', 'at most so long, as in 30s or 2min; a law that is not done by then is undecided')
        .option('--seed <N>', 'decides which cases are tried', '1')
        .option('--path <path>', 'with one law: only the case that a counterexample names'),
  ),
  command(
    'steady',
    'The steady state of a weakly driven chain on a ring: exact for ε → 0, or a truncated generalised Gibbs ensemble.',
    '[script...]',
    '  $ spinlaw steady driven.spin --ring 8 --set eps_d=1.5 --set eps_ph=1 --observe H0,JH\n  $ spinlaw steady driven.spin --ring 10 --ensemble gge:C1,C2,C3,conserved(JS) --json\n  $ spinlaw steady driven.spin --ring 8 --scan B=-2:2:0.5 --observe JH,JS',
    async () => (await import('./steady.js')).steadyCommand,
    (c) =>
      c
        .option('--ring <N>', 'number of sites')
        .option(
          '--ensemble <name>',
          'exact, or gge: with the names of conserved quantities, conserved(X) for the conserved part of X',
          'exact',
        )
        .option('--observe <names>', 'operators or expressions, with commas between; default: all of the script')
        .option('--at <point>', 'rates, forces and susceptibility at these Lagrange parameters, as in C1=0.1,C2=1')
        .option(
          '--evolve <times>',
          'with --at: the ensemble after a quench, dλ/dt = F, at these times in units of 1/ε_ph²',
        )
        .option('--populations', 'the exact state without coherences: an approximation, labelled as one')
        .option(
          '--finite <strengths>',
          'small rings: the whole Liouvillian with everything of second order times each of these, as in 1,0.1,0.01, beside ε → 0',
        )
        .option(
          '--scan <name=values>',
          'one point for each value, as in B=-5:5:0.5 or eps_d=0,0.5,1; spectra and rates are used again',
        ),
  ),
  command(
    'drude',
    'How much of a current never decays on a ring, and how much of that conserved charges explain.',
    '[script...]',
    '  $ spinlaw drude driven.spin --ring 8 --set J=1 --set Delta=4/5 --current JS --charges C1,C2,C3 --temperature 1',
    async () => (await import('./drude.js')).drudeCommand,
    (c) =>
      c
        .option('--ring <N>', 'number of sites')
        .option('--current <name>', 'an operator of the script, or an expression: a sum over the chain')
        .option('--charges <names>', 'conserved quantities, with commas between: the order decides what each explains')
        .option('--temperature <T>', 'of the thermal state; inf for infinite temperature', 'inf'),
  ),
  command(
    'figures',
    'Recomputes the figures of both papers, or those that names choose: SVG, CSV and JSON each.',
    '[name...]',
    "  $ spinlaw figures --out figures\n  $ spinlaw figures 'gas-*' --out figures --set lambda=2\n  $ spinlaw figures --list",
    async () => (await import('./figures.js')).figuresCommand,
    (c) =>
      c
        .option('--out <folder>', 'where the files go')
        .option('--quick', 'fewer points, smaller systems: a first look in seconds')
        .option('--list', 'only names and titles; with --json, parameters too'),
  ),
  command(
    'docs',
    'Writes a web site of the conserved quantities of chains: built-in models, or Hamiltonians of your own.',
    '[script...]',
    `  $ spinlaw docs --upto 6 --out site\n  $ spinlaw docs --model xxz --model xyz --field --upto 5 --out site\n  $ spinlaw docs --hamiltonian "sum_j J S_j·S_<j+1> + D (S_j×S_<j+1>)^z" --out site`,
    async () => (await import('./docs.js')).docsCommand,
    (c) =>
      c
        .option(
          '--model <name>',
          'a built-in model: xxx, xxz, xyz, xx or tfi; repeatable; all of them unless a Hamiltonian is given',
          collect,
          [],
        )
        .option('--field', 'with built-in models: add the field - B sum_j Sz_j')
        .option('--hamiltonian <H>', 'an expression or a script; repeatable', collect, [])
        .option('--upto <K>', 'last charge', '6')
        .option('--out <folder>', 'where the site goes: a new or empty folder, or a site from before')
        .option('--max-words <n>', 'strings times monomials a commutator may touch')
        .option('--max-terms <n>', 'most Pauli words of a charge that gets a page (25000)'),
  ),
] as const;

const overview = `spinlaw: a language and a verifier for the laws of quantum spin chains

  spinlaw                        the REPL
${commands.map(({ command: c }) => `  spinlaw ${c.name().padEnd(22)} ${c.description()}`).join('\n')}

  --help on every command shows its options and an example.
  An argument that names a file is read; - is standard input; anything else is an expression.
  Exit codes: 0 all is well, 1 a claim fails, 2 the input is wrong, 3 a limit was reached;
  70 a fault of spinlaw itself, 74 standard output could not be written.
`;

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function main(raw: readonly string[]): Promise<ExitCode> {
  const [name, ...rest] = raw;
  if (name === '--help' || name === 'help') {
    process.stdout.write(overview);
    return 0;
  }
  if (name === '--version') {
    process.stdout.write(`${version()}\n`);
    return 0;
  }
  if (name === undefined || name === '--set' || name.startsWith('--set=')) return repl(raw);
  const found = commands.find((c) => c.command.name() === name);
  const output = makeOutput(rest.includes('--json'));
  if (!found) {
    return fail(output, {
      kind: 'input',
      code: 'unknown-command',
      message: `spinlaw has no command "${name}"`,
      hint: `the commands are ${commands.map((c) => c.command.name()).join(', ')}; spinlaw eval "…" evaluates an expression`,
    });
  }
  try {
    found.command.parse(sortArguments(found.command, rest), { from: 'user' });
    for (const text of overridden(found.command.opts<CommonOptions>().set)) output.note(text);
    const run = (await found.load()) as Action<CommonOptions>;
    return await run(found.command.args, found.command.opts<CommonOptions>(), output);
  } catch (error) {
    if (error instanceof DiagnosticError) return fail(output, error.diagnostic);
    if (error instanceof CommanderError)
      return error.exitCode === 0
        ? 0
        : fail(output, {
            kind: 'input',
            code: 'bad-arguments',
            message: error.message,
            hint: `spinlaw ${name} --help shows an example`,
          });
    throw error;
  }
}

async function repl(raw: readonly string[]): Promise<ExitCode> {
  const only = new Command('spinlaw')
    .option('--set <name=scalar>', '', collect, [])
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const output = makeOutput(false);
  try {
    only.parse(sortArguments(only, raw), { from: 'user' });
    const { startRepl } = await import('../repl/index.js');
    return (await startRepl({ set: only.opts<CommonOptions>().set })) as ExitCode;
  } catch (error) {
    if (error instanceof DiagnosticError) return fail(output, error.diagnostic);
    throw error;
  }
}

/**
 * A reader that closes early (head, less) gets no more lines, and the command goes on without it: its exit code says
 * what became of the work. A full disk is a failure, but not one of a claim.
 */
function writingFailed(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED') return true;
  if (code === undefined || !['ENOSPC', 'EIO', 'EDQUOT', 'EFBIG'].includes(code)) return false;
  process.stderr.write(`spinlaw: standard output cannot be written (${code})\n`);
  process.exit(outputError);
}

/** EX_IOERR of sysexits. */
const outputError = 74;
/** EX_SOFTWARE of sysexits: a fault of the program itself. */
const internalError = 70;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!writingFailed(error)) throw error;
  });
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (writingFailed(error)) return;
    process.stderr.write(
      `spinlaw: internal error, please report it\n${visible(String(error instanceof Error ? error.stack : error))}\n`,
    );
    process.exitCode = internalError;
  },
);
