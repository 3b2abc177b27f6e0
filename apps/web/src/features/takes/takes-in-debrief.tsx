import { currentRound } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Columns2, Repeat } from 'lucide-react'
import { ButtonLink } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { momentWords } from '../clock/moment.ts'
import { besideAddress, takeAddress } from './take-address.ts'
import { secondTakeTitle } from './take-words.ts'

/** After the scores: each stretch of the round to take again, and the takes that there are, each beside its source. */
export function TakesInDebrief({ session, round }: RoomProps) {
  const takes = session.rounds.filter(
    ({ id, fork, startedAt }) => startedAt !== null && fork !== null && (fork.from === round.id || id === round.id),
  )
  const isOver = currentRound(session)?.status === 'scored' && session.status.kind === 'open'
  const phases = round.phaseStarts.map(({ phase, at }) => ({
    at,
    name: round.agenda?.[phase]?.name ?? t`Phase ${phase + 1}`,
  }))
  return (
    <div className="flex flex-col gap-4">
      {isOver && (
        <ul className="flex flex-wrap gap-2" aria-label={t`Stretches of the round`}>
          {phases.map(({ at, name }) => (
            <li key={at}>
              <ButtonLink size="sm" to={takeAddress(session, round.id, at)}>
                <Repeat aria-hidden="true" />
                {t`${name}, from ${momentWords(at, round.startedAt)}`}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
      {takes.length > 0 && (
        <ul className="flex flex-wrap gap-2" aria-label={t`Takes side by side`}>
          {takes.map(({ id, fork }) => (
            <li key={id}>
              {fork && (
                <ButtonLink size="sm" to={besideAddress(session.session ?? '', id)}>
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
