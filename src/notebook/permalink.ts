import {
  type Notebook,
  type SheetCell,
  type Unreadable,
  longestNotebook,
  mostCells,
  newCell,
  plainTitle,
} from './sheet.js';

/*
 * A notebook as the fragment of an address: `#1.` and the JSON text [title, [kind, text, kind, text, …]], compressed by
 * deflate, in base64url. A browser does not send the fragment to any server.
 */

const version = '1.';
/** Largest length of a fragment that is read; browsers cut addresses of this order. */
const longestFragment = 2_000_000;

/** Whether a fragment, with its `#`, claims to be a notebook. */
export function isPermalink(hash: string): boolean {
  return /^#[0-9]+\./u.test(hash);
}

export async function writePermalink({ title, cells }: Notebook): Promise<string> {
  const text = JSON.stringify([title, cells.flatMap(({ kind, text }) => [kind === 'code' ? 0 : 1, text])]);
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const coded = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `#${version}${coded}`;
}

/** Reads a fragment, which may come from anyone. It becomes text in cells; nothing of it is run. */
export async function readPermalink(hash: string): Promise<Notebook | Unreadable> {
  if (!hash.startsWith(`#${version}`))
    return { problem: 'the link was made by another version of spinlaw, which writes notebooks in another way' };
  if (hash.length > longestFragment) return { problem: 'the link is too long' };
  const coded = hash.slice(1 + version.length);
  if (!/^[A-Za-z0-9_-]*$/u.test(coded)) return { problem: 'the link has characters that do not belong to it' };
  let text: string | undefined;
  try {
    const bytes = Uint8Array.from(atob(coded.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    text = await inflated(bytes);
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { problem: 'the link is damaged: its end may be missing' };
  }
  return text === undefined ? { problem: 'the notebook in the link is too long' } : notebookOf(text);
}

/** Errors of bytes that are not what they claim to be: of atob, of a browser's streams, and of Node's zlib. */
function isDamage(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return error instanceof TypeError || error instanceof DOMException || String(code).startsWith('Z_');
}

/** The text of compressed bytes; undefined if it is too long, which is noticed before all of it is unpacked. */
async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > longestNotebook) {
      await reader.cancel();
      return undefined;
    }
  }
}

function notebookOf(text: string): Notebook | Unreadable {
  const wrong: Unreadable = { problem: 'the link does not hold a notebook' };
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return wrong;
  }
  if (!Array.isArray(document) || document.length !== 2) return wrong;
  const [title, list] = document as unknown[];
  if (typeof title !== 'string' || !Array.isArray(list) || list.length % 2 !== 0) return wrong;
  if (list.length > 2 * mostCells) return { problem: `a notebook has at most ${mostCells} cells` };
  const cells: SheetCell[] = [];
  for (let k = 0; k < list.length; k += 2) {
    const [kind, body] = [list[k], list[k + 1]] as unknown[];
    if ((kind !== 0 && kind !== 1) || typeof body !== 'string') return wrong;
    cells.push(newCell(kind === 0 ? 'code' : 'prose', body.replaceAll(/\r\n?/gu, '\n')));
  }
  return { title: plainTitle(title), cells };
}
