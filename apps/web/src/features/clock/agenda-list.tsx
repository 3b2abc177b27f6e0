import { clockAt, type Round } from '@greenroom/session'
import { Dialog as AriaDialog, Heading } from 'react-aria-components'
import { cx } from '../../design/index.ts'
import { minutesAndSeconds } from './clock-words.ts'

/** All phases with their minutes, where the clock stands, and what is left of the case. */
export const AgendaList = ({ round, now }: { readonly round: Round; readonly now: number }) => {
  const reading = clockAt(round, now)
  return (
    <AriaDialog className="w-72 p-3 outline-none">
      <Heading slot="title" className="px-2 pb-1.5 text-xs font-medium text-ink-faint">
        Agenda
      </Heading>
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
              <span className="tabular shrink-0 text-xs">{phase.minutes} min</span>
            </li>
          )
        })}
      </ol>
      {reading && (
        <p className="tabular mt-2 border-t border-line px-2 pt-2 text-xs text-ink-faint">
          {minutesAndSeconds(reading.totalRemaining)} left of the case
          {reading.overrun > 0 && `, this phase ${minutesAndSeconds(-reading.overrun)} over`}
        </p>
      )}
    </AriaDialog>
  )
}
