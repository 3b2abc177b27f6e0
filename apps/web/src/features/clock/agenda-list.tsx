import { clockAt, type Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading } from 'react-aria-components'
import { cx } from '../../design/index.ts'
import { minutesAndSeconds } from './clock-words.ts'
import { momentWords } from './moment.ts'

/** All phases with their minutes, where the clock is, and what is left of the case. */
export function AgendaList({
  round,
  now,
  sure,
  children,
}: {
  readonly round: Round
  readonly now: number
  /** `false`: offline, so the time may be wrong. */
  readonly sure: boolean
  /** Buttons that do not fit beside the clock. */
  readonly children?: ReactNode
}) {
  const reading = clockAt(round, now)
  return (
    <AriaDialog className="w-72 p-3 outline-none">
      <Heading slot="title" className="px-2 pb-1.5 text-xs font-medium text-ink-faint">{t`Agenda`}</Heading>
      <ol className="text-sm">
        {(round.agenda ?? []).map((phase, index) => {
          const current = reading?.phase === index
          return (
            <li
              key={phase.id}
              aria-current={current ? 'step' : undefined}
              className={cx(
                'flex items-baseline gap-2 rounded-md px-2 py-1.5',
                current ? 'bg-accent-soft font-medium text-accent-ink' : 'text-ink-soft',
              )}
            >
              <span className="tabular w-4 text-xs">{index + 1}</span>
              <span className="min-w-0 grow">{phase.name}</span>
              <span className="tabular shrink-0 text-xs">
                <Trans>{phase.minutes} min</Trans>
              </span>
            </li>
          )
        })}
      </ol>
      {reading && (
        <dl className="tabular mt-2 grid grid-cols-[1fr_auto] gap-x-3 gap-y-0.5 border-t border-line px-2 pt-2 text-xs text-ink-faint">
          <dt>{t`Since the start of the round`}</dt>
          <dd className="text-right text-ink-soft">{momentWords(now, round.startedAt)}</dd>
          <dt>{t`Left in the whole case`}</dt>
          <dd className="text-right text-ink-soft">{minutesAndSeconds(reading.totalRemaining)}</dd>
          {reading.overrun > 0 && (
            <>
              <dt>{t`This phase has overrun by`}</dt>
              <dd className="text-right text-warn-ink">{minutesAndSeconds(-reading.overrun)}</dd>
            </>
          )}
        </dl>
      )}
      {!sure && (
        <p className="mt-2 rounded-md bg-warn-soft px-2 py-1.5 text-xs text-warn-ink">{t`You’re offline, so this time may be wrong. Someone may have paused the clock or moved on.`}</p>
      )}
      {children}
    </AriaDialog>
  )
}
