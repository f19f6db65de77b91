import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/editors/*.test.ts'],
    // They start whole editors.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    fileParallelism: false,
    // It also says why a test was skipped.
    reporters: 'verbose',
  },
});
