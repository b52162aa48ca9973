// @ts-nocheck
// A worker that answers at once: x² of the parameter x, with the misbehaviour that the parameter `does` asks for.
import { existsSync, writeFileSync } from 'node:fs';

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.on('message', async ({ id, task }) => {
  const { x, does } = task.set;
  const send = (message) => process.send({ kind: 'answer', id, costs, ...message });
  const costs = { wallSeconds: 0, cpuSeconds: 0, peakBytes: 1 };
  if (does === 'die') process.kill(process.pid, 'SIGKILL');
  if (does === 'die-once' && !existsSync(`died-${x}`)) {
    writeFileSync(`died-${x}`, '');
    process.kill(process.pid, 'SIGKILL');
  }
  if (does === 'sleep') {
    writeFileSync(`sleeps-${x}`, '');
    await new Promise((resume) => setTimeout(resume, 600_000));
  }
  if (does === 'throw') throw new Error(`broken at ${x}`);
  // An answer to another order.
  if (does === 'stray') send({ id: id - 1, code: 0, document: { square: -1 } });
  const error = (code) => ({ error: { code, message: `${code} at ${x}` } });
  if (does === 'refuse') send({ code: 2, document: error('no-hamiltonian') });
  else if (does === 'limit') send({ code: 3, document: error('out-of-memory') });
  else if (does === 'violate') send({ code: 1, document: { square: Number(x) ** 2 } });
  else if (does === 'flags') send({ code: 0, document: { flags: process.execArgv } });
  else send({ code: 0, document: { square: Number(x) ** 2, list: [{ y: -Number(x) }] } });
});
// A worker that never gets ready writes its number.
if (process.argv[2] === 'unready') writeFileSync('unready', String(process.pid));
else process.send({ kind: 'ready' });
