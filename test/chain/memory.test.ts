import { freemem } from 'node:os';
import { expect, test } from 'vitest';
import { freeMemory, memoryLimit, threadsThatFit } from '../../src/chain/memory.js';

test('the free memory is that of the process, then of the machine, and not known in a page', () => {
  const getBuiltinModule = (): object => ({ freemem: () => 7 });
  expect(freeMemory({ process: { availableMemory: () => 5, getBuiltinModule } })).toBe(5);
  expect(freeMemory({ process: { getBuiltinModule } })).toBe(7);
  expect(freeMemory({ process: {} })).toBe(Infinity);
  expect(freeMemory({})).toBe(Infinity);
  expect(freeMemory()).toBeGreaterThan(0);
  expect(freeMemory()).toBeLessThan(100 * Math.max(1e9, freemem()));
});

test('as many threads are taken as fit into memory, and one where none do', () => {
  const most = Math.min(memoryLimit, freeMemory());
  const bytesOf = (threads: number): number => (threads * most) / 3.5;
  expect(threadsThatFit(8, bytesOf)).toBe(3);
  expect(threadsThatFit(2, bytesOf)).toBe(2);
  expect(threadsThatFit(8, () => 2 * most)).toBe(1);
});
