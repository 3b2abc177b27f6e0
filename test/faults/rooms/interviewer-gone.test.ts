import { serverLimits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { enterSession } from '../steps/session-client.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('F36: the interviewer closes their laptop', () => {
  it('the others learn it after 20 seconds, the candidate may end the round, and the interviewer comes back as such [S53]', async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const { interviewer, candidate } = await castSession(stage)
    const chair = await enterSession(stage.url, candidate)
    const desk = await enterSession(stage.url, interviewer)
    const heard = (kind: string): boolean => chair.entries.some((entry) => entry.kind === kind)
    const state = async () => {
      const read = await stage.rooms.read(interviewer.session)
      if (read === null) throw new Error('no session')
      return read
    }
    const endRound = async () => chair.command({ kind: 'endRound', clockVersion: (await state()).clockVersion })

    desk.close()
    await desk.disconnected
    expect(await endRound()).toMatchObject({ ok: false, code: 'interviewer-only' })
    // Away, but not yet for long: the room looks about once a second.
    clock.turn(serverLimits.awayUntilAbsent - 5_000)
    expect(await endRound()).toMatchObject({ ok: false, code: 'interviewer-only' })
    expect(heard('participant-absent')).toBe(false)
    clock.turn(6_000)
    await chair.until('the absence', () => heard('participant-absent'))
    expect(await endRound()).toMatchObject({ ok: true })
    expect(await chair.command({ kind: 'reopenRound' })).toMatchObject({ ok: true })

    const back = await enterSession(stage.url, interviewer)
    await chair.until('the return', () => heard('participant-back'))
    expect(await endRound()).toMatchObject({ ok: false, code: 'interviewer-only' })
    expect((await state()).absent).toEqual([])
    const endedBy = await back.command({ kind: 'endRound', clockVersion: (await state()).clockVersion })
    expect(endedBy).toMatchObject({ ok: true })
    for (const person of [chair, back]) person.close()
  })
})
