import { type Palette, coloured, plain } from '../text/index.js';

/** Colour for a stream: never where NO_COLOR is set, TERM is dumb or the stream is not a terminal. */
export function paletteOf(stream: { readonly isTTY?: boolean }, environment: NodeJS.ProcessEnv): Palette {
  const { NO_COLOR, TERM } = environment;
  return stream.isTTY && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb' ? coloured : plain;
}
