import { limits, protocolVersion } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { createMemoryAccess, stagedBank } from '../../../apps/server/src/testing/stage.ts'
import { openBoard } from '../steps/board-client.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe("the session's socket", () => {
  it('welcomes, sends the whole stream without gaps, and what happens then [P11]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const client = await enterSession(stage.url, candidate)
    expect(client.events[0]?.[0]).toBe('welcome')
    expect(client.events[0]?.[1]).toMatchObject({ participant: candidate.participant, session: candidate.session })
    const count = client.count()
    await stage.must(interviewer, { kind: 'pauseClock' })
    await client.until('the pause', () => client.entries.length === count + 1)
    expect(client.entries.map(({ n }) => n)).toEqual(client.entries.map((_, index) => index + 1))
    client.close()
  })

  it('resumes after any number, and starts again for a client that holds too many [P11]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const whole = await enterSession(stage.url, candidate)
    const all = whole.entries
    for (let after = 0; after <= all.length; after++) {
      const client = await enterSession(stage.url, candidate, { after })
      expect(client.entries).toEqual(all.slice(after))
      client.close()
      await client.disconnected
    }
    const ahead = await joinSession(stage.url, candidate, { after: all.length + 5 })
    await ahead.until('everything', () => ahead.entries.length === all.length)
    expect(ahead.entries).toEqual(all)
    for (const client of [whole, ahead]) client.close()
  })

  it('a stream resumed after a restart is the same stream [P11]', async () => {
    for (const drained of [true, false]) {
      const first = await stageForTest()
      const { interviewer, candidate } = await castSession(first)
      const before = await enterSession(first.url, candidate)
      if (drained) await first.rooms.drain()
      await first.close()
      const second = await stageForTest({ store: first.store, access: first.access })
      const after = await enterSession(second.url, candidate)
      expect(after.entries).toEqual(before.entries)
      await second.must(interviewer, { kind: 'pauseClock' })
      await after.until('the pause', () => after.entries.length === before.entries.length + 1)
      after.close()
    }
  })

  it('tells the time [P10]', async () => {
    const clock = createTurnedClock()
    clock.turn(3_600_000)
    const stage = await stageForTest({ clock })
    const { candidate } = await castSession(stage)
    const client = await enterSession(stage.url, candidate)
    const { serverTime } = (await client.ask('time')) as { serverTime: number }
    expect(Math.abs(serverTime - clock.now())).toBeLessThan(250)
    client.close()
  })

  it('turns away clients it does not know, and says why [P21]', async () => {
    const stage = await stageForTest()
    const { candidate, observer } = await castSession(stage)
    const auth = { protocol: protocolVersion, token: candidate.token, after: 0, seenCases: [] }
    await stage.access.revokeParticipant(observer.session, observer.participant)
    for (const [given, reason] of [
      [{}, 'protocol'],
      [{ ...auth, protocol: protocolVersion + 1 }, 'protocol'],
      [{ ...auth, after: -1 }, 'protocol'],
      [{ ...auth, seenCases: Array.from({ length: 501 }, () => 'x') }, 'protocol'],
      [{ ...auth, token: ['x'] }, 'protocol'],
      [{ ...auth, token: 'x'.repeat(43) }, 'unauthorized'],
      [{ ...auth, token: observer.token }, 'revoked'],
    ] as const) {
      const client = await joinSession(stage.url, candidate, { auth: given })
      expect(client.goodbye()).toEqual({ reason, retryAfter: null })
      await client.disconnected
      expect(client.entries).toEqual([])
    }
    expect(stage.rooms.counts.liveConnections).toBe(0)
  })

  it('one participant may have so many connections; the next may come back later [P21]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const open = []
    for (let number = 0; number < limits.connectionsPerParticipant; number++) {
      open.push(await enterSession(stage.url, candidate))
    }
    const oneMore = await joinSession(stage.url, candidate)
    expect(oneMore.goodbye()).toMatchObject({ reason: 'too-many-connections', retryAfter: expect.any(Number) })
    for (const client of open) client.close()
  })

  it('answers a command after its entries, with the number that holds them all; a repeat is not redone [P22]', async () => {
    const stage = await stageForTest()
    const { interviewer } = await castSession(stage)
    const client = await enterSession(stage.url, interviewer)
    const before = client.entries.length
    const answer = await client.command({ kind: 'markMoment', label: 'good' }, 'the-one')
    expect(answer).toEqual({ ok: true, n: before + 1 })
    expect(client.entries.length).toBe(before + 1)
    expect(await client.command({ kind: 'markMoment', label: 'good' }, 'the-one')).toEqual({ ok: true, n: before + 1 })
    const both = await Promise.all([
      client.command({ kind: 'markMoment', label: 'twice' }, 'the-two'),
      client.command({ kind: 'markMoment', label: 'twice' }, 'the-two'),
    ])
    expect(both).toEqual([
      { ok: true, n: before + 2 },
      { ok: true, n: before + 2 },
    ])
    expect(client.entries.length).toBe(before + 2)
    client.close()
  })

  it("a candidate's token on the desk's command is refused, and the candidate hears nothing of the desk [P22]", async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const desk = await enterSession(stage.url, interviewer)
    const chair = await enterSession(stage.url, candidate)
    const before = chair.entries.length
    expect(await chair.command({ kind: 'giveHint', hint: 'goal-1' })).toMatchObject({ ok: false })
    expect(await chair.command({ kind: 'sendWhisper', words: 'x' })).toEqual({ ok: false, code: 'desk-only' })
    expect(await desk.command({ kind: 'writeNote', note: 'note-1', words: 'secret-canary' })).toMatchObject({
      ok: true,
    })
    expect(await desk.command({ kind: 'sendWhisper', words: 'secret-canary' })).toMatchObject({ ok: true })
    await chair.ask('time')
    expect(chair.entries.length).toBe(before)
    expect(JSON.stringify(chair.events)).not.toContain('canary')
    for (const client of [desk, chair]) client.close()
  })

  it('F34: of two who take one seat in the same instant one gets it, and the other hears why [P22]', async () => {
    const stage = await stageForTest()
    const [owner] = await stage.createSession(['mentor'])
    if (owner === undefined) throw new Error('nobody came')
    for (let run = 0; run < 20; run++) {
      const [one, two] = await Promise.all([stage.join(owner.session, null), stage.join(owner.session, null)])
      const clients = await Promise.all([enterSession(stage.url, one), enterSession(stage.url, two)])
      const seatsVersion = (await stage.rooms.read(owner.session))?.seatsVersion
      const answers = await Promise.all(
        clients.map((client) => client.command({ kind: 'takeSeat', seat: 'interviewer', seatsVersion })),
      )
      expect(answers.filter(({ ok }) => ok).length).toBe(1)
      const code = answers.find(({ ok }) => !ok)?.code
      expect(['stale', 'seat-taken']).toContain(code)
      for (const [index, { ok }] of answers.entries()) {
        const person = [one, two][index]
        if (ok && person !== undefined) await stage.must(person, { kind: 'leaveSeat' })
      }
      for (const client of clients) client.close()
    }
  })

  it('of two who open the scores in the same instant both are granted it, and everybody is told once [P22]', async () => {
    const stage = await stageForTest()
    const [mentor, interviewer, candidate, observer] = await stage.createSession([
      'mentor',
      'interviewer',
      'candidate',
      'observer',
    ])
    if (!mentor || !interviewer || !candidate || !observer) throw new Error('somebody is missing')
    await stage.startRound(interviewer)
    await stage.must(interviewer, { kind: 'endRound' })
    for (const by of [interviewer, candidate])
      await stage.must(by, { kind: 'sealScorecard', scorecard: { scores: {} } })
    const people = [mentor, interviewer, candidate, observer]
    const clients = await Promise.all(people.map((person) => enterSession(stage.url, person)))
    const [owner, desk, chair] = clients
    if (!owner || !desk || !chair) throw new Error('somebody is missing')
    const open = { kind: 'openScores', round: 'r1' }
    // The owner and the interviewer, neither of whom waits for the mentor's scorecard.
    expect(await Promise.all([owner.command(open), desk.command(open)])).toMatchObject([{ ok: true }, { ok: true }])
    for (const client of clients) {
      await client.until('the scores', () => client.entries.some(({ kind }) => kind === 'scores-opened'))
      expect(client.entries.filter(({ kind }) => kind === 'scores-opened')).toHaveLength(1)
    }
    // A person who comes a moment later finds it done; one who may not is told why, and what was sealed stays.
    expect(await desk.command(open)).toMatchObject({ ok: true })
    expect(await owner.command({ kind: 'openScores' })).toMatchObject({ ok: false, code: 'scores-open' })
    expect((await stage.rooms.read(mentor.session))?.rounds[0]?.scorecards).toMatchObject({
      [interviewer.participant]: {},
      [candidate.participant]: {},
    })
    for (const client of clients) client.close()
  })

  it('refuses unknown events, unreadable and binary payloads, and changes nothing [P23]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const client = await enterSession(stage.url, candidate)
    const entries = await stage.store.lastSeq(candidate.session)
    for (const [event, payload] of [
      ['nonsense', 1],
      ['commands', {}],
      ['command', null],
      ['command', { commandId: 'x', command: { kind: 'nonsense' } }],
      ['command', { commandId: 'x y', command: { kind: 'askHint' } }],
      ['command', { commandId: 'x', command: { kind: 'createSession' } }],
      ['command', { commandId: 'x', command: { kind: 'closeUnattended' } }],
      ['command', Buffer.from([1, 2, 3])],
      ['command', { commandId: 'x', command: { kind: 'askFact', question: Buffer.from('x') } }],
      ['toString', {}],
      ['__proto__', {}],
      ['entries', { entries: [] }],
    ] as const) {
      expect(await client.ask(event, payload)).toMatchObject({ ok: false, code: 'malformed' })
    }
    expect(await stage.store.lastSeq(candidate.session)).toBe(entries)
    expect(stage.rooms.counts.eventsRefused).toBe(12)
    expect(stage.rooms.counts.handlerErrors).toBe(0)
    client.close()
  })

  it('says who is here, when that changes [P24]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const first = await enterSession(stage.url, interviewer)
    await first.until('itself', () => first.here().length === 1)
    const second = await enterSession(stage.url, candidate)
    for (const client of [first, second]) {
      await client.until('both', () => client.here().length === 2)
    }
    second.close()
    await first.until('one to have gone', () => first.here().length === 1)
    expect(first.here()).toEqual([interviewer.participant])
    first.close()
  })

  it('draws no case that both seats or this session have had, and says when none is left [P28]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage, { started: false })
    const chair = await enterSession(stage.url, candidate, { seenCases: ['case-1', 'case-3'] })
    const desk = await enterSession(stage.url, interviewer, { seenCases: ['case-1', 'case-3'] })
    const draw = { kind: 'drawCase', category: null, difficulty: null }
    const drawn = (): string | undefined =>
      desk.entries.findLast((entry) => entry.kind === 'case-prepared')?.data.case.caseId
    expect(await desk.command(draw)).toMatchObject({ ok: true })
    expect(drawn()).toBe('case-2')
    expect(await desk.command(draw)).toMatchObject({ ok: false, code: 'no-case-left' })
    expect(await chair.command(draw)).toMatchObject({ ok: false, code: 'interviewer-only' })
    expect(await chair.command({ kind: 'chooseCase', caseId: 'nonsense' })).toMatchObject({ code: 'interviewer-only' })
    expect(await desk.command({ kind: 'chooseCase', caseId: 'nonsense' })).toMatchObject({ code: 'unknown-case' })
    expect(await desk.command({ kind: 'chooseCase', caseId: 'case-1' })).toMatchObject({ ok: true })
    expect(stagedBank.prepare('case-1', 45)?.public.caseId).toBe(drawn())
    // What was drawn and put back has still been read at the desk.
    expect(await desk.command(draw)).toMatchObject({ ok: false, code: 'no-case-left' })
    for (const client of [desk, chair]) client.close()
  })
})

describe('F33: who is cut', () => {
  it('loses both sockets, hears why, and cannot come back [P27]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    const session = await enterSession(stage.url, candidate)
    const other = await enterSession(stage.url, interviewer)
    await board.sync()
    await stage.access.revokeParticipant(candidate.session, candidate.participant)
    // Answered only once both are cut, on the server's side, whatever the other side does.
    await stage.rooms.cut(candidate.session, candidate.participant, 'revoked')
    expect([stage.rooms.counts.boardConnections, stage.rooms.counts.liveConnections]).toEqual([0, 1])
    expect(await board.closed).toBe(4410)
    await session.disconnected
    expect(session.goodbye()).toEqual({ reason: 'revoked', retryAfter: null })
    await other.until('one to have gone', () => other.here().length === 1)
    const again = await openBoard(stage.socketUrl, candidate)
    expect(await again.closed).toBe(4410)
    other.close()
  })

  it('is cut also when the owner removes somebody by a command, who hears of it first [P27]', async () => {
    const stage = await stageForTest()
    const { interviewer, observer } = await castSession(stage)
    const owner = await enterSession(stage.url, interviewer)
    const board = await openBoard(stage.socketUrl, observer)
    const session = await enterSession(stage.url, observer)
    const seatsVersion = (await stage.rooms.read(observer.session))?.seatsVersion
    const removal = { kind: 'removeParticipant', participant: observer.participant, seatsVersion }
    expect(await owner.command(removal)).toMatchObject({ ok: true })
    expect(await board.closed).toBe(4410)
    await session.disconnected
    expect(session.entries.at(-1)?.kind).toBe('participant-removed')
    expect((await stage.access.findToken(observer.token))?.revoked).toBe(true)
    owner.close()
  })

  it('one who does not answer the close is cut off all the same [P27]', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    await board.sync()
    board.socket.pause()
    // A closing handshake that is not answered would be waited for 30 seconds, which is longer than a test may take.
    await stage.rooms.cut(candidate.session, candidate.participant, 'revoked')
    expect(stage.rooms.counts.boardConnections).toBe(0)
    board.socket.terminate()
  })

  it('nobody slips in whose token was looked up just before [P27]', async () => {
    const access = createMemoryAccess()
    let meanwhile = async (): Promise<void> => {}
    const stage = await stageForTest({
      access: {
        ...access,
        findToken: async (token) => {
          const found = await access.findToken(token)
          await meanwhile()
          return found
        },
      },
    })
    const { candidate } = await castSession(stage)
    meanwhile = () => stage.rooms.cut(candidate.session, candidate.participant, 'revoked')
    const board = await openBoard(stage.socketUrl, candidate)
    expect(await board.closed).toBe(4410)
    const session = await joinSession(stage.url, candidate)
    expect(session.goodbye()?.reason).toBe('revoked')
    expect(stage.rooms.counts.boardConnections + stage.rooms.counts.liveConnections).toBe(0)
  })

  it('a deleted session ends for everybody [P27] [P12]', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const board = await openBoard(stage.socketUrl, candidate)
    const session = await enterSession(stage.url, interviewer)
    await stage.rooms.remove(candidate.session)
    expect(await board.closed).toBe(4411)
    await session.disconnected
    expect(session.goodbye()).toEqual({ reason: 'session-deleted', retryAfter: null })
    const again = await openBoard(stage.socketUrl, candidate)
    expect(await again.closed).toBe(4411)
    expect(await stage.rooms.read(candidate.session)).toBeNull()
    expect(stage.rooms.counts.rooms).toBe(0)
  })
})
