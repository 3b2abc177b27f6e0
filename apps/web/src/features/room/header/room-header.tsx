import type { BoardClient } from '@greenroom/room-client'
import { cutOf, loopRoundOf, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { PanelRight, UserPlus, Video } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { Link } from 'react-router'
import { Avatar, Button, buttonClass, cx, IconButton, Tooltip, TooltipTrigger } from '../../../design/index.ts'
import { useRoomProps, useRoomSnapshot } from '../../../live/room-context.ts'
import { setRoomView, togglePanel, useRoomView } from '../../../live/room-view.ts'
import { LazyPart, lazyPart } from '../../../shell/lazy-part.tsx'
import { Logo } from '../../../shell/logo.tsx'
import { modeWords } from '../../../words/words.ts'
import { useVoices } from '../../call/voices.ts'
import { Clock } from '../../clock/clock.tsx'
import { useUnreadWhispers } from '../../desk/unread-whispers.ts'
import { loopRoundWords } from '../../loops/loop-words.ts'
import { type Person, peopleWords } from '../../people/people.ts'
import { QuietButton } from '../../thinking/quiet-button.tsx'
import { UnreadDot } from '../phone-bar.tsx'
import { hasPanel } from '../side-panel.tsx'
import { maySetCallLink } from './call-link-dialog.tsx'
import { ConnectionChip } from './connection-chip.tsx'
import { RoomMenu } from './room-menu.tsx'

const CallBar = lazyPart(() => import('../../call/call-bar.tsx').then((m) => m.CallBar))

/** The bar that never leaves: where we are, the clock, whether everything is saved, who is here. */
export function RoomHeader({
  session,
  round,
  people,
  title,
  board,
  shown,
  onShowRound,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly people: readonly Person[]
  readonly title: string | null
  readonly board: BoardClient | null
  /** The round below the bar: the current one, or an earlier one. */
  readonly shown: Round
  readonly onShowRound: (round: string | null) => void
}) {
  const props = useRoomProps(session, round)
  const { connection } = useRoomSnapshot()
  const { panelOpen, afterRound } = useRoomView()
  const whispers = useUnreadWhispers(round, props.me).length
  // The lobby and the debrief have a title of their own.
  const Title = shown.status === 'running' || (shown.status !== 'lobby' && afterRound === 'board') ? 'h1' : 'p'
  const inCall = useVoices((state) => state.inCall)
  const many = session.rounds.length > 1
  const inLoop = loopRoundOf(session, shown)
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-surface px-2.5 sm:gap-x-3 sm:px-3">
      <Link to="/" aria-label={t`Greenroom start page`} className="shrink-0 rounded-md">
        <Logo />
      </Link>
      {/* A printed debrief says its rounds itself, which may be others than the one that is looked at. */}
      <div className={cx('min-w-25 shrink grow basis-0 max-lg:py-2', Title === 'p' && 'print:hidden')}>
        <Title className="truncate text-sm font-semibold">{title ?? modeWords[session.mode]}</Title>
        <p className="truncate text-xs text-ink-faint">
          {[
            ...(title ? [modeWords[session.mode]] : []),
            ...(inLoop === null
              ? [
                  t`${cutOf(session, shown)} minutes`,
                  ...(many ? [t`round ${session.rounds.indexOf(shown) + 1} of ${session.rounds.length}`] : []),
                ]
              : [loopRoundWords(inLoop)]),
          ].join(' · ')}
        </p>
      </div>
      <div className="flex max-w-full min-w-0 items-center justify-center max-lg:order-last max-lg:basis-full max-lg:not-empty:pb-1.5">
        <Clock {...props} />
        <QuietButton {...props} />
      </div>
      {/* As wide as what is in it: rather a second line than lying over the clock. */}
      <div className="flex shrink-0 items-center justify-end gap-0.5 sm:grow sm:basis-0 lg:min-w-max">
        <ConnectionChip connection={connection} board={board} isTight={inCall && round.status === 'running'} />
        <PeopleHere people={people} live={connection.kind === 'live'} />
        {people.length > 1 && (
          <LazyPart>
            <CallBar {...props} />
          </LazyPart>
        )}
        {session.callLink && (
          <TooltipTrigger>
            <a
              href={session.callLink}
              target="_blank"
              rel="noreferrer"
              aria-label={t`Open the call in a new tab`}
              className={buttonClass('quiet', 'sm', 'max-sm:hidden')}
            >
              <Video aria-hidden="true" />
              {t`Call`}
            </a>
            <Tooltip>{t`Opens in a new tab`}</Tooltip>
          </TooltipTrigger>
        )}
        {/* Beside the clock there is no room for words. */}
        {!session.callLink && !inCall && maySetCallLink(props) && (
          <IconButton
            label={t`Add a call link`}
            size="sm"
            className="max-lg:hidden"
            isDisabled={!props.connected}
            onPress={() => setRoomView({ dialog: 'call' })}
          >
            <Video aria-hidden="true" />
          </IconButton>
        )}
        {/* Nobody can join a closed session. */}
        {session.owner === props.me && round.status !== 'lobby' && session.status.kind === 'open' && (
          <TooltipTrigger>
            <Button
              variant="quiet"
              size="sm"
              // It is in the menu, too.
              className={cx('max-sm:hidden', inCall && round.status === 'running' && 'lg:max-[100rem]:hidden')}
              onPress={() => setRoomView({ dialog: 'invite' })}
            >
              <UserPlus aria-hidden="true" />
              <span className={round.status === 'running' ? 'lg:max-[100rem]:sr-only' : undefined}>{t`Invite`}</span>
            </Button>
            <Tooltip>{t`Invite`}</Tooltip>
          </TooltipTrigger>
        )}
        {hasPanel(props) && (
          <IconButton
            label={panelOpen ? t`Close the panel` : whispers > 0 ? t`Open the panel (new whisper)` : t`Open the panel`}
            keys="Mod+B"
            size="sm"
            aria-pressed={panelOpen}
            className="max-md:hidden"
            onPress={togglePanel}
          >
            <PanelRight aria-hidden="true" />
            {!panelOpen && whispers > 0 && <UnreadDot className="top-1 right-1" />}
          </IconButton>
        )}
        <RoomMenu {...props} board={board} onShowRound={onShowRound} />
      </div>
    </header>
  )
}

const shown = 4

/** Who is here, as a stack of avatars; pressing it shows their names and seats. */
const PeopleHere = ({ people, live }: { readonly people: readonly Person[]; readonly live: boolean }) => {
  const drawn = people.slice(0, shown)
  const voices = useVoices((state) => state.voices)
  return (
    <TooltipTrigger>
      <AriaButton
        aria-label={peopleWords(people, live)}
        onPress={() => setRoomView({ dialog: 'people' })}
        className="flex h-8 cursor-default items-center rounded-md px-1.5 hovered:bg-hover max-sm:hidden"
      >
        {drawn.map((person, index) => (
          <span
            key={person.id}
            data-speaking={voices.get(person.id)?.speaking ?? false}
            className={cx(
              'rounded-full ring-2',
              voices.get(person.id)?.speaking ? 'z-10 ring-accent' : 'ring-surface',
              index > 0 && '-ml-0.5',
            )}
          >
            <Avatar name={person.name} colour={person.colour} size="sm" away={!person.here} className="bg-surface" />
          </span>
        ))}
        {people.length > shown && (
          <span className="tabular ml-1 text-xs font-medium text-ink-soft">+{people.length - shown}</span>
        )}
      </AriaButton>
      <Tooltip>
        {drawn.map((person) => (person.here ? person.name : t`${person.name} (away)`)).join(', ')}
        {people.length > shown ? t` and ${people.length - shown} more` : ''}
      </Tooltip>
    </TooltipTrigger>
  )
}
