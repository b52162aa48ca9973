export { type ReplOptions, startRepl } from './repl.js';
