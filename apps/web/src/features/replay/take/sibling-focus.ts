import { clip } from '@greenroom/board/clip'
import { type Round, readPractice, type SessionState, type TakeMoment, textLimits } from '@greenroom/session'
import { recordOf } from '../../progress/record-of.ts'
import { weakestDimension } from '../../progress/same-weakness.ts'

/** "Metrics tree: Guardrails": the phase of the moment, and the dimension of the round with the lowest level. Empty where neither is known. */
export function siblingFocus(session: SessionState, source: Round, { at }: TakeMoment): string {
  const phase = source.phaseStarts.findLast((start) => start.at <= at)?.phase
  const practice = readPractice(session, source)
  const record = practice === null ? null : recordOf(session, practice)
  const weakest = record === null ? null : weakestDimension([record])
  const named = [phase === undefined ? undefined : source.agenda?.[phase]?.name, weakest?.title]
  return clip(named.filter((one) => one !== undefined).join(': '), textLimits.focus)
}
