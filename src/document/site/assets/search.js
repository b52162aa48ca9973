// The search over all pages. Its index is loaded when somebody begins to search; the pages are whole without it.
'use strict';
(() => {
  const root = document.currentScript.dataset.root;
  const box = document.querySelector('[data-search]');
  if (!box) return;
  const field = box.querySelector('input');
  const list = box.querySelector('[data-results]');
  const status = box.querySelector('[data-status]');
  const most = 12;
  box.hidden = false;

  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = `${root}assets/${name}`;
      script.addEventListener('load', resolve);
      script.addEventListener('error', () => reject(new Error(`${name} is missing`)));
      document.head.append(script);
    });
  let loading;
  /** The index, the places by their numbers, and how terms are kept in the index. */
  const loaded = () => {
    loading ??= Promise.all([load('minisearch.js'), load('search-index.js')]).then(() => {
      const { index, settings, entries, greek } = window.spinlawSearch;
      const processTerm = (term) =>
        Array.from(term.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase(), (c) => greek[c] ?? c).join('');
      return { search: window.MiniSearch.loadJSON(index, { ...settings, processTerm }), entries };
    });
    return loading;
  };

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  const close = () => {
    list.hidden = true;
    list.replaceChildren();
    status.textContent = '';
  };
  const show = async () => {
    const asked = field.value.trim();
    if (asked === '') return close();
    let ready;
    try {
      ready = await loaded();
    } catch (error) {
      loading = undefined;
      status.textContent = `the search does not work: ${error.message}`;
      return undefined;
    }
    if (asked !== field.value.trim()) return undefined;
    const { search, entries } = ready;
    let found = search.search(asked);
    // Fewer words, then similar words, where nothing has all of them.
    if (found.length === 0)
      found = search.search(asked, { combineWith: 'OR', fuzzy: (term) => (term.length > 3 ? 0.2 : 0) });
    const links = found.slice(0, most).map(({ id }) => {
      const [place, title, page, text] = entries[id];
      const link = element('a');
      link.href = root + place;
      link.append(element('strong', title));
      if (page !== '') link.append(' ', element('span', page, 'quiet'));
      link.append(element('span', text, 'excerpt'));
      return link;
    });
    list.replaceChildren(...links);
    list.hidden = links.length === 0;
    status.textContent =
      found.length === 0
        ? `nothing is found for ${asked}`
        : `${found.length} ${found.length === 1 ? 'place' : 'places'}${found.length > most ? `, the first ${most} are listed` : ''}`;
    return undefined;
  };

  field.addEventListener('focus', () => void loaded().catch(() => {}));
  field.addEventListener('input', () => void show());
  box.addEventListener('keydown', (event) => {
    const links = [...list.children];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape') {
      close();
      field.focus();
    } else if (event.key === 'ArrowDown' && links.length > 0) {
      links[Math.min(at + 1, links.length - 1)].focus();
      event.preventDefault();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      (at === 0 ? field : links[at - 1]).focus();
      event.preventDefault();
    } else if (event.key === 'Enter' && at < 0 && links.length > 0) {
      links[0].click();
    }
  });
  document.addEventListener('click', (event) => {
    if (!box.contains(event.target)) close();
  });
  // A slash leads into the search, as on other sites of documentation.
  document.addEventListener('keydown', (event) => {
    const isTyping = /^(?:INPUT|TEXTAREA|SELECT)$/u.test(document.activeElement?.tagName ?? '');
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    field.focus();
    event.preventDefault();
  });
})();
