import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isLongRun, runCount } from '../fixtures/run-counts.ts'
import { runHistory } from './history.ts'

/**
 * Random edits, refusals, failed appends, kills and reconnects, after which every open board equals the fold of the log by
 * content, each refused card was offered back, and no entry exists that changed nothing. A failing seed is printed; run it
 * alone with GREENROOM_SEED, and pin it below.
 */
const pinnedSeeds: readonly number[] = []
const histories = runCount('simulation: histories of a room, of 100 steps each', 40, 1000)
const stepsEach = 100
const alone = process.env.GREENROOM_SEED
// Long runs look where nobody has looked; short ones say the same twice.
const firstSeed = isLongRun() ? Date.now() % 1_000_000_000 : 1

beforeEach(() => {
  vi.useFakeTimers({
    toFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'setImmediate',
      'clearImmediate',
      'performance',
    ],
  })
})
afterEach(() => {
  vi.useRealTimers()
})

const judge = async (seed: number) => {
  const result = await runHistory(seed, stepsEach, { advance: (milliseconds) => vi.advanceTimersByTime(milliseconds) })
  if (result.faults.length > 0) {
    throw new Error(`seed ${seed}:\n${result.faults.slice(0, 5).join('\n')}\n\n${alone ? result.story.join('\n') : ''}`)
  }
  return result
}

describe('any history of a room', () => {
  if (alone !== undefined) {
    it(`seed ${alone}`, async () => void (await judge(Number(alone))))
    return
  }
  for (const seed of pinnedSeeds) it(`pinned seed ${seed}`, async () => void (await judge(seed)))

  it(`ends well: ${histories} histories of ${stepsEach} steps`, { timeout: histories * 2_000 }, async () => {
    let [entries, offers] = [0, 0]
    for (let seed = firstSeed; seed < firstSeed + histories; seed += 1) {
      const result = await judge(seed)
      entries += result.entries
      offers += result.offers
    }
    // A simulation in which nothing is written or refused proves nothing.
    expect(entries).toBeGreaterThan(histories * 10)
    expect(offers).toBeGreaterThan(0)
  })

  it('is the same for the same seed', async () => {
    const [first, second] = [await judge(7), await judge(7)]
    expect(second.story).toEqual(first.story)
  })
})
