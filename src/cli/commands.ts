import type { CommandFile } from './command.js';

/** A command and its name; its file is loaded only when the command is used. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<CommandFile>;
}

/** The commands in the order of the overview. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'eval',
    summary: 'Evaluates one expression exactly; statements before it may define names.',
    load: async () => (await import('./eval.js')).evalCommand,
  },
  {
    name: 'run',
    summary: 'Runs a script and prints the result of each statement.',
    load: async () => (await import('./run.js')).runCommand,
  },
  {
    name: 'prove',
    summary: 'Runs every prove, refute and solve of the scripts (default: proofs/), one line each.',
    load: async () => (await import('./prove.js')).proveCommand,
  },
  {
    name: 'verify-certificate',
    summary: 'Checks certificates of prove --certify by the kernel, which shares no algebra with the rest.',
    load: async () => (await import('./verify-certificate.js')).verifyCertificateCommand,
  },
  {
    name: 'charges',
    summary: 'Conserved charges C_2 … C_K by the boost recursion, each with its commutator check.',
    load: async () => (await import('./charges.js')).chargesCommand,
  },
  {
    name: 'integrable',
    summary: 'Whether a chain is integrable: a verdict with its theorem or construction, and the short charges.',
    load: async () => (await import('./integrable.js')).integrableCommand,
  },
  {
    name: 'gas',
    summary: 'Steady state of a driven N-level system in a dilute gas, with every law checked.',
    load: async () => (await import('./gas.js')).gasCommand,
  },
  {
    name: 'perturb',
    summary: 'Shows what a perturbation does to a chain: symmetries, charges and their corrections, currents.',
    load: async () => (await import('./perturb.js')).perturbCommand,
  },
  {
    name: 'check',
    summary: 'Checks the laws of the catalogue, all or those that patterns name, one line each.',
    load: async () => (await import('./check.js')).checkCommand,
  },
  {
    name: 'steady',
    summary:
      'The steady state of a weakly driven chain on a ring: exact for ε → 0, ' +
      'or a truncated generalised Gibbs ensemble.',
    load: async () => (await import('./steady.js')).steadyCommand,
  },
  {
    name: 'drude',
    summary: 'How much of a current never decays on a ring, and how much of that conserved charges explain.',
    load: async () => (await import('./drude.js')).drudeCommand,
  },
  {
    name: 'figures',
    summary:
      'Recomputes the figures of both papers and of ensembles, or those that names choose: SVG, CSV and JSON each.',
    load: async () => (await import('./figures.js')).figuresCommand,
  },
  {
    name: 'sweep',
    summary: 'One command over many parameters, on all cores or by Slurm, with results that last.',
    load: async () => (await import('./sweep.js')).sweepCommand,
  },
  {
    name: 'docs',
    summary: 'Writes a web site of the conserved quantities of chains: built-in models, or Hamiltonians of your own.',
    load: async () => (await import('./docs.js')).docsCommand,
  },
  {
    name: 'notebook',
    summary: 'Opens a notebook in the browser, served to this machine only; with --out, as files for any server.',
    load: async () => (await import('./notebook.js')).notebookCommand,
  },
  {
    name: 'jupyter',
    summary: 'Installs and removes the kernel for Jupyter: jupyter install, jupyter uninstall.',
    load: async () => (await import('./jupyter.js')).jupyterCommand,
  },
  {
    name: 'lsp',
    summary: 'The server for editors: problems, hover, completion, renaming and formatting as one types.',
    load: async () => (await import('./lsp.js')).lspCommand,
  },
];
