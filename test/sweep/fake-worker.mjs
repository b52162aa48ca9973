// @ts-nocheck
// A worker that answers at once: x² of the parameter x, with the misbehaviour that the parameter `does` asks for.
import { existsSync, writeFileSync } from 'node:fs';

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.on('message', async ({ task }) => {
  const { x, does } = task.set;
  if (does === 'die') process.kill(process.pid, 'SIGKILL');
  if (does === 'die-once' && !existsSync(`died-${x}`)) {
    writeFileSync(`died-${x}`, '');
    process.kill(process.pid, 'SIGKILL');
  }
  if (does === 'sleep') await new Promise((resume) => setTimeout(resume, 60_000));
  const costs = { wallSeconds: 0, cpuSeconds: 0, peakBytes: 1 };
  const error = (code) => ({ error: { code, message: `${code} at ${x}` } });
  if (does === 'refuse') process.send({ kind: 'answer', code: 2, document: error('no-hamiltonian'), costs });
  else if (does === 'limit') process.send({ kind: 'answer', code: 3, document: error('out-of-memory'), costs });
  else if (does === 'violate') process.send({ kind: 'answer', code: 1, document: { square: Number(x) ** 2 }, costs });
  else
    process.send({ kind: 'answer', code: 0, document: { square: Number(x) ** 2, list: [{ y: -Number(x) }] }, costs });
});
process.send({ kind: 'ready' });
