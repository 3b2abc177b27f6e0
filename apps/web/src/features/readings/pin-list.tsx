import type { Round, SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Pin } from 'lucide-react'
import { use } from 'react'
import { nameIn } from '../../live/room-props.ts'
import { momentWords } from '../clock/moment.ts'
import { MomentAction } from '../clock/moment-action.ts'

/** Moments that a mentor recorded for the debrief; before the scores open a page knows only its own. */
export function PinList({ session, round }: { readonly session: SessionState; readonly round: Round }) {
  const action = use(MomentAction)
  return (
    <ul aria-label={t`Pins`} className="flex flex-col gap-1.5">
      {round.pins.map((pin) => (
        <li key={`${pin.by} ${pin.pin}`} className="flex items-start gap-2 text-sm">
          <Pin aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent-ink" />
          <p dir="auto" className="min-w-0 grow break-words text-ink">
            {pin.words === '' ? t`I would push here` : pin.words}
            <span className="block text-xs text-ink-faint">{nameIn(session, pin.by)}</span>
          </p>
          <time
            className="tabular shrink-0 text-2xs leading-5 text-ink-faint"
            dateTime={new Date(pin.at).toISOString()}
          >
            {momentWords(pin.at, round.startedAt)}
          </time>
          {action(pin.at)}
        </li>
      ))}
    </ul>
  )
}
