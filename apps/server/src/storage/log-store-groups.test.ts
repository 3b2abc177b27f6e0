import { sessionIdSchema } from '@greenroom/session'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { named } from '../testing/folders-and-entries.ts'
import { createLogStore, many } from './log-store.ts'
import type { StoreThread } from './store-thread.ts'
import { type AppendAnswers, type AppendBatch, appended } from './thread-messages.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A store whose writer commits when it is told to. */
function openStore() {
  const batches: AppendBatch[] = []
  let tell = (_answers: AppendAnswers): void => {}
  const thread: StoreThread = {
    call: () => Promise.resolve(undefined),
    post: (message) => {
      if (message.type === 'append') batches.push(message)
    },
    onAppended: (listener) => {
      tell = listener
    },
    onCheckpointDue: () => {},
    onCheckpointFailed: () => {},
    withheld: () => new Set(),
    onLost: () => {},
    close: () => Promise.resolve(),
  }
  const store = createLogStore(thread, thread, { now: () => Date.now(), monotonic: () => Date.now() })
  return {
    sessions: () => batches.map((batch) => batch.sessions),
    append: (session: string) => void store.append(sessionIdSchema.parse(session.repeat(21)), 0, [named('Ana')]),
    commit: (batch: number) => {
      const { ticket, sessions } = batches[batch] ?? { ticket: 0, sessions: [] }
      tell({
        type: 'appended',
        answers: sessions.flatMap((_, at) => [ticket + at, appended, 1, 0]),
        errors: [],
        took: 1,
      })
    },
  }
}
const names = (...groups: string[][]) => groups.map((group) => group.map((name) => name.repeat(21)))

describe('groups of appends', () => {
  it('leave at once when nothing is under way, and one millisecond after one another', () => {
    const { append, commit, sessions } = openStore()
    append('a')
    append('b')
    vi.advanceTimersByTime(0)
    expect(sessions()).toEqual(names(['a', 'b']))
    commit(0)
    append('c')
    vi.advanceTimersByTime(0)
    expect(sessions()).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sessions()).toEqual(names(['a', 'b'], ['c']))
  })

  it('gather for longer on a busy server, and no longer on one that was busy', () => {
    const { append, commit, sessions } = openStore()
    for (let count = 0; count < many; count++) append('a')
    vi.advanceTimersByTime(0)
    commit(0)
    append('b')
    vi.advanceTimersByTime(1)
    append('c')
    expect(sessions()).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sessions().slice(1)).toEqual(names(['b', 'c']))
    // As many, in more time.
    let committed = 1
    const pass = (milliseconds: number) => {
      vi.advanceTimersByTime(milliseconds)
      while (committed < sessions().length) commit(committed++)
    }
    for (let count = 2; count < many; count++) {
      append('d')
      pass(1)
    }
    pass(4)
    append('e')
    vi.advanceTimersByTime(0)
    expect(sessions().at(-1)).toEqual(['e'.repeat(21)])
  })

  it('do not wait for a slow commit, but lie ready behind it', () => {
    const { append, sessions } = openStore()
    append('a')
    vi.advanceTimersByTime(0)
    append('b')
    vi.advanceTimersByTime(7)
    append('c')
    expect(sessions()).toHaveLength(1)
    vi.advanceTimersByTime(1)
    expect(sessions()).toEqual(names(['a'], ['b', 'c']))
  })

  it('leave sooner when the commit is done', () => {
    const { append, commit, sessions } = openStore()
    append('a')
    vi.advanceTimersByTime(0)
    append('b')
    vi.advanceTimersByTime(5)
    expect(sessions()).toHaveLength(1)
    commit(0)
    vi.advanceTimersByTime(0)
    expect(sessions()).toEqual(names(['a'], ['b']))
  })
})
