// The script of a page: copies what it shows and looks through its words. The page is whole without it.
'use strict';
(() => {
  // On a narrow page the contents are above the text, and closed.
  if (globalThis.matchMedia?.('(max-width: 62rem)').matches)
    document.querySelector('[data-contents]')?.removeAttribute('open');

  // What scrolls sideways can be reached by the keyboard, also on a screen that has been turned.
  const markScrolling = () => {
    for (const part of document.querySelectorAll('pre, .formula')) {
      if (!(part.scrollWidth > part.clientWidth) && !(part.scrollHeight > part.clientHeight + 2)) continue;
      part.tabIndex = 0;
      part.setAttribute('role', 'region');
      part.setAttribute('aria-label', part.tagName === 'PRE' ? 'text' : 'formula');
    }
  };
  markScrolling();
  globalThis.addEventListener?.('resize', markScrolling);

  const read = (id) => {
    const block = document.getElementById(id);
    return block && JSON.parse(block.textContent);
  };
  const quantity = read('quantity');
  if (!quantity) return;

  /** Where there is no clipboard for pages, a selection does. */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      // No clipboard at all, or a browser that does not let this page write to it.
      if (!(error instanceof TypeError) && error.name !== 'NotAllowedError') throw error;
      const field = document.createElement('textarea');
      field.value = text;
      field.setAttribute('readonly', '');
      field.style.position = 'fixed';
      field.style.opacity = '0';
      document.body.append(field);
      field.select();
      const done = document.execCommand('copy');
      field.remove();
      return done;
    }
  };
  const status = document.getElementById('copied');
  for (const button of document.querySelectorAll('button[data-copy]')) {
    button.hidden = false;
    button.addEventListener('click', async () => {
      const form = button.dataset.copy;
      const text = form === 'json' ? JSON.stringify(quantity, undefined, 1) : quantity[form];
      status.textContent = (await copy(text))
        ? `copied, ${text.length} characters`
        : 'this browser does not let pages copy';
      button.focus();
    });
  }

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const form = document.querySelector('[data-words]');
  const rows = document.querySelector('[data-rows]');
  const parts = document.querySelector('[data-parts]');
  const texts = read('coefficients') ?? {};
  const size = 30;
  if (!form || quantity.words.length <= 12) return;
  form.hidden = false;
  const typed = form.querySelector('[name=letters]');
  const chosen = form.querySelector('[name=range]');
  for (const range of [...new Set(quantity.words.map((w) => w.string.length))].sort((a, b) => a - b)) {
    const option = element('option', String(range));
    option.value = String(range);
    chosen.append(option);
  }
  let found = quantity.words;
  let part = 0;

  /** Exponents raised: `Δ^2` */
  const coefficient = (text) => {
    const cell = element('td');
    text.split(/\^(\([^)]*\)|-?[0-9]+)/u).forEach((piece, k) => {
      if (k % 2 === 1) cell.append(element('sup', piece.replace(/^\((.*)\)$/u, '$1')));
      else cell.append(piece);
    });
    return cell;
  };
  const weighted = quantity.words.some((w) => w.weight !== undefined);
  const row = ({ string, weight, coefficient: c }) => {
    const line = element('tr');
    const word = element('td', undefined, 'word');
    for (const letter of string) word.append(element('b', letter, letter));
    if (string === '') word.append('1');
    line.append(word, element('td', String(string.length)));
    if (weighted) line.append(element('td', weight ?? '1'));
    line.append(coefficient(texts[c] ?? c));
    return line;
  };
  const show = () => {
    const most = Math.max(1, Math.ceil(found.length / size));
    part = Math.min(Math.max(part, 0), most - 1);
    rows.replaceChildren(...found.slice(part * size, (part + 1) * size).map(row));
    form.querySelector('[data-found]').textContent = `${found.length} of ${quantity.words.length} words`;
    parts.hidden = most === 1;
    parts.querySelector('[data-where]').textContent = `${part + 1} of ${most}`;
    for (const button of parts.querySelectorAll('[data-part]')) {
      button.disabled = button.dataset.part === '-1' ? part === 0 : part === most - 1;
    }
  };
  const search = () => {
    const letters = typed.value.toUpperCase().replace(/[^XYZI?]/gu, '');
    const pattern = new RegExp(letters.replace(/\?/gu, '.'), 'u');
    const range = Number(chosen.value || 0);
    found = quantity.words.filter((w) => pattern.test(w.string) && (range === 0 || w.string.length === range));
    part = 0;
    show();
  };
  form.addEventListener('input', search);
  form.addEventListener('submit', (event) => event.preventDefault());
  parts.addEventListener('click', (event) => {
    const step = event.target.dataset?.part;
    if (!step) return;
    part += Number(step);
    show();
  });
  show();
})();
