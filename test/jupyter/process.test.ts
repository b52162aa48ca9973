import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { openChannels } from '../../src/jupyter/channels.js';
import { readConnection } from '../../src/jupyter/connection.js';
import { loadZeroMq } from '../../src/jupyter/zeromq.js';
import { KernelProcess, connectionOf, zeroMqForTests } from './client.js';

const zeroMq = zeroMqForTests();
const missing = typeof zeroMq === 'string';
if (missing) console.log(`NOT TESTED: a kernel over sockets, because zeromq is not installed. ${zeroMq}`);
const name = missing ? 'a kernel over sockets (NOT TESTED: zeromq is not installed)' : 'a kernel over sockets';

const place = mkdtempSync(join(tmpdir(), 'spinlaw-kernel-'));
const kernels: KernelProcess[] = [];
afterAll(async () => {
  await Promise.all(kernels.map((kernel) => kernel.stop()));
  rmSync(place, { recursive: true, force: true });
});

async function start(options: Parameters<typeof KernelProcess.start>[2] = {}): Promise<KernelProcess> {
  const kernel = await KernelProcess.start(place, zeroMq as Exclude<typeof zeroMq, string>, options);
  kernels.push(kernel);
  return kernel;
}

describe.skipIf(missing)(name, () => {
  test('answers every kind of request, stays alive while it computes, and is interrupted', async () => {
    const kernel = await start();
    const info = await kernel.ask('kernel_info_request', {}, 'control');
    expect(info.reply).toMatchObject({
      status: 'ok',
      protocol_version: '5.3',
      language_info: { file_extension: '.spin' },
    });

    const first = await kernel.run("(S'_j×S''_<j+1>)·S'_<j+2>");
    expect(first.reply).toMatchObject({ status: 'ok', execution_count: 1 });
    expect(first.published.at(-1)).toMatchObject({ type: 'execute_result', content: { execution_count: 1 } });

    await kernel.run('H = sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1>');
    // A charge of 18 sites takes longer than any test; the cell behind it must not run.
    const endless = await kernel.send('shell', 'execute_request', { code: 'C = charge(H, 18)' });
    const behind = await kernel.send('shell', 'execute_request', { code: 'K = 7' });
    await kernel.until(() =>
      kernel.published.some(({ parent, type }) => parent === endless && type === 'execute_input'),
    );
    expect(await kernel.beat('alive')).toBe('alive');
    expect((await kernel.ask('interrupt_request', {}, 'control')).reply).toEqual({ status: 'ok' });
    const { reply, published } = await kernel.answer(endless);
    expect(reply).toMatchObject({ status: 'error', ename: 'interrupted' });
    expect(published.at(-1)).toMatchObject({ type: 'error', content: { ename: 'interrupted' } });
    expect((await kernel.answer(behind)).reply.status).toBe('aborted');
    expect((await kernel.run('range(H)')).published.at(-1)!.content.data['text/plain']).toBe('2');

    // Neither a wrong signature nor bytes that are not UTF-8 stop it.
    await kernel.sendRaw('control', ['{"msg_id": "1", "msg_type": "shutdown_request"}', '{}', '{}', '{}'], 'no key');
    await kernel.sendRaw('shell', [
      '{"msg_id": "1", "msg_type": "execute_request"}',
      '{}',
      '{}',
      Uint8Array.of(0xff, 0xfe),
    ]);
    await kernel.send('stdin', 'input_reply', { value: 'nobody asked' });
    await kernel.until(() => kernel.error.includes('not a JSON object') && kernel.error.includes('signature'));
    expect((await kernel.ask('comm_info_request')).reply).toEqual({ status: 'ok', comms: {} });
    expect((await kernel.ask('is_complete_request', { code: '[X_0,' })).reply).toMatchObject({ status: 'incomplete' });
    expect((await kernel.ask('history_request', { hist_access_type: 'tail', n: 1 })).reply.history).toEqual([
      // A cell that was not run has no number.
      [0, 4, 'range(H)'],
    ]);

    expect((await kernel.ask('shutdown_request', { restart: false }, 'control')).reply).toEqual({
      status: 'ok',
      restart: false,
    });
    expect(await kernel.ended()).toBe(0);
  });

  test('keeps two kernels apart, shows thousands of outputs, and ends with the program that started it', async () => {
    const [one, two] = await Promise.all([start({ args: ['--set', 'J=2'] }), start({ key: '' })]);
    expect((await one.run('J')).published.at(-1)!.content.data['text/plain']).toBe('2');
    expect((await two.run('J')).published.at(-1)!.content.data['text/plain']).toBe('J');
    // More than the thousand messages that ZeroMQ keeps by itself.
    const count = 1500;
    const { published } = await two.run(Array.from({ length: count }, (_, k) => `${k}`).join('\n'));
    const texts = published.filter(({ content }) => content.data).map(({ content }) => content.data['text/plain']);
    expect(texts).toEqual(Array.from({ length: count }, (_, k) => `${k}`));
    two.process.kill('SIGTERM');
    expect(await two.ended()).toBe(0);
    await one.stop();
  });

  test('ends when the program that started it is gone', async () => {
    // The number of a process that has ended.
    const gone = (await start()).process;
    gone.kill('SIGKILL');
    await new Promise((resolve) => gone.once('exit', resolve));
    const file = join(place, 'orphan.json');
    writeFileSync(file, JSON.stringify(await connectionOf('')));
    const { status } = spawnSync(process.execPath, ['dist/program/main.js', 'jupyter', 'kernel', file], {
      env: { ...process.env, JPY_PARENT_PID: String(gone.pid) },
    });
    expect(status).toBe(0);
  });

  test('does not listen where another program does, or at the address of another machine', async () => {
    const { ports } = await start();
    const others = await connectionOf('');
    const open = async (change: object): Promise<void> => {
      const source = { name: 'c.json', text: JSON.stringify({ ...others, ...change }) };
      await openChannels(loadZeroMq(), readConnection(source), () => {});
    };
    await expect(open({ hb_port: ports.shell_port })).rejects.toMatchObject({ code: 'port-in-use' });
    // An address that is reserved for documentation, RFC 5737.
    await expect(open({ ip: '192.0.2.1' })).rejects.toMatchObject({ code: 'cannot-listen' });
    // What had been opened before the refusal is closed again; ZeroMQ takes a moment to give the ports back.
    await expect
      .poll(
        async () => {
          const connection = readConnection({ name: '', text: JSON.stringify(others) });
          const channels = await openChannels(loadZeroMq(), connection, () => {}).catch((error) => error.code);
          if (typeof channels === 'string') return channels;
          await channels.close();
          return 'open';
        },
        { timeout: 20_000, interval: 200 },
      )
      .toBe('open');
  });
});
