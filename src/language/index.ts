export type * from './tree.js';
export { readTokens } from './lexer.js';
export type { Token } from './token.js';
export { type Program, longestSource, needsMore, parseExpression, parseProgram } from './parser.js';
export { appliedProblem, bracketAfter } from './applied.js';
export { insteadOf } from './elsewhere.js';
export { closest, closestSubscript, editDistance } from './closeness.js';
export { isOneLetter, looksLikeCoupling } from './shape.js';
export { type OperatorWord, operatorWord } from './operator-words.js';
export { type Piece, cutStatements, deepestBrackets, longestStatement, looseMinus, mayGoOn } from './layout.js';
export {
  canonicalName,
  nameOrNone,
  greekName,
  greekSymbol,
  latinTwin,
  keywords,
  longestName,
  reservedLetters,
  roles,
} from './names.js';
export {
  type FunctionName,
  type FunctionWord,
  callForm,
  functionNamed,
  functionNames,
  functionWords,
} from './functions.js';
export { type HelpEntry, exampleDefinitions, functionEquations, helpEntries } from './help.js';
export { holdsNode } from './holds-node.js';
export { siteInside } from './write-common.js';
export { nameSymbol, nameText, writeText } from './write-text.js';
export { definedTex, nameTex, writeTex } from './write-tex.js';
