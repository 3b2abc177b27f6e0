import { emptyView } from '@greenroom/board'
import { documentNameSchema } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import type { SoughtBoard } from './board-seeker.ts'
import { createLatestSeek } from './latest-seek.ts'

const document = documentNameSchema.parse('board-r1')
const boardAt = (at: number): SoughtBoard => ({ view: emptyView, lastEdit: { at, by: null, items: [] } })

/** A seeker whose answers are handed out one by one. */
const setUp = () => {
  const opened = Promise.withResolvers<void>()
  const asked: { at: number; answer: (board: SoughtBoard) => void; fail: (error: Error) => void }[] = []
  const shown: (number | undefined)[] = []
  const failures: string[] = []
  const seek = createLatestSeek(
    {
      opened: opened.promise,
      seek: (_document, at) =>
        new Promise((answer, fail) => {
          asked.push({ at, answer, fail })
        }),
    },
    (board) => shown.push(board.lastEdit?.at),
    (words) => failures.push(words),
  )
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
  }
  const answer = async (): Promise<void> => {
    const next = asked.findLast(() => true)
    next?.answer(boardAt(next.at))
    await settle()
  }
  return { seek, opened, asked, shown, failures, settle, answer }
}

describe('seeking for somebody who drags', () => {
  it('waits until the recording is open, and then makes the last seek alone', async () => {
    const { seek, opened, asked, shown, settle, answer } = setUp()
    for (const at of [1, 2, 3]) seek.want(document, at)
    await settle()
    expect(asked).toEqual([])
    opened.resolve()
    await settle()
    expect(asked.map(({ at }) => at)).toEqual([3])
    await answer()
    expect(shown).toEqual([3])
  })

  it('has one seek under way, shows what it brings, and goes on with the newest wanted', async () => {
    const { seek, opened, asked, shown, settle, answer } = setUp()
    opened.resolve()
    await settle()
    for (const at of [1, 2, 3, 4]) seek.want(document, at)
    expect(asked.map(({ at }) => at)).toEqual([1])
    await answer()
    expect(asked.map(({ at }) => at)).toEqual([1, 4])
    await answer()
    expect(shown).toEqual([1, 4])
  })

  it('shows an empty board where there is none, without asking anybody', async () => {
    const { seek, opened, asked, shown, settle } = setUp()
    opened.resolve()
    await settle()
    seek.want(null, 1)
    await settle()
    expect([asked, shown]).toEqual([[], [undefined]])
  })

  it('shows nothing once it is closed, and fails once', async () => {
    const first = setUp()
    first.opened.resolve()
    await first.settle()
    first.seek.want(document, 1)
    first.seek.close()
    await first.answer()
    expect([first.shown, first.failures]).toEqual([[], []])

    const second = setUp()
    second.opened.resolve()
    await second.settle()
    second.seek.want(document, 1)
    second.asked[0]?.fail(new Error('cut'))
    await second.settle()
    second.seek.want(document, 2)
    await second.settle()
    expect([second.failures, second.asked.length]).toEqual([['cut'], 1])
    const third = setUp()
    third.opened.reject(new Error('unreadable'))
    await third.settle()
    expect(third.failures).toEqual(['unreadable'])
  })
})
