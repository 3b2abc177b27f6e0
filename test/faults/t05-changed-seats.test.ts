import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Person } from '../../apps/server/src/testing/stage.ts'
import { runCount } from '../fixtures/run-counts.ts'
import { enterSession, type SessionClient } from './session-client.ts'
import { closeStages, stageForTest } from './with-stage.ts'

closeStages()
const runs = runCount('T5: histories of changing seats', 15, 200)

type Member = { readonly person: Person; readonly client: SessionClient; atDesk: boolean }

describe('T5, F35: seats that change while people are connected', () => {
  it('from the answer to a change on, nothing of the desk reaches who left it; who sits down gets it from there', async () => {
    const stage = await stageForTest()
    const step = fc.oneof(
      fc.record({ who: fc.nat({ max: 2 }), seat: fc.constantFrom('interviewer', 'mentor', 'observer') }),
      fc.record({ who: fc.nat({ max: 2 }), seat: fc.constant(null) }),
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
          members.push({ person, client: await enterSession(stage.url, person), atDesk: false })
        }
        for (const taken of steps) {
          if (taken === 'whisper') {
            const words = `canary-${++canaries}.`
            expect(await coach.command({ kind: 'sendWhisper', words })).toMatchObject({ ok: true })
            for (const { client, atDesk } of members) {
              await client.ask('time')
              expect(JSON.stringify(client.entries).includes(words)).toBe(atDesk)
            }
            continue
          }
          const member = members[taken.who]
          if (member === undefined) continue
          const seatsVersion = (await stage.rooms.read(owner.session))?.seatsVersion
          const asked = taken.seat === null ? { kind: 'leaveSeat' } : { kind: 'takeSeat', seat: taken.seat }
          const { ok } = await member.client.command({ ...asked, seatsVersion })
          if (ok) member.atDesk = taken.seat === 'interviewer' || taken.seat === 'mentor'
        }
        for (const { client } of members) client.close()
        coach.close()
      }),
      { numRuns: runs },
    )
  })
})
