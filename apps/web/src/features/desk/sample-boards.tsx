import type { SampleBoard } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Badge, Disclosure } from '../../design/index.ts'

/** Whole boards of invented people, from the lowest level up: what the levels look like in practice. */
export function SampleBoards({ boards }: { readonly boards: readonly SampleBoard[] }) {
  const rising = [...boards].sort((a, b) => a.level - b.level)
  return (
    <div className="flex flex-col gap-3">
      {rising.map((board) => (
        <Disclosure key={board.id} title={t`Level ${board.level}: ${board.title}`} aside={board.items.length} level={4}>
          <div className="flex flex-col gap-2 py-1 text-sm text-ink-soft">
            <p>{board.why}</p>
            {[...Map.groupBy(board.items, (item) => item.kind)].map(([kind, items]) => (
              <ul key={kind} className="flex flex-col gap-1">
                {items.map((item) => (
                  <li key={item.id}>
                    <span className="font-medium text-ink">{item.text}</span>
                    {Object.entries(item.fields).map(([field, value]) => (
                      <span key={field}>
                        {' · '}
                        {field === 'doneBy' || field === 'decidedBy' ? <Badge>{doers[value] ?? value}</Badge> : value}
                      </span>
                    ))}
                  </li>
                ))}
              </ul>
            ))}
          </div>
        </Disclosure>
      ))}
      <p className="text-xs text-ink-faint">
        <Trans>The people and numbers of these boards are invented.</Trans>
      </p>
    </div>
  )
}

const doers: Readonly<Record<string, string>> = { i: t`I`, we: t`We`, others: t`Others` }
