import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** Tests of a minute each, apart from the others: npm run test:slow. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { include: ['test/slow/*.slow.ts'] } }),
);
