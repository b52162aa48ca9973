// The live cell of a page. It loads what computes when the reader first runs it; without a web server, as from a folder,
// it says how to see it live, and the answer from when the page was made stays.
'use strict';
(() => {
  const cell = document.querySelector('form[data-live]');
  const block = document.getElementById('live-session');
  if (!cell || !block) return;
  const part = (name) => cell.querySelector(name);
  const [text, run, stop] = [part('textarea'), part('[type=submit]'), part('[data-stop]')];
  const [status, answer, link] = [part('[data-live-status]'), part('[data-answer]'), part('[data-notebook]')];

  if (location.protocol === 'file:') {
    status.textContent =
      'This page was opened from a folder, where browsers let no page compute. To change the line and run it, type npx spinlaw notebook, or put this folder on a web server, as npx serve does. The answer below was computed when the page was made.';
    return;
  }

  text.readOnly = false;
  for (const shown of [run, stop, part('[data-examples]')]) shown.hidden = false;
  let live;
  const load = async () => {
    const folder = new URL(cell.dataset.live, document.baseURI).href;
    const { LiveCell } = await import(`${folder}live.js`);
    const progress = (sentence) => (status.textContent = sentence);
    return new LiveCell({ text, answer, progress }, JSON.parse(block.textContent));
  };
  let busy = false;
  const start = async () => {
    if (busy) return;
    busy = true;
    run.disabled = true;
    stop.disabled = false;
    status.textContent = live ? 'computing' : 'loading the part that computes';
    try {
      live ??= await load();
      status.textContent = 'computing';
      status.textContent = await live.run();
    } catch (error) {
      // The part that computes is not there: the site was copied without it, or the network is away.
      if (!(error instanceof TypeError)) throw error;
      status.textContent = 'The part that computes could not be loaded. npx spinlaw notebook opens it on your machine.';
    } finally {
      busy = false;
      run.disabled = false;
      stop.disabled = true;
    }
  };
  cell.addEventListener('submit', (event) => {
    event.preventDefault();
    void start();
  });
  stop.addEventListener('click', () => {
    live?.stop();
    run.disabled = false;
    text.focus();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.shiftKey || event.metaKey)) {
      event.preventDefault();
      void start();
    } else if (event.key === 'Escape') live?.stop();
  });
  for (const example of cell.querySelectorAll('[data-example]'))
    example.addEventListener('click', () => {
      text.value = example.dataset.example;
      text.rows = Math.max(2, text.value.split('\n').length);
      void start();
    });
  // The notebook opens with the text of the cell.
  link.addEventListener('click', async (event) => {
    event.preventDefault();
    const { href } = link;
    try {
      live ??= await load();
      location.assign(href + (await live.link(cell.dataset.title)));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      location.assign(href);
    }
  });
})();
