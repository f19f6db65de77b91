import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      'test/integration/**',
      'test/editors/**',
      // They take minutes: `npm run test:push` runs them.
      'test/push/{commands,faults,odd-inputs,outputs}.test.ts',
    ],
    // Each starts programs and waits for them: by itself vitest leaves one core free.
    maxWorkers: '100%',
    // Laws lint thousands of documents, perhaps on a machine that does other things too.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Where it names certificates, each process that a test starts reads them, for tens of milliseconds.
    env: { NODE_EXTRA_CA_CERTS: '' },
  },
});
