export { type ReplOptions, startRepl } from './repl.js';
export { Engine } from './engine.js';
export { readScript, writeScript } from './script-file.js';
