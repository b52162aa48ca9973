import { systemCode } from '../text/file.js';
import { refuse } from '../text/index.js';
import { type ChannelName, type Connection, addressOf } from './connection.js';
import type { Socket, ZeroMq } from './zeromq.js';

/** The largest message that is received, in bytes. */
const maxMessageBytes = 64_000_000;

/** Milliseconds that messages have to reach their readers after a socket is closed. */
const lingerMilliseconds = 1000;

/** A socket that sends messages in the order in which they are given to it. */
class Sender {
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly socket: Socket) {}

  /** ZeroMQ takes a message only after it has taken the one before. */
  send(frames: readonly Uint8Array[]): void {
    this.last = this.last.then(() => this.socket.send(frames));
  }

  async end(): Promise<void> {
    await this.last;
    this.socket.close();
  }
}

/** The sockets of a kernel. */
export interface KernelChannels {
  send(channel: 'shell' | 'control' | 'iopub', frames: readonly Uint8Array[]): void;
  /** Closes the sockets after the last message has been sent, and lets go of their ports. */
  close(): Promise<void>;
}

/**
 * Opens the five sockets of a kernel. The heartbeat answers by itself.
 *
 * @param receive  is given the frames of every message on `shell` and `control`. A kernel that asks for no input has
 *                 nothing to receive on `stdin`.
 * @diagnostic `port-in-use`, `cannot-listen`
 */
export async function openChannels(
  { Router, Publisher, Reply }: ZeroMq,
  connection: Connection,
  receive: (channel: 'shell' | 'control', frames: Uint8Array[]) => void,
): Promise<KernelChannels> {
  const sockets: Readonly<Record<ChannelName, Socket>> = {
    shell: new Router(),
    control: new Router(),
    stdin: new Router(),
    iopub: new Publisher(),
    hb: new Reply(),
  };
  for (const socket of Object.values(sockets)) {
    socket.linger = lingerMilliseconds;
    socket.maxMessageSize = maxMessageBytes;
  }
  // A publisher drops what exceeds its limit, and a cell may show more than the usual thousand messages.
  sockets.iopub.sendHighWaterMark = 0;
  try {
    for (const [name, socket] of Object.entries(sockets)) await bind(socket, connection, name as ChannelName);
  } catch (error) {
    for (const socket of Object.values(sockets)) socket.close();
    throw error;
  }
  const senders = {
    shell: new Sender(sockets.shell),
    control: new Sender(sockets.control),
    iopub: new Sender(sockets.iopub),
  };
  const loops = [
    listen(sockets.shell, (frames) => receive('shell', frames)),
    listen(sockets.control, (frames) => receive('control', frames)),
    listen(sockets.stdin, () => {}),
    listen(sockets.hb, (frames) => sockets.hb.send(frames)),
  ];
  return {
    send: (channel, frames) => senders[channel].send(frames),
    async close() {
      for (const sender of Object.values(senders)) await sender.end();
      sockets.stdin.close();
      sockets.hb.close();
      await Promise.all(loops);
    },
  };
}

async function bind(socket: Socket, connection: Connection, channel: ChannelName): Promise<void> {
  const address = addressOf(connection, channel);
  try {
    await socket.bind(address);
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    if (code === 'EADDRINUSE')
      refuse('port-in-use', `another program listens at ${address}, which the connection file gives to ${channel}`, {
        hint: 'start the kernel again from Jupyter, which chooses other ports',
      });
    refuse('cannot-listen', `the kernel cannot listen at ${address} (${code})`, {
      hint: 'an address of this machine is wanted, as 127.0.0.1',
    });
  }
}

async function listen(socket: Socket, take: (frames: Uint8Array[]) => void | Promise<void>): Promise<void> {
  try {
    for await (const frames of socket) await take(frames);
  } catch (error) {
    // An answer may be under way when the socket is closed.
    if (!socket.closed) throw error;
  }
}
