import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clockAt } from '../state/clock-reading.ts'
import { remainingAt } from '../state/phase-time.ts'
import { ana, ben, type LooseCommand, startSampleRound } from '../testing/index.ts'

/**
 * A clock as one would build it from a stopwatch: it is turned by the time that passes, and knows no deadlines. The folded
 * clock has to show the same at every instant.
 */
const createStopwatch = (plan: readonly number[]) => {
  const left = [...plan]
  let phase = 0
  let running = true
  let spent = 0
  let quiet: { readonly resumes: boolean } | null = null
  let quiets = 0
  let granted = plan.reduce((total, each) => total + each, 0)
  return {
    pass: (milliseconds: number) => {
      if (!running) return
      left[phase] = (left[phase] ?? 0) - milliseconds
      spent += milliseconds
    },
    press: (command: LooseCommand): boolean => {
      switch (command.kind) {
        case 'pauseClock':
        case 'resumeClock': {
          const wanted = command.kind === 'resumeClock'
          if (running === wanted) return false
          running = wanted
          if (running) quiet = null
          return true
        }
        case 'askQuiet':
          if (quiet !== null || quiets === 3) return false
          quiet = { resumes: running }
          quiets += 1
          running = false
          return true
        case 'endQuiet':
          if (quiet === null) return false
          running = quiet.resumes
          quiet = null
          return true
        case 'nextPhase':
        case 'previousPhase': {
          const next = phase + (command.kind === 'nextPhase' ? 1 : -1)
          if (next < 0 || next >= left.length) return false
          phase = next
          return true
        }
        case 'addTime': {
          const after = (left[phase] ?? 0) + command.milliseconds
          if (command.milliseconds < 0 && after < 0) return false
          left[phase] = after
          granted += command.milliseconds
          return true
        }
        default:
          running = false
          quiet = null
          return true
      }
    },
    read: () => ({ left: [...left], phase, running, spent, granted }),
  }
}

const command: fc.Arbitrary<LooseCommand> = fc.oneof(
  fc.constantFrom<LooseCommand>(
    { kind: 'pauseClock' },
    { kind: 'resumeClock' },
    { kind: 'nextPhase' },
    { kind: 'previousPhase' },
    { kind: 'askQuiet' },
    { kind: 'endQuiet' },
    { kind: 'reopenRound' },
  ),
  fc.integer({ min: -600_000, max: 600_000 }).map((milliseconds): LooseCommand => ({ kind: 'addTime', milliseconds })),
)
const steps = fc.array(
  fc.record({ command, wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500_000 })), doubled: fc.boolean() }),
  { maxLength: 50 },
)

describe('T22: the folded clock against a stopwatch [S26] [S87]', () => {
  it('shows the same at every instant, whatever is pressed, also twice, and however late the store stamps', () => {
    fc.assert(
      fc.property(steps, fc.nat(2_000), (presses, lag) => {
        const session = startSampleRound('peer', lag)
        const stopwatch = createStopwatch([300_000, 600_000, 300_000])
        for (const { command, wait, doubled } of presses) {
          session.wait(wait)
          stopwatch.pass(wait)
          // Time passes, and the clock moves by that much: it never jumps without an entry.
          const { left, phase, running, spent, granted } = stopwatch.read()
          expect(remainingAt(session.round, session.now)).toEqual(left)
          expect(clockAt(session.round, session.now)).toMatchObject({
            phase,
            kind: running ? 'running' : 'paused',
            elapsedInCase: spent,
          })
          expect(granted).toBe(spent + left.reduce((total, each) => total + each, 0))

          if (command.kind === 'reopenRound') {
            session.must(ana, { kind: 'endRound' })
            session.must(ana, command)
            stopwatch.press(command)
            continue
          }
          const seen = session.state.clockVersion
          const pressed = { ...command, clockVersion: seen } as LooseCommand
          const who = command.kind === 'askQuiet' ? ben : ana
          expect(session.send(who, pressed).ok).toBe(stopwatch.press(command))
          // Two people pressed at once: the second changes nothing.
          if (
            doubled &&
            'clockVersion' in pressed &&
            !/Quiet/.test(command.kind) &&
            session.state.clockVersion !== seen
          )
            expect(session.send(ana, pressed)).toMatchObject({ code: 'stale' })
        }
        session.must(ana, { kind: 'endRound' })
        expect(session.round.phaseRemaining).toEqual(stopwatch.read().left)
      }),
      { numRuns: 300 },
    )
  })
})
