import {
  isSolo,
  loopRoundOf,
  maySend,
  type ParticipantId,
  type Round,
  type SessionState,
  seatIn,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import { browserStore } from '../../browser/browser-store.ts'

/** The screens of a debrief, in order. A new one needs its row here and its part in `debrief-view.tsx`. */
export type DebriefStep = 'score' | 'compare' | 'feedback' | 'interviewing' | 'yardstick' | 'case' | 'loop' | 'next'

export type StepRow = {
  readonly id: DebriefStep
  readonly title: string
  /** Opens with the scores. */
  readonly locked: boolean
}

/** Which screens there are for this participant, and which wait for the scores. */
export function debriefSteps(session: SessionState, round: Round, me: ParticipantId): readonly StepRow[] {
  const seat = seatIn(round, me)
  const judges = seat !== null && seat !== 'observer'
  const scored = round.status === 'scored'
  const scores = maySend(session, me, { kind: 'sealScorecard', scorecard: { scores: {} }, round: round.id })
  const rows: readonly (StepRow | false)[] = [
    scores && { id: 'score', title: t`Score`, locked: false },
    { id: 'compare', title: t`Compare`, locked: false },
    { id: 'feedback', title: t`Feedback`, locked: !scored },
    !isSolo(session, round) && { id: 'interviewing', title: t`Interviewing`, locked: !scored },
    { id: 'yardstick', title: t`Yardstick`, locked: !scored },
    (judges || scored || round.notes.length > 0) && { id: 'case', title: t`Case and notes`, locked: false },
    loopRoundOf(session, round) !== null && { id: 'loop', title: t`Loop`, locked: !scored },
    { id: 'next', title: t`Next`, locked: !scored },
  ]
  return rows.filter((row) => row !== false)
}

/** Where somebody starts: at their scorecard until it is sealed, then at what everybody is waiting for. */
export function firstStep(session: SessionState, round: Round, me: ParticipantId): DebriefStep {
  const steps = debriefSteps(session, round, me)
  const toSeal = steps.some(({ id }) => id === 'score') && round.status === 'ended' && !round.sealedBy.includes(me)
  return toSeal ? 'score' : 'compare'
}

const places = browserStore.entry<Readonly<Record<string, DebriefStep>>>({
  area: 'tab',
  key: 'greenroom.debriefs',
  schema: z.record(
    z.string(),
    z.enum(['score', 'compare', 'feedback', 'interviewing', 'yardstick', 'case', 'loop', 'next']),
  ),
  otherwise: {},
})

/** Where this debrief was left in this tab, by session, round and person: looking at the board, or a reload, loses no place. */
export function useDebriefPlace(key: string): DebriefStep | undefined {
  return useSyncExternalStore(places.subscribe, places.read)[key]
}
export function setDebriefPlace(key: string, step: DebriefStep): void {
  places.write({ ...places.read(), [key]: step })
}
export function forgetDebriefPlaces(): void {
  places.remove()
}
