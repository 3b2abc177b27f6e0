import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { words } from './apps/web/vite.config.ts'
import { isLongRun, longFactor } from './test/fixtures/run-counts.ts'

const fastCheck = fileURLToPath(new URL('test/fixtures/counted-fast-check.ts', import.meta.url))

/** Where the server has been built, tests start its built threads and child processes: see there. */
const builtPrograms = fileURLToPath(new URL('apps/server/src/testing/built-programs.ts', import.meta.url))
const built =
  process.env.GREENROOM_BUILT === '1' ? [{ find: /^\.{1,2}\/programs\.ts$/, replacement: builtPrograms }] : []

/**
 * Files that take longest, so that none of them is begun when the others are nearly through. Not who-speaks-when: it compares sound with the
 * clock to a tenth of a second, and comes after the other calls, when least else runs.
 */
const longest = [
  'call',
  'every-page',
  'drafts',
  'coming-back',
  'pages-walk',
  'livekit',
  'keyboard-alone',
  'clock',
  'doors',
  'restart',
  'pseudo-language',
  'screens',
  'rough-handling',
  'own-cases',
  'recorded-voices',
  'touch',
  'fits',
  'share-and-keep',
  'two-servers',
  'f12-small-heap',
  'several-servers',
  'behind-a-balancer',
  'f14-backup',
  'attacks',
  'f01-kill',
  'stopping',
  'real-disk',
  't16-forged-client-ids',
  'bad-connections',
  'rooms-at-rest',
  'start-command',
  'lint-bank',
  'run-server',
  'edges',
  'audio',
  'damage',
  'packs',
]
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return at === -1 ? longest.length : at
    }
    return (await super.sort(files)).sort((one, other) => place(one) - place(other))
  }
}

/** Real processes, sockets and browsers share the machine: what fails once is tried once more, and `npm test` names it. */
const secondTry = 1

/** Milliseconds after which a test that has not ended is stopped. A long run tries more in each. */
const limit = (milliseconds: number): number => (isLongRun() ? milliseconds * longFactor : milliseconds)

/** One project a need: what runs in plain Node, what needs a document, and what starts servers and browsers. */
export default defineConfig({
  resolve: { alias: [{ find: /^fast-check$/, replacement: fastCheck }, ...built] },
  test: {
    maxWorkers: Math.max(2, Math.min(8, availableParallelism() + 1)),
    sequence: { sequencer: LongestFirst },
    // For what hangs. Speed is measured in test/load, and a busy machine is not a fault.
    testTimeout: limit(60_000),
    // What a test waits for comes late on a busy machine: Vitest's own limit is a second.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/**/*.test.ts', 'apps/server/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          environment: 'node',
          // No test changes what another file shares, so the modules of a package are loaded once for a worker.
          isolate: false,
        },
      },
      {
        extends: true,
        plugins: [words],
        test: {
          name: 'web',
          include: ['apps/web/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**'],
          environment: 'jsdom',
          // The modules of the page and their document are loaded once for a worker: half of the processor.
          pool: 'threads',
          isolate: false,
          setupFiles: ['apps/web/src/browser/testing-fresh-document.ts'],
          // No intervals: jsdom draws its frames by one, and that of a test's own clock would end with the test, and all frames with it.
          fakeTimers: {
            toFake: [
              'setTimeout',
              'clearTimeout',
              'Date',
              'performance',
              'requestAnimationFrame',
              'cancelAnimationFrame',
            ],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          environment: 'node',
          isolate: false,
          testTimeout: limit(120_000),
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          include: ['test/faults/**/*.test.ts'],
          environment: 'node',
          // Its servers are processes, or opened and closed by each file: the modules of the server are loaded once for a worker.
          isolate: false,
          testTimeout: limit(240_000),
          hookTimeout: 60_000,
          retry: secondTry,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          testTimeout: limit(240_000),
          hookTimeout: 60_000,
          retry: secondTry,
          // A browser is many processes: two files at a time, after everything else.
          maxWorkers: 2,
          // One browser and one server for all files of a worker (`test/e2e/stage.ts`).
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
