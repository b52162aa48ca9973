/*
 * What a door needs before the language is loaded: the commands and their help, the journal, and items as text. Nothing
 * here imports more than the room `text`.
 */
export {
  type Command,
  commandHelp,
  commandNames,
  isCommand,
  notebookInstead,
  readCommand,
  sliderHelp,
} from './commands.js';
export { type HelpEntry, helpEntries } from '../language/help.js';
export { formulaWidth } from './formula-width.js';
export { Journal, modelRoles } from './journal.js';
export type {
  AgainItem,
  ClaimItem,
  Entry,
  Item,
  Note,
  PlotItem,
  Reply,
  Request,
  RunRequest,
  Rich,
  SolveItem,
  Use,
  ValueItem,
  WorkerVocabulary,
} from './messages.js';
export { type Style, codeOf, duration, outputOf, remarksOf, visibleItem } from './present.js';
export { type PlotCurve, type PlotData, plotText } from './plot-text.js';
export { refusalOf } from './refusal.js';
export { requestOf } from './requests.js';
export { type RichOutput, richOutput } from './rich-output.js';
