import { describe, expect, test } from 'vitest';

import type { KernelChannels } from '../../src/jupyter/channels.js';
import type { NotebookCell, CellError, CellOutput, Interpreter } from '../../src/jupyter/interpreter.js';
import { Kernel } from '../../src/jupyter/kernel.js';
import { type JsonObject, type Message, MessageWriter, readMessage, signerFor } from '../../src/jupyter/wire.js';

const signer = signerFor('hmac-sha256', 'key');

type Sent = { readonly channel: string; readonly type: string; readonly content: any; readonly parent: string };

/** An interpreter that obeys its cells: `fail`, `wait` until it is interrupted, or a text that it shows. */
class Obedient implements Interpreter {
  readonly ran: NotebookCell[] = [];
  private stop = (): void => {};

  async execute(cell: NotebookCell, show: (output: CellOutput) => void): Promise<CellError | undefined> {
    this.ran.push(cell);
    const error = (name: string): CellError => ({ name, message: cell.code, traceback: [name, cell.code] });
    if (cell.code === 'fail') return error('failed');
    if (cell.code === 'crash') throw new Error('a mistake in the interpreter');
    if (cell.code === 'wait') {
      await new Promise<void>((resolve) => {
        this.stop = resolve;
      });
      return error('interrupted');
    }
    show({ kind: 'stream', text: 'a line\n' });
    for (const done of ['0', '1']) show({ kind: 'changing', name: 'progress', data: { 'text/plain': done } });
    show({ kind: 'display', data: { 'text/plain': 'before' } });
    show({ kind: 'result', data: { 'text/plain': cell.code, 'text/latex': `$${cell.code}$` } });
    return undefined;
  }

  async evaluate(expression: string) {
    return expression === 'bad' ? { name: 'bad', message: 'm', traceback: [] } : { 'text/plain': `<${expression}>` };
  }

  async complete(code: string, offset: number) {
    const start = code.lastIndexOf(' ', offset - 1) + 1;
    return { matches: [{ text: 'charge(', kind: 'function', detail: 'charge(H, n)' }], start, end: offset };
  }

  async inspect(code: string, offset: number) {
    return code[offset] === 'H' ? { 'text/plain': 'the Hamiltonian' } : undefined;
  }

  async completeness(code: string) {
    return code.endsWith('(')
      ? { status: 'incomplete' as const, indent: '  ' }
      : { status: 'complete' as const, indent: '' };
  }

  interrupt(): void {
    this.stop();
  }

  async close(): Promise<void> {}
}

/** A kernel whose channels are lists. */
function bench() {
  const sent: Sent[] = [];
  const log: string[] = [];
  let ends = 0;
  const interpreter = new Obedient();
  const parts = {
    interpreter,
    writer: new MessageWriter(signer),
    signer,
    info: { protocol_version: '5.3' },
    log: (text: string) => log.push(text),
    onShutdown: () => {
      ends += 1;
    },
  };
  const kernel = new Kernel(parts);
  const channels: KernelChannels = {
    send(channel, frames) {
      const { header, content, parent } = readMessage(frames, signer) as Message;
      sent.push({ channel, type: header.msg_type, content, parent: String(parent.msg_id ?? '') });
    },
    async close() {},
  };
  kernel.start(channels);
  let count = 0;
  const ask = (type: string, content: JsonObject = {}, channel: 'shell' | 'control' = 'shell'): string => {
    const id = `m${(count += 1)}`;
    const frames = new MessageWriter(signer).frames({ type, content, identities: [Uint8Array.of(1)] });
    const header = Buffer.from(JSON.stringify({ msg_id: id, msg_type: type, session: 's' }));
    const signed = [header, ...frames.slice(4)];
    kernel.receive(channel, [...frames.slice(0, 2), Buffer.from(signer(signed)), ...signed]);
    return id;
  };
  /** What was sent for a request, once it is idle again. */
  const answer = async (id: string): Promise<Sent[]> => {
    const isDone = ({ parent, content }: Sent): boolean => parent === id && content.execution_state === 'idle';
    while (!sent.some(isDone)) await new Promise((resolve) => setTimeout(resolve, 1));
    return sent.filter(({ parent }) => parent === id);
  };
  return { kernel, sent, log, interpreter, ask, answer, ends: () => ends };
}

const typesOf = (sent: readonly Sent[]): string[] =>
  sent.map(({ type, content }) => (type === 'status' ? content.execution_state : type));

describe('a kernel', () => {
  test('says that it starts, and answers who it is between busy and idle', async () => {
    const { sent, ask, answer } = bench();
    expect(sent).toMatchObject([{ channel: 'iopub', type: 'status', content: { execution_state: 'starting' } }]);
    const found = await answer(ask('kernel_info_request'));
    expect(typesOf(found)).toEqual(['busy', 'kernel_info_reply', 'idle']);
    expect(found[1]).toMatchObject({ channel: 'shell', content: { status: 'ok', protocol_version: '5.3' } });
  });

  test('publishes the input, the outputs and the result of a cell', async () => {
    const { ask, answer } = bench();
    const found = await answer(ask('execute_request', { code: 'H', user_expressions: { a: 'x', b: 'bad' } }));
    expect(typesOf(found)).toEqual([
      'busy',
      'execute_input',
      'stream',
      'display_data',
      'update_display_data',
      'display_data',
      'execute_result',
      'execute_reply',
      'idle',
    ]);
    const [, input, stream, first, second, , result, reply] = found.map(({ content }) => content);
    expect(input).toEqual({ code: 'H', execution_count: 1 });
    expect(stream).toEqual({ name: 'stdout', text: 'a line\n' });
    expect(second.transient).toEqual(first.transient);
    expect(first.transient.display_id).toBeTypeOf('string');
    expect(result).toEqual({
      data: { 'text/plain': 'H', 'text/latex': '$H$' },
      metadata: {},
      execution_count: 1,
    });
    expect(reply).toEqual({
      status: 'ok',
      execution_count: 1,
      payload: [],
      user_expressions: {
        a: { status: 'ok', data: { 'text/plain': '<x>' }, metadata: {} },
        b: { status: 'error', ename: 'bad', evalue: 'm', traceback: [] },
      },
    });
  });

  test('counts the cells that are stored', async () => {
    const { ask, answer, interpreter } = bench();
    await answer(ask('execute_request', { code: 'a' }));
    await answer(ask('execute_request', { code: 'b', store_history: false }));
    const silent = await answer(ask('execute_request', { code: 'c', silent: true }));
    await answer(ask('execute_request', { code: 'd' }));
    expect(interpreter.ran.map(({ number }) => number)).toEqual([1, undefined, undefined, 2]);
    expect(typesOf(silent)).toEqual(['busy', 'execute_reply', 'idle']);
    const [, reply] = await answer(ask('history_request', { hist_access_type: 'tail', n: 10, output: true }));
    expect(reply!.content.history).toEqual([
      [0, 1, ['a', 'a']],
      [0, 2, ['d', 'd']],
    ]);
  });

  test('does not run the cells that were sent together with one that fails', async () => {
    const { ask, answer, interpreter, sent } = bench();
    const ids = [
      ask('execute_request', { code: 'fail' }),
      ask('execute_request', { code: 'a' }),
      ask('kernel_info_request'),
      ask('execute_request', { code: 'b' }),
    ];
    const [failed, first, info, second] = await Promise.all(ids.map(answer));
    expect(typesOf(failed!)).toEqual(['busy', 'execute_input', 'error', 'execute_reply', 'idle']);
    expect(failed![2]!.content).toEqual({ ename: 'failed', evalue: 'fail', traceback: ['failed', 'fail'] });
    for (const aborted of [first!, second!]) {
      expect(typesOf(aborted)).toEqual(['busy', 'execute_reply', 'idle']);
      expect(aborted[1]!.content.status).toBe('aborted');
    }
    expect(info![1]!.content.status).toBe('ok');
    // The reply to the cell that failed comes first, by which a front end knows why.
    expect(sent.filter(({ type }) => type === 'execute_reply').map(({ parent }) => parent)).toEqual([
      ids[0],
      ids[1],
      ids[3],
    ]);
    await answer(ask('execute_request', { code: 'c' }));
    expect(interpreter.ran.map(({ code }) => code)).toEqual(['fail', 'c']);
  });

  test('runs them where an error is not to stop them', async () => {
    const { ask, answer, interpreter } = bench();
    ask('execute_request', { code: 'fail', stop_on_error: false });
    await answer(ask('execute_request', { code: 'a' }));
    expect(interpreter.ran.map(({ code }) => code)).toEqual(['fail', 'a']);
  });

  test('interrupts a cell by a message on control while shell is busy', async () => {
    const { ask, answer, sent } = bench();
    const cell = ask('execute_request', { code: 'wait' });
    const after = ask('kernel_info_request');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent.some(({ parent }) => parent === after)).toBe(false);
    const interrupt = await answer(ask('interrupt_request', {}, 'control'));
    expect(interrupt.find(({ channel }) => channel === 'control')!.content).toEqual({ status: 'ok' });
    expect((await answer(cell)).find(({ type }) => type === 'error')!.content.ename).toBe('interrupted');
    expect(typesOf(await answer(after))).toEqual(['busy', 'kernel_info_reply', 'idle']);
  });

  test('counts the code points of a text, as Jupyter does', async () => {
    const { ask, answer } = bench();
    const [, completed] = await answer(ask('complete_request', { code: '𝟙𝟙 cha', cursor_pos: 6 }));
    expect(completed!.content).toMatchObject({ status: 'ok', matches: ['charge('], cursor_start: 3, cursor_end: 6 });
    expect(completed!.content.metadata).toEqual({
      _jupyter_types_experimental: [{ start: 3, end: 6, text: 'charge(', type: 'function', signature: 'charge(H, n)' }],
    });
    const [, found] = await answer(ask('inspect_request', { code: '𝟙H', cursor_pos: 1, detail_level: 0 }));
    expect(found!.content).toMatchObject({ status: 'ok', found: true, data: { 'text/plain': 'the Hamiltonian' } });
    const [, missing] = await answer(ask('inspect_request', { code: '𝟙H', cursor_pos: 0 }));
    expect(missing!.content).toMatchObject({ status: 'ok', found: false, data: {} });
  });

  test('says whether a cell is complete', async () => {
    const { ask, answer } = bench();
    const [, open] = await answer(ask('is_complete_request', { code: 'f(' }));
    expect(open!.content).toEqual({ status: 'incomplete', indent: '  ' });
    const [, done] = await answer(ask('is_complete_request', { code: 'f' }));
    expect(done!.content).toEqual({ status: 'complete' });
  });

  test('finds its history', async () => {
    const { ask, answer } = bench();
    for (const code of ['C2', 'H', 'C3', 'C2']) await answer(ask('execute_request', { code }));
    const history = async (content: JsonObject): Promise<unknown> =>
      (await answer(ask('history_request', content)))[1]!.content.history;
    expect(await history({ hist_access_type: 'tail', n: 2 })).toEqual([
      [0, 3, 'C3'],
      [0, 4, 'C2'],
    ]);
    expect(await history({ hist_access_type: 'range', session: 0, start: 2, stop: 4 })).toEqual([
      [0, 2, 'H'],
      [0, 3, 'C3'],
    ]);
    expect(await history({ hist_access_type: 'range', session: -1, start: 0 })).toEqual([]);
    expect(await history({ hist_access_type: 'search', pattern: 'C*', n: 5, unique: true })).toHaveLength(2);
    expect(await history({ hist_access_type: 'search', pattern: 'X*' })).toEqual([]);
  });

  test('has no comms, and says so of requests that it does not know', async () => {
    const { ask, answer } = bench();
    const [, comms] = await answer(ask('comm_info_request', {}));
    expect(comms!.content).toEqual({ status: 'ok', comms: {} });
    const [, debug] = await answer(ask('debug_request', {}, 'control'));
    expect(debug).toMatchObject({ type: 'debug_reply', content: { status: 'error', ename: 'unknown-message' } });
    expect(typesOf(await answer(ask('comm_open', { comm_id: '1' })))).toEqual(['busy', 'comm_close', 'idle']);
  });

  test('survives requests without their fields, and mistakes of its own', async () => {
    const { ask, answer, log } = bench();
    for (const type of ['execute_request', 'complete_request', 'inspect_request', 'is_complete_request']) {
      const reply = (await answer(ask(type, { code: 7 }))).find(({ channel }) => channel === 'shell')!;
      expect(reply.content).toMatchObject({ status: 'error', ename: 'bad-request' });
    }
    const crash = await answer(ask('execute_request', { code: 'crash' }));
    expect(crash.find(({ channel }) => channel === 'shell')!.content).toMatchObject({
      status: 'error',
      ename: 'internal',
    });
    expect(log).toHaveLength(1);
    expect((await answer(ask('kernel_info_request')))[1]!.content.status).toBe('ok');
  });

  test('ignores what is not signed', async () => {
    const { kernel, sent, log } = bench();
    const other = new MessageWriter(signerFor('hmac-sha256', 'another key'));
    kernel.receive('shell', other.frames({ type: 'execute_request', content: { code: 'a' } }));
    kernel.receive('control', other.frames({ type: 'shutdown_request', content: {} }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sent).toHaveLength(1);
    expect(log).toEqual([
      'a message on shell is ignored: its signature is wrong',
      'a message on control is ignored: its signature is wrong',
    ]);
  });

  test.each([true, false])('shuts down, restart %s', async (restart) => {
    const { ask, answer, sent, ends } = bench();
    ask('execute_request', { code: 'wait' });
    const never = ask('execute_request', { code: 'a' });
    const found = await answer(ask('shutdown_request', { restart }, 'control'));
    expect(found.filter(({ type }) => type === 'shutdown_reply')).toMatchObject([
      { channel: 'iopub', content: { status: 'ok', restart } },
      { channel: 'control', content: { status: 'ok', restart } },
    ]);
    expect(ends()).toBe(1);
    expect(sent.some(({ parent }) => parent === never)).toBe(false);
  });
});
