import { t } from '@lingui/core/macro'
import { BookOpenText, LayoutGrid, UsersRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { setRoomView } from '../../live/room-view.ts'
import { useUnreadWhispers } from '../desk/unread-whispers.ts'
import { hasPanel } from './side-panel.tsx'
import type { PartOnPhone } from './use-part-on-phone.ts'

const phoneTab =
  'flex h-13 flex-1 cursor-default flex-col items-center justify-center gap-0.5 text-2xs font-medium [&_svg]:size-5'

/** A whisper is waiting in a panel that is not visible. */
export function UnreadDot({ className }: { readonly className?: string }) {
  return (
    <span className={cx('absolute size-2 rounded-full bg-info-ink ring-2 ring-surface', className)}>
      <span className="sr-only">{t`, new whisper`}</span>
    </span>
  )
}

/** What fits a phone only one at a time. */
export function PhoneBar({ room, onPhone }: { readonly room: RoomProps; readonly onPhone: PartOnPhone }) {
  const whispers = useUnreadWhispers(room.round, room.me).length
  const tab = (id: PartOnPhone, label: string, icon: ReactNode) => (
    <button
      type="button"
      aria-pressed={onPhone === id}
      className={cx(phoneTab, onPhone === id ? 'text-accent-ink' : 'text-ink-faint')}
      onClick={() => setRoomView({ onPhone: id })}
    >
      {icon}
      {label}
    </button>
  )
  const centre = { lobby: t`Lobby`, running: t`Board`, ended: t`Debrief`, scored: t`Debrief` }[room.round.status]
  return (
    <nav
      aria-label={t`Parts of the room`}
      // While a card is being edited on a phone, the keyboard needs the room.
      className="flex shrink-0 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] pointer-coarse:group-has-[main_textarea:focus]/room:hidden pointer-coarse:group-data-tapping/room:hidden md:hidden print:hidden"
    >
      {tab('board', centre, <LayoutGrid aria-hidden="true" />)}
      {hasPanel(room) &&
        tab(
          'panel',
          t`Your panel`,
          <span className="relative">
            <BookOpenText aria-hidden="true" />
            {whispers > 0 && <UnreadDot className="-top-0.5 -right-1" />}
          </span>,
        )}
      {tab('people', t`People`, <UsersRound aria-hidden="true" />)}
    </nav>
  )
}
