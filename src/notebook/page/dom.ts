/** Text and elements; what is not given is left out. */
export type Child = Node | string | undefined | false;

type Attributes = Readonly<Record<string, string | boolean | number | undefined>>;

/** An element with attributes and children. Strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button that does one thing. */
export function button(label: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}

/** A button that shows a sign, with the words for those who do not see it. */
export function iconButton(sign: string, words: string, act: () => void): HTMLButtonElement {
  return button(sign, act, { class: 'icon', 'aria-label': words, title: words });
}

/** The element of the page with this id, which index.html has. */
export function byId<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
}

let announced: HTMLElement | undefined;

/** Says a sentence to screen readers when they are idle. */
export function sayAloud(sentence: string): void {
  announced ??= byId('announcements', HTMLElement);
  // The same sentence twice would be said once.
  announced.textContent = announced.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

/** Offers a text as a file. */
export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

interface TrustedPolicy {
  createScriptURL(url: string): string;
}
interface TrustedFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): TrustedPolicy;
}

let policy: TrustedPolicy | undefined;

/** The address of a script beside the page, which is all that may be run. */
export function ownScript(name: 'engine-worker.js' | 'assist-worker.js' | 'service-worker.js', query = ''): string {
  const url = new URL(`./${name}${query}`, document.baseURI).href;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedFactory };
  if (!trustedTypes) return url;
  policy ??= trustedTypes.createPolicy('spinlaw', { createScriptURL: (own) => own });
  return policy.createScriptURL(url);
}
