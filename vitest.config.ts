import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    reporters: [process.env.CI ? 'dot' : 'default', './test/reporter.ts'],
    testTimeout: 60_000,
    coverage: { include: ['src/**'], exclude: ['src/language/grammar.generated.ts'] },
  },
});
