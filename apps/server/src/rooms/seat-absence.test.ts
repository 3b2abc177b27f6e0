import { serverLimits } from '@greenroom/protocol'
import type { ParticipantId } from '@greenroom/session'
import { ana, ben, mia, openSampleSession, oto, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { SeatAbsence } from './seat-absence.ts'

const wait = serverLimits.awayUntilAbsent

/** A room whose connections and clock are in the test's hand; what the room finds is put into the log. */
function watch(session: ReturnType<typeof openSampleSession>) {
  const absence = new SeatAbsence()
  const here = new Set<ParticipantId>([ana, ben, mia, oto])
  let now = 0
  return {
    here,
    /** Looks once at this time, and again after each thing that was noted. */
    at: (time: number): readonly string[] => {
      now = time
      const noted: string[] = []
      for (;;) {
        const note = absence.read(session.state, (participant) => here.has(participant), now)
        if (note === null) return noted
        session.must(null, note as Parameters<typeof session.must>[1])
        noted.push(`${note.kind} ${'participant' in note ? note.participant : ''}`)
      }
    },
  }
}

describe('who is missed in their seat', () => {
  it('is noted after 20 seconds without a connection, once, and noted when back', () => {
    const room = watch(startSampleRound())
    room.here.delete(ana)
    expect(room.at(1_000)).toEqual([])
    expect(room.at(1_000 + wait - 1)).toEqual([])
    expect(room.at(1_000 + wait)).toEqual(['noteAbsence ana'])
    expect(room.at(1_000 + 3 * wait)).toEqual([])
    room.here.add(ana)
    expect(room.at(80_000)).toEqual(['noteReturn ana'])
    expect(room.at(80_001)).toEqual([])
  })

  it('counts from the newest leaving, so that a short look in starts the time again', () => {
    const room = watch(startSampleRound())
    room.here.delete(ben)
    room.at(0)
    room.here.add(ben)
    room.at(wait - 1)
    room.here.delete(ben)
    expect(room.at(wait)).toEqual([])
    expect(room.at(2 * wait - 1)).toEqual([])
    expect(room.at(2 * wait)).toEqual(['noteAbsence ben'])
  })

  it('is noted of interviewer, candidate and mentor, not of those who watch, and to nobody in an empty room', () => {
    const room = watch(startSampleRound())
    room.here.clear()
    room.at(0)
    expect(room.at(5 * wait)).toEqual([])
    room.here.add(oto)
    expect(room.at(5 * wait + 1)).toEqual(['noteAbsence ana', 'noteAbsence ben', 'noteAbsence mia'])
    room.here.add(ana)
    room.here.delete(oto)
    room.at(6 * wait)
    expect(room.at(8 * wait)).toEqual([])
  })

  it('is noted in the lobby and in the debrief, too, and not in a closed session', () => {
    const lobby = openSampleSession()
    const room = watch(lobby)
    room.here.delete(ana)
    room.at(0)
    expect(room.at(wait)).toEqual(['noteAbsence ana'])

    const debrief = startSampleRound()
    debrief.must(ana, { kind: 'endRound' })
    const later = watch(debrief)
    later.here.delete(ana)
    later.at(0)
    expect(later.at(wait)).toEqual(['noteAbsence ana'])

    const closed = startSampleRound()
    closed.must(ana, { kind: 'closeSession' })
    const nobody = watch(closed)
    nobody.here.delete(ben)
    nobody.at(0)
    expect(nobody.at(wait)).toEqual([])
  })
})
