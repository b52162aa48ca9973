import { pythonText } from '../python-text.js';
import { button, element, sayAloud } from './dom.js';
import type { NotebookEngine } from './engine.js';

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
export function copyMenu(number: number, isOperator: boolean, engine: NotebookEngine): HTMLElement {
  const id = `copy-${number}-${crypto.randomUUID()}`;
  const sites = element('input', { type: 'number', min: 1, max: 64, value: 8, 'aria-label': 'number of sites' });
  const said = element('p', { class: 'status', role: 'status' });
  const menu = element('div', { popover: 'auto', id, role: 'dialog', 'aria-label': `Copy result ${number}` });
  const choose = ({ label, format }: CopyForm): HTMLElement =>
    element(
      'li',
      {},
      button(`${label}`, () => {
        void copied(engine, number, format, sites.valueAsNumber).then((sentence) => {
          said.textContent = sentence ?? `${label} is in the clipboard`;
          if (sentence === undefined) sayAloud(`${label} is in the clipboard`);
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
    button('Copy', () => {}, { class: 'small', popovertarget: id }),
    menu,
  );
}

/** Copies a result; a sentence where it has no such form. */
async function copied(
  engine: NotebookEngine,
  number: number,
  format: CopyForm['format'],
  sites: number,
): Promise<string | undefined> {
  if (engine.busy) return 'something is being computed: copy when it has ended';
  const expression = `%${number}`;
  let text: string | undefined;
  let problem: string | undefined;
  await engine.ask(
    format === 'latex' || format === 'json' || format === 'text' || format === 'python'
      ? { kind: 'write', form: format === 'python' ? 'json' : format, expression }
      : { kind: 'export', format, expression, sites },
    (item) => {
      if (item.kind === 'document') ({ text } = item);
      if (item.kind === 'error') problem = [item.diagnostic.message, item.diagnostic.hint].join('; ');
    },
  );
  if (text === undefined) return problem ?? 'the result is not there any more: run the cell again';
  await navigator.clipboard.writeText(format === 'python' ? pythonText(text) : text);
  return undefined;
}
