import { ready } from '../../numeric/index.js';
import { type Item, type Reply, type Request, Workbench } from '../../workbench/index.js';

/*
 * The worker that computes. The page terminates it to cancel a computation, and runs the statements again in a new one,
 * so nothing here is interrupted.
 */

interface Scope {
  readonly location: { readonly search: string };
  postMessage(message: Reply): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Request }) => void): void;
  WebAssembly?: { readonly CompileError: new () => Error } | undefined;
}
const scope = globalThis as unknown as Scope;

// eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker, not a window
const send = (reply: Reply): void => scope.postMessage(reply);
const workbench = new Workbench((item: Item) => send({ kind: 'item', item }), { rich: true, cells: 'notebook' });
const tellVocabulary = (): void => send({ kind: 'vocabulary', vocabulary: workbench.vocabulary() });

/** Makes the kernels; where a page may not compile them, the same algorithms run without WebAssembly. */
async function prepare(): Promise<void> {
  if (scope.location.search === '?plain') scope.WebAssembly = undefined;
  const { WebAssembly: machine } = scope;
  try {
    await ready();
  } catch (error) {
    if (!machine || !(error instanceof machine.CompileError)) throw error;
    scope.WebAssembly = undefined;
  }
}

let queue = prepare();
scope.addEventListener('message', ({ data }) => {
  queue = queue.then(() => answer(data));
});

async function answer(request: Request): Promise<void> {
  try {
    await workbench.answer(request);
  } catch (error) {
    // A bug in spinlaw, not a mistake of the user; earlier definitions are not affected.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    send({ kind: 'item', item: { kind: 'internal', text } });
  }
  tellVocabulary();
  send({ kind: 'done' });
}
tellVocabulary();
