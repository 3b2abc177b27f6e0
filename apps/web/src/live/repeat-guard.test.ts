import type { SendAnswer } from '@greenroom/room-client'
import type { WireCommand } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { createRepeatGuard } from './repeat-guard.ts'

/** A room that answers when it is told to, and a clock that is turned by hand. */
function openRoom() {
  const sent: WireCommand[] = []
  const answers: ((answer: SendAnswer) => void)[] = []
  const clock = { now: 0 }
  const mouse = { second: false }
  const guard = createRepeatGuard(
    (command) => {
      sent.push(command)
      return new Promise((resolve) => answers.push(resolve))
    },
    () => clock.now,
    () => mouse.second,
  )
  const answer = async (ok = true): Promise<void> => {
    answers.shift()?.(ok ? { ok: true, n: 1 } : { ok: false, code: 'already-released' })
    await Promise.resolve()
    await Promise.resolve()
  }
  return { sent, clock, mouse, guard, answer }
}

describe('a double click', () => {
  it('gives a fact, a hint or a curveball once, and both presses have the answer', async () => {
    const room = openRoom()
    const first = room.guard({ kind: 'releaseFact', fact: 'funnel' })
    room.clock.now = 120
    const second = room.guard({ kind: 'releaseFact', fact: 'funnel' })
    expect([first.repeat, second.repeat, room.sent.length]).toEqual([false, true, 1])
    await room.answer()
    room.clock.now = 240
    expect(room.guard({ kind: 'releaseFact', fact: 'funnel' }).repeat).toBe(true)
    expect(await second.answer).toEqual({ ok: true, n: 1 })
    expect(room.guard({ kind: 'releaseFact', fact: 'churn' }).repeat).toBe(false)
  })
  it('makes one mark, although the first press has emptied its label', async () => {
    const room = openRoom()
    room.guard({ kind: 'markMoment', label: 'Named the goal' })
    await room.answer()
    room.clock.now = 150
    expect(room.guard({ kind: 'markMoment', label: '' }).repeat).toBe(true)
    room.clock.now = 900
    expect(room.guard({ kind: 'markMoment', label: '' }).repeat).toBe(false)
    expect(room.sent).toHaveLength(2)
  })
  it('takes nothing back, whatever the button under the pointer means by then; two keys in a row mean both', async () => {
    for (const [first, then] of [
      [{ kind: 'askQuiet' }, { kind: 'endQuiet' }],
      [
        { kind: 'pauseClock', clockVersion: 4 },
        { kind: 'resumeClock', clockVersion: 5 },
      ],
      [{ kind: 'askToSwap' }, { kind: 'declineSwap' }],
    ] as const)
      for (const second of [true, false]) {
        const room = openRoom()
        room.guard(first)
        await room.answer()
        room.clock.now = 120
        room.mouse.second = second
        expect(room.guard(then).repeat).toBe(second)
        expect(room.sent).toHaveLength(second ? 1 : 2)
      }
  })
  it('waits for a slow answer, however long', () => {
    const room = openRoom()
    room.guard({ kind: 'showPrompt', how: 'shown' })
    room.clock.now = 5000
    expect(room.guard({ kind: 'showPrompt', how: 'shown' }).repeat).toBe(true)
  })
  it('lets every press through where each means one more step, or the opposite', async () => {
    const room = openRoom()
    for (const clockVersion of [4, 5]) {
      room.guard({ kind: 'addTime', milliseconds: 60_000, clockVersion })
      await room.answer()
    }
    for (const asked of [true, false, true]) {
      room.guard({ kind: 'tickProbe', probe: 'why', asked })
      await room.answer()
    }
    expect(room.sent).toHaveLength(5)
  })
})
