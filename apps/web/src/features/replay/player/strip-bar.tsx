import type { SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ChevronDown } from 'lucide-react'
import { memo, useMemo, useState, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { browserStore } from '../../../browser/browser-store.ts'
import { Button, cx } from '../../../design/index.ts'
import type { StripMoment } from '../../strip/strip-picture.tsx'
import { StripView } from '../../strip/strip-view.tsx'
import { answersOf } from '../../strip/strip-words.ts'
import { type StripState, stripPeople } from './use-strip.ts'

/** Whether the strip is open above the replay. Stored on this device; `null`: nobody chose, and the window's height decides. */
const openEntry = browserStore.entry({
  area: 'device',
  key: 'greenroom.strip-open',
  schema: z.boolean().nullable(),
  otherwise: null,
})

/** From this height on, in CSS pixels, strip and board both have room. */
const roomyFrom = 960

/** Opens the strip over the board in a wide, low window, where a row above the board would take the room of its last section. */
export const StripToggle = memo(function StripToggle({ strip }: { readonly strip: StripState }) {
  const chosen = useSyncExternalStore(openEntry.subscribe, openEntry.read)
  if (strip.kind !== 'here') return null
  return (
    <span className="hidden wide-low:inline print:hidden">
      <Button size="sm" aria-expanded={chosen === true} onPress={() => openEntry.write(chosen !== true)}>
        {t`In one picture`}
      </Button>
    </span>
  )
})

/** The round in one picture, above its replay: one line that answers most questions, and the picture on demand. */
export function StripBar({
  session,
  strip,
  at,
  onGo,
}: {
  readonly session: SessionState
  readonly strip: StripState
  readonly at: number
  readonly onGo: (moment: StripMoment) => void
}) {
  const chosen = useSyncExternalStore(openEntry.subscribe, openEntry.read)
  const [roomy] = useState(() => window.innerHeight >= roomyFrom && window.innerWidth >= 1024)
  const people = useMemo(() => stripPeople(session), [session])
  const answers = useMemo(() => (strip.kind === 'here' ? answersOf(strip.strip, people) : []), [strip, people])
  if (strip.kind !== 'here') return null
  const open = chosen ?? roomy
  return (
    <section
      aria-label={t`The round in one picture`}
      className={cx(
        // What is below it, the board and the player, keeps its room.
        'flex max-h-[min(62dvh,calc(100dvh-28rem))] shrink-0 flex-col border-b border-line bg-surface px-4 small:max-h-none low:max-h-none print:hidden',
        open
          ? 'wide-low:absolute wide-low:max-h-[calc(100dvh-14rem)] wide-low:inset-x-0 wide-low:z-20 wide-low:shadow-lg'
          : 'wide-low:hidden',
      )}
    >
      <StripLine open={open} answers={answers} />
      {open && (
        <div className="min-h-0 overflow-y-auto pb-2">
          <StripView strip={strip.strip} people={people} at={at} onGo={onGo} follows />
        </div>
      )}
    </section>
  )
}

/** Opens and closes the picture; while it is closed, with the answers to two of its questions. */
const StripLine = memo(function StripLine({
  open,
  answers,
}: {
  readonly open: boolean
  readonly answers: ReturnType<typeof answersOf>
}) {
  const [time, , never] = answers
  return (
    <Button
      variant="quiet"
      size="sm"
      aria-expanded={open}
      className="my-1 w-full min-w-0 justify-start gap-2 px-1"
      onPress={() => openEntry.write(!open)}
    >
      <ChevronDown aria-hidden="true" className={cx('shrink-0', !open && '-rotate-90')} />
      <span className="shrink-0">{t`The round in one picture`}</span>
      {!open && (
        <span className="min-w-0 truncate font-normal text-ink-soft">
          {[time, never].map((one) => `${one?.question}: ${one?.answer}`).join('. ')}
        </span>
      )}
    </Button>
  )
})
