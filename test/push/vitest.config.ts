import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// All tests of plan, push and pull, also those that take minutes: pushes that fail and are killed at every request.
export default defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['test/push/*.test.ts'],
    maxWorkers: '100%',
    testTimeout: 600_000,
    hookTimeout: 600_000,
    env: { NODE_EXTRA_CA_CERTS: '' },
  },
});
