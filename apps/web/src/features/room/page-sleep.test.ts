import { startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import type { NewsState } from './news/news-state.ts'
import { type PageSleep, sleepAfter, sleepNewsOf } from './page-sleep.ts'

const { state: session, round } = startSampleRound()
const state: NewsState = { session, round, people: [], connected: true, left: 300_000 }
const look = (at: number, connected = true, left = 300_000) => ({ at, state: { ...state, connected, left } })

/** What is told after looks at these moments. */
function toldAfter(looks: readonly (ReturnType<typeof look> & { readonly hidden?: boolean })[]): readonly string[] {
  const told: string[] = []
  let sleep: PageSleep | null = null
  let last: ReturnType<typeof look> | null = null
  for (const now of looks) {
    sleep = sleepAfter(sleep, last, now, now.hidden === true)
    last = now
    const news = sleep && sleepNewsOf(sleep, now)
    if (!news) continue
    told.push(`${news.title}: ${news.words}`)
    sleep = null
  }
  return told
}

describe('a page that was stopped', () => {
  it('says for how long and what happened in the meantime, once it is known, and once', () => {
    const before = look(0, true, 61_000)
    const after = [180_000, 181_200, 182_400, 183_600].map((at) => look(at, true, 50_000))
    expect(toldAfter([before, ...after])).toEqual(['This page was asleep for 3 minutes: One minute left.'])
  })

  it('says that nothing is lost where nothing happened', () => {
    expect(toldAfter([0, 60_000, 61_200, 62_400].map((at) => look(at)))).toEqual([
      'This page was asleep for 1 minute: It is up to date again, and nothing that you typed is lost.',
    ])
  })

  it('waits until it is connected again', () => {
    const away = [60_000, 61_200, 62_400].map((at) => look(at, false))
    expect(toldAfter([look(0), ...away])).toEqual([])
    expect(toldAfter([look(0), ...away, look(63_600), look(64_800)])).toHaveLength(1)
  })

  it('sleeps on while it is hidden and woken now and then, and says all of it when somebody looks', () => {
    const hidden = [60_000, 120_000, 180_000].map((at) => ({ ...look(at), hidden: true }))
    expect(toldAfter([look(0), ...hidden, look(240_000), look(241_200), look(242_400)])).toEqual([
      expect.stringMatching(/^This page was asleep for 4 minutes: /),
    ])
  })

  it('says nothing of a page that was only slow', () => {
    expect(toldAfter([0, 1_200, 21_200, 22_400, 23_600].map((at) => look(at)))).toEqual([])
  })
})
