import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const fastCheck = fileURLToPath(new URL('test/fixtures/counted-fast-check.ts', import.meta.url))

/** One project a need: what runs in plain Node, what needs a document, and what starts servers and browsers. */
export default defineConfig({
  resolve: { alias: [{ find: /^fast-check$/, replacement: fastCheck }] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'apps/server/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          environment: 'node',
          // Only what hangs is too slow: the machine may be busy.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: ['apps/web/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**'],
          environment: 'jsdom',
          testTimeout: 30_000,
          // One document for a worker, in a context of its own for each file: a third of the time.
          pool: 'vmThreads',
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          environment: 'node',
          testTimeout: 240_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
