import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';

/** The sockets of a client, as far as the tests use them. */
interface ClientSocket {
  connect(address: string): void;
  subscribe(topic?: string): void;
  send(frames: readonly (string | Uint8Array)[]): Promise<void>;
  receive(): Promise<Buffer[]>;
  close(): void;
  linger: number;
}

type Make = new () => ClientSocket;

/** The package zeromq, or the reason why it is missing. */
export function zeroMqForTests(): { Dealer: Make; Subscriber: Make; Request: Make } | string {
  try {
    return createRequire(import.meta.url)('zeromq') as { Dealer: Make; Subscriber: Make; Request: Make };
  } catch (error) {
    return String(error);
  }
}

/** A number of ports that are free now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

export interface Received {
  readonly type: string;
  readonly content: any;
  readonly parent: string;
}

/** A kernel in a process of its own, and a client that speaks to it as the protocol says, without code of the kernel. */
export class KernelProcess {
  readonly published: Received[] = [];
  private readonly replies: Received[] = [];
  private readonly sockets: Record<'shell' | 'control' | 'stdin' | 'iopub' | 'hb', ClientSocket>;
  private readonly key: string;
  private waiting: (() => void)[] = [];
  error = '';

  private constructor(
    readonly process: ChildProcess,
    readonly ports: Readonly<Record<string, string | number>>,
    { Dealer, Subscriber, Request }: { Dealer: Make; Subscriber: Make; Request: Make },
  ) {
    this.key = String(ports.key);
    this.sockets = {
      shell: new Dealer(),
      control: new Dealer(),
      stdin: new Dealer(),
      iopub: new Subscriber(),
      hb: new Request(),
    };
    this.sockets.iopub.subscribe();
    for (const [name, socket] of Object.entries(this.sockets)) {
      socket.linger = 0;
      socket.connect(`tcp://127.0.0.1:${ports[`${name}_port`]}`);
    }
    process.stderr!.on('data', (data: Buffer) => {
      this.error += data.toString();
      this.wake();
    });
    for (const name of ['shell', 'control', 'iopub'] as const) void this.listen(name);
  }

  /** Starts a kernel with a connection file in a folder. */
  static async start(
    folder: string,
    zeroMq: { Dealer: Make; Subscriber: Make; Request: Make },
    { key = 'a key', args = [], environment = {} }: Partial<StartOptions> = {},
  ): Promise<KernelProcess> {
    const connection = await connectionOf(key);
    const file = join(folder, `${randomUUID()}.json`);
    writeFileSync(file, JSON.stringify(connection));
    const child = spawn(process.execPath, ['dist/program/main.js', 'jupyter', 'kernel', ...args, file], {
      stdio: ['ignore', 'inherit', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', ...environment },
    });
    const kernel = new KernelProcess(child, connection, zeroMq);
    // The subscription may come after the first messages: ask until one is heard.
    for (;;) {
      const id = await kernel.send('shell', 'kernel_info_request');
      await kernel.until(() => kernel.replies.some(({ parent }) => parent === id));
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (kernel.published.some(({ parent }) => parent === id)) return kernel;
    }
  }

  private wake(): void {
    const waiting = this.waiting.splice(0);
    for (const resolve of waiting) resolve();
  }

  private async listen(name: 'shell' | 'control' | 'iopub'): Promise<void> {
    const kept = name === 'iopub' ? this.published : this.replies;
    for (;;) {
      let frames: Buffer[];
      try {
        frames = await this.sockets[name].receive();
      } catch {
        return;
      }
      const start = frames.findIndex((frame) => frame.toString() === '<IDS|MSG>');
      const [signature, header, parent, metadata, content] = frames.slice(start + 1);
      const hmac = createHmac('sha256', this.key);
      for (const part of [header, parent, metadata, content]) hmac.update(part!);
      if (this.key !== '' && hmac.digest('hex') !== signature!.toString()) throw new Error('a wrong signature');
      kept.push({
        type: JSON.parse(header!.toString()).msg_type,
        parent: JSON.parse(parent!.toString()).msg_id ?? '',
        content: JSON.parse(content!.toString()),
      });
      this.wake();
    }
  }

  async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  async send(channel: 'shell' | 'control' | 'stdin', type: string, content: object = {}): Promise<string> {
    const id = randomUUID();
    const header = { msg_id: id, msg_type: type, session: 'test', username: '', date: '', version: '5.3' };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    await this.sendRaw(channel, parts);
    return id;
  }

  /** Sends signed parts, which need not be JSON. */
  async sendRaw(
    channel: 'shell' | 'control' | 'stdin',
    parts: readonly (string | Uint8Array)[],
    key = this.key,
  ): Promise<void> {
    const hmac = createHmac('sha256', key);
    for (const part of parts) hmac.update(part);
    await this.sockets[channel].send(['<IDS|MSG>', key === '' ? '' : hmac.digest('hex'), ...parts]);
  }

  /** The reply to a request, and what was published for it. */
  async answer(id: string): Promise<{ readonly reply: any; readonly published: Received[] }> {
    const isIdle = ({ parent, content }: Received): boolean => parent === id && content.execution_state === 'idle';
    await this.until(() => this.replies.some(({ parent }) => parent === id) && this.published.some(isIdle));
    return {
      reply: this.replies.find(({ parent }) => parent === id)!.content,
      published: this.published.filter(({ parent, type }) => parent === id && type !== 'status'),
    };
  }

  async ask(type: string, content: object = {}, channel: 'shell' | 'control' = 'shell') {
    return this.answer(await this.send(channel, type, content));
  }

  run(code: string, more: object = {}) {
    return this.ask('execute_request', { code, ...more });
  }

  async beat(text: string): Promise<string> {
    await this.sockets.hb.send([text]);
    return (await this.sockets.hb.receive())[0]!.toString();
  }

  private get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** The exit code, once the process has ended. */
  async ended(): Promise<number | null> {
    if (this.hasEnded) return this.process.exitCode;
    return new Promise((resolve) => this.process.once('exit', resolve));
  }

  async stop(): Promise<void> {
    for (const socket of Object.values(this.sockets)) socket.close();
    if (!this.hasEnded) this.process.kill('SIGKILL');
    await this.ended();
  }
}

interface StartOptions {
  readonly key: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

export async function connectionOf(key: string): Promise<Record<string, string | number>> {
  const [shell, iopub, stdin, control, hb] = await freePorts(5);
  return {
    transport: 'tcp',
    ip: '127.0.0.1',
    shell_port: shell!,
    iopub_port: iopub!,
    stdin_port: stdin!,
    control_port: control!,
    hb_port: hb!,
    signature_scheme: 'hmac-sha256',
    key,
  };
}
