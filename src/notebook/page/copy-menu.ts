import { pythonText } from '../python-text.js';
import type { Item, Request } from '../../workbench/front.js';
import { freshId } from '../sheet.js';
import { copyText } from './clipboard.js';
import { button, element, sayAloud } from './dom.js';
import type { Ended } from './engine.js';

/** Answers questions about results when what runs has ended. */
export interface Answerer {
  readonly busy: boolean;
  ask(request: Request, show: (item: Item) => void): Promise<Ended>;
}

/** The form in which a value is copied. */
interface CopyForm {
  readonly label: string;
  readonly format:
    | 'text'
    | 'latex'
    | 'json'
    | 'python'
    | 'qiskit'
    | 'quspin'
    | 'openfermion'
    | 'itensor'
    | 'paulistrings';
}

const forms: readonly CopyForm[] = [
  { label: 'Text', format: 'text' },
  { label: 'LaTeX', format: 'latex' },
  { label: 'JSON', format: 'json' },
];

/** Forms of operators; those after Python are on a ring. */
const operatorForms: readonly CopyForm[] = [
  { label: 'Python', format: 'python' },
  { label: 'Qiskit', format: 'qiskit' },
  { label: 'QuSpin', format: 'quspin' },
  { label: 'OpenFermion', format: 'openfermion' },
  { label: 'ITensor', format: 'itensor' },
  { label: 'PauliStrings.jl', format: 'paulistrings' },
];

/** A button that opens the forms in which a result can be copied. */
export function copyMenu(number: number, isOperator: boolean, answerer: Answerer): HTMLElement {
  const id = `copy-${number}-${freshId()}`;
  const sites = element('input', { type: 'number', min: 1, max: 64, value: 8, 'aria-label': 'number of sites' });
  const said = element('p', { class: 'status', role: 'status' });
  const menu = element('div', { popover: 'auto', id, role: 'dialog', 'aria-label': `Copy result ${number}` });
  const choose = ({ label, format }: CopyForm): HTMLElement =>
    element(
      'li',
      {},
      button(label, () => {
        said.textContent = answerer.busy ? 'when the computation has ended' : '';
        void copied(answerer, number, { label, format, sites: sites.valueAsNumber }).then((sentence) => {
          said.textContent = sentence;
          sayAloud(sentence);
        });
      }),
    );
  menu.append(
    element('ul', {}, ...[...forms, ...(isOperator ? operatorForms : [])].map(choose)),
    ...(isOperator ? [element('label', {}, 'Qiskit and the forms below it: on a ring of ', sites, ' sites')] : []),
    said,
  );
  return element(
    'div',
    { class: 'copy' },
    button('Copy', () => {}, { class: 'small', popovertarget: id, 'aria-label': `Copy result ${number}` }),
    menu,
  );
}

/** Copies a result when what runs has ended; what has happened, in a sentence. */
async function copied(
  answerer: Answerer,
  number: number,
  { label, format, sites }: CopyForm & { readonly sites: number },
): Promise<string> {
  const expression = `%${number}`;
  let text: string | undefined;
  let problem: string | undefined;
  const ended = await answerer.ask(
    format === 'latex' || format === 'json' || format === 'text' || format === 'python'
      ? { kind: 'write', form: format === 'python' ? 'json' : format, expression }
      : { kind: 'export', format, expression, sites },
    (item) => {
      if (item.kind === 'document') ({ text } = item);
      if (item.kind === 'error')
        problem = [item.diagnostic.message, item.diagnostic.hint].filter((part) => part !== undefined).join('; ');
      if (item.kind === 'internal') problem = item.text;
    },
  );
  if (text === undefined)
    return problem ?? (ended === 'stopped' ? 'stopped: nothing is copied' : 'the result is not there any more');
  return copyText(format === 'python' ? pythonText(text) : text, label);
}
