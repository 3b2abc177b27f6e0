import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { enterSession, type SessionClient } from '../steps/session-client.ts'
import { closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

type Member = { readonly person: Person; readonly client: SessionClient; atDesk: boolean; removed: boolean }

describe('T5: seats that change while people are connected', () => {
  it('from the answer to a change on, nothing of the desk reaches the person who left it; the person who sits down gets it from there', async () => {
    const stage = await stageForTest()
    const step = fc.oneof(
      fc.record({ who: fc.nat({ max: 2 }), seat: fc.constantFrom('interviewer', 'mentor', 'observer') }),
      fc.record({ who: fc.nat({ max: 2 }), seat: fc.constant(null) }),
      fc.record({ remove: fc.nat({ max: 2 }) }),
      fc.constant('whisper' as const),
      fc.constant('whisper' as const),
    )
    let canaries = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const [owner] = await stage.createSession(['mentor'])
        if (owner === undefined) throw new Error('nobody came')
        const coach = await enterSession(stage.url, owner)
        const members: Member[] = []
        for (let index = 0; index < 3; index++) {
          const person = await stage.join(owner.session, null)
          members.push({ person, client: await enterSession(stage.url, person), atDesk: false, removed: false })
        }
        for (const taken of steps) {
          if (taken === 'whisper') {
            const words = `canary-${++canaries}.`
            expect(await coach.command({ kind: 'sendWhisper', words })).toMatchObject({ ok: true })
            for (const { client, atDesk, removed } of members) {
              if (!removed) await client.ask('time')
              expect(JSON.stringify(client.entries).includes(words)).toBe(atDesk)
            }
            continue
          }
          if ('remove' in taken) {
            const member = members[taken.remove]
            if (member === undefined || member.removed) continue
            const seatsVersion = (await stage.rooms.read(owner.session))?.seatsVersion
            const removal = { kind: 'removeParticipant', participant: member.person.participant, seatsVersion }
            expect(await coach.command(removal)).toMatchObject({ ok: true })
            member.removed = true
            member.atDesk = false
            continue
          }
          const member = members[taken.who]
          if (member === undefined || member.removed) continue
          const seatsVersion = (await stage.rooms.read(owner.session))?.seatsVersion
          const asked = taken.seat === null ? { kind: 'leaveSeat' } : { kind: 'takeSeat', seat: taken.seat }
          const { ok } = await member.client.command({ ...asked, seatsVersion })
          if (ok) member.atDesk = taken.seat === 'interviewer' || taken.seat === 'mentor'
        }
        for (const { client } of members) client.close()
        coach.close()
      }),
      { numRuns: 15 },
    )
  })
})

describe('F35: a seat that is lost in the middle of a burst', () => {
  it('keeps everything that was accepted before, refuses everything after, and is sent nothing of the desk from the answer on', async () => {
    const stage = await stageForTest()
    for (let run = 0; run < 4; run++) {
      const [owner] = await stage.createSession(['mentor'])
      if (owner === undefined) throw new Error('nobody came')
      const coach = await enterSession(stage.url, owner)
      const person = await stage.join(owner.session, null)
      const client = await enterSession(stage.url, person)
      const versionNow = async () => (await stage.rooms.read(owner.session))?.seatsVersion
      const take = { kind: 'takeSeat', seat: 'interviewer', seatsVersion: await versionNow() }
      expect(await client.command(take)).toMatchObject({ ok: true })
      const leave = { kind: 'leaveSeat', seatsVersion: await versionNow() }
      const before = 5 + 6 * run
      const after = 25
      let heardAtAnswer = -1
      // All at once, nobody waits for an answer; the coach whispers into it.
      const accepted = Array.from({ length: before }, (_, n) =>
        client.command({ kind: 'sendWhisper', words: `before ${n}` }),
      )
      const left = client.command(leave).then((answer) => {
        heardAtAnswer = client.entries.length
        return answer
      })
      const refused = Array.from({ length: after }, (_, n) =>
        client.command({ kind: 'sendWhisper', words: `after ${n}` }),
      )
      const coached = Array.from({ length: 30 }, (_, n) =>
        coach.command({ kind: 'sendWhisper', words: `for the desk ${n}` }),
      )
      for (const answer of await Promise.all(accepted)) expect(answer).toMatchObject({ ok: true })
      expect(await left).toMatchObject({ ok: true })
      for (const answer of await Promise.all(refused)) expect(answer).toEqual({ ok: false, code: 'desk-only' })
      for (const answer of await Promise.all(coached)) expect(answer).toMatchObject({ ok: true })
      await client.ask('time')
      const log = await stage.store.read(owner.session, 0, 10_000)
      const mine = log.filter(({ kind, by }) => kind === 'whisper-sent' && by === person.participant)
      expect(mine.map(({ data }) => 'words' in data && data.words)).toEqual(
        Array.from({ length: before }, (_, n) => `before ${n}`),
      )
      expect(client.entries.slice(heardAtAnswer).filter(({ kind }) => kind === 'whisper-sent')).toEqual([])
      for (const each of [client, coach]) each.close()
    }
  })
})
