/*
 * Keeps the files of the page, so that it opens without a server. The build puts their list and a version in; a new
 * version of the page takes over when all its tabs have been closed.
 */

declare const pageFiles: readonly string[];
declare const pageVersion: string;

interface Cache {
  addAll(addresses: readonly string[]): Promise<void>;
  match(address: string): Promise<Response | undefined>;
}
interface CacheStorage {
  open(name: string): Promise<Cache>;
  keys(): Promise<string[]>;
  delete(name: string): Promise<boolean>;
}
interface LifeEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent {
  readonly request: { readonly url: string; readonly method: string };
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  readonly caches: CacheStorage;
  readonly registration: { readonly scope: string };
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: LifeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}
const scope = globalThis as unknown as Scope;

/** Other notebooks at the same address, in other folders, have caches of their own. */
const prefix = `spinlaw:${scope.registration.scope}:`;
const name = prefix + pageVersion;

scope.addEventListener('install', (event) => {
  event.waitUntil(scope.caches.open(name).then((cache) => cache.addAll(pageFiles.map((file) => `./${file}`))));
});

scope.addEventListener('activate', (event) => {
  event.waitUntil(
    scope.caches
      .keys()
      .then((names) => Promise.all(names.filter((n) => n.startsWith(prefix) && n !== name).map(drop)))
      .then(() => scope.clients.claim()),
  );
});

const drop = (old: string): Promise<boolean> => scope.caches.delete(old);

scope.addEventListener('fetch', (event) => {
  const file = event.request.url.replace(/[?#].*$/su, '').slice(scope.registration.scope.length);
  const known = file === '' ? 'index.html' : file;
  if (event.request.method !== 'GET' || !pageFiles.includes(known)) return;
  event.respondWith(
    scope.caches
      .open(name)
      .then((cache) => cache.match(`./${known}`))
      .then((kept) => kept ?? fetch(event.request.url)),
  );
});
