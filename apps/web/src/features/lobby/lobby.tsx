import { refusalSentences, runsRound, seatsFilled, seatsOfMode } from '@greenroom/session'
import { ExternalLink, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { modeWords, seatWords } from '../../app/words.ts'
import { Button, buttonClass, cx } from '../../design/index.ts'
import { SharePanel, type Sharing, secondSeatLink } from '../invitations/share-panel.tsx'
import type { Person } from '../room/people.ts'
import type { RoomProps } from '../room/room-props.ts'
import { BoardKeys } from './board-keys.tsx'
import { PrepareCase } from './prepare-case.tsx'
import { SeatCard } from './seat-cards.tsx'

export type LobbyProps = RoomProps & {
  readonly people: readonly Person[]
  /** The owner's alone. */
  readonly sharing: Sharing | null
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

/** Before the round: who is here, who is missing, and the case made ready unseen. */
export const Lobby = (props: LobbyProps) => {
  const { session, round, me, people, sharing } = props
  const runs = runsRound(session, me)
  const mayPrepare = runs || (session.owner === me && !round.caseReady)
  const always = session.mode === 'solo' ? (['candidate'] as const) : (['interviewer', 'candidate'] as const)
  const others = seatsOfMode[session.mode].filter(
    (seat) =>
      (seat === 'mentor' || seat === 'observer') &&
      (people.some((person) => person.seat === seat) || (seat === 'mentor' && session.mode === 'coaching')),
  )
  const observers = people.filter((person) => person.seat === 'observer' || person.seat === null)
  return (
    <div className="h-full overflow-y-auto">
      <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 p-4 sm:p-6">
        <header className="flex flex-wrap items-end justify-between gap-4">
          <div>
            <p className="text-sm text-ink-faint">
              {modeWords[session.mode]} · {session.cut} minutes ·{' '}
              {session.coverage === 'learning' ? 'learning' : 'strict'}
              {session.rounds.length > 1 && ` · round ${session.rounds.length}`}
            </p>
            <h1 className="mt-0.5 text-xl font-semibold">{headlineOf(props)}</h1>
          </div>
          {runs && <StartRound {...props} />}
        </header>
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="flex flex-col gap-4">
            <Part title="Seats">
              <ul className="flex flex-col gap-2">
                {[...always, ...others.filter((seat) => seat !== 'observer')].map((seat) => (
                  <SeatCard key={seat} {...props} seat={seat} />
                ))}
              </ul>
              {observers.length > 0 && (
                <p className="mt-3 text-sm text-ink-soft">
                  Also here: {observers.map((person) => `${person.name}${person.me ? ' (you)' : ''}`).join(', ')}
                </p>
              )}
            </Part>
            {sharing && (
              <Part title={session.mode === 'solo' ? 'Invite somebody to watch' : 'Invitations'}>
                <SharePanel sharing={sharing} />
                {!seatsFilled(session) && <SecondSeat sharing={sharing} />}
              </Part>
            )}
          </div>
          {mayPrepare ? (
            <Part title={session.mode === 'solo' ? 'Your case' : 'The case, unseen by the candidate'}>
              <PrepareCase {...props} />
            </Part>
          ) : (
            <Part title="While you wait">
              <BoardKeys />
            </Part>
          )}
        </div>
      </div>
    </div>
  )
}

const headlineOf = ({ session, round, me, people }: LobbyProps): string => {
  const missing = (session.mode === 'solo' ? (['candidate'] as const) : (['interviewer', 'candidate'] as const)).filter(
    (seat) => !people.some((person) => person.seat === seat),
  )
  if (missing.length === 1 && missing[0]) return `Waiting for the ${seatWords[missing[0]].toLowerCase()}`
  if (missing.length > 1) return 'Both seats are free'
  if (runsRound(session, me)) return round.caseReady ? 'Ready when you are' : 'Draw or choose a case'
  const runner = people.find((person) => person.seat === 'interviewer')?.name ?? 'The interviewer'
  return round.caseReady ? `${runner} starts when ready` : `${runner} prepares the case`
}

const StartRound = ({ session, round, connected, send }: LobbyProps) => {
  const refused = !round.caseReady ? 'case-not-prepared' : seatsFilled(session) ? null : 'seats-not-filled'
  return (
    <div className="flex items-center gap-3">
      {refused && (
        <p id="start-refused" className="text-sm text-ink-faint">
          {refusalSentences[refused]}
        </p>
      )}
      <Button
        variant="primary"
        size="lg"
        isDisabled={refused !== null || !connected}
        aria-describedby={refused ? 'start-refused' : undefined}
        onPress={() => void send({ kind: 'startRound', seatsVersion: session.seatsVersion })}
      >
        <Play aria-hidden="true" />
        Start the round
      </Button>
    </div>
  )
}

const SecondSeat = ({ sharing }: { readonly sharing: Sharing }) => {
  const link = secondSeatLink(sharing)
  if (!link) return null
  return (
    <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-3">
      <p className="text-sm text-ink-soft">Alone for now? Sit in both seats and look at it all.</p>
      <a href={link} target="_blank" rel="noreferrer" className={buttonClass('secondary', 'sm')}>
        <ExternalLink aria-hidden="true" />
        Try both seats
      </a>
    </div>
  )
}
