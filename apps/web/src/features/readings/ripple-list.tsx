import type { Framework } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import type { RippleLine } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { use } from 'react'
import { Badge } from '../../design/index.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { minutesAndSeconds } from '../clock/clock-words.ts'
import { momentWords } from '../clock/moment.ts'
import { MomentAction } from '../clock/moment-action.ts'
import { CardButtons } from './card-buttons.tsx'
import { type PlayedCurveball, useRipples } from './ripples.ts'

const stateWords: Readonly<Record<RippleLine['state'], string>> = {
  changed: t`changed`,
  added: t`added`,
  removed: t`removed`,
  stale: t`left as it was`,
  absent: t`not on the board`,
}
/** While the three minutes run, nothing counts as stale yet. */
const waitingWords: Readonly<Record<RippleLine['state'], string>> = { ...stateWords, stale: t`not touched yet` }
const moved = (state: RippleLine['state']): boolean => state === 'changed' || state === 'added' || state === 'removed'

/** What each curveball changed on the board: the cards that the guide links to it, and their state. Nothing when none was played. */
export function RippleList({
  guide,
  open,
  isLive,
  ...props
}: RoomProps & { readonly guide: Guide | null; readonly open: OpenBoard | null; readonly isLive: boolean }) {
  const { ripples, failed } = useRipples(props, guide, open)
  if (open === null || ripples.length === 0) return null
  return (
    <ul className="flex flex-col gap-3">
      {ripples.map((ripple) => (
        <li key={ripple.curveball} className="rounded-md border border-line bg-raised px-2.5 py-2 text-sm">
          <OneRipple played={ripple} startedAt={props.round.startedAt} framework={open.framework} isLive={isLive} />
          {ripple.ripple === null && (
            <p className="mt-1 text-xs text-ink-faint">
              {failed ? t`The board at that time could not be loaded.` : t`Loading the board at that time…`}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function OneRipple({
  played,
  startedAt,
  framework,
  isLive,
}: {
  readonly played: PlayedCurveball
  readonly startedAt: number | null
  readonly framework: Framework
  readonly isLive: boolean
}) {
  const { text, at, left, ripple, before, after: view } = played
  const action = use(MomentAction)
  const words = left > 0 ? waitingWords : stateWords
  const cards = view === null ? null : { view, before, framework, isLive }
  return (
    <>
      <p className="text-ink-soft">{text}</p>
      <p className="tabular mt-0.5 text-2xs text-ink-faint">
        {momentWords(at, startedAt)} {action(at)} ·{' '}
        {left > 0 ? (
          <Trans>watching for {minutesAndSeconds(Math.ceil(left / 1000) * 1000)}</Trans>
        ) : (
          t`three minutes later`
        )}
      </p>
      {ripple !== null && cards !== null && (
        <>
          <ul aria-label={t`Linked cards`} className="mt-2 flex flex-col gap-1.5">
            {ripple.lines.map(({ target, item, state }) => (
              <li key={target.id} className="flex items-start justify-between gap-2">
                <div className="min-w-0">
                  <p className="text-xs text-ink-soft">{target.text}</p>
                  {item !== null && <CardButtons {...cards} items={[item]} />}
                </div>
                <Badge tone={moved(state) ? 'accent' : state === 'stale' && left === 0 ? 'warn' : 'neutral'}>
                  {words[state]}
                </Badge>
              </li>
            ))}
          </ul>
          {ripple.elsewhere.length > 0 && (
            <div className="mt-2 border-t border-line pt-1.5">
              <p className="mb-1 text-2xs text-ink-faint">{t`Also changed`}</p>
              <CardButtons {...cards} items={ripple.elsewhere.slice(0, 12)} />
            </div>
          )}
        </>
      )}
    </>
  )
}
