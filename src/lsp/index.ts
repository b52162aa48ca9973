import { createConnection } from 'vscode-languageserver/node';
import { serve } from './server.js';

/**
 * The server for editors, over standard input and output. It ends when the editor says so, or goes away: with code 0
 * after a shutdown and 1 without, as the protocol has it.
 */
export async function runLanguageServer(): Promise<never> {
  serve(createConnection(process.stdin, process.stdout));
  return new Promise<never>(() => undefined);
}
