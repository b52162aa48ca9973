import { type Json, type Source, jsonSpan, readJson, refuse } from '../text/index.js';
import { signatureSchemes } from './wire.js';

/** The five sockets of a kernel. */
export const channelNames = ['shell', 'iopub', 'stdin', 'control', 'hb'] as const;
export type ChannelName = (typeof channelNames)[number];

/** Where a kernel listens, and the key that signs its messages. */
export interface Connection {
  readonly transport: 'tcp' | 'ipc';
  /** an address of this machine, or the beginning of the paths of the sockets */
  readonly ip: string;
  readonly ports: Readonly<Record<ChannelName, number>>;
  readonly key: string;
  /** `hmac-sha256` */
  readonly scheme: string;
}

/**
 * Reads the connection file that Jupyter writes before it starts a kernel.
 *
 * @diagnostic `json-syntax`, `bad-connection-file` with the place in the file
 */
export function readConnection(source: Source): Connection {
  const json = readJson(source);
  if (json.kind !== 'object') return refuseConnection(source, json, 'a connection file is a JSON object');
  const field = (name: string): Json =>
    json.fields.get(name) ?? refuseConnection(source, json, `the connection file has no field "${name}"`);
  const text = (name: string): string => {
    const value = field(name);
    return value.kind === 'string' ? value.value : refuseConnection(source, value, `"${name}" must be a text`);
  };
  const port = (name: string): number => {
    const value = field(name);
    if (value.kind !== 'number' || !Number.isInteger(value.value) || value.value < 1 || value.value > 65_535)
      refuseConnection(source, value, `"${name}" must be a port, a whole number from 1 to 65535`);
    return value.value;
  };
  const transport = text('transport');
  if (transport !== 'tcp' && transport !== 'ipc')
    refuseConnection(source, field('transport'), `the transport "${transport}" is unknown`, ['"tcp"', '"ipc"']);
  const key = text('key');
  const scheme = json.fields.has('signature_scheme') ? text('signature_scheme') : 'hmac-sha256';
  if (!signatureSchemes.has(scheme))
    refuseConnection(source, field('signature_scheme'), `the signature scheme "${scheme}" is unknown`, [
      '"hmac-sha256"',
    ]);
  const ports = Object.fromEntries(channelNames.map((name) => [name, port(`${name}_port`)]));
  return { transport, ip: text('ip'), ports: ports as Record<ChannelName, number>, key, scheme };
}

function refuseConnection(source: Source, place: Json, message: string, expected: readonly string[] = []): never {
  return refuse('bad-connection-file', message, {
    span: jsonSpan(source, { start: place.start, end: Math.min(place.end, place.start + 80) }),
    ...(expected.length > 0 && { expected }),
    hint: 'jupyter lab, or another program of Jupyter, starts the kernel with a file of its own',
  });
}

/** The address at which a socket of the kernel listens. */
export function addressOf({ transport, ip, ports }: Connection, channel: ChannelName): string {
  return transport === 'tcp'
    ? `tcp://${ip.includes(':') ? `[${ip}]` : ip}:${ports[channel]}`
    : `ipc://${ip}-${ports[channel]}`;
}
