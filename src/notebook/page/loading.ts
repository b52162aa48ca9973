/**
 * Loads a part of the page when it is first asked for, and keeps it. A part that could not be loaded is asked for again
 * the next time.
 */
export function loadedOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/** A part of the page; undefined where its file cannot be loaded, so that the page does without it. */
export async function unlessOffline<T>(loading: Promise<T>): Promise<T | undefined> {
  try {
    return await loading;
  } catch (error) {
    // The error of `import` in every browser.
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}
