import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { drawn, meet } from './room-steps.ts'
import { sendAs } from './score-round.ts'
import { openOwnStage } from './stage.ts'

const stage = openOwnStage()
const hour = 3_600_000
const atMost = 250

/** A computer whose clock is wrong by so many milliseconds. Its monotonic clock is right, as it is on real ones. */
const setWrongBy = ({ context }: Actor, milliseconds: number): Promise<unknown> =>
  context.addInitScript((wrong) => {
    const RealDate = Date
    const shifted = class extends RealDate {
      constructor(...given: unknown[]) {
        // The compiler knows no constructor that takes any list.
        super(...((given.length === 0 ? [RealDate.now() + wrong] : given) as [number]))
      }
      static override now(): number {
        return RealDate.now() + wrong
      }
    }
    Object.defineProperty(globalThis, 'Date', { value: shifted, configurable: true, writable: true })
  }, milliseconds)

/** Notes from now on when the page begins to show which time. */
const watchClock = ({ page }: Actor): Promise<void> =>
  page.getByRole('region', { name: 'Clock' }).evaluate((clock) => {
    const seen: Record<string, number> = {}
    Reflect.set(window, 'timesSeen', seen)
    const look = (): void => {
      const shown = /\+?\d+:\d\d/.exec(clock.textContent ?? '')?.[0]
      // Monotonic, and counted from an origin that the shifted clock does not touch: the same for both pages.
      if (shown && !(shown in seen)) seen[shown] = performance.timeOrigin + performance.now()
    }
    new MutationObserver(look).observe(clock, { subtree: true, childList: true, characterData: true })
  })

const timesSeen = async ({ page }: Actor): Promise<ReadonlyMap<string, number>> =>
  new Map(Object.entries(await page.evaluate(() => Reflect.get(window, 'timesSeen') as Record<string, number>)))

/**
 * When a page takes the phase to end: the earliest that any of its seconds says.
 * A busy machine can only draw a second late, never early, so lateness falls out.
 */
function endShownBy(seen: ReadonlyMap<string, number>): number {
  const ends = [...seen].map(([shown, at]) => {
    const [minutes = 0, seconds = 0] = shown.split(':').map(Number)
    return at + (minutes * 60 + seconds) * 1000
  })
  return Math.min(...ends)
}

/**
 * By how much the clocks of two pages differ, in milliseconds, from at least four seconds that both have shown. More seconds
 * bring a page that was late nearer to the truth, so it looks on for a while where they differ too much.
 */
async function differenceBetween(one: Actor, other: Actor): Promise<number> {
  await Promise.all([watchClock(one), watchClock(other)])
  let difference = Number.POSITIVE_INFINITY
  await expect
    .poll(
      async () => {
        const [a, b] = await Promise.all([timesSeen(one), timesSeen(other)])
        difference = Math.abs(endShownBy(a) - endShownBy(b))
        return [...a.keys()].filter((shown) => b.has(shown)).length >= 4 && difference < atMost
      },
      { timeout: 20_000, message: `the clocks show the same second, within ${atMost} ms` },
    )
    .toBe(true)
  return difference
}

/** The interviewer's second device, which takes time to the millisecond: nobody waits a minute for the end of a phase. */
const leaveSeconds = (interviewer: Actor, seconds: number): Promise<void> =>
  sendAs(stage, interviewer, ({ rounds, clockVersion }) => {
    const clock = rounds.at(-1)?.clock
    if (clock?.kind !== 'running') throw new Error('the clock does not run')
    return [{ kind: 'addTime', milliseconds: seconds * 1000 - Math.round(clock.deadline - Date.now()), clockVersion }]
  })

describe('the clock of two computers', () => {
  it('F40: shows the same second, although one of them is an hour off: through reload, pause and a restart; it says that a phase runs over, in the title too, and blocks nothing', async () => {
    const interviewer = await stage.enter('Ina')
    const candidate = await stage.enter('Caro')
    await setWrongBy(candidate, hour)
    await meet(stage, interviewer, candidate, { minutes: 20, started: true })
    expect(await candidate.page.evaluate(() => Date.now())).toBeGreaterThan(Date.now() + hour / 2)
    await candidate.page.getByText('Phase 1 of 7', { exact: true }).waitFor()
    expect(await differenceBetween(interviewer, candidate)).toBeLessThan(atMost)

    await candidate.page.reload()
    await candidate.page.getByText('Phase 1 of 7', { exact: true }).waitFor()
    expect(await differenceBetween(interviewer, candidate)).toBeLessThan(atMost)

    await interviewer.page.getByRole('button', { name: 'Pause the clock' }).click()
    await drawn(candidate.page, 'paused').waitFor()
    await interviewer.page.getByRole('button', { name: 'Resume the clock' }).click()
    await candidate.page.getByText('left', { exact: true }).waitFor()
    await stage.restart('SIGKILL')
    for (const actor of [interviewer, candidate]) {
      await actor.page.getByRole('button', { name: /^Saved/ }).waitFor()
    }
    expect(await differenceBetween(interviewer, candidate)).toBeLessThan(atMost)
    // A server that is gone is a fault to a browser.
    for (const { watch } of [interviewer, candidate]) watch.faults.splice(0)

    const take = interviewer.page.getByRole('button', { name: 'Remove a minute' })
    // What is left after one is less than a minute, and a minute cannot be taken of it.
    await leaveSeconds(interviewer, 100)
    await take.click()
    await expect.poll(() => take.isDisabled()).toBe(true)
    await leaveSeconds(interviewer, 3)
    for (const { page } of [interviewer, candidate]) {
      await page.getByText('over', { exact: true }).waitFor()
      await expect.poll(() => page.title()).toBe('Time is up: Clarify and purpose')
    }
    await interviewer.page.getByRole('button', { name: 'Room menu' }).click()
    await interviewer.page.getByRole('menuitemcheckbox', { name: 'Show the phase in the tab title' }).click()
    await interviewer.page.keyboard.press('Escape')
    await expect.poll(() => interviewer.page.title()).not.toContain('Time is up')
    await interviewer.page.getByRole('button', { name: 'Next phase' }).click()
    await candidate.page.getByText('Phase 2 of 7', { exact: true }).waitFor()
    await expect.poll(() => candidate.page.title()).not.toContain('Time is up')
    expect(interviewer.watch.faults).toEqual([])
    expect(candidate.watch.faults).toEqual([])
  })
})
