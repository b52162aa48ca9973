import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** Sweeps on a real Slurm, which take minutes: npm run test:slurm. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { include: ['test/sweep/*.cluster.ts'] } }),
);
