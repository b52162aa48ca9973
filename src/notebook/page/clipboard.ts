import { button, element } from './dom.js';

/**
 * Puts a text into the clipboard. Where a page may not, as at an address without https, it shows the text selected, so
 * that the reader can copy it.
 *
 * @returns what has happened, in a sentence
 */
export async function copyText(text: string, what: string): Promise<string> {
  // A page at an address without https has no clipboard, whatever its type says.
  const { clipboard } = navigator as Partial<Navigator>;
  try {
    if (clipboard) {
      await clipboard.writeText(text);
      return `${what} is in the clipboard`;
    }
  } catch (error) {
    // The browser asks for a click of the reader that is not long ago.
    if (!(error instanceof DOMException)) throw error;
  }
  showSelected(text, what);
  return `${what} is selected: copy it with Ctrl-C`;
}

function showSelected(text: string, what: string): void {
  const heading = element('h2', { id: 'copy-heading' }, `${what}: this page may not write to the clipboard`);
  const field = element('textarea', { readonly: true, rows: 10, 'aria-labelledby': heading.id, spellcheck: 'false' });
  field.value = text;
  const close = button('Close', () => dialog.close());
  const dialog = element(
    'dialog',
    { class: 'copy-dialog', 'aria-labelledby': heading.id },
    heading,
    element('p', {}, 'The text is selected: copy it with Ctrl-C, or Cmd-C.'),
    field,
    close,
  );
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
  field.select();
}
