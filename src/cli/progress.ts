/** Shortest time between two looks of a progress bar, in milliseconds. */
const pause = 100;
const barWidth = 20;

/** A line that says how far a long computation is; nothing where the stream is no terminal. */
export interface Progress {
  /** @param fraction  of the whole that is done */
  show(what: string, fraction: number): void;
  clear(): void;
}

export function progressOn(stream: NodeJS.WriteStream): Progress {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} };
  const start = performance.now();
  let last = start;
  let shown = false;
  return {
    show(what, fraction) {
      const now = performance.now();
      if (now - last < pause) return;
      last = now;
      shown = true;
      const full = Math.round(barWidth * Math.min(1, fraction));
      const left = fraction > 0 ? Math.ceil(((now - start) / 1000) * (1 / fraction - 1)) : undefined;
      stream.write(`\r\u001b[K${'█'.repeat(full)}${'░'.repeat(barWidth - full)} ${left === undefined ? '' : `about ${left} s left  `}${what}`);
    },
    clear() {
      if (shown) stream.write('\r\u001b[K');
      shown = false;
    },
  };
}
