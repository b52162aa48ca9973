import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { type NotebookServer, serveNotebook, staticFiles, usualPort } from '../notebook/index.js';
import { wholeNumber } from '../report/index.js';
import { type ExitCode, refuse } from '../text/index.js';
import { command } from './command.js';
import { readFile, readInput } from './input.js';
import type { CommonOptions } from './options.js';
import type { Output } from './output.js';

interface NotebookOptions extends CommonOptions {
  readonly port: string;
  /** false with --no-open */
  readonly open?: boolean;
  readonly out?: string;
}

export const notebookCommand = command<NotebookOptions>({
  operands: '[file...]',
  example: [
    '$ spinlaw notebook',
    '$ spinlaw notebook examples/driven-chain.spin',
    '$ spinlaw notebook --out public/notebook',
  ],
  options: [
    {
      flags: '--port <number>',
      about: 'the port on this machine; a browser keeps the notebooks of each port apart',
      default: String(usualPort),
    },
    { flags: '--no-open', about: 'only print the address, and open no browser' },
    { flags: '--out <folder>', about: 'write the page as static files for any web server, and serve nothing' },
  ],
  async run(operands, { set, port, open = true, out }, output) {
    if (set.length > 0)
      refuse('bad-arguments', 'a notebook takes no settings', {
        hint: `write ${set[0]!.replace('=', ' = ')} into a cell, or use :slider`,
      });
    if (operands.length > 1)
      refuse('too-many-inputs', `${operands.length} files where one is taken`, {
        hint: `spinlaw notebook ${operands[0]!}`,
      });
    const [path] = operands;
    const number = wholeNumber('--port', port, { least: 0, example: usualPort });
    if (number > 65535) refuse('option-value', `there is no port ${port}`, { hint: `--port ${usualPort}` });
    const opened = path === undefined ? undefined : openedFile(path);
    if (out !== undefined) return await writeFolder(out, output);
    const server = await serveNotebook({ port: number, files: staticFiles(), ...(opened && { opened }) });
    if (output.json) output.document({ url: server.url });
    else output.line(`${server.url}`);
    output.remark('Ctrl-C ends');
    if (open) openBrowser(server.url, output);
    return untilInterrupted(server);
  },
});

/** A script, or a notebook of Jupyter, which the page reads. */
function openedFile(path: string): { readonly name: string; readonly text: string } {
  if (path.endsWith('.ipynb')) return { name: basename(path), text: readFile(path) };
  const { name, text } = readInput(path);
  return { name: name.startsWith('<') ? 'Untitled.spin' : basename(name), text };
}

async function writeFolder(path: string, output: Output): Promise<ExitCode> {
  const { siteFolder } = await import('../document/index.js');
  const written = siteFolder(path).write(new Map(staticFiles()));
  if (output.json) output.document({ out: path, files: written });
  else output.line(`${written.length} files in ${path}: serve them at any address`);
  return 0;
}

/** Opens the browser of the machine; where there is none, the printed address is enough. */
function openBrowser(url: string, output: Output): void {
  const [program, ...before] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open'];
  const child = spawn(program!, [...before, url], { stdio: 'ignore', detached: true });
  child.on('error', () => output.remark('no browser could be opened: type the address into one'));
  child.unref();
}

/** Resolved when the user ends the server. */
function untilInterrupted(server: NotebookServer): Promise<ExitCode> {
  return new Promise((resolve) => {
    const end = (): void => {
      for (const signal of signals) process.off(signal, end);
      void server.close().then(() => resolve(0));
    };
    for (const signal of signals) process.on(signal, end);
  });
}

const signals = ['SIGINT', 'SIGTERM'] as const;
