import { currentRound, maySend, refusalTo, type Seat } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Armchair, ArrowLeftRight, LogOut } from 'lucide-react'
import { Avatar, Button, IconButton, Menu, MenuItem, MenuTrigger } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { refusalSentence } from '../../words/refusal-words.ts'
import { seatWords } from '../../words/words.ts'
import type { Person } from '../people/people.ts'
import { receiversOf } from './receivers.ts'

const freeLines: Readonly<Record<Seat, string>> = {
  interviewer: t`Free · reads the guide, runs the clock`,
  candidate: t`Free · works through the case on the board`,
  mentor: t`Free · sees the guide, whispers`,
  observer: t`Free · watches`,
}

/** A seat of the round: who sits in it, or the button to take it. The same height either way. */
export function SeatCard({
  seat,
  people,
  session,
  me,
  connected,
  send,
}: RoomProps & { readonly seat: Seat; readonly people: readonly Person[] }) {
  const holder = people.find((person) => person.seat === seat) ?? null
  const absent = holder !== null && !holder.me && session.absent.includes(holder.id)
  const refused = holder && !absent ? null : refusalTo(session, me, { kind: 'takeSeat', seat })
  const seated = currentRound(session)?.seats[me] !== undefined
  const version = { seatsVersion: session.seatsVersion }
  const secondLine = holder
    ? `${seatWords[seat]}${absent ? t` · away` : holder.here ? '' : t` · not connected`}`
    : refused === null || refused === 'seat-not-admitted'
      ? freeLines[seat]
      : t`Free · ${refusalSentence(refused)}`
  return (
    <li className="flex min-h-16 items-center gap-3 rounded-lg border border-line bg-raised px-3.5 py-2.5">
      {holder ? (
        <Avatar name={holder.name} colour={holder.colour} away={!holder.here} size="lg" />
      ) : (
        <span
          aria-hidden="true"
          className="grid size-10 shrink-0 place-items-center rounded-full border border-dashed border-control text-ink-faint"
        >
          <Armchair className="size-4.5" />
        </span>
      )}
      <div className="min-w-0 grow">
        <p className="truncate text-sm font-medium">
          {holder ? holder.name : seatWords[seat]}
          {holder?.me && <span className="font-normal text-ink-faint">{t` (you)`}</span>}
        </p>
        <p className="text-xs text-ink-faint">{secondLine}</p>
      </div>
      {(!holder || absent) && refused === null && (
        <Button size="sm" isDisabled={!connected} onPress={() => void send({ kind: 'takeSeat', seat, ...version })}>
          {seated ? t`Move here` : t`Take this seat`}
        </Button>
      )}
      {holder?.me && <MySeat session={session} me={me} people={people} connected={connected} send={send} />}
    </li>
  )
}

/** Gives up one's seat, or hands it to somebody who may take it. */
export function MySeat({
  session,
  me,
  people,
  connected,
  send,
}: Omit<RoomProps, 'serverNow' | 'round' | 'timeKnown'> & { readonly people: readonly Person[] }) {
  if (!maySend(session, me, { kind: 'leaveSeat' })) return null
  const version = { seatsVersion: session.seatsVersion }
  const receivers = receiversOf(session, me, people)
  return (
    <MenuTrigger>
      <IconButton label={t`Leave or hand over your seat`} size="sm" isDisabled={!connected}>
        <ArrowLeftRight aria-hidden="true" />
      </IconButton>
      <Menu
        aria-label={t`Your seat`}
        placement="bottom end"
        onAction={(key) => {
          const to = receivers.find((person) => person.id === key)
          void send(to ? { kind: 'handOverSeat', to: to.id, ...version } : { kind: 'leaveSeat', ...version })
        }}
      >
        {receivers.map((person) => (
          <MenuItem key={person.id} id={person.id} icon={<ArrowLeftRight />}>
            {t`Hand over to ${person.name}`}
          </MenuItem>
        ))}
        <MenuItem id="leave" icon={<LogOut />}>{t`Leave the seat`}</MenuItem>
      </Menu>
    </MenuTrigger>
  )
}
