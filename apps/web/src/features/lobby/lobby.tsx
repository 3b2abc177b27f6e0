import {
  isAtDesk,
  maySend,
  refusalTo,
  runsRound,
  seatOf,
  seatsFilled,
  seatsNeeded,
  seatsOfRound,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ExternalLink, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, buttonClass, cx, Disclosure } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { refusalSentence } from '../../words/refusal-words.ts'
import { CheckDevices } from '../call/check-devices.tsx'
import { SharePanel, type Sharing, secondSeatLink } from '../invitations/share-panel.tsx'
import { LoopLine } from '../loops/loop-line.tsx'
import type { Person } from '../people/people.ts'
import { KeptInTake } from '../takes/kept-in-take.tsx'
import { FocusLine } from '../thinking/focus-line.tsx'
import { BoardKeys, OnlookerWords } from './board-keys.tsx'
import { headlineOf, nextStepOf } from './lobby-words.ts'
import { PrepareCase } from './prepare-case.tsx'
import { SeatCard } from './seat-cards.tsx'

type LobbyProps = RoomProps & {
  readonly people: readonly Person[]
  /** For the owner only. */
  readonly sharing: Sharing | null
  /** The links to the rounds before this one. */
  readonly earlier?: ReactNode
}

const Part = ({
  title,
  children,
  className,
}: {
  readonly title: string
  readonly children: ReactNode
  readonly className?: string
}) => (
  <section aria-label={title} className={cx('rounded-xl border border-line bg-surface p-5', className)}>
    <h2 className="mb-3 text-sm font-semibold">{title}</h2>
    {children}
  </section>
)

/** Before the round: who is here, who is missing, and the case, prepared but hidden from the candidate. */
export function Lobby({ people, sharing, earlier, ...room }: LobbyProps) {
  const { session, round, me } = room
  const runs = runsRound(session, me)
  const mayPrepare = maySend(session, me, { kind: 'chooseCase', caseId: '' })
  const always = seatsNeeded(session, round)
  const filled = seatsFilled(session)
  const others = seatsOfRound(session, round).filter(
    (seat) =>
      (seat === 'mentor' || seat === 'observer') &&
      (people.some((person) => person.seat === seat) || (seat === 'mentor' && session.mode === 'coaching')),
  )
  const seat = seatOf(session, me)
  const writes = seat === 'candidate' || seat === 'interviewer'
  const observers = people.filter((person) => person.seat === 'observer' || person.seat === null)
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-4 sm:p-6">
        <header className="flex flex-wrap items-end justify-between gap-4">
          <div>
            <h1 className="text-xl font-semibold">{headlineOf({ session, round, me, people })}</h1>
            <p className="mt-0.5 text-sm text-ink-soft">
              {nextStepOf({ session, round, me, people, invites: sharing !== null })}
            </p>
          </div>
          {runs && session.status.kind === 'open' && <StartRound {...room} />}
        </header>
        <LoopLine session={session} round={round} />
        {/* On a wide window two columns; on a narrow one everything in the order of what is needed next. */}
        <div className="flex flex-col gap-4 lg:grid lg:grid-cols-2 lg:items-start">
          <div className="contents lg:flex lg:flex-col lg:gap-4">
            {sharing && !filled && <Invite sharing={sharing} collapsed={false} solo={false} />}
            {session.status.kind === 'open' && <FocusLine {...room} />}
            <Part title={t`Seats`}>
              <ul className="flex flex-col gap-2">
                {[...always, ...others.filter((seat) => seat !== 'observer')].map((seat) => (
                  <SeatCard key={seat} {...room} people={people} seat={seat} />
                ))}
              </ul>
              {people.length > 1 && (
                <div className="mt-2 -ml-2.5">
                  <CheckDevices />
                </div>
              )}
              {observers.length > 0 && (
                <p className="mt-3 text-sm text-ink-soft">
                  <Trans>
                    Also here: {observers.map((person) => `${person.name}${person.me ? ' (you)' : ''}`).join(', ')}
                  </Trans>
                </p>
              )}
            </Part>
            {earlier && (
              <Part title={t`Earlier rounds`} className="max-lg:order-last">
                {earlier}
              </Part>
            )}
            {sharing && filled && (
              <div className="max-lg:order-last">
                <Invite sharing={sharing} collapsed solo={session.mode === 'solo'} />
              </div>
            )}
          </div>
          {round.fork !== null ? (
            <Part title={t`Second take`}>
              <KeptInTake session={session} round={round} fork={round.fork} />
            </Part>
          ) : mayPrepare ? (
            <Part title={session.mode === 'solo' ? t`Your case` : t`The case (the candidate can’t see it)`}>
              <PrepareCase {...room} />
            </Part>
          ) : (
            <Part title={t`While you wait`}>
              {writes ? <BoardKeys /> : <OnlookerWords atDesk={isAtDesk(session, me)} />}
            </Part>
          )}
        </div>
      </div>
    </div>
  )
}

/** Once the seats are taken, invitations are for onlookers, and are behind a button. */
const Invite = ({
  sharing,
  collapsed,
  solo,
}: {
  readonly sharing: Sharing
  readonly collapsed: boolean
  readonly solo: boolean
}) => {
  if (collapsed) {
    return (
      <section aria-label={t`Invitations`} className="rounded-xl border border-line bg-surface px-5 py-2">
        <Disclosure level={2} title={solo ? t`Invite someone to watch` : t`Invite a mentor or observers`}>
          <div className="pb-2">
            <SharePanel sharing={sharing} onlookers />
          </div>
        </Disclosure>
      </section>
    )
  }
  return (
    <Part title={t`Invitations`}>
      <SharePanel sharing={sharing} />
      <SecondSeat sharing={sharing} />
    </Part>
  )
}

const StartRound = ({ session, round, me, connected, send }: RoomProps) => {
  const refused = refusalTo(session, me, { kind: 'startRound' })
  return (
    <div className="flex items-center gap-3">
      {refused !== null && (
        <p id="start-refused" className="text-sm text-ink-faint">
          {refusalSentence(refused)}
        </p>
      )}
      <Button
        variant="primary"
        size="lg"
        isDisabled={refused !== null || !connected}
        aria-describedby={refused === null ? undefined : 'start-refused'}
        onPress={() => void send({ kind: 'startRound', seatsVersion: session.seatsVersion })}
      >
        <Play aria-hidden="true" />
        {round.fork === null ? t`Start the round` : t`Start the second take`}
      </Button>
    </div>
  )
}

const SecondSeat = ({ sharing }: { readonly sharing: Sharing }) => {
  const link = secondSeatLink(sharing)
  if (!link) return null
  return (
    <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-3">
      <p className="text-sm text-ink-soft">{t`Alone for now? Sit in both seats and look around.`}</p>
      <a href={link} target="_blank" rel="noreferrer" className={buttonClass('secondary', 'sm')}>
        <ExternalLink aria-hidden="true" />
        {t`Try both seats`}
      </a>
    </div>
  )
}
