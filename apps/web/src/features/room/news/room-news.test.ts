import { emptySession, type Round } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { arrivingIn, type NewsState } from './news-state.ts'
import { newsOf, sentencesOf } from './room-news.ts'

const round = {
  id: 'r1',
  status: 'running',
  agenda: ['Clarify', 'Context', 'Metrics tree'].map((name) => ({ name })),
  clock: { kind: 'running', phase: 1, deadline: 0 },
  phaseRemaining: [1, 2, 3],
  phaseGranted: [0, 0, 0],
  promptShownAt: null,
  seats: {},
  quiets: [],
  swapAskedBy: null,
  case: null,
} as unknown as Round

const caro = { id: 'p2', name: 'Caro', here: true, me: false } as unknown as NewsState['people'][number]
const before: NewsState = { session: emptySession, round, people: [caro], connected: true, left: 300_000 }

describe('what the room says', () => {
  it('is nothing while nothing happens but time', () => {
    expect(newsOf(before, before)).toEqual([])
    expect(newsOf(before, { ...before, left: 299_000 })).toEqual([])
  })
  it('names the phase, its place and its minutes', () => {
    const clock = { kind: 'running', phase: 2, deadline: 0 } as const
    expect(newsOf(before, { ...before, left: 659_000, round: { ...round, clock } })).toEqual([
      'Phase 3 of 3, Metrics tree, 11 minutes',
    ])
  })
  it('says one minute left and time used up once each', () => {
    expect(newsOf({ ...before, left: 60_500 }, { ...before, left: 59_900 })).toEqual(['One minute left'])
    expect(newsOf({ ...before, left: 59_900 }, { ...before, left: 59_000 })).toEqual([])
    expect(newsOf({ ...before, left: 300 }, { ...before, left: -10 })).toEqual(['Time is up for this phase'])
  })
  it('says once that somebody else added or took minutes, also while the clock is paused', () => {
    const granted = (minutes: number, left: number | null): NewsState => ({
      ...before,
      left,
      round: { ...round, phaseGranted: [0, minutes * 60_000, 0] },
    })
    expect(newsOf(before, granted(1, 359_000))).toEqual(['1 minute added'])
    expect(newsOf(granted(1, 359_000), granted(1, 358_000))).toEqual([])
    expect(newsOf(granted(3, 300_000), granted(1, 179_000))).toEqual(['2 minutes taken off the clock'])
    expect(newsOf(granted(0, 90_000), granted(-1, 30_000))).toEqual(['1 minute taken off the clock', 'One minute left'])
    const paused = (minutes: number): NewsState => ({
      ...granted(minutes, null),
      round: { ...granted(minutes, null).round, clock: { kind: 'paused', phase: 1, remaining: 9 } },
    })
    expect(newsOf(paused(0), paused(1))).toEqual(['1 minute added'])
  })
  it('says that the clock is paused and runs again', () => {
    const paused = { ...before, round: { ...round, clock: { kind: 'paused', phase: 1, remaining: 9 } } } as NewsState
    expect(newsOf(before, paused)).toEqual(['The clock is paused'])
    expect(newsOf(paused, before)).toEqual(['The clock is running again'])
  })
  it('says who is away and back, and not while nobody can know', () => {
    const away = { ...before, people: [{ ...caro, here: false }] }
    expect(newsOf(before, away)).toEqual(['Caro is away'])
    expect(newsOf(away, before)).toEqual(['Caro is back'])
    expect(newsOf(before, { ...away, connected: false })).toEqual([
      'Offline. What you write is kept and sent when you reconnect',
    ])
    expect(newsOf({ ...away, connected: false }, before)).toEqual(['Connected again'])
  })
  it('does not say that somebody who has only just joined is back', () => {
    const joined = { ...before, people: [{ ...caro, here: false }] }
    const empty = { ...before, people: [] }
    const arriving = { ...joined, arriving: arrivingIn(empty, joined.people) }
    expect([...arriving.arriving]).toEqual(['p2'])
    expect(newsOf(arriving, before)).toEqual([])
    // Still on the way in one look later; gone again once here, they have been away.
    expect([...arrivingIn(arriving, joined.people)]).toEqual(['p2'])
    expect([...arrivingIn(arriving, before.people)]).toEqual([])
    expect([...arrivingIn(null, joined.people)]).toEqual([])
  })
  it('reads the prompt out when it is shown, and says how a round begins and ends', () => {
    const shown = { ...round, promptShownAt: 1, case: { prompt: 'Measure Pay.' } } as unknown as Round
    expect(newsOf(before, { ...before, round: shown })).toEqual(['The prompt: Measure Pay.'])
    const lobby = {
      ...before,
      left: null,
      round: { ...round, status: 'lobby', clock: { kind: 'stopped' } },
    } as NewsState
    expect(newsOf(lobby, before)).toEqual(['The round has started', 'Phase 2 of 3, Context, 5 minutes'])
    expect(newsOf(before, { ...before, round: { ...round, status: 'ended' } })).toEqual([
      'The round has ended. The debrief is open',
    ])
  })
})

it('is said sentence by sentence, and a question stays one', () => {
  expect(sentencesOf(['The round has started', 'The prompt: What is going on?', 'Two joined.'])).toBe(
    'The round has started. The prompt: What is going on? Two joined.',
  )
})
