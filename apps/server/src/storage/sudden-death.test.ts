import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { realClock } from '../real-deps.ts'
import { createTemporaryFolder, sessionOf } from '../testing/folders-and-entries.ts'
import { openStorage } from './open-storage.ts'

const appender = fileURLToPath(new URL('../testing/appender.ts', import.meta.url))
const sessions = 8

/** Runs the appender until it has acknowledged so many appends, then kills it. Answers what each session was promised. */
const killAfter = async (folder: string, acknowledged: number): Promise<Map<string, number>> => {
  const child = spawn(process.execPath, [appender, folder, String(sessions)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const promised = new Map<string, number>()
  let lines = 0
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const [name = '', seq = '0'] = line.split(' ')
      promised.set(name, Number(seq))
      if (++lines === acknowledged) child.kill('SIGKILL')
    }
  } finally {
    child.kill('SIGKILL')
  }
  expect(lines).toBeGreaterThanOrEqual(acknowledged)
  return promised
}

it('loses nothing that was acknowledged when it is killed, and leaves no hole', async () => {
  const folder = createTemporaryFolder()
  try {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 40, max: 440 }), async (acknowledged) => {
        const promised = await killAfter(folder.path, acknowledged)
        const { store, close } = await openStorage({
          dataDir: folder.path,
          clock: realClock,
          invitationId: () => 'none',
        })
        for (const [name, seq] of promised) {
          const last = await store.lastSeq(sessionOf(name))
          expect(last).toBeGreaterThanOrEqual(seq)
          // Reading refuses a log with a hole.
          const entries = await store.read(sessionOf(name), 0, last)
          expect(entries).toHaveLength(last)
          expect(
            entries.every((entry) => String(entry.bytes && Buffer.from(entry.bytes)) === `${name} ${entry.seq}`),
          ).toBe(true)
        }
        await close()
      }),
      // The same folder is killed again and again: a failure cannot be made smaller.
      { numRuns: 3, endOnFailure: true },
    )
  } finally {
    folder.remove()
  }
})
