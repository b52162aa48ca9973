import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { refuse } from '../text/index.js';
import { systemCode } from '../text/file.js';
import { contentPolicy, workerPolicy } from './policy.js';

/**
 * The usual port. A browser keeps the notebooks of each address apart, so the port must be the same every day.
 */
export const usualPort = 7746;

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A running server. */
export interface NotebookServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** 0 for any free port */
  readonly port: number;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** a script or a notebook of Jupyter that the page opens, with the name of its file */
  readonly opened?: { readonly name: string; readonly text: string };
}

/** The address below which the page finds the notebook to be opened. */
const openedPath = 'opened.json';

/**
 * Serves the page to this machine only. Requests with another Host or Origin than its own are refused, so no other page
 * and no other name for this machine reaches it; only the files of the list are handed out.
 *
 * @diagnostic `port-taken`
 */
export async function serveNotebook({ port, files, opened }: ServerOptions): Promise<NotebookServer> {
  const all = new Map(files);
  if (opened) all.set(openedPath, new TextEncoder().encode(JSON.stringify(opened)));
  const packed = new Map<string, Uint8Array>();
  const server = createServer((request, response) => {
    const refusal = refusalOf(request, portOf(server));
    if (refusal) return refuseRequest(response, ...refusal);
    const name = fileNamed(request.url ?? '', all);
    const content = name === undefined ? undefined : all.get(name);
    if (name === undefined || !content) return refuseRequest(response, 404, 'there is no such file');
    respond(request, response, { name, content, packed });
  });
  await listening(server, port);
  return {
    url: `http://127.0.0.1:${portOf(server)}/${opened ? '#opened' : ''}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      const code = systemCode(error);
      if (code !== 'EADDRINUSE' && code !== 'EACCES') return reject(error);
      try {
        refuse('port-taken', `port ${port} of this machine ${code === 'EACCES' ? 'is not allowed' : 'is in use'}`, {
          hint: `spinlaw notebook --port ${port === 65535 ? 65534 : Math.max(port, 1023) + 1}`,
        });
      } catch (diagnostic) {
        reject(diagnostic as Error);
      }
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** Why a request is refused: its status and a sentence; undefined for one that is answered. */
function refusalOf({ method, headers }: IncomingMessage, port: number): [number, string] | undefined {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin } = headers;
  if (!own.includes(host)) return [403, 'this server answers to its own address only'];
  if (origin !== undefined && origin !== `http://${host}`) return [403, 'another page may not ask this server'];
  const site = headers['sec-fetch-site'];
  const isVisit = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  // A link on another page may lead here; nothing else of another page may.
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isVisit)
    return [403, 'another page may not ask this server'];
  if (method !== 'GET' && method !== 'HEAD') return [405, 'this server only hands out files'];
  return undefined;
}

/** The file of the list that an address names; the address is compared, never opened. */
function fileNamed(url: string, files: ReadonlyMap<string, Uint8Array>): string | undefined {
  const path = url.replace(/[?#].*$/su, '');
  if (path === '/') return 'index.html';
  const name = path.slice(1);
  return path.startsWith('/') && files.has(name) ? name : undefined;
}

function headersFor(name: string): Record<string, string> {
  return {
    'Content-Type': types[extname(name)] ?? 'application/octet-stream',
    'Content-Security-Policy': name.endsWith('worker.js') ? workerPolicy : contentPolicy('header'),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
    'Cache-Control': name === openedPath ? 'no-store' : 'no-cache',
    Vary: 'Accept-Encoding',
  };
}

interface Answer {
  readonly name: string;
  readonly content: Uint8Array;
  /** what has been compressed already */
  readonly packed: Map<string, Uint8Array>;
}

function respond(request: IncomingMessage, response: ServerResponse, { name, content, packed }: Answer): void {
  const headers = headersFor(name);
  const accepts = /\bgzip\b/u.test(String(request.headers['accept-encoding'] ?? ''));
  const zip = accepts && extname(name) !== '.woff2';
  let body = content;
  if (zip) {
    body = packed.get(name) ?? gzipSync(content);
    packed.set(name, body);
    headers['Content-Encoding'] = 'gzip';
  }
  response.writeHead(200, { ...headers, 'Content-Length': String(body.length) });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function refuseRequest(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 405 && { Allow: 'GET, HEAD' }),
  });
  response.end(`${sentence}\n`);
}
