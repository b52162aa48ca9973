import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, type Page, chromium } from 'playwright-core';
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
}

export async function visit(options: VisitOptions = {}): Promise<Visit> {
  const { width = 1100, height = 900, dark = false, opened, at = '' } = options;
  const server = await serveNotebook({ port: 0, files: staticFiles(), ...(opened && { opened }) });
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
    ],
  });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = context.pages()[0] ?? (await context.newPage());
  const problems: string[] = [];
  const loaded = new Map<string, number>();
  watch(page, problems, loaded);
  await page.goto(server.url + at);
  await page.waitForSelector('html[data-state="ready"], html[data-state="complete"]');
  return {
    page,
    context,
    server,
    problems,
    loaded,
    close: async () => {
      await context.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
