export * from './front.js';
export { type ResultStore, replayEntry } from './replay.js';
export { Workbench, exampleOutput } from './workbench.js';
export { functionEntries, helpPage, helpTopics } from './help-page.js';
export { optionsPage, readOptions } from './options.js';
export type { WorkbenchOptions } from './workbench.js';
