import type { Framework } from '@greenroom/board'
import { ascending, percentile, printTable, round } from './figures.ts'
import { createSentTimes } from './sent-times.ts'
import { startGreenroom } from './targets.ts'
import { connect } from './typist.ts'

const tries = 60
/** The first joins after a start compile the code they run. */
const unmeasured = 5
/** Where nobody types. */
const nobodysEdits = createSentTimes(0, 0)

/** From connecting until the state of a 52 KiB board is applied: for a room that has to be opened, and for one that is open. */
export async function measureJoin(framework: Framework): Promise<void> {
  const target = await startGreenroom(framework, unmeasured + tries, { boardBytes: 52 * 1024 })
  const take = async (room: number): Promise<number> => {
    // The boards that were joined before are this program's garbage, and not part of a join.
    globalThis.gc?.()
    const connection = connect(
      target.address(room, 'observer'),
      900_000 + room,
      nobodysEdits,
      () => {},
      () => {},
    )
    await connection.opened
    const milliseconds = await connection.joined
    connection.close()
    return milliseconds
  }
  const cold: number[] = []
  const warm: number[] = []
  for (let room = 0; room < unmeasured + tries; room++) {
    const [first, second] = [await take(room), await take(room)]
    if (room < unmeasured) continue
    cold.push(first)
    warm.push(second)
  }
  await target.stop()
  const show = (name: string, samples: number[]): string[] => {
    const sorted = ascending(samples)
    return [name, round(percentile(sorted, 0.5)), round(percentile(sorted, 0.95)), round(percentile(sorted, 1))]
  }
  printTable(
    'Joining a board of 52 KiB, from connecting to the state applied',
    ['room', 'p50 ms', 'p95 ms', 'max ms'],
    [show('cold', cold), show('warm', warm)],
  )
}
