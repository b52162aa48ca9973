import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveNotebook } from '../../src/notebook/index.js';
import type { NotebookServer } from '../../src/notebook/index.js';

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

let server: NotebookServer;
let port: number;

beforeAll(async () => {
  const text = (content: string) => new TextEncoder().encode(content);
  server = await serveNotebook({
    port: 0,
    files: new Map([
      ['index.html', text('the page')],
      ['main.js', text('the script')],
      ['engine-worker.js', text('the worker')],
      ['fonts/a.woff2', text('a font')],
    ]),
    opened: { name: 'a.spin', text: 'H = 1 # </script>' },
  });
  port = Number(new URL(server.url).port);
});
afterAll(() => server.close());

/** A request with a path and headers that no browser would send. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: { Host: `127.0.0.1:${port}`, ...headers },
    });
    asked.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('the loopback server', () => {
  test('hands out the files of its list', async () => {
    expect(server.url).toBe(`http://127.0.0.1:${port}/#opened`);
    expect(await ask('/')).toMatchObject({ status: 200, body: 'the page' });
    expect(await ask('/main.js?x=1')).toMatchObject({ status: 200, body: 'the script' });
    expect(await ask('/fonts/a.woff2')).toMatchObject({ status: 200, body: 'a font' });
    expect(JSON.parse((await ask('/opened.json')).body)).toEqual({ name: 'a.spin', text: 'H = 1 # </script>' });
    expect(await ask('/', { Host: `localhost:${port}` })).toMatchObject({ status: 200 });
    expect(await ask('/main.js', {}, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/fonts/../../package.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
    '/etc/passwd',
    '/fonts',
    '/fonts/',
    '/main.js%00',
    '/%',
    '*',
    'http://127.0.0.1/main.js',
    '/constructor',
    '/__proto__',
  ])('has no file %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  test.each([
    ['another host', { Host: 'evil.example' }],
    ['another name for this machine', { Host: 'rebound.example:7746' }],
    ['no port', { Host: '127.0.0.1' }],
    ['another origin', { Origin: 'https://evil.example' }],
    ['an opaque origin', { Origin: 'null' }],
    ['a request of another page', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
    [
      'a frame in another page',
      { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'iframe' },
    ],
    ['another port of this machine', { 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' }],
  ] as [string, Record<string, string>][])('refuses %s', async (_, headers) => {
    expect((await ask('/main.js', headers)).status).toBe(403);
  });

  test('lets a link of another page lead to it', async () => {
    const visit = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' };
    expect((await ask('/', visit)).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect(await ask('/', {}, method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  test('forbids scripts of others, frames, and markup from text', async () => {
    const { headers } = await ask('/');
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join(' ')).not.toMatch(/unsafe|\*|https?:|data:/u);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    // The kernels are compiled in the worker, whose own policy allows that and nothing more.
    const worker = String((await ask('/engine-worker.js')).headers['content-security-policy']);
    expect(worker).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'",
    );
  });

  test('says which port is in use, and another to try', async () => {
    await expect(serveNotebook({ port, files: new Map() })).rejects.toMatchObject({
      diagnostic: { code: 'port-taken', hint: `spinlaw notebook --port ${port + 1}` },
    });
  });
});
