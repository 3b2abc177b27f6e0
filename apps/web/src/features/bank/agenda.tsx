import { minutesOf } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { BankCase } from './bank.ts'

/** How the time of one slot is spent, phase by phase. */
export function Agenda({ one, cut }: { readonly one: Pick<BankCase, 'agendas'>; readonly cut: 45 | 20 }) {
  const total = minutesOf(one, cut)
  return (
    <div>
      <h3 className="flex items-baseline justify-between text-sm font-medium">
        <Trans>
          {cut}-minute {cut === 45 ? t`slot` : t`cut`}
          <span className="tabular text-xs font-normal text-ink-faint">{total} minutes of case</span>
        </Trans>
      </h3>
      <ol className="mt-2 flex flex-col gap-1.5">
        {one.agendas[cut].map((phase) => (
          <li key={phase.id} className="text-sm">
            <div className="flex justify-between gap-3">
              <bdi className="text-ink-soft">{phase.name}</bdi>
              <span className="tabular text-ink-faint">{phase.minutes}</span>
            </div>
            <div aria-hidden="true" className="mt-1 h-1 rounded-full bg-sunken">
              <div
                className="h-full rounded-full bg-accent forced-colors:bg-[CanvasText]"
                style={{ width: `${(100 * phase.minutes) / Math.max(1, total)}%`, opacity: 0.75 }}
              />
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}
