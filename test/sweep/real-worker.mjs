// @ts-nocheck
// A worker with the life of a real one, whose engine computes x², or breaks where the parameter `does` asks for it.
import { serveTasks } from '../../dist/sweep/index.js';

serveTasks(async ({ set: { x, does } }) => {
  if (does === 'throw') throw new Error(`broken at ${x}`);
  return { document: { square: Number(x) ** 2 }, code: 0 };
});
