import type { OperatorForm } from '../../meaning/index.js';
import { readPermalink, writePermalink, isPermalink } from '../permalink.js';
import { readCells } from '../script.js';
import { type Notebook, type Unreadable, emptyNotebook, plainTitle } from '../sheet.js';
import { cellCommands } from '../requests.js';
import type { ShelfEntry } from '../shelf.js';
import { Assistant } from './assistant.js';
import { NotebookView } from './cells.js';
import { copyText } from './clipboard.js';
import { sayAloud, button, byId, element, iconButton, ownScript } from './dom.js';
import { notebookFromFile, readChosen, saveAs } from './files.js';
import { loadFormulas } from './formula.js';
import { Keeper } from './keeper.js';
import { loadPlots } from './plot.js';
import { loadProse } from './prose.js';
import { Runner } from './runner.js';
import { startTheme } from './theme.js';

/** An example of the menu, as the build lists them. */
interface Example {
  readonly file: string;
  readonly title: string;
  readonly about: string;
}

/** The fragment by which the loopback server names the file that it was started with. */
const openedHash = '#opened';

class NotebookPage {
  private readonly title = byId('title', HTMLInputElement);
  private readonly status = byId('status', HTMLElement);
  private readonly assistant = new Assistant(cellCommands);
  private readonly list: NotebookView;
  private readonly keeper: Keeper;
  private readonly runner: Runner;

  constructor() {
    this.list = new NotebookView(byId('cells', HTMLElement), this.assistant, {
      changed: () => this.keeper.changed(),
      run: async (cell) => void (await this.runner.run(cell)),
      removed: (id) => this.runner.removed(id),
      escape: () => {
        if (!this.runner.busy) return false;
        this.runner.stop();
        return true;
      },
    });
    this.runner = new Runner(
      this.list,
      this.assistant,
      {
        began: () => this.showBusy('true'),
        ended: () => this.showBusy('false'),
        form: (form) => {
          byId('form', HTMLSelectElement).value = form;
        },
      },
      new URLSearchParams(location.search).has('plain') ? '?plain' : '',
    );
    this.keeper = new Keeper({
      notebook: () => this.list.notebook,
      merged: (notebook, copies) => {
        this.show(notebook);
        if (copies > 0)
          this.say(`${copies === 1 ? 'a cell was' : `${copies} cells were`} changed in two tabs: both texts are kept`);
      },
      state: (state, sentence) => {
        document.documentElement.dataset['saved'] = state;
        this.status.textContent = state === 'saving' ? '' : sentence;
      },
    });
  }

  async start(): Promise<void> {
    startTheme(byId('theme', HTMLSelectElement));
    this.connect();
    await this.open();
    addEventListener('hashchange', () => {
      if (namesNotebook(location.hash)) void this.open();
    });
    document.documentElement.dataset['state'] = 'ready';
    // `npm run bench:notebook` reads this time.
    performance.mark('prompt');
    // Everything else is loaded when the page can be used.
    const idle = (globalThis as { requestIdleCallback?: (act: () => void, options: { timeout: number }) => void })
      .requestIdleCallback;
    if (idle) idle(() => void this.loadRest(), { timeout: 2000 });
    else setTimeout(() => void this.loadRest(), 50);
  }

  /** Loads the parts that are needed later, so that the page needs no server from then on. */
  private async loadRest(): Promise<void> {
    const parts = [this.runner.engine.start(), this.assistant.start(), loadFormulas(), loadProse(), loadPlots()];
    const loaded = await Promise.allSettled(parts);
    if (loaded.some(({ status }) => status === 'rejected'))
      return this.say('parts of the page could not be loaded: reload it when the server that it comes from is there');
    await document.fonts.ready;
    if ('serviceWorker' in navigator && window.isSecureContext) {
      await navigator.serviceWorker.register(ownScript('service-worker.js'));
      await navigator.serviceWorker.ready;
    }
    document.documentElement.dataset['state'] = 'complete';
    return undefined;
  }

  /** The notebook that the address names, or else the one that was open last. */
  private async open(): Promise<void> {
    const { hash } = location;
    if (isPermalink(hash)) {
      // The address is the notebook until it is changed; then it is kept under a name of its own.
      this.begin(await readPermalink(hash), 'the notebook of the link: nothing of it has been run');
      history.replaceState(null, '', location.pathname + location.search);
      return;
    }
    if (hash === openedHash) {
      history.replaceState(null, '', location.pathname + location.search);
      const answer = await fetch('./opened.json');
      if (answer.ok) {
        const { name, text } = (await answer.json()) as { name: string; text: string };
        this.begin(notebookFromFile(name, text), '');
        return;
      }
    }
    const [last] = this.keeper.list();
    if (last) this.openKept(last.id);
    else this.begin(emptyNotebook(), '');
  }

  /** Whether another notebook may be shown: this one is saved, or its reader does not need it. */
  private mayLeave(): boolean {
    // eslint-disable-next-line no-alert -- the one question after which text is lost
    return this.keeper.flush() || confirm('This browser cannot keep the present notebook. Leave it, and lose it?');
  }

  /** Shows a notebook that the browser does not keep yet. */
  private begin(notebook: Notebook | Unreadable, sentence: string): void {
    if ('problem' in notebook) {
      this.say(notebook.problem);
      if (this.list.cells.length === 0) this.begin(emptyNotebook(), notebook.problem);
      return;
    }
    if (!this.mayLeave()) return;
    const shown = notebook.cells.length > 0 ? notebook : { ...notebook, cells: emptyNotebook().cells };
    this.keeper.begun(shown);
    this.replace(shown);
    this.say(sentence);
  }

  /** Shows a notebook that the browser keeps. */
  private openKept(id: string): void {
    if (!this.mayLeave()) return;
    const notebook = this.keeper.read(id);
    if (!notebook) return this.begin({ problem: 'this notebook cannot be read' }, '');
    this.keeper.opened(id, notebook);
    this.replace(notebook);
    return undefined;
  }

  private replace(notebook: Notebook): void {
    this.runner.reset();
    this.list.show({ title: '', cells: [] });
    this.show(notebook);
    this.list.forgetSteps();
    this.list.cells[0]?.focus();
  }

  private show(notebook: Notebook): void {
    this.list.show(notebook);
    this.title.value = notebook.title;
    document.title = `${notebook.title} · spinlaw`;
  }

  private say(sentence: string): void {
    this.status.textContent = sentence;
    if (sentence !== '') sayAloud(sentence);
  }

  private showBusy(busy: 'true' | 'false'): void {
    document.documentElement.dataset['busy'] = busy;
    byId('stop', HTMLButtonElement).disabled = busy === 'false';
  }

  private connect(): void {
    const on = (id: string, act: () => void): void =>
      byId(id, HTMLButtonElement).addEventListener('click', () => {
        for (const open of document.querySelectorAll<HTMLElement>('[popover]:popover-open')) open.hidePopover();
        act();
      });
    this.title.addEventListener('change', () => {
      this.list.title = plainTitle(this.title.value);
      this.title.value = this.list.title;
      document.title = `${this.list.title} · spinlaw`;
      this.keeper.changed();
    });
    on('run-all', () => void this.runner.runAll());
    on('stop', () => this.runner.stop());
    on('undo', () => this.list.undo());
    on('new', () => this.begin(emptyNotebook(), 'a new notebook'));
    for (const format of ['spin', 'ipynb'] as const)
      on(`save-${format}`, () => this.say(`${saveAs(format, this.list.notebook, this.runner.results())} was written`));
    const form = byId('form', HTMLSelectElement);
    form.addEventListener('change', () => this.runner.write(form.value as OperatorForm));
    on('copy-link', () => void this.copyLink());
    on('add-code', () => this.list.append({ id: emptyNotebook().cells[0]!.id, kind: 'code', text: '' }).edit());
    on('add-prose', () => this.list.append({ id: emptyNotebook().cells[0]!.id, kind: 'prose', text: '' }).edit());
    const chooser = byId('file', HTMLInputElement);
    on('open', () => chooser.click());
    chooser.addEventListener('change', () => {
      const [file] = chooser.files ?? [];
      if (file) void readChosen(file).then((notebook) => this.begin(notebook, `${file.name} is open`));
      chooser.value = '';
    });
    this.fillExamples();
    byId('notebooks-menu', HTMLElement).addEventListener('beforetoggle', (event) => {
      if ((event as ToggleEvent).newState === 'open') this.fillNotebooks();
    });
  }

  private async copyLink(): Promise<void> {
    const link = new URL(await writePermalink(this.list.notebook), location.href.replace(/#.*$/u, '')).href;
    this.say(`${await copyText(link, 'the link')}; its ${link.length} characters hold the whole notebook`);
  }

  private fillExamples(): void {
    const menu = byId('examples-menu', HTMLElement);
    const examples = JSON.parse(menu.dataset['examples'] ?? '[]') as readonly Example[];
    menu.append(
      ...examples.map(({ file, title, about }) => {
        const choose = button(title, () => void this.openExample(file, title));
        choose.append(element('small', {}, about));
        return element('li', {}, choose);
      }),
    );
  }

  private async openExample(file: string, title: string): Promise<void> {
    byId('examples-menu-box', HTMLElement).hidePopover();
    const answer = await fetch(`./examples/${file}`);
    if (!answer.ok) return this.say(`the example could not be loaded (${answer.status})`);
    this.begin({ title, cells: readCells(await answer.text()) }, `${title}: nothing of it has been run`);
  }

  private fillNotebooks(): void {
    const list = byId('notebooks', HTMLElement);
    const kept = this.keeper.list();
    list.replaceChildren(...kept.map((entry) => this.notebookEntry(entry)));
    if (kept.length === 0) list.append(element('li', {}, 'none yet: a notebook is kept with its first change'));
  }

  private notebookEntry({ id, title, saved }: ShelfEntry): HTMLElement {
    const open = button(title, () => {
      byId('notebooks-menu', HTMLElement).hidePopover();
      this.openKept(id);
    });
    open.append(element('small', {}, new Date(saved).toLocaleString()));
    const entry = element(
      'li',
      { class: 'kept' },
      open,
      iconButton('×', `Delete ${title}`, () => this.removeKept(id, title, entry)),
    );
    return entry;
  }

  /** Deletes a notebook from the browser. As long as the list is open, it can be brought back. */
  private removeKept(id: string, title: string, entry: HTMLElement): void {
    const bringBack = this.keeper.remove(id);
    if (id === this.keeper.id) this.begin(emptyNotebook(), '');
    const undo = button('Undo', () => {
      bringBack();
      this.fillNotebooks();
      this.say(`${title} is back`);
      byId('notebooks', HTMLElement).querySelector('button')?.focus();
    });
    entry.replaceChildren(element('span', {}, `${title} is deleted`), undo);
    undo.focus();
    sayAloud(`${title} is deleted; Undo brings it back`);
  }
}

/** Whether a fragment names a notebook; others lead to places on the page. */
function namesNotebook(hash: string): boolean {
  return isPermalink(hash) || hash === openedHash;
}

await new NotebookPage().start();
