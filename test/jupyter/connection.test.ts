import { describe, expect, test } from 'vitest';

import { addressOf, readConnection } from '../../src/jupyter/connection.js';
import { DiagnosticError, type ErrorDocument, errorDocument } from '../../src/text/index.js';

const whole = {
  transport: 'tcp',
  ip: '127.0.0.1',
  shell_port: 5001,
  iopub_port: 5002,
  stdin_port: 5003,
  control_port: 5004,
  hb_port: 5005,
  signature_scheme: 'hmac-sha256',
  key: 'a',
};
const read = (text: string) => readConnection({ name: 'c.json', text });

function refusal(text: string): ErrorDocument {
  try {
    read(text);
  } catch (error) {
    if (error instanceof DiagnosticError) return errorDocument(error.diagnostic);
    throw error;
  }
  throw new Error('it was read');
}

describe('a connection file', () => {
  test('says where the kernel listens', () => {
    const connection = read(JSON.stringify({ ...whole, kernel_name: 'spinlaw' }));
    expect(connection.ports).toEqual({ shell: 5001, iopub: 5002, stdin: 5003, control: 5004, hb: 5005 });
    expect(addressOf(connection, 'control')).toBe('tcp://127.0.0.1:5004');
    expect(addressOf(read(JSON.stringify({ ...whole, ip: '::1' })), 'hb')).toBe('tcp://[::1]:5005');
    expect(addressOf(read(JSON.stringify({ ...whole, transport: 'ipc', ip: '/tmp/k' })), 'hb')).toBe(
      'ipc:///tmp/k-5005',
    );
  });

  test.each([
    ['{"transport": "tcp"', 'json-syntax', 'the text is no JSON: it ends early'],
    ['[]', 'bad-connection-file', 'a connection file is a JSON object'],
    [JSON.stringify({ ...whole, key: undefined }), 'bad-connection-file', 'the connection file has no field "key"'],
    [
      JSON.stringify({ ...whole, hb_port: 0 }),
      'bad-connection-file',
      '"hb_port" must be a port, a whole number from 1 to 65535',
    ],
    [
      JSON.stringify({ ...whole, hb_port: '5' }),
      'bad-connection-file',
      '"hb_port" must be a port, a whole number from 1 to 65535',
    ],
    [JSON.stringify({ ...whole, ip: 7 }), 'bad-connection-file', '"ip" must be a text'],
    [JSON.stringify({ ...whole, transport: 'udp' }), 'bad-connection-file', 'the transport "udp" is unknown'],
    [
      JSON.stringify({ ...whole, signature_scheme: 'none' }),
      'bad-connection-file',
      'the signature scheme "none" is unknown',
    ],
  ])('%s is refused', (text, code, message) => {
    expect(refusal(text)).toMatchObject({ code, message, file: 'c.json', line: 1 });
  });
});
