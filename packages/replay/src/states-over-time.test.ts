import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { commentIdSchema, emptySession, fold, type ProjectedEntry } from '@greenroom/session'
import { ana, ben, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { createStates } from './states-over-time.ts'

describe('the states of a replay', () => {
  it('have the desk’s marks at the moment they were made, for the candidate as for the interviewer', () => {
    const session = startSampleRound()
    session.wait(73_000)
    session.must(ana, { kind: 'markMoment', label: 'Good' })
    const marked = session.now
    session.wait(180_000)
    scoreSampleRound(session)
    for (const who of [ana, ben]) {
      const at = createStates(session.streamOf(who))
      const marksAt = (time: number) => Object.values(at(time).rounds).flatMap((round) => round.marks)
      expect(marksAt(marked - 1)).toEqual([])
      expect(marksAt(marked)).toMatchObject([{ label: 'Good', at: marked }])
      expect(marksAt(session.now)).toHaveLength(1)
    }
  })

  /** A scored round, with so many comments after it, a second apart. */
  const commented = (comments: number): readonly ProjectedEntry[] => {
    const session = startSampleRound()
    scoreSampleRound(session)
    session.wait(1_000)
    const moment = session.round.startedAt ?? 0
    const comment = commentIdSchema.parse('c0')
    session.must(ana, { kind: 'writeComment', round: session.round.id, comment, moment, item: null, words: 'Why now?' })
    const stream = session.streamOf(ana)
    const first = stream.at(-1)
    if (first?.kind !== 'comment-written') throw new Error('no comment')
    const more = Array.from({ length: comments - 1 }, (_, index): ProjectedEntry => {
      const data = { ...first.data, comment: commentIdSchema.parse(`c${index + 1}`) }
      return { ...first, n: first.n + index + 1, at: first.at + (index + 1) * 1_000, data }
    })
    return [...stream, ...more]
  }

  it('are what folding from the first entry gives, in whatever order they are asked for, and the same object each time', () => {
    const stream = commented(400)
    const at = createStates(stream)
    const times = stream.map((entry) => entry.at)
    for (let step = 0; step < 300; step++) {
      const time = times[(step * 173) % times.length] ?? 0
      let state = emptySession
      for (const entry of stream) if (entry.at <= time) state = fold(state, entry)
      expect(at(time)).toEqual(state)
      expect(at(time)).toBe(at(time))
    }
    expect(at(Number.POSITIVE_INFINITY)).toBe(at(times.at(-1) ?? 0))
    expect(at(-1)).toEqual(emptySession)
  })

  it('take little memory with thousands of comments, each of which makes a new list of all of them', () => {
    setFlagsFromString('--expose-gc')
    const collect: unknown = runInNewContext('gc')
    // Files share a process, and threads of the others start sooner without it.
    setFlagsFromString('--no-expose-gc')
    if (typeof collect !== 'function') throw new Error('no garbage collection')
    const stream = commented(4_000)
    collect()
    const before = process.memoryUsage().heapUsed
    const at = createStates(stream)
    collect()
    const held = process.memoryUsage().heapUsed - before
    expect(at(Number.POSITIVE_INFINITY).rounds[0]?.comments).toHaveLength(4_000)
    expect(held).toBeLessThan(12 * 1024 * 1024)
  })
})
