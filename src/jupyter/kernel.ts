import { randomUUID } from 'node:crypto';

import { DiagnosticError } from '../text/index.js';
import type { KernelChannels } from './channels.js';
import { CellHistory } from './history.js';
import type { CellError, CellOutput, Interpreter, MimeBundle } from './interpreter.js';
import { codePointOffset, utf16Offset } from './offsets.js';
import { type JsonObject, type Message, type MessageWriter, type Signer, readMessage } from './wire.js';

/** The reply to `kernel_info_request`, but for its status. */
export type KernelInfo = JsonObject;

/** The parts of a kernel. */
export interface KernelParts {
  readonly interpreter: Interpreter;
  readonly writer: MessageWriter;
  readonly signer: Signer;
  readonly info: KernelInfo;
  /** lines for the log of the program that started the kernel */
  readonly log: (text: string) => void;
  /** called once, after the reply to a request that ends the kernel */
  readonly onShutdown: () => void;
}

/** Milliseconds in which cells that were sent together with one that fails arrive. They are not run. */
const abortWindow = 50;

/** A message that waits for its turn, with the channel on which it came. */
interface Waiting {
  readonly channel: 'shell' | 'control';
  readonly message: Message;
}

type Handler = (request: Message) => JsonObject | Promise<JsonObject>;

/**
 * A kernel of Jupyter: answers requests on `shell` one after the other, and those on `control` at once, so that a
 * running cell can be interrupted.
 */
export class Kernel {
  private channels: KernelChannels | undefined;
  private readonly waiting: Waiting[] = [];
  private isWorking = false;
  private isEnding = false;
  private count = 0;
  private readonly history = new CellHistory();

  constructor(private readonly parts: KernelParts) {}

  /** Connects the kernel, which from now on may send. */
  start(channels: KernelChannels): void {
    this.channels = channels;
    this.publish('status', { execution_state: 'starting' });
  }

  /** Takes the frames of a message. */
  receive(channel: 'shell' | 'control', frames: readonly Uint8Array[]): void {
    const message = readMessage(frames, this.parts.signer);
    if ('rejected' in message) {
      this.parts.log(`a message on ${channel} is ignored: ${message.rejected}`);
      return;
    }
    if (channel === 'control') void this.answer({ channel, message });
    else {
      this.waiting.push({ channel, message });
      void this.work();
    }
  }

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    for (;;) {
      const next = this.waiting.shift();
      if (!next || this.isEnding) break;
      await this.answer(next);
    }
    this.isWorking = false;
  }

  private async answer({ channel, message }: Waiting): Promise<void> {
    const type = message.header.msg_type;
    this.publish('status', { execution_state: 'busy' }, message);
    const reply = await this.replyTo(message);
    if (reply) this.reply({ channel, message }, reply);
    this.publish('status', { execution_state: 'idle' }, message);
    if (type === 'shutdown_request') this.end();
  }

  /** The content of the reply, or undefined where a message has none. */
  private async replyTo(message: Message): Promise<JsonObject | undefined> {
    const type = message.header.msg_type;
    const handler = this.handlers.get(type);
    if (!handler) {
      // There is nothing to which a comm could be opened.
      if (type === 'comm_open') this.publish('comm_close', { comm_id: message.content.comm_id, data: {} }, message);
      if (!type.endsWith('_request')) return undefined;
      return failure('unknown-message', `this kernel has no answer to ${type}`);
    }
    try {
      return await handler(message);
    } catch (error) {
      if (error instanceof DiagnosticError) return failure(error.code, error.message);
      if (error instanceof BadRequest) return failure('bad-request', error.message);
      // A mistake in the kernel; other cells are not affected.
      this.parts.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return failure('internal', error instanceof Error ? error.message : String(error));
    }
  }

  private reply({ channel, message }: Waiting, content: JsonObject): void {
    const type = message.header.msg_type.replace(/_request$/u, '_reply');
    const { identities } = message;
    this.channels?.send(channel, this.parts.writer.frames({ type, content, parent: message, identities }));
  }

  private publish(type: string, content: JsonObject, parent?: Message): void {
    const topic = new TextEncoder().encode(`kernel.${this.parts.writer.session}.${type}`);
    this.channels?.send('iopub', this.parts.writer.frames({ type, content, parent, identities: [topic] }));
  }

  private readonly handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
    ['kernel_info_request', () => ({ status: 'ok', ...this.parts.info })],
    ['execute_request', (request) => this.execute(request)],
    ['complete_request', (request) => this.complete(request)],
    ['inspect_request', (request) => this.inspect(request)],
    ['is_complete_request', (request) => this.isComplete(request)],
    ['history_request', ({ content }) => ({ status: 'ok', history: this.history.answer(content) })],
    ['comm_info_request', () => ({ status: 'ok', comms: {} })],
    ['interrupt_request', () => this.interrupt()],
    ['shutdown_request', (request) => this.shutdown(request)],
  ]);

  private async execute(request: Message): Promise<JsonObject> {
    const { content } = request;
    const code = textField(content, 'code');
    const isSilent = content.silent === true;
    const isStored = content.store_history !== false && !isSilent;
    if (isStored) this.count += 1;
    const number = this.count;
    if (!isSilent) this.publish('execute_input', { code, execution_count: number }, request);
    let result: string | null = null;
    const cell = { code, number: isStored ? number : undefined };
    const screen = new CellScreen((type, shown) => {
      if (!isSilent)
        this.publish(type, type === 'execute_result' ? { ...shown, execution_count: number } : shown, request);
    });
    const error = await this.parts.interpreter.execute(cell, (output) => {
      if (output.kind === 'result') result = output.data['text/plain'] ?? null;
      screen.show(output);
    });
    if (isStored) this.history.add({ number, input: code, output: result });
    if (error) {
      if (!isSilent) this.publish('error', errorContent(error), request);
      if (content.stop_on_error !== false) await this.abortWaiting();
      return { status: 'error', execution_count: number, ...errorContent(error), payload: [], user_expressions: {} };
    }
    const user_expressions = await this.evaluateAll(content.user_expressions);
    return { status: 'ok', execution_count: number, payload: [], user_expressions };
  }

  /** Answers the cells that were sent before the failure of one was known, without running them. */
  private async abortWaiting(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, abortWindow));
    const isCell = ({ message }: Waiting): boolean => message.header.msg_type === 'execute_request';
    const cells = this.waiting.filter(isCell);
    this.waiting.splice(0, this.waiting.length, ...this.waiting.filter((w) => !isCell(w)));
    // They come after the reply to the cell that failed.
    setImmediate(() => {
      for (const cell of cells) {
        this.publish('status', { execution_state: 'busy' }, cell.message);
        this.reply(cell, { ...failure('aborted', 'an earlier cell failed'), status: 'aborted' });
        this.publish('status', { execution_state: 'idle' }, cell.message);
      }
    });
  }

  private async evaluateAll(expressions: unknown): Promise<JsonObject> {
    const values: Record<string, unknown> = {};
    if (typeof expressions !== 'object' || expressions === null) return values;
    for (const [name, expression] of Object.entries(expressions)) {
      const value = await this.parts.interpreter.evaluate(String(expression));
      values[name] = isError(value)
        ? { status: 'error', ...errorContent(value) }
        : { status: 'ok', data: value, metadata: {} };
    }
    return values;
  }

  private async complete({ content }: Message): Promise<JsonObject> {
    const { code, offset } = place(content);
    const { matches, start, end } = await this.parts.interpreter.complete(code, offset);
    const [cursor_start, cursor_end] = [codePointOffset(code, start), codePointOffset(code, end)];
    return {
      status: 'ok',
      matches: matches.map(({ text }) => text),
      cursor_start,
      cursor_end,
      metadata: {
        // The form in which JupyterLab reads the kind of a match.
        _jupyter_types_experimental: matches.map(({ text, kind, detail }) => ({
          start: cursor_start,
          end: cursor_end,
          text,
          type: kind,
          signature: detail,
        })),
      },
    };
  }

  private async inspect({ content }: Message): Promise<JsonObject> {
    const { code, offset } = place(content);
    const data = await this.parts.interpreter.inspect(code, offset);
    return { status: 'ok', found: data !== undefined, data: data ?? {}, metadata: {} };
  }

  private async isComplete({ content }: Message): Promise<JsonObject> {
    const { status, indent } = await this.parts.interpreter.completeness(textField(content, 'code'));
    return status === 'incomplete' ? { status, indent } : { status };
  }

  private interrupt(): JsonObject {
    this.parts.interpreter.interrupt();
    return { status: 'ok' };
  }

  private shutdown(request: Message): JsonObject {
    this.isEnding = true;
    const content = { status: 'ok', restart: request.content.restart === true };
    // Every front end learns of it, not only the one that asked.
    this.publish('shutdown_reply', content, request);
    return content;
  }

  private end(): void {
    this.waiting.length = 0;
    this.parts.onShutdown();
  }
}

/** Publishes the outputs of a cell, and replaces those that change. */
class CellScreen {
  /** the identifiers of the outputs that have been shown and may change */
  private readonly changing = new Map<string, string>();

  constructor(private readonly publish: (type: string, content: JsonObject) => void) {}

  show(output: CellOutput): void {
    switch (output.kind) {
      case 'stream':
        return this.publish('stream', { name: 'stdout', text: output.text });
      case 'display':
        return this.publish('display_data', { data: output.data, metadata: {}, transient: {} });
      case 'result':
        return this.publish('execute_result', { data: output.data, metadata: {} });
      case 'changing': {
        const known = this.changing.get(output.name);
        const display_id = known ?? randomUUID();
        this.changing.set(output.name, display_id);
        const type = known === undefined ? 'display_data' : 'update_display_data';
        return this.publish(type, { data: output.data, metadata: {}, transient: { display_id } });
      }
    }
  }
}

function isError(value: MimeBundle | CellError): value is CellError {
  return Array.isArray(value.traceback);
}

function errorContent({ name, message, traceback }: CellError): JsonObject {
  return { ename: name, evalue: message, traceback };
}

function failure(name: string, message: string): JsonObject {
  return { status: 'error', ...errorContent({ name, message, traceback: [`${name}: ${message}`] }) };
}

/** A request that lacks a field. */
class BadRequest extends Error {}

/** A field that a request cannot do without. */
function textField(content: JsonObject, name: string): string {
  const value = content[name];
  if (typeof value !== 'string') throw new BadRequest(`the request has no text "${name}"`);
  return value;
}

function place(content: JsonObject): { readonly code: string; readonly offset: number } {
  const code = textField(content, 'code');
  const position = content.cursor_pos;
  return { code, offset: typeof position === 'number' ? utf16Offset(code, position) : code.length };
}
