import { currentRound, type Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Columns2, Repeat } from 'lucide-react'
import { ButtonLink, longWords } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { momentWords } from '../clock/moment.ts'
import { besideAddress, takeAddress } from './take-address.ts'
import { TakeLink } from './take-link.tsx'
import { secondTakeTitle } from './take-words.ts'

/** After the scores: each stretch of the round to take again, and the takes that there are, each beside its source. */
export function TakesInDebrief({ session, round, me }: RoomProps) {
  const takes = session.rounds.filter(
    ({ id, fork, startedAt }) => startedAt !== null && fork !== null && (fork.from === round.id || id === round.id),
  )
  const isOver = currentRound(session)?.status === 'scored' && session.status.kind === 'open'
  const phases = round.phaseStarts.map(({ phase, at }) => ({
    at,
    name: round.agenda?.[phase]?.name ?? t`Phase ${phase + 1}`,
  }))
  const named = isOver ? momentsOfPoints(round) : []
  return (
    <div className="flex flex-col gap-4">
      {isOver && (
        <ul className="flex flex-wrap gap-2" aria-label={t`Parts of the round`}>
          {phases.map(({ at, name }) => (
            <li key={at}>
              <ButtonLink size="sm" className={longWords} to={takeAddress(session, round.id, at)}>
                <Repeat aria-hidden="true" />
                {t`${name}, from ${momentWords(at, round.startedAt)}`}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
      {named.length > 0 && (
        <section className="flex flex-wrap gap-2" aria-label={t`Moments in the feedback`}>
          {named.map((at) => (
            <TakeLink key={at} session={session} round={round} me={me} at={at} />
          ))}
        </section>
      )}
      {takes.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label={t`Takes side by side`}>
          {takes.map(({ id, fork }) => (
            <li key={id}>
              {fork && (
                <ButtonLink size="sm" className={longWords} to={besideAddress(session.session ?? '', id)}>
                  <Columns2 aria-hidden="true" />
                  {t`Both takes: ${secondTakeTitle(session, fork)}`}
                </ButtonLink>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

/** The moments that feedback points name, by their next step or else their evidence, in order; each second once. In the store's milliseconds. */
function momentsOfPoints({ feedbackPoints }: Pick<Round, 'feedbackPoints'>): readonly number[] {
  const moments = Object.values(feedbackPoints)
    .flatMap((points) => points ?? [])
    .flatMap(({ evidence, next }) => {
      if (next?.kind === 'take') return [next.at]
      return evidence?.kind === 'moment' ? [evidence.at] : []
    })
  const bySecond = new Map(moments.map((at) => [Math.floor(at / 1000), at]))
  return [...bySecond.values()].sort((a, b) => a - b)
}
