import { describe, expect, it } from 'vitest'
import { personNameSchema, seatsOfMode, typedWords } from '../index.ts'
import { sessionLimits } from '../limits/session-limits.ts'
import { readAttendance } from '../rules/may.ts'
import type { ParticipantId } from '../state/ids.ts'
import { lookOfName } from '../state/person-name.ts'
import { displayNames } from '../state/readings.ts'
import {
  ana,
  ben,
  codeOf,
  commandId,
  createScriptedSession,
  mia,
  openSampleSession,
  oto,
  person,
  samplePreparedCase,
  sampleSession,
  startSampleRound,
} from '../testing/index.ts'

const create = {
  kind: 'createSession',
  session: sampleSession,
  mode: 'solo',
  cut: 20,
  coverage: 'strict',
  callLink: 'https://meet.example/x',
  owner: ana,
  ownerName: 'Ana',
  ownerSeat: 'candidate',
} as const

describe('creating', () => {
  it('[S7] joins the owner, admits them to every seat of the mode, opens a round, and seats them', () => {
    const session = createScriptedSession()
    const entries = session.must(null, create)
    expect(entries.map(({ kind, by }) => [kind, by])).toEqual([
      ['session-created', ana],
      ['participant-joined', ana],
      ['participant-named', ana],
      ['round-opened', ana],
      ['seat-taken', ana],
    ])
    expect(session.state).toMatchObject({ session: sampleSession, mode: 'solo', cut: 20, owner: ana })
    expect(session.state.participants[ana]).toMatchObject({ name: 'Ana', admits: seatsOfMode.solo })
    expect(session.round).toMatchObject({ id: 'r1', status: 'lobby', seats: { ana: 'candidate' } })
  })

  it('[S7] is granted once, and only with a seat of the mode', () => {
    const session = createScriptedSession()
    expect(codeOf(session.send(null, { ...create, ownerSeat: 'interviewer' }))).toBe('seat-not-in-mode')
    session.must(null, { ...create, ownerSeat: null })
    expect(codeOf(session.send(null, create))).toBe('malformed')
    expect(session.round.seats).toEqual({})
  })
})

describe('joining', () => {
  const join = (id: string, seat: 'candidate' | 'interviewer' | null = 'candidate') =>
    ({ kind: 'joinSession', participant: person(id), name: id, admits: ['candidate', 'interviewer'], seat }) as const

  it('[S8] takes the wanted seat when it is free, and keeps nobody out when it is not', () => {
    const session = createScriptedSession()
    session.must(null, { ...create, mode: 'peer', ownerSeat: 'interviewer' })
    expect(session.must(null, join('ben')).map((entry) => entry.kind)).toEqual([
      'participant-joined',
      'participant-named',
      'seat-taken',
    ])
    expect(session.must(null, join('cy')).map((entry) => entry.kind)).toEqual([
      'participant-joined',
      'participant-named',
    ])
    expect(session.round.seats).toEqual({ ana: 'interviewer', ben: 'candidate' })
  })

  it('[S8] changes nothing the second time, no matter who asks for whom', () => {
    const session = createScriptedSession()
    session.must(null, { ...create, mode: 'peer', ownerSeat: 'interviewer' })
    session.must(person('ben'), join('ben'))
    expect(session.must(null, { ...join('ben'), name: 'Benjamin' })).toEqual([])
    expect(session.state.participants[ben]?.name).toBe('ben')
  })

  it('[S8] admits only to seats that the mode has', () => {
    const session = createScriptedSession()
    session.must(null, { ...create, ownerSeat: null })
    session.must(null, join('ben', 'interviewer'))
    expect(session.state.participants[ben]?.admits).toEqual(['candidate'])
    expect(session.round.seats).toEqual({})
  })

  it('[S8] stops at 64 people who are here; removing somebody makes room', () => {
    const session = createScriptedSession()
    session.must(null, { ...create, mode: 'peer' })
    for (let n = 1; n < sessionLimits.participants; n += 1) session.must(null, join(`p${n}`, null))
    expect(codeOf(session.send(null, join('late', null)))).toBe('too-many')
    session.must(ana, { kind: 'removeParticipant', participant: person('p7') })
    session.must(null, join('late', null))
  })
})

describe('being here', () => {
  it('[S10] refuses strangers everything, and before anything else', () => {
    const session = openSampleSession()
    session.must(ana, { kind: 'closeSession' })
    for (const stranger of [person('eve'), person('constructor'), person('__proto__'), null])
      expect(codeOf(session.send(stranger, { kind: 'rename', name: 'Eve' }))).toBe('not-joined')
    session.must(ana, { kind: 'reopenSession' })
    expect(codeOf(session.send(null, { kind: 'rename', name: 'Eve' }))).toBe('not-joined')
    expect(codeOf(createScriptedSession().send(ana, { kind: 'rename', name: 'Ana' }))).toBe('not-joined')
  })

  it('[S9] is ended by the owner alone, permanently, and frees the seat', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ben, { kind: 'removeParticipant', participant: oto }))).toBe('owner-only')
    expect(codeOf(session.send(ana, { kind: 'removeParticipant', participant: ana }))).toBe('owner-stays')
    expect(codeOf(session.send(ana, { kind: 'removeParticipant', participant: person('eve') }))).toBe(
      'unknown-participant',
    )
    const version = session.state.seatsVersion
    session.must(ana, { kind: 'removeParticipant', participant: ben })
    expect(session.state.seatsVersion).toBe(version + 1)
    expect(session.round.seats[ben]).toBeUndefined()
    expect(session.state.participants[ben]).toMatchObject({ name: 'Ben', removedAt: session.now })
    expect(codeOf(session.send(ben, { kind: 'rename', name: 'B' }))).toBe('not-joined')
    expect(
      codeOf(
        session.send(null, { kind: 'joinSession', participant: ben, name: 'Ben', admits: ['candidate'], seat: null }),
      ),
    ).toBe('not-joined')
    expect(codeOf(session.send(ana, { kind: 'removeParticipant', participant: ben }))).toBe('unknown-participant')
  })

  it('[S9] is ended by the room, too', () => {
    const session = openSampleSession()
    const [entry] = session.must(null, { kind: 'removeByRoom', participant: mia })
    expect(entry).toMatchObject({ kind: 'participant-removed', by: null })
  })

  it('[S12] names people, and changes nothing when the name is the same', () => {
    const session = openSampleSession()
    expect(session.must(ben, { kind: 'rename', name: 'Benjamin' })).toHaveLength(1)
    expect(session.must(ben, { kind: 'rename', name: 'Benjamin' })).toEqual([])
    expect(session.state.participants[ben]?.name).toBe('Benjamin')
    for (const bad of ['', '   ', 'x'.repeat(41)]) expect(personNameSchema.safeParse(bad).success).toBe(false)
    expect(personNameSchema.parse('  Zoë 你好 ')).toBe('Zoë 你好')
  })

  it('[S12] takes names in every script, and none that is blank on the screen', () => {
    for (const good of ['علی‌رضا', 'क्‍ष', '👩‍💻', '🇩🇪', '7', '?', 'Ana 🙂', 'O’Neill', 'ᄒ'])
      expect(personNameSchema.safeParse(good).success, good).toBe(true)
    const blank = ['\u3164', '\u2800', '\u115f', '\ufe0f', '\u034f', '\u200d', '\u200c \u3164', '\u00ad']
    for (const name of blank) expect(typedWords(name), JSON.stringify(name)).toBe('')
    for (const name of ['ᄒ', '\u200bA', '🇩🇪']) expect(typedWords(name), name).toBe(name)
    for (const bad of [...blank, '\ud800', 'Ana\ud83d'])
      expect(personNameSchema.safeParse(bad).success, JSON.stringify(bad)).toBe(false)
  })

  it('[S12] loses what cannot be seen before it is checked', () => {
    for (const pasted of ['To\u200bm', '\ufeffTom', 'Tom\u2028', 'T\u202eom', 'To\u0000m', '\u2066Tom\u2069'])
      expect(personNameSchema.parse(pasted), JSON.stringify(pasted)).toBe('Tom')
  })

  it('[S12] numbers people of one name in the order in which they joined', () => {
    const session = openSampleSession()
    session.must(mia, { kind: 'rename', name: 'BEN' })
    session.must(oto, { kind: 'rename', name: 'Ben' })
    expect([...displayNames(session.state).values()]).toEqual(['Ana', 'Ben', 'BEN (2)', 'Ben (3)'])
  })

  it('[S12] numbers names that look the same, whatever they are made of, and gives no number that somebody typed', () => {
    const alike = ['Ana', 'А\u043da', '\u0410na', 'A\u200dna', 'ana\ufe0f', 'Ａｎａ', 'An\u0430 ']
    expect(new Set(alike.filter((_, at) => at !== 1).map((name) => lookOfName(name))).size).toBe(1)
    for (const [one, other] of [
      ['Ana  Lima', 'ana lima'],
      ['Strauß', 'STRAUSS'],
      ['Zoe\u0308', 'Zoë'],
    ] as const)
      expect(lookOfName(one)).toBe(lookOfName(other))
    for (const [one, other] of [
      ['Ana', 'Anna'],
      ['Zoë', 'Zoe'],
      ['Нина', 'Нино'],
    ] as const)
      expect(lookOfName(one)).not.toBe(lookOfName(other))

    const session = openSampleSession()
    session.must(ana, { kind: 'rename', name: 'Ben' })
    session.must(mia, { kind: 'rename', name: 'Ben (2)' })
    session.must(oto, { kind: 'rename', name: 'B\u200den' })
    const names = [...displayNames(session.state).values()]
    expect(names).toEqual(['Ben', 'Ben (2)', 'Ben (2) (2)', 'B\u200den (3)'])
  })

  it('[S12] keeps the flags that are made of tags, and no other tags', () => {
    const england = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}'
    expect(personNameSchema.parse(`Ana ${england}`)).toBe(`Ana ${england}`)
    expect(typedWords(england)).toBe(england)
    expect(personNameSchema.parse('An\u{e0067}a\u{e007f}')).toBe('Ana')
    expect(personNameSchema.parse('\u{1f3f4}\u{e0067}\u{e0062}')).toBe('\u{1f3f4}')
  })

  it('[S12] stand in one entry alone', () => {
    const session = openSampleSession()
    session.must(ben, { kind: 'rename', name: 'Benjamin' })
    const withName = session.log.filter((entry) => JSON.stringify(entry).includes('Ben"'))
    expect(withName.map((entry) => entry.kind)).toEqual(['participant-named'])
  })
})

describe('the link of the call', () => {
  it('[S56] is set and cleared at any time by the owner and anyone who takes part', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(oto, { kind: 'setCallLink', callLink: 'https://meet.example/x' }))).toBe('watching-only')
    session.must(ben, { kind: 'setCallLink', callLink: 'https://meet.example/x' })
    expect(session.must(ana, { kind: 'setCallLink', callLink: 'https://meet.example/x' })).toEqual([])
    expect(session.state.callLink).toBe('https://meet.example/x')
    session.must(ana, { kind: 'setCallLink', callLink: null })
    expect(session.state.callLink).toBeNull()
  })
})

describe('closing', () => {
  it('[S11] is the owner’s and the interviewer’s, and pauses the clock first', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ben, { kind: 'closeSession' }))).toBe('owner-only')
    session.wait(61_000)
    expect(session.must(ana, { kind: 'closeSession' }).map((entry) => entry.kind)).toEqual([
      'clock-paused',
      'session-closed',
    ])
    expect(session.round.clock).toEqual({ kind: 'paused', phase: 0, remaining: 5 * 60_000 - 61_000 })
    expect(session.state.status).toEqual({ kind: 'closed', at: session.now, reason: 'owner' })
  })

  it('[S11] refuses every command but to reopen, and that only once', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ana, { kind: 'reopenSession' }))).toBe('session-not-closed')
    session.must(ana, { kind: 'closeSession' })
    expect(codeOf(session.send(ana, { kind: 'resumeClock' }))).toBe('session-closed')
    expect(codeOf(session.send(ana, { kind: 'closeSession' }))).toBe('session-closed')
    expect(codeOf(session.send(null, { kind: 'closeUnattended' }))).toBe('session-closed')
    expect(
      codeOf(
        session.send(null, { kind: 'joinSession', participant: person('cy'), name: 'Cy', admits: [], seat: null }),
      ),
    ).toBe('session-closed')
    expect(codeOf(session.send(null, { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase }))).toBe(
      'session-closed',
    )
    expect(codeOf(session.send(ben, { kind: 'reopenSession' }))).toBe('owner-only')
    session.must(ana, { kind: 'reopenSession' })
    session.must(ana, { kind: 'resumeClock' })
  })

  it('[S11] is done by the room when nobody attends, and by nobody else in its name', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ana, { kind: 'closeUnattended' }))).toBe('malformed')
    session.must(null, { kind: 'closeUnattended' })
    expect(session.state.status).toMatchObject({ kind: 'closed', reason: 'no-interviewer' })
    expect(session.round.clock.kind).toBe('paused')
  })
})

describe('repeating', () => {
  it('[S3] answers a command that is done and does not redo it, though it would be refused by now', () => {
    const session = startSampleRound()
    const id = commandId('once')
    const version = session.state.clockVersion
    const entries = session.must(ana, { kind: 'pauseClock', clockVersion: version }, id)
    expect(entries.map((entry) => entry.command)).toEqual([id])
    expect(session.send(ana, { kind: 'pauseClock', clockVersion: version }, id)).toEqual({
      ok: true,
      repeat: true,
      entries: [],
    })
  })

  it('[S3] does what somebody asks for under an id that another has used', () => {
    const session = openSampleSession()
    const id = commandId('once')
    session.must(ana, { kind: 'rename', name: 'Anna' }, id)
    expect(session.must(ben, { kind: 'rename', name: 'Benjamin' }, id)).toHaveLength(1)
    expect(session.send(ben, { kind: 'rename', name: 'Benedict' }, id)).toMatchObject({ repeat: true })
    expect(session.send(ana, { kind: 'rename', name: 'Annika' }, id)).toMatchObject({ repeat: true })
    expect(session.state.participants[ben]?.name).toBe('Benjamin')
  })

  it('[S3] remembers the newest 500 commands, each once', () => {
    const session = openSampleSession()
    for (let n = 0; n < 502; n += 1) session.must(ben, { kind: 'rename', name: `Ben ${n}` }, commandId(`c${n}`))
    session.must(oto, { kind: 'takeSeat', seat: 'mentor' }, commandId('two-entries'))
    expect(session.state.doneCommands).toHaveLength(500)
    expect(session.state.doneCommands.at(-1)).toBe(`${oto} two-entries`)
    expect(session.state.doneCommands).not.toContain(`${ben} c2`)
    expect(session.state.doneCommands).toContain(`${ben} c3`)
  })
})

describe('attendance', () => {
  it('[S64] is needed from the start of the first round, by a person who may run the round, and ends when nobody may', () => {
    const lobby = openSampleSession()
    expect(readAttendance(lobby.state, () => false)).toBe('not-needed')

    const session = startSampleRound()
    const alone = (here: ParticipantId) => (participant: ParticipantId) => participant === here
    expect(readAttendance(session.state, alone(ana))).toBe('attended')
    expect(readAttendance(session.state, alone(ben))).toBe('unattended')
    session.must(null, { kind: 'noteAbsence', participant: ana })
    expect(readAttendance(session.state, alone(ben))).toBe('attended')
    expect(readAttendance(session.state, alone(oto))).toBe('unattended')

    session.must(null, { kind: 'closeUnattended' })
    expect(session.state.status.kind).toBe('closed')
    expect(readAttendance(session.state, () => false)).toBe('not-needed')
  })
})
