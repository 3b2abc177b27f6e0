import { describe, expect, it } from 'vitest'
import { sessionLimits } from '../limits/session-limits.ts'
import { openReturns } from '../rules/return-rules.ts'
import { type ReturnId, returnIdSchema } from '../state/ids.ts'
import {
  ana,
  ben,
  mia,
  openSampleSession,
  oto,
  person,
  type ScriptedSession,
  startSampleRound,
} from '../testing/index.ts'

const id = (name: string): ReturnId => returnIdSchema.parse(name)
const ask = (session: ScriptedSession, participant = ben, here = false, request = id('q1')) =>
  session.send(null, { kind: 'askReturn', request, participant, here })
const answer = (session: ScriptedSession, by = ana, granted = true, request = id('q1')) =>
  session.send(by, { kind: 'answerReturn', request, granted })

describe('somebody on another device', () => {
  it('[S61] asks, is answered once, and changes no seat, guide or audience', () => {
    const session = startSampleRound()
    const { rounds } = session.state
    ask(session)
    expect(openReturns(session.state, session.now)).toMatchObject([{ request: 'q1', participant: ben, here: false }])
    expect(answer(session)).toMatchObject({
      ok: true,
      entries: [{ kind: 'return-answered', by: ana, data: { request: 'q1', participant: ben, granted: true } }],
    })
    expect(openReturns(session.state, session.now)).toEqual([])
    expect(answer(session, mia, false)).toMatchObject({ code: 'no-such-request' })
    expect(session.state.returns).toMatchObject([{ answer: { by: ana, granted: true } }])
    expect(session.state.rounds).toEqual(rounds)
    // Everybody sees it, including the person themselves.
    for (const one of [ana, ben, mia, oto])
      expect(session.streamOf(one).map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['return-asked', 'return-answered']),
      )
  })

  it('[S61] is asked about once at a time, by few, and not forever', () => {
    const session = openSampleSession()
    ask(session)
    expect(ask(session, ben, false, id('q2'))).toMatchObject({ code: 'already-asked' })
    expect(ask(session, person('nobody'), false, id('q2'))).toMatchObject({ code: 'unknown-participant' })
    ask(session, mia, false, id('q2'))
    ask(session, oto, false, id('q3'))
    expect(ask(session, ana, false, id('q4'))).toMatchObject({ code: 'too-many' })
    session.wait(sessionLimits.returnOpenFor)
    // Its time is over: it can no longer be granted, and makes room for another.
    expect(answer(session)).toMatchObject({ code: 'no-such-request' })
    expect(ask(session, ben, false, id('q5'))).toMatchObject({ ok: true })
    session.must(null, { kind: 'endReturn', request: id('q5') })
    expect(answer(session, ana, true, id('q5'))).toMatchObject({ code: 'no-such-request' })
    expect(session.send(null, { kind: 'endReturn', request: id('q5') })).toMatchObject({ ok: true, entries: [] })
    for (let asked = session.state.returnsAsked; asked < sessionLimits.returnsEver; asked++) {
      const request = id(`more-${asked}`)
      session.must(null, { kind: 'askReturn', request, participant: ben, here: false })
      session.must(null, { kind: 'endReturn', request })
    }
    expect(ask(session, ben, false, id('last'))).toMatchObject({ code: 'too-many' })
    expect(session.state.returns).toHaveLength(sessionLimits.returnsKept)
  })

  it('[S61] asks the room, which no participant can do in its place, and nothing of a closed session', () => {
    const session = openSampleSession()
    const asking = { kind: 'askReturn', request: id('q1'), participant: ben, here: false } as const
    expect(session.send(ben, asking)).toMatchObject({ code: 'malformed' })
    session.must(ana, { kind: 'closeSession' })
    expect(ask(session)).toMatchObject({ code: 'session-closed' })
  })

  it('[S62] is confirmed by the person themselves, the owner, and anyone who takes part', () => {
    for (const [by, code] of [
      [ana, null],
      [ben, null],
      [mia, null],
      [oto, 'watching-only'],
      [person('stranger'), 'not-joined'],
    ] as const) {
      const session = openSampleSession('coaching')
      ask(session)
      expect(answer(session, by), by).toMatchObject(code === null ? { ok: true } : { code })
    }
  })

  it('[S62] is not admitted as somebody who has since been removed', () => {
    const session = openSampleSession()
    ask(session)
    session.must(ana, { kind: 'removeParticipant', participant: ben })
    expect(answer(session)).toMatchObject({ code: 'unknown-participant' })
  })

  it('[S62] never comes to the desk by the candidate alone while its holder is connected', () => {
    const session = startSampleRound()
    ask(session, ana, true)
    expect(answer(session, ben)).toMatchObject({ code: 'desk-is-here' })
    // The person themselves may, and so may somebody else at the desk.
    expect(answer(session, mia)).toMatchObject({ ok: true })
    ask(session, ana, true, id('q2'))
    expect(answer(session, ben, false, id('q2'))).toMatchObject({ ok: true })
    ask(session, ana, true, id('q3'))
    session.must(null, { kind: 'noteAbsence', participant: ana })
    expect(answer(session, ben, true, id('q3'))).toMatchObject({ ok: true })
    ask(session, ana, false, id('q4'))
    expect(answer(session, ben, true, id('q4'))).toMatchObject({ ok: true })
  })

  it('[S63] is noted when they join by their saved link', () => {
    const session = openSampleSession()
    session.must(null, { kind: 'noteDevice', participant: ana })
    expect(session.state.deviceAdded).toEqual({ participant: ana, at: session.now })
    expect(session.streamOf(ben).at(-1)?.kind).toBe('device-added')
    expect(session.send(null, { kind: 'noteDevice', participant: person('nobody') })).toMatchObject({ entries: [] })
  })
})
