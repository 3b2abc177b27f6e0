import * as fc from 'fast-check'
import type { Decision } from '../decide/decide.ts'
import { roundIdSchema } from '../state/ids.ts'
import type { SessionMode } from '../state/vocabulary.ts'
import { type Beginning, begin, beginnings } from './beginnings.ts'
import { canaryOf, inRound, taggedFor } from './canaries.ts'
import { boardEdited, type LooseCommand, type ScriptedSession, takeCommand, trayEdited } from './index.ts'
import { type Step, steps, type TakeStep } from './random-steps.ts'

/** Random sessions for properties: a beginning, and what happens then. */

export type History = { readonly mode: SessionMode; readonly beginning: Beginning; readonly steps: readonly Step[] }

/** Any session of any mode, from any beginning, with at most `maxSteps` steps. */
export function history(maxSteps = 60): fc.Arbitrary<History> {
  return fc.record({
    mode: fc.constantFrom<SessionMode>('peer', 'peer', 'coaching', 'solo'),
    beginning: fc.constantFrom(...beginnings),
    steps: steps(maxSteps),
  })
}

/** The second take that a step asks for, with the state of that round. */
const taken = (session: ScriptedSession, { round: number, share, who }: TakeStep): LooseCommand => {
  const round = roundIdSchema.parse(`r${number}`)
  const source = session.state.rounds.find(({ id }) => id === round)
  const from = source?.startedAt ?? session.now
  const at = from + Math.round(share * ((source?.endedAt ?? session.now) - from))
  return takeCommand(session, { round, at, who })
}

/** What a step sends: with its round tagged in its canary, or completed as the server does. */
export function completed(session: ScriptedSession, command: LooseCommand | TakeStep): LooseCommand {
  const round = session.round.id
  if (command.kind === 'takeAgain') return taken(session, command)
  if (command.kind === 'markMoment') return { ...command, label: canaryOf(command.label, round) }
  if (command.kind === 'sendWhisper') return { ...command, words: canaryOf(command.words, round) }
  if (command.kind === 'pinMoment') return { ...command, words: canaryOf(command.words, round) }
  if (command.kind === 'writeComment') {
    const { startedAt = null, endedAt = null } = session.state.rounds.find(({ id }) => id === command.round) ?? {}
    const length = (endedAt ?? 0) - (startedAt ?? 0)
    // Outside the round by a millisecond: some rounds take no time at all.
    const moment = command.moment < 0 ? -1 : command.moment > 1 ? length + 1 : command.moment * length
    return { ...command, moment: (startedAt ?? 0) + moment }
  }
  if (command.kind === 'keepAudio') {
    // Sound that ended this long ago, and is different from any other.
    const at = session.now - command.part.at - command.part.length
    return { ...command, part: { ...command.part, at, hash: at.toString(16).padStart(64, '0') } }
  }
  if (command.kind === 'noteAirtime') {
    const { now } = session
    const before = ({ from, to }: { readonly from: number; readonly to: number }) => ({
      from: now - to,
      to: now - from,
    })
    return { ...command, heard: before(command.heard), stretches: command.stretches.map(before) }
  }
  if (command.kind === 'sealScorecard') {
    const scores = Object.entries(command.scorecard.scores)
    const words = (said: string) => (said.startsWith('SEAL-CANARY') ? canaryOf(said, command.round ?? round) : said)
    const about = command.scorecard.aboutInterviewer?.clarity
    return {
      ...command,
      scorecard: {
        ...command.scorecard,
        scores: Object.fromEntries(scores.map(([id, line]) => [id, { ...line, words: words(line.words) }])),
        ...(about && { aboutInterviewer: { clarity: { ...about, words: words(about.words) } } }),
      },
    }
  }
  if (command.kind === 'openPrepared') {
    const next = `r${session.state.rounds.length + 1}`
    return { ...command, prepared: command.prepared && taggedFor(next, command.prepared) }
  }
  return command.kind === 'prepareCase' ? { ...command, prepared: inRound(session, command.prepared) } : command
}

/** Takes one step, and says what was decided of its command. */
export function takeStep(session: ScriptedSession, step: Step): Decision {
  session.wait(step.wait)
  if (step.command !== null) return session.send(step.who, completed(session, step.command))
  const { tray, who } = step
  if (tray !== undefined && who !== null) session.append([trayEdited(who, tray.formed, tray.gone, session.round.id)])
  else session.append([boardEdited(who, new Uint8Array([1]), session.round.id)])
  return { ok: true, entries: [] }
}

/** Plays a history to its end; calls `after` after each step. */
export function play(
  { mode, beginning, steps }: History,
  after: (session: ScriptedSession, step: Step, decision: Decision) => void = () => {},
): ScriptedSession {
  const session = begin(mode, beginning)
  for (const each of steps) after(session, each, takeStep(session, each))
  return session
}
