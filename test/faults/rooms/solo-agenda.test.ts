import { describe, expect, it } from 'vitest'
import { enterSession } from '../steps/session-client.ts'
import { createTurnedClock } from '../steps/turned-clock.ts'
import { closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('solo: the room runs the agenda', () => {
  it('starts the next phase when the time of one is used up, one after the other, and the last runs over', async () => {
    const clock = createTurnedClock()
    const stage = await stageForTest({ clock })
    const [candidate] = await stage.createSession(['candidate'], 'solo')
    if (!candidate) throw new Error('somebody is missing')
    await stage.startRound(candidate)
    const chair = await enterSession(stage.url, candidate)
    const phases = (): readonly number[] =>
      chair.entries.flatMap((entry) => (entry.kind === 'phase-started' ? [entry.data.phase] : []))
    const deadlines = (): readonly number[] =>
      chair.entries.flatMap((entry) => (entry.kind === 'phase-started' ? [entry.data.deadline] : []))
    await chair.until('the first phase', () => phases().length === 1)
    clock.turn(6 * 60_000)
    await chair.until('the second phase', () => phases().length === 2)
    // Five minutes, then ten: counted from the deadline, not from when the room noticed.
    expect((deadlines()[1] ?? 0) - (deadlines()[0] ?? 0)).toBe(10 * 60_000)
    // Longer than both that are left: one goes on after the other, and the last runs over.
    clock.turn(60 * 60_000)
    await chair.until('the last phase', () => phases().length === 3)
    expect(phases()).toEqual([0, 1, 2])
    chair.close()
  })
})
