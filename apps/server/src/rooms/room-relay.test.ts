import type { ParticipantId } from '@greenroom/session'
import { ana, ben, mia, oto, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { RoomRelay, type VoiceConnection } from './room-relay.ts'

const open = () => {
  const session = startSampleRound()
  const places = new Set<string>()
  const allowing = new Set<ParticipantId>()
  const relay = new RoomRelay({
    state: () => session.state,
    isPlace: (who, peer) => places.has(`${who} ${peer}`),
    allowsWhispers: (who) => allowing.has(who),
  })
  const connect = (participant: ParticipantId) => {
    const connection = {
      participant,
      peer: `peer-of-${participant}`,
      heard: [] as Uint8Array[],
      wanted: [] as boolean[],
      sendVoice: (frame: Uint8Array) => void connection.heard.push(frame),
      tellWanted: (wanted: boolean) => void connection.wanted.push(wanted),
      ended: 0,
      end: () => void connection.ended++,
    } satisfies VoiceConnection & { heard: Uint8Array[]; wanted: boolean[]; ended: number }
    places.add(`${participant} ${connection.peer}`)
    relay.join(connection)
    return connection
  }
  return { session, relay, places, allowing, connect }
}
const frame = Uint8Array.of(1)

describe('voice over the server', () => {
  it('[P35] goes to those who asked for it and may hear it, by the seats at that moment', () => {
    const { session, relay, connect } = open()
    const [anas, bens, mias, otos] = [connect(ana), connect(ben), connect(mia), connect(oto)]
    const everybody = [anas, bens, mias, otos]
    for (const connection of everybody)
      relay.want(
        connection,
        everybody.map(({ peer }) => peer),
      )
    for (const connection of everybody) relay.voice(connection, () => frame)
    // Ana, Ben: one another. Mia and Oto hear both; nobody hears them while the round runs.
    expect(everybody.map(({ heard }) => heard.length)).toEqual([1, 1, 2, 2])
    scoreSampleRound(session)
    relay.voice(mias, () => frame)
    relay.voice(otos, () => frame)
    expect(everybody.map(({ heard }) => heard.length)).toEqual([2, 2, 2, 3])
  })

  it('[P35] goes from a mentor to the interviewer alone while the round runs and both allow whispers', () => {
    const { session, relay, allowing, connect } = open()
    const everybody = [connect(ana), connect(ben), connect(mia), connect(oto)]
    const mias = everybody[2]
    if (mias === undefined) throw new Error('no mentor')
    for (const connection of everybody) relay.want(connection, [mias.peer])
    const whisper = (...who: readonly ParticipantId[]) => {
      allowing.clear()
      for (const one of who) allowing.add(one)
      relay.voice(mias, () => frame)
      return everybody.map(({ heard }) => heard.splice(0).length)
    }
    expect(whisper(mia)).toEqual([0, 0, 0, 0])
    expect(whisper(ana, ben, oto)).toEqual([0, 0, 0, 0])
    expect(whisper(ana, ben, mia, oto)).toEqual([1, 0, 0, 0])
    session.must(ana, { kind: 'removeParticipant', participant: mia })
    expect(whisper(ana, mia)).toEqual([0, 0, 0, 0])
  })

  it('[P35] is sent to nobody who did not ask, is not even made when nobody did, and a speaker is told whether anybody asks', () => {
    const { relay, connect } = open()
    const [anas, bens] = [connect(ana), connect(ben)]
    let made = 0
    const make = () => {
      made += 1
      return frame
    }
    relay.voice(anas, make)
    expect(made).toBe(0)
    relay.want(bens, [anas.peer])
    expect([anas.wanted, bens.wanted]).toEqual([[true], []])
    relay.voice(anas, make)
    expect(bens.heard).toHaveLength(1)
    relay.leave(bens)
    expect(anas.wanted).toEqual([true, false])
    relay.voice(anas, make)
    expect(made).toBe(1)
  })

  it('[P35] ends with the place in the call', () => {
    const { relay, places, connect } = open()
    const [anas, bens] = [connect(ana), connect(ben)]
    relay.want(bens, [anas.peer])
    places.delete(`${ana} ${anas.peer}`)
    relay.voice(anas, () => frame)
    expect(bens.heard).toHaveLength(0)
    expect(relay.join({ ...anas, peer: 'peer-of-nobody' })).toBe(false)
    // Somebody who is no longer in the call hears nothing of it either.
    relay.want(anas, [bens.peer])
    relay.voice(bens, () => frame)
    expect(anas.heard).toHaveLength(0)
    places.add(`${ana} ${anas.peer}`)
    relay.voice(bens, () => frame)
    expect(anas.heard).toHaveLength(1)
  })

  it('[P35] has one connection for each participant: a newer one ends the older', () => {
    const { relay, connect } = open()
    const [first, bens] = [connect(ana), connect(ben)]
    const second = connect(ana)
    expect([first.ended, second.ended]).toEqual([1, 0])
    relay.leave(first)
    for (const connection of [first, second]) relay.want(connection, [bens.peer])
    relay.voice(bens, () => frame)
    expect([first.heard.length, second.heard.length]).toEqual([0, 1])
  })
})
