export type * from './tree.js';
export { type Program, longestSource, needsMore, parseExpression, parseProgram } from './parser.js';
export { deepestBrackets, longestStatement } from './layout.js';
export { canonicalName, functionNames, functions, greekName, greekSymbol, keywords, reservedLetters, roles } from './names.js';
export { nameText, writeText } from './write-text.js';
export { nameTex, writeTex } from './write-tex.js';
