import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, 'test/integration/**'],
    // Laws lint thousands of documents, perhaps on a machine that does other things too.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});
