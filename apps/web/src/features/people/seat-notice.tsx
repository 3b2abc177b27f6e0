import { absentHolder, holderOf, maySend, type ParticipantId, seatOf, seatsNeeded } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { Button, Callout, Switch } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { EndRoundDialog } from './end-round-dialog.tsx'
import { openWords } from './open-words.ts'

type NeededSeat = 'interviewer' | 'candidate'
/** A seat that the round cannot do without: empty, or its holder has been gone for 20 seconds. */
type Gap =
  | { readonly kind: 'empty'; readonly seat: NeededSeat }
  | { readonly kind: 'away'; readonly seat: NeededSeat; readonly participant: ParticipantId }

/** What everybody has to know about the two seats now. `null` when there is nothing. Before the start the lobby says who is missing. */
export function gapOf({ session, round, me }: Pick<RoomProps, 'session' | 'round' | 'me'>): Gap | null {
  if (session.status.kind !== 'open') return null
  const underWay = round.status === 'running' || round.status === 'ended'
  const needed = seatsNeeded(session, round)
  const empty = underWay ? needed.find((seat) => holderOf(round, seat) === null) : undefined
  if (empty !== undefined) return { kind: 'empty', seat: empty }
  const absent = absentHolder(session, round)
  return absent === null || absent.participant === me ? null : { kind: 'away', ...absent }
}

const emptyWords = {
  interviewer: {
    running: t`Until someone takes it, the candidate can run the clock and end the round.`,
    ended: t`You can open the scores without them, or someone can take the seat.`,
  },
  candidate: {
    running: t`The round is waiting for someone who hasn’t seen the guide.`,
    ended: t`You can open the scores without them.`,
  },
} as const

/** What can be done while somebody is away, worded for this reader. */
function awayWords({ session, round, me }: RoomProps, { seat }: Extract<Gap, { kind: 'away' }>): string {
  const mine = seatOf(session, me)
  switch (round.status) {
    case 'lobby':
      return seat === 'interviewer'
        ? t`The round can’t start until they are back or someone takes their seat.`
        : mine === 'interviewer'
          ? t`You can choose the case in the meantime. Someone else can take their seat until the round starts.`
          : t`Someone else can take their seat until the round starts.`
    case 'running':
      if (seat === 'candidate')
        return t`You can pause the clock until they are back, or end the round. Nothing is lost.`
      if (mine === 'candidate' && round.clock.kind === 'paused')
        return t`You have the clock now. Wait for them, continue alone, or end the round and go to the debrief. Facts and hints have to wait for the interviewer.`
      return mine === 'candidate'
        ? t`You have the clock now. Pause it, continue alone, or end the round and go to the debrief. Facts and hints have to wait for the interviewer.`
        : t`Until they are back, the candidate has the clock and can end the round.`
    case 'ended':
      return maySend(session, me, { kind: 'openScores' })
        ? t`You can open the scores without waiting. A missing scorecard can still be added later.`
        : t`Seal your own scorecard. The scores can then be opened without waiting.`
    case 'scored':
      return t`You can read everything, and continue with the same seats. A swap waits for their answer.`
  }
}

/**
 * An empty seat, or somebody who is gone: shown to everybody, with what the rules let this person do about it. `isElsewhere`: the page shows
 * an earlier round, in which people may have had other seats.
 */
export function SeatNotice({ isElsewhere = false, ...props }: RoomProps & { readonly isElsewhere?: boolean }) {
  const { session, round, me, connected, send } = props
  const [ending, setEnding] = useState(false)
  /** The absent person whom this person has decided to continue without, until that person is back. */
  const [aloneWithout, setAloneWithout] = useState<string | null>(null)
  const gap = gapOf(props)
  if (gap === null) {
    // Asked again when somebody drops out once more.
    if (aloneWithout !== null) setAloneWithout(null)
    return null
  }
  const key = gap.kind === 'away' ? gap.participant : gap.seat
  if (aloneWithout === key) return null
  const mine = seatOf(session, me)
  const takes = maySend(session, me, { kind: 'takeSeat', seat: gap.seat })
  const paused = round.clock.kind === 'paused'
  const pauses = maySend(session, me, { kind: 'pauseClock' })
  const resumes = maySend(session, me, { kind: 'resumeClock' })
  const standsIn = mine === 'candidate' && gap.seat === 'interviewer' && (pauses || resumes)
  const ends = (standsIn || gap.kind === 'away') && maySend(session, me, { kind: 'endRound' })
  // A second take can be left without its scores, which its own choice says.
  const opens = round.status === 'ended' && round.fork === null && maySend(session, me, { kind: 'openScores' })
  const sets =
    gap.kind === 'away' &&
    round.status === 'running' &&
    maySend(session, me, { kind: 'setPauseWhenAway', on: !session.pauseWhenAway })
  const clockVersion = { clockVersion: session.clockVersion }
  const { seat } = gap
  const number = session.rounds.indexOf(round) + 1
  const title =
    gap.kind === 'away'
      ? isElsewhere
        ? t`${nameIn(session, gap.participant)}, the ${seat} in round ${number}, is away`
        : t`${nameIn(session, gap.participant)}, the ${seat}, is away`
      : isElsewhere
        ? t`The ${seat}’s seat in round ${number} is empty`
        : t`The ${seat}’s seat is empty`
  const words =
    gap.kind === 'away'
      ? awayWords(props, gap)
      : round.status === 'running' || round.status === 'ended'
        ? emptyWords[gap.seat][round.status]
        : null
  return (
    <section aria-label={t`Seats of this round`} className="shrink-0 px-3 py-2 print:hidden">
      <Callout
        tone="warn"
        title={title}
        actions={
          <>
            {pauses && (gap.kind === 'away' || standsIn) && (
              <Button
                size="sm"
                variant="primary"
                isDisabled={!connected}
                onPress={() => void send({ kind: 'pauseClock', ...clockVersion })}
              >{t`Pause the clock`}</Button>
            )}
            {standsIn && (
              <Button
                size="sm"
                isDisabled={paused && !connected}
                onPress={() => {
                  setAloneWithout(key)
                  if (paused) void send({ kind: 'resumeClock', ...clockVersion })
                }}
              >
                {paused ? t`Resume and continue alone` : t`Continue alone`}
              </Button>
            )}
            {ends && (
              <Button size="sm" isDisabled={!connected} onPress={() => setEnding(true)}>{t`End the round`}</Button>
            )}
            {opens && (
              <Button
                size="sm"
                isDisabled={!connected}
                onPress={() => void send({ kind: 'openScores', round: round.id })}
              >
                {openWords(round, (one) => nameIn(session, one))}
              </Button>
            )}
            {takes && (
              <Button
                size="sm"
                variant="primary"
                isDisabled={!connected}
                onPress={() => void send({ kind: 'takeSeat', seat: gap.seat, seatsVersion: session.seatsVersion })}
              >{t`Take the seat`}</Button>
            )}
          </>
        }
      >
        {words}
        {gap.kind === 'away' && round.status === 'running' && paused && t` The clock is paused.`}
        {sets && (
          <Switch
            className="mt-2"
            isSelected={session.pauseWhenAway}
            isDisabled={!connected}
            onChange={(on) => void send({ kind: 'setPauseWhenAway', on })}
          >{t`Pause automatically when someone drops out`}</Switch>
        )}
      </Callout>
      <EndRoundDialog session={session} send={send} isOpen={ending} onOpenChange={setEnding} />
    </section>
  )
}
