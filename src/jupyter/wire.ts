import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/*
 * Messages of Jupyter as they travel over ZeroMQ: identities of the sender, a delimiter, a signature, and four JSON
 * objects. https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
 */

/** Version of the messaging protocol. */
export const protocolVersion = '5.3';

/** The frame between the identities, by which ZeroMQ routes, and the message. */
const delimiter = '<IDS|MSG>';

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

export interface Header extends JsonObject {
  readonly msg_id: string;
  readonly msg_type: string;
}

/** A message that was received. */
export interface Message {
  /** the frames by which a reply finds its way back; on `iopub` the topic */
  readonly identities: readonly Uint8Array[];
  readonly header: Header;
  /** the header as it was sent, which every answer carries with it */
  readonly headerFrame: Uint8Array;
  /** the header of the message that this one answers, or empty */
  readonly parent: JsonObject;
  readonly metadata: JsonObject;
  readonly content: JsonObject;
  readonly buffers: readonly Uint8Array[];
}

/** The reason why a message is ignored. */
export interface Rejection {
  readonly rejected: string;
}

/** The signature of the four JSON objects of a message, as hexadecimal digits; empty without a key. */
export type Signer = (parts: readonly Uint8Array[]) => string;

/** The schemes of signatures by their names. */
export const signatureSchemes: ReadonlyMap<string, string> = new Map(
  ['sha256', 'sha384', 'sha512'].map((hash) => [`hmac-${hash}`, hash]),
);

/**
 * Signs messages with the key that the client and the kernel share.
 *
 * @param scheme  one of `signatureSchemes`
 * @param key     an empty key turns signatures off
 */
export function signerFor(scheme: string, key: string): Signer {
  const hash = signatureSchemes.get(scheme);
  return (parts) => {
    if (key === '' || hash === undefined) return '';
    const hmac = createHmac(hash, key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  };
}

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', { fatal: true });

function isDelimiter(frame: Uint8Array): boolean {
  return frame.length === delimiter.length && Buffer.from(frame).toString('latin1') === delimiter;
}

/**
 * Reads the frames of a message. A message whose signature is wrong or whose parts are not JSON objects is rejected as
 * a whole, before its content is read.
 */
export function readMessage(frames: readonly Uint8Array[], signer: Signer): Message | Rejection {
  const start = frames.findIndex(isDelimiter);
  if (start < 0) return { rejected: 'it has no delimiter' };
  const [signature, ...parts] = frames.slice(start + 1);
  const signed = parts.slice(0, 4);
  if (signature === undefined || signed.length < 4) return { rejected: 'it has too few parts' };
  if (!isSigned(signature, signer(signed))) return { rejected: 'its signature is wrong' };
  const objects: JsonObject[] = [];
  for (const part of signed) {
    const object = readObject(part);
    if (object === undefined) return { rejected: 'a part is not a JSON object in UTF-8' };
    objects.push(object);
  }
  const [header, parent, metadata, content] = objects as [JsonObject, JsonObject, JsonObject, JsonObject];
  if (!isHeader(header)) return { rejected: 'its header has no identifier or no type' };
  const [headerFrame] = signed as [Uint8Array];
  return {
    identities: frames.slice(0, start),
    header,
    headerFrame,
    parent,
    metadata,
    content,
    buffers: parts.slice(4),
  };
}

function isHeader(header: JsonObject): header is Header {
  return typeof header.msg_id === 'string' && typeof header.msg_type === 'string';
}

/** Compares in constant time, so that the time does not tell how many digits of a forged signature are right. */
function isSigned(given: Uint8Array, wanted: string): boolean {
  if (wanted === '') return true;
  const bytes = encoder.encode(wanted);
  return given.length === bytes.length && timingSafeEqual(given, bytes);
}

function readObject(bytes: Uint8Array): JsonObject | undefined {
  let value: unknown;
  try {
    value = JSON.parse(strictDecoder.decode(bytes));
  } catch (error) {
    // Not UTF-8, or not JSON.
    if (error instanceof TypeError || error instanceof SyntaxError) return undefined;
    throw error;
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}

/** A message to be sent. */
export interface Draft {
  readonly type: string;
  readonly content: JsonObject;
  readonly metadata?: JsonObject;
  /** the message that it answers */
  readonly parent?: Pick<Message, 'headerFrame'> | undefined;
  /** the frames by which ZeroMQ routes it */
  readonly identities?: readonly Uint8Array[];
}

/** Writes the frames of messages of one session. */
export class MessageWriter {
  constructor(
    private readonly signer: Signer,
    /** the session of this kernel, which changes when it is restarted */
    readonly session: string = randomUUID(),
  ) {}

  frames({ type, content, metadata = {}, parent, identities = [] }: Draft): Uint8Array[] {
    const header = {
      msg_id: randomUUID(),
      session: this.session,
      username: 'kernel',
      date: new Date().toISOString(),
      msg_type: type,
      version: protocolVersion,
    };
    const json = (object: JsonObject): Uint8Array => encoder.encode(JSON.stringify(object));
    const parts = [json(header), parent?.headerFrame ?? json({}), json(metadata), json(content)];
    return [...identities, encoder.encode(delimiter), encoder.encode(this.signer(parts)), ...parts];
  }
}
