import { isDeskSeat, seatIn } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { ChevronDown, ChevronUp, MessageSquareQuote, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button, cx, IconButton, MessageSlot } from '../../design/index.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { setRoomView, useRoomView } from '../../live/room-view.ts'
import { GivenList, releasedIn } from '../desk/released-panel.tsx'
import { WhisperForm } from '../desk/whisper-form.tsx'
import { keysOfThinking, useThinkingKey } from '../thinking/thinking-keys.ts'
import { TrayCount } from '../thinking/tray-count.tsx'
import { TrayButton } from '../thinking/tray-strip.tsx'
import { isGiven, useGiven, withoutTables } from './news/use-given-news.ts'

/**
 * The bar at the bottom of the room, covering nothing: what the interviewer gives, messages, the button for the think tray, a mentor's
 * whisper. It keeps its height while the round runs, so that the board above it never moves, but for a message of more than two lines; on a
 * phone it takes no room for somebody to whom nothing is given. `round`: the current one, whichever is being looked at.
 */
export function FootBar(props: RoomProps & { readonly board: OpenBoard | null }) {
  const { session, round, me } = props
  const running = round.status === 'running'
  const given = isGiven(session, round, me)
  const mentor = seatIn(round, me) === 'mentor' && round.status === 'lobby'
  if (!running && !mentor) return <MessageSlot className="shrink-0 border-t border-line" />
  return (
    <>
      {given && <GivenSheet {...props} />}
      <section
        aria-label={t`Messages and notes`}
        // While a card is being edited on a phone, the keyboard needs the room, unless there is something new.
        className="flex min-h-10 shrink-0 items-stretch gap-x-3 border-t border-line bg-surface px-3 max-md:flex-wrap max-md:not-has-[p,form,button]:hidden md:min-h-11 print:hidden pointer-coarse:group-has-[main_textarea:focus]/room:not-has-[[data-given],[data-message-slot]>*]:hidden pointer-coarse:group-data-tapping/room:not-has-[[data-given],[data-message-slot]>*]:hidden"
      >
        {given && <GivenLine {...props} />}
        <MessageSlot
          className={cx(
            '-mx-1 max-md:order-first max-md:-mx-3 max-md:grow max-md:basis-full',
            given ? 'md:max-w-1/2 md:shrink-0' : 'grow',
          )}
        />
        {!given && (
          <span className="min-w-0 grow self-center truncate text-xs text-ink-faint max-md:hidden [[data-message-slot]:not(:empty)~&]:hidden">{t`Messages appear here.`}</span>
        )}
        {isDeskSeat(seatIn(round, me)) && <TrayCount round={round} />}
        <WhisperForm {...props} />
        <TrayButton {...props} />
      </section>
    </>
  )
}

/** The newest item in one line, with how many more there are; dismissed ones can be read again. */
function GivenLine({ session, round }: RoomProps) {
  const news = useGiven(session, round)
  const { given, unread, putAway } = news
  const open = useRoomView((view) => view.givenOpen)
  const beside = useIsListedOnPhone()
  const toggle = useRef<HTMLDivElement>(null)
  const show = (): void => {
    putAway()
    setRoomView({ givenOpen: !open })
  }
  useThinkingKey('given', given.length === 0 ? null : show)
  // The sheet closed with the focus in it: the button that opens it takes the focus.
  const before = useRef(open)
  useEffect(() => {
    if (before.current && !open && (document.activeElement === null || document.activeElement === document.body))
      toggle.current?.querySelector('button')?.focus()
    before.current = open
  }, [open])
  const last = unread.at(-1)
  const line = (
    <span ref={toggle} className={cx('flex shrink-0 items-center', beside && 'max-md:hidden')}>
      <Button
        variant="quiet"
        size="sm"
        aria-expanded={open}
        aria-keyshortcuts={keysOfThinking('given')}
        isDisabled={given.length === 0}
        onPress={show}
      >
        {open ? <ChevronDown aria-hidden="true" /> : <ChevronUp aria-hidden="true" />}
        {last !== undefined && !open ? t`Read it` : t`From the interviewer`}
        {last === undefined && given.length > 0 && <span className="tabular text-ink-faint">{given.length}</span>}
      </Button>
    </span>
  )
  if (last === undefined)
    return (
      <div className="flex min-w-0 grow items-center gap-2">
        {line}
        {given.length === 0 && (
          <span className="truncate text-xs text-ink-faint max-md:hidden">{t`Facts, hints and news appear here.`}</span>
        )}
      </div>
    )
  return (
    <div
      data-given=""
      className={cx(
        '-ml-3 flex min-w-0 grow items-center gap-2 bg-info-soft pr-2 pl-3 text-sm max-md:-mr-3 max-md:basis-full max-md:py-1.5',
        // In a low window a message beside it leaves it one line: the board keeps its room.
        'max-md:flex-wrap beside-message:flex-nowrap',
      )}
    >
      <MessageSquareQuote aria-hidden="true" className="size-4 shrink-0 text-info-ink max-md:hidden" />
      <p
        className={cx(
          'min-w-0 grow text-ink md:line-clamp-1 max-md:basis-full beside-message:line-clamp-1 beside-message:basis-0',
          // When all of it is open, one line says that something is new.
          open || beside ? 'line-clamp-1' : 'line-clamp-3',
        )}
        dir="auto"
      >
        <span className="font-medium text-info-ink">{t`From the interviewer: ${last.title}`}</span>{' '}
        {withoutTables(last.words)}
      </p>
      {unread.length > 1 && (
        <span className="tabular shrink-0 text-xs text-info-ink">
          {plural(unread.length - 1, { one: '# more new', other: '# more new' })}
        </span>
      )}
      {line}
      <Button size="sm" className="shrink-0" onPress={putAway}>{t`Got it`}</Button>
    </div>
  )
}

/** Whether a phone shows the person's panel, which already lists what was given. */
const useIsListedOnPhone = (): boolean => useRoomView((view) => view.onPhone === 'panel')

/** Everything that was given, newest first, in its own part of the layout; opened and closed by its reader. */
function GivenSheet({ round, me, board }: RoomProps & { readonly board: OpenBoard | null }) {
  const open = useRoomView((view) => view.givenOpen)
  const beside = useIsListedOnPhone()
  const heading = useRef<HTMLHeadingElement>(null)
  const from = useRef<Element | null>(null)
  useEffect(() => {
    if (!open) return
    from.current = document.activeElement
    heading.current?.focus()
  }, [open])
  if (!open) return null
  const close = (): void => {
    setRoomView({ givenOpen: false })
    if (from.current instanceof HTMLElement && from.current.isConnected) from.current.focus()
  }
  const given = releasedIn(round).filter(({ isQuestion }) => !isQuestion)
  return (
    <section
      aria-label={t`From the interviewer`}
      className={cx(
        // On a phone a notice above may leave less than that.
        'flex max-h-[45%] min-h-28 flex-col border-t border-line bg-surface md:shrink-0 print:hidden',
        beside && 'max-md:hidden',
      )}
      onKeyDown={(pressed) => {
        if (pressed.key !== 'Escape' || pressed.defaultPrevented) return
        pressed.preventDefault()
        close()
      }}
    >
      <div className="flex items-center gap-2 px-3 pt-2">
        <h2 ref={heading} tabIndex={-1} className="mr-auto w-fit rounded-sm text-sm font-semibold text-ink">
          {t`From the interviewer`}
        </h2>
        <IconButton label={t`Close`} keys="Escape" size="sm" onPress={close}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
        tabIndex={0}
        className="min-h-0 overflow-y-auto px-3 pt-1 pb-3"
      >
        <GivenList round={round} me={me} open={board} given={given} wide />
      </div>
    </section>
  )
}
