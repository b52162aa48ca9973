import { defineConfig } from 'vitest/config';

const source = (path: string): string => new URL(path, import.meta.url).pathname;

export default defineConfig({
  // What a user imports, in the examples that run as tests.
  resolve: {
    alias: [
      { find: 'spinlaw/testing', replacement: source('./src/testing/index.ts') },
      { find: /^spinlaw\/(charges|perturbation|chain|gas|laws)$/u, replacement: source('./src/entries/$1.ts') },
      { find: /^spinlaw$/u, replacement: source('./src/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts', 'examples/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    reporters: [process.env.CI ? 'dot' : 'default', './test/reporter.ts'],
    // Files of one worker share the modules they import: reading them anew for each file took longer than most tests.
    isolate: false,
    // Every core works: by default one is left idle, which of two is half.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 180_000,
    coverage: { include: ['src/**'], exclude: ['src/language/grammar.generated.ts'] },
  },
});
