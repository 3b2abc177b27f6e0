import { type BoardSeeker, createStates, type RecordedSession, type Strip } from '@greenroom/replay'
import type { Round, RoundId, SessionState } from '@greenroom/session'
import { useEffect, useMemo, useState } from 'react'
import { personColour } from '../../../design/index.ts'
import { nameIn } from '../../../live/room-props.ts'
import type { StripPeople } from '../../strip/strip-people.ts'
import { openInWorker } from '../moment/use-board-at.ts'
import { readFramework } from '../source/kept-session.ts'
import { peopleInOrder } from './people-in-order.ts'

export type StripState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'none' }
  | { readonly kind: 'here'; readonly strip: Strip }

const waiting = { kind: 'waiting' } as const
const none = { kind: 'none' } as const

/** The round's state at the end of the recording. */
function roundAtEnd(recording: RecordedSession, round: RoundId): Round | null {
  return createStates(recording.entries)(Number.POSITIVE_INFINITY).rounds.find(({ id }) => id === round) ?? null
}

/** The strip of a round from a recording that is open in a worker. `none`: it was not started, or cannot be read. */
export function useStrip(recording: RecordedSession, seeker: BoardSeeker | null, id: RoundId | null): StripState {
  const [state, setState] = useState<StripState>(waiting)
  const round = useMemo(() => (id === null ? null : roundAtEnd(recording, id)), [recording, id])
  const framework = round === null ? null : readFramework(round)
  useEffect(() => {
    if (round === null || framework === null) {
      setState(none)
      return
    }
    if (seeker === null) {
      setState(waiting)
      return
    }
    let over = false
    seeker.strip(round, recording.entries, framework).then(
      (strip) => {
        if (!over) setState(strip === null ? none : { kind: 'here', strip })
      },
      () => {
        if (!over) setState(none)
      },
    )
    return () => {
      over = true
    }
  }, [recording, seeker, round, framework])
  return state
}

/** Entries that are written once a round is over and are on no strip. */
const beside: ReadonlySet<string> = new Set<keyof Round>(['pairs', 'feedbackPoints', 'takeaways', 'notes'])

function looksAlike(one: Round, other: Round): boolean {
  if (one === other) return true
  const keys = Object.keys({ ...one, ...other }) as (keyof Round)[]
  return keys.every((key) => beside.has(key) || one[key] === other[key])
}

/** The round as it was when something of its strip last changed: correcting a pair draws no new strip. */
function useDrawnRound(round: Round): Round {
  const [drawn, setDrawn] = useState(round)
  if (looksAlike(drawn, round)) return drawn
  setDrawn(round)
  return round
}

/** The same with a worker of its own, for a recording that nothing else has open. `recording: null`: it is not here yet. */
export function useOwnStrip(recording: RecordedSession | null, newest: Round): StripState {
  const round = useDrawnRound(newest)
  const [state, setState] = useState<StripState>(waiting)
  const framework = readFramework(round)
  useEffect(() => {
    if (recording === null || framework === null) {
      setState(framework === null ? none : waiting)
      return
    }
    const failed = (): void => setState(none)
    const { seeker, close } = openInWorker(recording, () => undefined, failed)
    seeker.opened
      .then(() => seeker.strip(round, recording.entries, framework))
      .then((strip) => setState(strip === null ? none : { kind: 'here', strip }))
      .catch(failed)
    return close
  }, [recording, round, framework])
  return state
}

/** The names and colours of the people of a session in a strip. */
export function stripPeople(session: SessionState): StripPeople {
  const order = peopleInOrder(session)
  return new Map(
    Object.values(session.participants).map(({ id }) => [
      id,
      { name: nameIn(session, id), colour: personColour(id, order) },
    ]),
  )
}
