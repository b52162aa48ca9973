import { EventEmitter } from 'node:events';
import { type Key, emitKeypressEvents } from 'node:readline';
import { PassThrough } from 'node:stream';

/** Ctrl-R */
const searchKey = 0x12;
const escape = 0x1b;

/** A terminal that keys come from. */
export type KeySource = NodeJS.ReadableStream & { readonly isTTY?: boolean; setRawMode?(mode: boolean): unknown };

/** A mode in which keys do not go to the line that is being typed. */
export interface KeyMode {
  /** Takes a key; false where it ends the mode and belongs to the line. */
  take(text: string | undefined, key: Key): boolean;
  readonly isOver: boolean;
}

/**
 * The keys of a terminal on their way to readline. Ctrl-R, which readline does not use, begins a mode that takes the keys
 * until it is over.
 *
 * @param begin  the mode that Ctrl-R begins; undefined where there is none at the moment
 */
export function keysOf(source: KeySource, begin: () => KeyMode | undefined): PassThrough & { readonly isTTY: true } {
  const keys = Object.assign(new PassThrough(), {
    isTTY: true as const,
    setRawMode: (mode: boolean) => source.setRawMode?.(mode),
  });
  let mode: KeyMode | undefined;
  // readline splits bytes into keys for any emitter of data; its types ask for a stream.
  const splitter = new EventEmitter() as unknown as NodeJS.ReadableStream;
  emitKeypressEvents(splitter);
  splitter.on('keypress', (text: string | undefined, key: Key) => {
    if (mode && !mode.isOver && mode.take(text, key)) return;
    keys.write(key.sequence ?? text ?? '');
  });
  const pass = (bytes: Buffer): void => {
    if (mode && !mode.isOver) {
      // A lone escape would wait for the rest of a sequence.
      if (bytes.length === 1 && bytes[0] === escape) mode.take(undefined, { name: 'escape' });
      else splitter.emit('data', bytes);
      return;
    }
    const at = bytes.indexOf(searchKey);
    const found = at < 0 ? undefined : begin();
    if (!found) {
      keys.write(bytes);
      return;
    }
    if (at > 0) keys.write(bytes.subarray(0, at));
    mode = found;
    if (at + 1 < bytes.length) pass(bytes.subarray(at + 1));
  };
  const take = (chunk: Buffer | string): void => pass(Buffer.from(chunk as string));
  source.on('data', take);
  source.once('end', () => keys.end());
  keys.once('close', () => {
    source.off('data', take);
    source.pause();
  });
  return keys;
}
