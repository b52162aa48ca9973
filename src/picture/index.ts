/** Markup that escapes what is put into it, and pictures of Pauli words. */
export { type Insert, Markup, escapeText, html } from './markup.js';
export { wordPicture } from './word-picture.js';
