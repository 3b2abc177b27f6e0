import {
  currentRound,
  loopRoundAfter,
  type ParticipantId,
  type Round,
  type SessionState,
  seatIn,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Columns2, Repeat } from 'lucide-react'
import { ButtonLink, longWords } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { momentWords } from '../clock/moment.ts'
import { besideAddress, takeAddress } from './take-address.ts'
import { TakeLink } from './take-link.tsx'
import { secondTakeTitle } from './take-words.ts'

/** After the scores: each stretch of the round that can be taken again, and the existing takes, each beside its source. */
export function TakesInDebrief({ session, round, me }: RoomProps) {
  const main = mainTake(session, round, me)
  const takes = session.rounds.filter(
    ({ id, fork, startedAt }) => startedAt !== null && fork !== null && (fork.from === round.id || id === round.id),
  )
  const isOver = currentRound(session)?.status === 'scored' && session.status.kind === 'open'
  const phases = round.phaseStarts.map(({ phase, at }) => ({
    at,
    name: round.agenda?.[phase]?.name ?? t`Phase ${phase + 1}`,
  }))
  const named = isOver ? momentsOfPoints(round) : []
  if (!isOver && takes.length === 0) return null
  return (
    <section className="flex flex-col gap-3">
      <div>
        <h3 className="text-sm font-semibold text-ink">{t`Second take`}</h3>
        {isOver && (
          <p className="text-sm text-ink-soft">{t`Take part of the round again, with the board, the facts and the time left as they were. The replay lets you start from any other moment.`}</p>
        )}
      </div>
      {named.length > 0 && (
        <section className="flex flex-wrap gap-2" aria-label={t`Moments in the feedback`}>
          {named.map((at) => (
            <TakeLink key={at} session={session} round={round} me={me} at={at} isMain={at === main} />
          ))}
        </section>
      )}
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
    </section>
  )
}

/**
 * The moment that this person's next step is to take again, in the store's milliseconds: the first such step of the round's candidate,
 * until they took it. `null` when there is none; in a loop, where the next round is the way on; and when no round can be taken again now.
 */
export function mainTake(session: SessionState, round: Round, me: ParticipantId): number | null {
  if (seatIn(round, me) !== 'candidate' || loopRoundAfter(session, round) !== null) return null
  const taken = new Set(
    session.rounds.flatMap(({ fork, startedAt }) =>
      fork !== null && fork.from === round.id && startedAt !== null ? [second(fork.at)] : [],
    ),
  )
  const steps = Object.values(round.feedbackPoints)
    .flatMap((points) => points ?? [])
    .flatMap(({ next }) => (next?.kind === 'take' ? [next.at] : []))
  const first = steps.find((at) => !taken.has(second(at)))
  return first === undefined ? null : (momentsOfPoints(round).find((at) => second(at) === second(first)) ?? null)
}

const second = (at: number): number => Math.floor(at / 1000)

/**
 * The moments that feedback points name, by their next step or otherwise their evidence, in order; each second once. In the store's
 * milliseconds.
 */
function momentsOfPoints({ feedbackPoints }: Pick<Round, 'feedbackPoints'>): readonly number[] {
  const moments = Object.values(feedbackPoints)
    .flatMap((points) => points ?? [])
    .flatMap(({ evidence, next }) => {
      if (next?.kind === 'take') return [next.at]
      return evidence?.kind === 'moment' ? [evidence.at] : []
    })
  const bySecond = new Map(moments.map((at) => [second(at), at]))
  return [...bySecond.values()].sort((a, b) => a - b)
}
