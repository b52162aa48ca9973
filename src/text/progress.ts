/** Shortest time between two updates of a progress bar, in milliseconds. */
const pause = 100;
const width = 20;

/** A progress bar with an estimate of the remaining time, as text; undefined if it was updated a moment ago. */
export function progressBar(
  now: () => number = () => performance.now(),
): (what: string, fraction: number) => string | undefined {
  const start = now();
  let last = start;
  return (what, fraction) => {
    const time = now();
    if (time - last < pause) return undefined;
    last = time;
    const full = Math.round(width * Math.min(1, fraction));
    const left = fraction > 0 ? `about ${Math.ceil(((time - start) / 1000) * (1 / fraction - 1))} s left  ` : '';
    return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${left}${what}`;
  };
}
