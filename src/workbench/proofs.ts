import type { Notation } from '../meaning/index.js';
import {
  type IntegrableOptions,
  type ModularChoice,
  type OptionSpec,
  type PerturbationOptions,
  givenHamiltonian,
  hamiltonianFromModel,
  integrableOptions,
  integrableQuestion,
  integrableReport,
  modeOf,
  perturbationOfSaid,
  perturbationOptions,
  perturbationQuestion,
  perturbationReport,
  perturbedOptions,
  proofModes,
  proofReport,
} from '../report/index.js';
import { type Said, hamiltonianOf } from '../session/index.js';
import { refuse } from '../text/index.js';
import { jsonOption, optionsPage, readOptions } from './options.js';
import { type Show, pageFor } from './page.js';

/** The options of the commands whose answers are exact. */
export const exactOptions: Readonly<Record<'prove' | 'perturb' | 'integrable', readonly OptionSpec[]>> = {
  prove: [...proofModes, jsonOption],
  perturb: [...perturbedOptions, ...perturbationOptions, jsonOption],
  integrable: [...integrableOptions, jsonOption],
};

/** The part of a dialogue that these commands ask about. */
export interface ProofContext {
  /** the script that decides these claims, or those of the dialogue if there are none */
  readonly scriptFor: (claims: string) => string;
  /** what an expression or a program after a command says, or the dialogue if it is empty */
  readonly said: (expression: string, command: string) => { readonly said: Said; readonly notation: Notation };
  /** the definitions and models of the dialogue, without its last result */
  readonly known: () => Said;
  readonly settings: readonly string[];
}

type Page = ReturnType<typeof pageFor>;

function begin<O>(
  command: keyof typeof exactOptions,
  usage: string,
  text: string,
  show: Show,
): { readonly operand: string; readonly options: O; readonly page: Page } | undefined {
  if (text.trim() === '--help') {
    show({ kind: 'text', text: optionsPage(usage, exactOptions[command]) });
    return undefined;
  }
  const { operand, options } = readOptions(`:${command}`, exactOptions[command], text);
  return { operand, options: options as O, page: pageFor({ streams: false, json: options.json === true }, show) };
}

/** `:prove [CLAIMS] [OPTIONS]` */
export function answerProve(text: string, { scriptFor, settings }: ProofContext, show: Show): void {
  const asked = begin<ModularChoice>('prove', ':prove [CLAIMS] [OPTIONS]', text, show);
  if (!asked) return;
  const { operand, options, page } = asked;
  const claims = operand === '' || /^(?:prove|refute|solve)\b/u.test(operand) ? operand : `prove ${operand}`;
  const source = { name: ':prove', text: scriptFor(claims) };
  page.end(proofReport([source], { set: settings, mode: modeOf(options) }, page.listener));
}

/** `:perturb [V] [OPTIONS]` */
export function answerPerturb(text: string, context: ProofContext, show: Show): void {
  const asked = begin<PerturbationOptions & { hamiltonian?: string; model?: string; field?: boolean }>(
    'perturb',
    ':perturb [V] [OPTIONS]',
    text,
    show,
  );
  if (!asked) return;
  const { operand, options, page } = asked;
  const { hamiltonian, model, field = false } = options;
  if (model !== undefined && hamiltonian !== undefined)
    refuse('two-hamiltonians', 'the Hamiltonian is given by --model and by --hamiltonian', {
      hint: 'leave one of them out',
    });
  if (field && model === undefined)
    refuse('field-without-model', '--field goes with --model', {
      hint: 'write the field into the expression: … - B Sz_j',
    });
  const { listener } = page;
  const named =
    model !== undefined
      ? { operator: hamiltonianFromModel(model, { set: context.settings, field }, listener).hamiltonian }
      : hamiltonian === undefined
        ? undefined
        : hamiltonianOf(context.said(hamiltonian, ':perturb').said);
  const given = perturbationOfSaid(perturbationIn(operand, context), named, listener);
  page.end(perturbationReport(given, perturbationQuestion(options), listener));
}

/** V as it was typed, otherwise the statements of the model, otherwise the last result. */
function perturbationIn(operand: string, { said, known }: ProofContext): Said {
  const typed = said(operand, ':perturb').said;
  // H0 may be a definition or a statement of the dialogue while V is typed.
  if (operand !== '')
    return { ...known(), last: typed.last, assumptions: new Map([...known().assumptions, ...typed.assumptions]) };
  const isDriven = typed.models.some(({ role }) => role === 'drive' || role === 'bath' || role === 'jump');
  return isDriven ? { ...typed, last: undefined } : typed;
}

/** `:integrable [H] [OPTIONS]` */
export function answerIntegrable(text: string, { said }: ProofContext, show: Show): void {
  const asked = begin<IntegrableOptions>('integrable', ':integrable [H] [OPTIONS]', text, show);
  if (!asked) return;
  const { operand, options, page } = asked;
  const { said: found, notation } = said(operand, ':integrable');
  const given = givenHamiltonian(found, notation, page.listener);
  page.end(integrableReport(given, integrableQuestion(options), page.listener));
}
