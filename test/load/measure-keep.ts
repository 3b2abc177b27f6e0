import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Framework } from '@greenroom/board'
import { backUpBeside } from '../../apps/server/src/storage/backups/back-up-beside.ts'
import { fillBoard } from '../fixtures/prepared-rooms.ts'
import type { Aims } from './aims.ts'
import { median, printTable, round } from './figures.ts'
import { startGreenroom } from './targets.ts'
import { measureTyping } from './typing-load.ts'

const rooms = 200
/** What the sessions already contain: about 60 MB of database, so that a backup lasts as long as the measurement. */
const boardBytes = 24_000
const seconds = 20

/**
 * How much people who type notice of a backup: 200 rooms without one, and with one backup after another for as long as they are measured.
 * In pairs, because another program on this machine would affect only one of them.
 */
export async function measureKeep(framework: Framework, repeats: number, aims: Aims): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'greenroom-keep-'))
  const updates = fillBoard(framework, boardBytes)
  const rows: string[][] = []
  const ratios: number[] = []
  const took: number[] = []
  let bytes = 0
  try {
    for (let run = 0; run < repeats; run++) {
      const p99: number[] = []
      for (const isBackedUp of run % 2 === 0 ? [false, true] : [true, false]) {
        const target = await startGreenroom(framework, rooms, { updates })
        const stopping = new AbortController()
        let made = 0
        const backingUp = (async () => {
          while (isBackedUp && !stopping.signal.aborted) {
            const since = performance.now()
            const to = join(place, `${run}-${made}.tar`)
            const order = { dataDir: target.dataDir, to, version: 'bench', madeAt: Date.now() }
            // The last one is stopped with the load. Any other failure would mean that nothing was under way.
            const backedUp = await backUpBeside(order, stopping.signal).catch((error: unknown) => {
              if (!stopping.signal.aborted) throw error
              return null
            })
            if (backedUp === null) break
            made++
            took.push(performance.now() - since)
            bytes = statSync(to).size
            rmSync(to)
          }
        })()
        try {
          const figures = await measureTyping(target, rooms, { seconds })
          if (figures.lost > 0 || figures.failures.length > 0)
            throw new Error(`${figures.lost} edits were lost: ${figures.failures[0]}`)
          p99[isBackedUp ? 1 : 0] = figures.p99
          rows.push([
            isBackedUp ? 'during backups' : 'without',
            ...[figures.p50, figures.p99, figures.late99].map((each) => round(each)),
            String(made),
          ])
        } finally {
          stopping.abort()
          await backingUp
          await target.stop()
        }
      }
      const [without = Number.NaN, during = Number.NaN] = p99
      ratios.push(during / without)
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
  printTable(
    `Edits in ${rooms} typing rooms, with and without a backup under way; ${took.length === 0 ? `each gives way, and took longer than the ${seconds} s` : `one of ${round(bytes / 1e6)} MB took ${round(median(took) / 1000)} s`}`,
    ['', 'p50 ms', 'p99 ms', 'load late p99 ms', 'backups finished'],
    rows,
  )
  aims.note('p99 of edits during a backup, beside none', `${round(median(ratios), 2)} ×`, '1.25 ×')
}
