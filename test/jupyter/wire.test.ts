import { createHmac } from 'node:crypto';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';

import { type Message, MessageWriter, readMessage, signerFor } from '../../src/jupyter/wire.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const signer = signerFor('hmac-sha256', 'secret');

/** A signed message, made here by hand as the protocol describes it. */
function signed(parts: readonly string[], key = 'secret'): Uint8Array[] {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part, 'utf8');
  return [bytes('client'), bytes('<IDS|MSG>'), bytes(hmac.digest('hex')), ...parts.map(bytes)];
}

const header = JSON.stringify({ msg_id: '1', msg_type: 'kernel_info_request' });

const jsonObject = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<Record<string, unknown>>;
const frame = fc.uint8Array({ maxLength: 40 });

describe('a message', () => {
  test('is read when it is signed with the key', () => {
    const message = readMessage(signed([header, '{}', '{"a": 1}', '{"code": "Δ"}']), signer);
    expect(message).toMatchObject({
      header: { msg_id: '1' },
      parent: {},
      metadata: { a: 1 },
      content: { code: 'Δ' },
      buffers: [],
    });
    expect((message as Message).identities.map((id) => Buffer.from(id).toString())).toEqual(['client']);
  });

  test('keeps its buffers, which are not signed', () => {
    const frames = [...signed([header, '{}', '{}', '{}']), bytes('raw'), Uint8Array.of(0xff)];
    expect((readMessage(frames, signer) as Message).buffers).toEqual([bytes('raw'), Uint8Array.of(0xff)]);
  });

  test.each([
    ['signed with another key', signed([header, '{}', '{}', '{}'], 'other'), 'its signature is wrong'],
    ['without a delimiter', [bytes('client'), bytes('{}')], 'it has no delimiter'],
    ['that ends early', signed([header, '{}', '{}']), 'it has too few parts'],
    ['of lists', signed([header, '{}', '{}', '[]']), 'a part is not a JSON object in UTF-8'],
    ['that is not JSON', signed([header, '{}', '{}', '{']), 'a part is not a JSON object in UTF-8'],
    ['whose header is empty', signed(['{}', '{}', '{}', '{}']), 'its header has no identifier or no type'],
  ])('%s is rejected', (_, frames, rejected) => {
    expect(readMessage(frames, signer)).toEqual({ rejected });
  });

  test('that is not UTF-8 is rejected, though its signature is right', () => {
    const parts = [bytes(header), bytes('{}'), bytes('{}'), Uint8Array.of(0x7b, 0xff, 0x7d)];
    const frames = [bytes('<IDS|MSG>'), bytes(signer(parts)), ...parts];
    expect(readMessage(frames, signer)).toEqual({ rejected: 'a part is not a JSON object in UTF-8' });
  });

  test('needs no signature where the key is empty', () => {
    const frames = [bytes('<IDS|MSG>'), bytes(''), bytes(header), bytes('{}'), bytes('{}'), bytes('{}')];
    expect(readMessage(frames, signerFor('hmac-sha256', ''))).toHaveProperty('header');
    expect(readMessage(frames, signer)).toEqual({ rejected: 'its signature is wrong' });
  });

  // RFC 4231, test case 2.
  test('is signed by HMAC-SHA256', () => {
    expect(signerFor('hmac-sha256', 'Jefe')([bytes('what do ya '), bytes('want for nothing?')])).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test.prop([jsonObject, jsonObject, fc.array(frame)])(
    'that is written is read again',
    (content, metadata, identities) => {
      fc.pre(!identities.some((id) => Buffer.from(id).toString('latin1') === '<IDS|MSG>'));
      const writer = new MessageWriter(signer, 'session');
      const message = readMessage(writer.frames({ type: 'status', content, metadata, identities }), signer);
      // Through JSON, in which −0 is 0 and a lone surrogate is lost.
      const json = (value: unknown): unknown => JSON.parse(Buffer.from(JSON.stringify(value)).toString());
      expect(message).toMatchObject({ header: { msg_type: 'status', session: 'session', version: '5.3' }, parent: {} });
      expect((message as Message).content).toEqual(json(content));
      expect((message as Message).metadata).toEqual(json(metadata));
      expect((message as Message).identities).toEqual(identities);
    },
  );

  test.prop([jsonObject])('carries the header of its parent byte for byte', (extra) => {
    const parentHeader = JSON.stringify({ ...extra, msg_id: '1', msg_type: 'execute_request' }, undefined, 1);
    const parent = readMessage(signed([parentHeader, '{}', '{}', '{}']), signer) as Message;
    const frames = new MessageWriter(signer).frames({ type: 'status', content: {}, parent });
    expect(Buffer.from(frames[3]!).toString()).toBe(Buffer.from(parentHeader).toString());
  });

  test.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])('is rejected when one byte is changed', (where, change) => {
    const frames = signed([header, '{}', '{"a": 1}', '{"code": "X_0"}']).map((f) => Uint8Array.from(f));
    const total = frames.slice(1).reduce((n, f) => n + f.length, 0);
    let at = where % total;
    const changed = frames.slice(1).find((f) => at < f.length || ((at -= f.length), false))!;
    changed[at] = changed[at]! ^ change;
    expect(readMessage(frames, signer)).toHaveProperty('rejected');
  });

  test.prop([fc.array(frame)])('of any frames is read or rejected, and nothing is thrown', (frames) => {
    const delimited = [...frames.slice(0, 1), bytes('<IDS|MSG>'), ...frames.slice(1)];
    expect(readMessage(delimited, signerFor('hmac-sha256', ''))).toBeTypeOf('object');
    expect(readMessage(frames, signer)).toHaveProperty('rejected');
  });
});
