import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { sessionLimits } from '../rules/session-limits.ts'
import { firstRefusal, type Standing, unlessAtDesk, unlessInterviewer, unlessRunning } from '../rules/standing.ts'
import { phaseOf } from '../state/phase-time.ts'
import { type Draft, draft, type Judged } from './draft.ts'
import { matchQuestion } from './question-match.ts'

const refusalToRelease = (standing: Standing): RefusalCode | null =>
  firstRefusal(unlessInterviewer(standing), unlessRunning(standing.round))

export const decideReleaseFact = (standing: Standing, id: string): Judged => {
  const { round } = standing
  const code = refusalToRelease(standing)
  if (code !== null) return refuse(code)
  const fact = round.guide?.facts.find((each) => each.id === id)
  if (fact === undefined) return refuse('unknown-part')
  if (round.facts.some((each) => each.fact === id)) return refuse('already-released')
  return [draft('fact-released', { round: round.id, fact: id, label: fact.label, text: fact.text })]
}

export const decideGiveHint = (standing: Standing, id: string): Judged => {
  const { round } = standing
  const code = refusalToRelease(standing)
  if (code !== null) return refuse(code)
  const hint = round.guide?.hints.find((each) => each.id === id)
  if (hint === undefined) return refuse('unknown-part')
  if (round.hints.some((each) => each.hint === id)) return refuse('already-released')
  return [draft('hint-given', { round: round.id, hint: id, rung: hint.rung, text: hint.text })]
}

export const decidePlayCurveball = (standing: Standing, id: string): Judged => {
  const { round } = standing
  const code = refusalToRelease(standing)
  if (code !== null) return refuse(code)
  const curveball = round.guide?.curveballs.find((each) => each.id === id)
  if (curveball === undefined) return refuse('unknown-part')
  if (round.curveballs.some((each) => each.curveball === id)) return refuse('already-released')
  return [draft('curveball-played', { round: round.id, curveball: id, text: curveball.text })]
}

/** While the round runs, or while it is judged; ticking what is ticked changes nothing. */
export const decideTickProbe = (standing: Standing, id: string, asked: boolean): Judged => {
  const { round } = standing
  const code = firstRefusal(
    unlessAtDesk(standing),
    round.status === 'lobby' ? 'round-not-started' : null,
    round.status === 'scored' ? 'scores-open' : null,
  )
  if (code !== null) return refuse(code)
  if (round.guide?.probes.some((each) => each.id === id) !== true) return refuse('unknown-part')
  if ((round.probes[id] ?? false) === asked) return []
  return [draft('probe-ticked', { round: round.id, probe: id, asked })]
}

export const decideMarkMoment = (standing: Standing, label: string): Judged => {
  const { round } = standing
  const code = firstRefusal(
    unlessAtDesk(standing),
    unlessRunning(round),
    round.marks.length < sessionLimits.marksPerRound ? null : 'too-many',
  )
  return code === null ? [draft('moment-marked', { round: round.id, label })] : refuse(code)
}

export const decideWhisper = (standing: Standing, words: string): Judged => {
  const { round } = standing
  const code = firstRefusal(
    unlessAtDesk(standing),
    round.whispers.length < sessionLimits.whispersPerRound ? null : 'too-many',
  )
  return code === null ? [draft('whisper-sent', { round: round.id, words })] : refuse(code)
}

const refusalToAsk = ({ state, round, seat }: Standing): RefusalCode | null =>
  firstRefusal(
    state.mode === 'solo' ? null : 'solo-only',
    seat === 'candidate' ? null : 'candidate-only',
    unlessRunning(round),
  )

/** Solo: the room answers. A question is kept whether or not a fact answers it. */
export const decideAskFact = (standing: Standing, question: string): Judged => {
  const { round } = standing
  const code = firstRefusal(
    refusalToAsk(standing),
    round.asked.length < sessionLimits.questionsPerRound ? null : 'too-many',
  )
  if (code !== null) return refuse(code)
  const released = new Set(round.facts.map((each) => each.fact))
  const fact = matchQuestion(question, round.guide?.facts ?? [], released)
  if (fact !== null && released.has(fact.id)) return refuse('already-released')
  const drafts: Draft[] = [draft('fact-asked', { round: round.id, question, fact: fact?.id ?? null })]
  if (fact !== null)
    drafts.push(draft('fact-released', { round: round.id, fact: fact.id, label: fact.label, text: fact.text }))
  return drafts
}

/** Solo: the next rung of the current phase's ladder. */
export const decideAskHint = (standing: Standing): Judged => {
  const { round } = standing
  const code = refusalToAsk(standing)
  if (code !== null) return refuse(code)
  const phase = round.agenda?.[phaseOf(round) ?? 0]?.id
  const given = new Set(round.hints.map((each) => each.hint))
  const ladder = (round.guide?.hints ?? []).filter((each) => each.phase === phase && !given.has(each.id))
  const [next] = ladder.toSorted((a, b) => a.rung - b.rung)
  if (next === undefined) return refuse('no-hint-left')
  return [draft('hint-given', { round: round.id, hint: next.id, rung: next.rung, text: next.text })]
}
