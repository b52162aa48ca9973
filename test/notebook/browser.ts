import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { type BrowserContext, type Locator, type Page, chromium } from 'playwright-core';
import { type NotebookServer, type ServerOptions, serveNotebook, staticFiles } from '../../src/notebook/index.js';

/** The browser of Debian, where it is installed; SPINLAW_CHROMIUM names another one. */
export const browserPath: string | undefined = [
  process.env['SPINLAW_CHROMIUM'],
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
].find((path) => path !== undefined && existsSync(path));

if (!browserPath)
  console.log(
    'SKIPPED: the tests of the notebook in a browser, for there is no Chromium: apt install chromium-headless-shell',
  );

/** What a skipped test says in its name. */
export const inBrowser = browserPath ? '' : ' (SKIPPED: no Chromium)';

/** A browser shares a busy machine with other tests, and its time says nothing: only what hangs is to fail. */
export const unhurried = { timeout: 180_000 } as const;

/** A page in a browser of its own, and the server that it comes from. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly server: NotebookServer;
  /** problems that the page has reported: errors, violations of its policy */
  readonly problems: readonly string[];
  /** the paths of the files that were loaded, with the bytes of each */
  readonly loaded: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly opened?: ServerOptions['opened'];
  /** what follows the address: `?plain`, `#1.…` */
  readonly at?: string;
  /** the files of the page, by default those that the build has made */
  readonly files?: ReadonlyMap<string, Uint8Array>;
  /** whether the page comes from a plain web server under another name than localhost, without https */
  readonly insecure?: boolean;
}

/** A name that the browser of a visit takes for this machine. */
const otherHost = 'spinlaw.test';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
};

/** A web server that hands out files below a folder of its address, and knows nothing of spinlaw. */
export async function plainServer(
  files: ReadonlyMap<string, Uint8Array | string>,
  folder = '',
): Promise<{ readonly server: NotebookServer; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').replace(/[?#].*$/su, '')).slice(1);
    asked.push(path);
    const name = path.startsWith(folder) ? path.slice(folder.length) : undefined;
    const content = name === undefined ? undefined : files.get(name === '' ? 'index.html' : name);
    if (content === undefined) return void response.writeHead(404).end('no such file');
    response.writeHead(200, { 'Content-Type': types[extname(name!) || '.html'] ?? 'application/octet-stream' });
    return void response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { server: { url: `http://127.0.0.1:${port}/${folder}`, close }, asked };
}

export async function visit(options: VisitOptions = {}): Promise<Visit> {
  const { opened, at = '', files = staticFiles(), insecure = false } = options;
  const server = insecure
    ? (await plainServer(files)).server
    : await serveNotebook({ port: 0, files, ...(opened && { opened }) });
  const { context, page, close } = await openBrowser(options);
  const problems: string[] = [];
  const loaded = new Map<string, number>();
  watch(page, problems, loaded);
  await page.goto((insecure ? server.url.replace('127.0.0.1', otherHost) : server.url) + at);
  await page.waitForSelector('html[data-state="ready"], html[data-state="complete"]');
  return {
    page,
    context,
    server,
    problems,
    loaded,
    close: async () => {
      await close();
      await server.close();
    },
  };
}

/** A browser with one empty page. */
export async function openBrowser({
  width = 1100,
  height = 900,
  dark = false,
}: Pick<VisitOptions, 'width' | 'height' | 'dark'> = {}): Promise<Omit<Visit, 'server' | 'problems' | 'loaded'>> {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: browserPath!,
    headless: true,
    viewport: { width, height },
    colorScheme: dark ? 'dark' : 'light',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--host-resolver-rules=MAP ${otherHost} 127.0.0.1`,
    ],
  });
  context.setDefaultTimeout(unhurried.timeout / 2);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    context,
    close: async () => {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A text in a new last cell, which is run; the cell, when its result is there. */
export async function runCell({ page }: Pick<Visit, 'page'>, text: string): Promise<Locator> {
  await page.click('#add-code');
  const cell = page.locator(`#${await page.locator('.cell').last().getAttribute('id')}`);
  await page.keyboard.insertText(text);
  await page.keyboard.press('Control+Enter');
  await cell.locator('.output:not([hidden]):not(.running)').waitFor();
  return cell;
}

/** Waits until nothing is computed. */
export async function idle({ page }: Pick<Visit, 'page'>): Promise<void> {
  await page.waitForSelector('html[data-busy="false"]');
}

interface Violation {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string }[];
}

/** Violations of the rules of accessibility that are serious or worse. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const found = (await page.evaluate('axe.run(document).then((r) => r.violations)')) as readonly Violation[];
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Writes down what a page reports and loads. */
export function watch(page: Page, problems: string[], loaded: Map<string, number>): void {
  page.on('pageerror', (error) => problems.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('response', (response) => {
    const { pathname, protocol } = new URL(response.url());
    // Pictures that the page has made, and files that it keeps, come from no server.
    if (protocol === 'blob:' || response.fromServiceWorker()) return;
    void response.body().then(
      (body) => loaded.set(pathname, body.length),
      () => loaded.set(pathname, 0),
    );
  });
}
