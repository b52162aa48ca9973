/** The file with which threads of this room start. */
export const chainThread = new URL('./chain-thread.js', import.meta.url);
