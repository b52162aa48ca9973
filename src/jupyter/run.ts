import { readTextFile } from '../text/file.js';
import { packageVersion } from '../text/file.js';
import { openChannels } from './channels.js';
import { readConnection } from './connection.js';
import { Kernel, type KernelInfo } from './kernel.js';
import { SpinInterpreter } from './spin-interpreter.js';
import { MessageWriter, protocolVersion, signerFor } from './wire.js';
import { loadZeroMq } from './zeromq.js';

/** Milliseconds between two looks whether the program that started the kernel still runs. */
const parentInterval = 1000;

/** The reply to `kernel_info_request`. */
export function kernelInfo(): KernelInfo {
  const version = packageVersion();
  return {
    protocol_version: protocolVersion,
    implementation: 'spinlaw',
    implementation_version: version,
    language_info: {
      name: 'spinlaw',
      version,
      mimetype: 'text/x-spinlaw',
      file_extension: '.spin',
      // Nothing knows the language yet, and nbconvert would warn.
      pygments_lexer: 'text',
    },
    banner: `spinlaw ${version}: the laws of quantum spin chains and driven quantum systems. ? is for help.`,
    help_links: [],
    debugger: false,
  };
}

export interface KernelOptions {
  /** `--set name=scalar` settings */
  readonly set?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
  /** the built worker, if it is not next to this file */
  readonly worker?: URL;
  readonly log?: (text: string) => void;
}

/**
 * Runs a kernel until it is shut down, or until the program that started it is gone.
 *
 * @param file  the connection file
 * @diagnostic `zeromq-missing`, `no-such-file`, `json-syntax`, `bad-connection-file`, `port-in-use`, `cannot-listen`,
 *             and those of a wrong setting
 */
export async function serveKernel(file: string, options: KernelOptions = {}): Promise<void> {
  const {
    set = [],
    environment = process.env,
    worker = new URL('./worker.js', import.meta.url),
    log = () => {},
  } = options;
  const connection = readConnection({ name: file, text: readTextFile(file, file) });
  const zeroMq = loadZeroMq();
  const interpreter = new SpinInterpreter(worker, set);
  await interpreter.start();
  const signer = signerFor(connection.scheme, connection.key);
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const writer = new MessageWriter(signer);
  const kernel = new Kernel({ interpreter, writer, signer, info: kernelInfo(), log, onShutdown: end });
  try {
    const channels = await openChannels(zeroMq, connection, (channel, frames) => kernel.receive(channel, frames));
    kernel.start(channels);
    const stopWatching = watchParent(environment, end);
    const interrupt = (): void => interpreter.interrupt();
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', end);
    await ended;
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', end);
    stopWatching();
    await channels.close();
  } finally {
    await interpreter.close();
  }
}

/** Ends the kernel when the program that started it is gone, as after a crash. Jupyter gives its number. */
function watchParent({ JPY_PARENT_PID }: NodeJS.ProcessEnv, end: () => void): () => void {
  const parent = Number(JPY_PARENT_PID);
  // On Windows it is a handle of the system, not the number of a process.
  if (!Number.isInteger(parent) || parent <= 1 || process.platform === 'win32') return () => {};
  const timer = setInterval(() => {
    if (!isRunning(parent)) end();
  }, parentInterval);
  return () => clearInterval(timer);
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    // The process of another user cannot be sent a signal, but it is there.
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return true;
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
