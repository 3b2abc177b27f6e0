import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BudgetTable, budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import { enterSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()
const runs = 5
const noBudgets = Object.fromEntries(Object.keys(budgetTable).map((resource) => [resource, {}])) as BudgetTable

const kinds = [
  'pauseClock',
  'resumeClock',
  'nextPhase',
  'previousPhase',
  'addTime',
  'endRound',
  'showPrompt',
  'startRound',
] as const
const step = fc.record({
  who: fc.constantFrom('interviewer', 'interviewer', 'candidate', 'observer'),
  kind: fc.constantFrom(...kinds),
  /** A version that was true once, the true one, or a later one. */
  age: fc.constantFrom(0, 0, 0, 1, 2, -1),
  milliseconds: fc.integer({ min: -600_000, max: 600_000 }),
  /** Sent again by the same connection, or by the candidate under the same command id. */
  replay: fc.constantFrom('none', 'same', 'candidate', 'late'),
})

type Kind = (typeof kinds)[number]
/** [S98] Whether a command on the clock means the same before and after another one of its sender. */
const meansTheSame = (first: Kind, second: Kind): boolean => {
  if (first === second) return false
  if (first === 'nextPhase' || first === 'previousPhase')
    return second === 'pauseClock' || second === 'resumeClock' || second === 'endRound'
  return first === 'pauseClock' || first === 'resumeClock' || first === 'addTime'
}

describe('T22: clock and prompt', () => {
  it('move by commands of the interviewer alone, each once: what others send, repeat, hold back or reorder changes nothing', async () => {
    const stage = await stageForTest({ budgets: createBudgets({ table: noBudgets }) })
    let granted = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
        const cast = await castSession(stage)
        const clients = {
          interviewer: await enterSession(stage.url, cast.interviewer),
          candidate: await enterSession(stage.url, cast.candidate),
          observer: await enterSession(stage.url, cast.observer),
        }
        const seqNow = () => stage.store.lastSeq(cast.interviewer.session)
        const held: { readonly command: object; readonly id: string; readonly clockVersion: number }[] = []
        let ids = 0
        /** The interviewer's last command that moved the clock, and the clock's versions on both sides of it. */
        let last: { readonly kind: Kind; readonly from: number; readonly to: number } | null = null
        for (const { who, kind, age, milliseconds, replay } of steps) {
          const state = await stage.rooms.read(cast.interviewer.session)
          if (state === null) throw new Error('no session')
          const clockVersion = Math.max(0, state.clockVersion - age)
          const command = { kind, clockVersion, milliseconds, how: 'shown', seatsVersion: state.seatsVersion }
          const id = `c-${++ids}`
          const before = await seqNow()
          const answer = await clients[who].command(command, id)
          if (who !== 'interviewer') {
            expect(answer).toMatchObject({ ok: false, code: 'interviewer-only' })
            expect(await seqNow()).toBe(before)
            continue
          }
          if (answer.ok) granted++
          const isOwnLast: boolean =
            last !== null &&
            last.from === clockVersion &&
            last.to === state.clockVersion &&
            meansTheSame(last.kind, kind)
          const to = (await stage.rooms.read(cast.interviewer.session))?.clockVersion ?? 0
          if (to !== state.clockVersion) last = { kind, from: state.clockVersion, to }
          // A command that names a clock other than the current one, or the one before the sender's own last, changes nothing.
          const isStale =
            !isOwnLast && clockVersion !== state.clockVersion && kind !== 'showPrompt' && kind !== 'startRound'
          // (A second press of the same button is granted, and is the first one.)
          if (isStale || !answer.ok) expect(await seqNow()).toBe(before)
          const after = await seqNow()
          if (replay === 'same')
            expect(await clients.interviewer.command(command, id)).toEqual(
              answer.ok ? answer : expect.objectContaining({ ok: false }),
            )
          if (replay === 'candidate') expect(await clients.candidate.command(command, id)).toMatchObject({ ok: false })
          if (replay === 'late') held.push({ command, id, clockVersion })
          expect(await seqNow()).toBe(after)
        }
        // What was held back arrives at last, in the other order: it was true once.
        const end = await seqNow()
        for (const { command, id, clockVersion } of held.toReversed())
          if (clockVersion !== last?.from) await clients.interviewer.command(command, id)
        expect(await seqNow()).toBe(end)
        for (const client of Object.values(clients)) {
          client.close()
          await client.disconnected
        }
      }),
      { numRuns: runs },
    )
    expect(granted).toBeGreaterThan(runs)
  })
})
