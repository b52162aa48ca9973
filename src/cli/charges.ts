import {
  chargesReport,
  type GivenHamiltonian,
  hamiltonianFromModel,
  hamiltonianFromProgram,
  hermiticityNotes,
  type Listener,
  modeOf,
  modularChargesReport,
  modularOptions,
  onAllCores,
  threadsFrom,
  threadsOption,
  wholeNumber,
} from '../report/index.js';
import { refuse } from '../text/index.js';
import {
  type ChargesOptions,
  allCharges,
  chargesOnOpenChains,
  givenOption,
  lastCharge,
  longestRange,
} from './charge-searches.js';
import { command } from './command.js';
import { onlyInput } from './input.js';
import { type ModelOptions, refuseIdleField, refuseLoneFolder } from './options.js';
import { finish, listenerOf } from './output.js';

export const chargesCommand = command<ChargesOptions>({
  operands: '[hamiltonian...]',
  example: [
    '$ spinlaw charges "sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Delta Sz_j Sz_<j+1>" --upto 8',
    '$ spinlaw charges --model xyz --upto 6',
    '$ spinlaw charges --model xx --all --range 5',
    '$ spinlaw charges "(sum_j S_j·S_<j+1>) + h Sz_0" --open --upto 4',
  ],
  options: [
    { flags: '--model <name>', about: 'xxx, xxz, xyz, xx or tfi instead of an expression' },
    { flags: '--field', about: 'with --model: add the field - B sum_j Sz_j' },
    { flags: '--upto <K>', about: `last charge (default: "${lastCharge}")` },
    { flags: '--all', about: 'all local charges up to a range, by elimination among all strings' },
    { flags: '--open', about: 'which charges survive on open chains, with boundary terms at the two ends' },
    {
      flags: '--range <R>',
      about: `with --all: longest string, in sites (default: "${longestRange}"); with --open: sites of the boundary terms`,
    },
    {
      flags: '--period <p>',
      about: 'with --all: sites after which the charges repeat, 2 for (-1)^j; by default those of the Hamiltonian',
    },
    { flags: '--words', about: 'list the Pauli strings of every charge' },
    { flags: '--certify', about: 'with --out: write the certificate of the charges' },
    { flags: '--out <folder>', about: 'with --certify: the folder the certificate goes to' },
    { flags: '--max-words <n>', about: 'strings times monomials a commutator may touch' },
    ...modularOptions({
      modular: 'prove by residues at enough points and primes, without the coefficients',
      probabilistic: 'only look at one random point modulo one random prime: refutes quickly, proves nothing',
    }),
    { ...threadsOption, about: `with --modular: ${threadsOption.about}` },
  ],
  async run(operands, options, output, { threads } = {}) {
    const { certify = false, out } = options;
    refuseLoneFolder({ certify, out });
    const search = options.all ? allCharges : options.open ? chargesOnOpenChains : undefined;
    if (options.open && certify)
      refuse('option-alone', '--certify is of charges of the infinite chain, and does not go with --open', {
        hint: `leave one of them out`,
      });
    // Folders belong to the room of pages and figures, which charges without a certificate do not need.
    const folder = out === undefined ? undefined : new (await import('./certificates.js')).CertificateFolder(out);
    const keep = folder && ((text: string) => folder.put('charges', text));
    if (search) {
      const heard = listenerOf(output);
      const spins = options.all ? 'any' : 'half';
      return finish(
        search(options, heard, () => givenHamiltonian(operands, { ...options, spins }, heard), keep),
        output,
      );
    }
    const alone = givenOption(options, ['range', 'period']);
    if (alone) refuse('option-alone', `${alone} goes with --all`, { hint: `as in --all ${alone} 2` });
    const upto = wholeNumber('--upto', options.upto ?? lastCharge, { least: 2, example: 8 });
    const maxWords =
      options.maxWords === undefined
        ? undefined
        : wholeNumber('--max-words', options.maxWords, { least: 1, example: 1_000_000 });
    const listener = listenerOf(output);
    const mode = modeOf(options);
    const spins = mode === 'exact' ? 'any' : 'half';
    const given = givenHamiltonian(operands, { ...options, spins }, listener);
    for (const note of hermiticityNotes(given.hamiltonian)) listener.note(note);
    const limits = { upto, ...(maxWords !== undefined && { maxWords }) };
    const { words = false } = options;
    if (mode === 'exact') {
      return finish(chargesReport(given, { ...limits, words, ...(keep && { keep }) }, listener), output);
    }
    if (certify)
      refuse('certify-modulo', 'certificates are of exact proofs', { hint: `leave --certify or --${mode} out` });
    if (words)
      refuse('words-modulo', '--words lists exact coefficients, and modular arithmetic makes none', {
        hint: 'leave --modular and --probabilistic out',
      });
    const sharing = threads === undefined ? threadsFrom(onAllCores(options)) : { threads };
    return finish(modularChargesReport(given, { ...limits, ...sharing, mode }, listener), output);
  },
});

/** The Hamiltonian of `--model`, or of the program that is the operand. */
function givenHamiltonian(
  operands: readonly string[],
  { model, field = false, set, spins }: ModelOptions & { readonly spins: 'half' | 'any' },
  listener: Listener,
): GivenHamiltonian {
  if (model !== undefined) {
    const given = hamiltonianFromModel(model, { field, set }, listener);
    if (operands.length > 0)
      refuse('model-and-expression', 'a model and an expression are given', { hint: 'give one of them' });
    return given;
  }
  refuseIdleField({ field });
  return hamiltonianFromProgram(onlyInput(operands, 'the Hamiltonian'), set, listener, { spins });
}
