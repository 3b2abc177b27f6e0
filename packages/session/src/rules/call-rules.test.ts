import { describe, expect, it } from 'vitest'
import type { ParticipantId } from '../state/ids.ts'
import {
  ana,
  ben,
  mia,
  openSampleSession,
  oto,
  person,
  type ScriptedSession,
  scoreSampleRound,
  startSampleRound,
} from '../testing/index.ts'
import { type AllowsWhispers, mayHear as mayHearAmong, mayPublish, maySpeak } from './call-rules.ts'

const everybody = [ana, ben, mia, oto]
const everybodyAllows: AllowsWhispers = () => true
const mayHear = (
  state: ScriptedSession['state'],
  listener: ParticipantId,
  speaker: ParticipantId,
  allows: AllowsWhispers = () => false,
) => mayHearAmong(state, listener, speaker, allows)
const speakers = (session: ScriptedSession) => everybody.filter((one) => maySpeak(session.state, one))

describe('who is heard in the call', () => {
  it('[S150] interviewer and candidate are heard by everybody in the session, observers and strangers by nobody', () => {
    const session = startSampleRound()
    expect(session.round.seats).toMatchObject({ ana: 'interviewer', ben: 'candidate', mia: 'mentor', oto: 'observer' })
    for (const listener of everybody) {
      expect(mayHear(session.state, listener, ana)).toBe(listener !== ana)
      expect(mayHear(session.state, listener, ben)).toBe(listener !== ben)
      expect(mayHear(session.state, listener, oto)).toBe(false)
      expect(mayHear(session.state, listener, person('nobody'))).toBe(false)
      expect(mayHear(session.state, person('nobody'), listener)).toBe(false)
    }
    // A seat that was left has no voice any more.
    const lobby = openSampleSession()
    lobby.must(mia, { kind: 'leaveSeat' })
    expect(speakers(lobby)).toEqual([ana, ben])
  })

  it('[S151] a mentor is heard before and after a round, and by nobody while it runs', () => {
    const session = openSampleSession()
    expect(speakers(session)).toContain(mia)
    const running = startSampleRound()
    for (const listener of everybody) expect(mayHear(running.state, listener, mia)).toBe(false)
    scoreSampleRound(running)
    expect(mayHear(running.state, ben, mia)).toBe(true)
    // Who takes over the desk is the interviewer, and heard.
    const taken = startSampleRound()
    taken.must(mia, { kind: 'takeDesk' })
    expect(speakers(taken)).toEqual([ben, mia])
  })

  it('[S152] a person who was removed neither hears nor is heard', () => {
    const session = openSampleSession()
    session.must(ana, { kind: 'removeParticipant', participant: ben })
    expect(mayHear(session.state, ana, ben)).toBe(false)
    expect(mayHear(session.state, ben, ana)).toBe(false)
  })

  it('[S153] a mentor whispers to the interviewer alone, while the round runs and both allow it', () => {
    const running = startSampleRound()
    const hearing = (allows: AllowsWhispers) => everybody.filter((one) => mayHear(running.state, one, mia, allows))
    expect(hearing(everybodyAllows)).toEqual([ana])
    expect(hearing((one) => one !== mia)).toEqual([])
    expect(hearing((one) => one !== ana)).toEqual([])
    // Nobody else whispers, whatever they say.
    for (const listener of everybody) expect(mayHear(running.state, listener, oto, everybodyAllows)).toBe(false)
    // At the desk the mentor is heard by all, and the one who gave it away whispers to nobody unless as a mentor.
    const taken = startSampleRound()
    taken.must(mia, { kind: 'takeDesk' })
    expect(mayHear(taken.state, ben, mia)).toBe(true)
    expect(mayHear(taken.state, ben, ana, everybodyAllows)).toBe(false)
    running.must(ana, { kind: 'removeParticipant', participant: mia })
    expect(mayHear(running.state, ana, mia, everybodyAllows)).toBe(false)
  })

  it('[S154] only interviewer and candidate send to a media server, and a mentor never does', () => {
    const publishers = (session: ScriptedSession) => everybody.filter((one) => mayPublish(session.state, one))
    const lobby = openSampleSession()
    expect(speakers(lobby)).toContain(mia)
    expect(publishers(lobby)).toEqual([ana, ben])
    const running = startSampleRound()
    expect(publishers(running)).toEqual([ana, ben])
    scoreSampleRound(running)
    expect(speakers(running)).toContain(mia)
    expect(publishers(running)).toEqual([ana, ben])
    // The seat decides, and not the person.
    const taken = startSampleRound()
    taken.must(mia, { kind: 'takeDesk' })
    expect(publishers(taken)).toEqual([ben, mia])
    taken.must(ana, { kind: 'removeParticipant', participant: ben })
    expect(publishers(taken)).toEqual([mia])
    expect(mayPublish(taken.state, person('nobody'))).toBe(false)
  })
})
