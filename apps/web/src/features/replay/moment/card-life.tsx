import type { BoardSeeker, LifeStep } from '@greenroom/replay'
import type { DocumentName, SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { cx, IconButton } from '../../../design/index.ts'
import { nameIn } from '../../../live/room-props.ts'
import { momentWords } from '../../clock/moment.ts'

/** Every wording of a card; `null` while it is being requested. */
export function useCardLife(
  seeker: BoardSeeker | null,
  document: DocumentName | null,
  item: string | null,
): readonly LifeStep[] | null {
  const [life, setLife] = useState<readonly LifeStep[] | null>(null)
  useEffect(() => {
    setLife(null)
    if (seeker === null || document === null || item === null) return
    let over = false
    seeker.life(document, item).then(
      (steps) => {
        if (!over) setLife(steps)
      },
      () => undefined,
    )
    return () => {
      over = true
    }
  }, [seeker, document, item])
  return life
}

/** The moment of the wording before or after this one. `null` when there is none. */
export function wordingFrom(life: readonly LifeStep[], at: number, direction: 'before' | 'after'): number | null {
  const found = direction === 'after' ? life.find((step) => step.at > at) : life.findLast((step) => step.at < at)
  return found?.at ?? null
}

const what: Readonly<Record<LifeStep['kind'], string>> = {
  added: t`Added`,
  worded: t`Reworded`,
  detailed: t`Details changed`,
  moved: t`Moved`,
  removed: t`Removed`,
}

/** The life of the chosen card: each step leads to its second, and the current one is marked. */
export function CardLife({
  life,
  session,
  startedAt,
  at,
  onGo,
  onClose,
}: {
  readonly life: readonly LifeStep[]
  readonly session: SessionState
  readonly startedAt: number | null
  readonly at: number
  readonly onGo: (at: number) => void
  readonly onClose: () => void
}) {
  const now = life.findLastIndex((step) => step.at <= at)
  return (
    <section className="mb-4 border-b border-line pb-4">
      <div className="flex items-center gap-2">
        <h2 className="grow text-xs font-medium text-ink-faint">{t`History of this card`}</h2>
        <IconButton size="sm" label={t`Close the history of this card`} onPress={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
      <ol className="flex flex-col gap-0.5">
        {life.map((step, index) => (
          <li key={`${step.at} ${index}`}>
            <button
              type="button"
              aria-current={index === now ? 'step' : undefined}
              className={cx(
                'w-full rounded-md px-2 py-1 text-left text-sm hover:bg-hover',
                index === now && 'bg-accent-soft text-accent-ink',
              )}
              onClick={() => onGo(step.at)}
            >
              <span className="tabular text-xs text-ink-soft">
                {momentWords(step.at, startedAt)} {what[step.kind]}
                {step.by === null ? '' : `, ${nameIn(session, step.by)}`}
              </span>
              {step.text !== life[index - 1]?.text && (
                <span className="block" dir="auto">
                  {step.text.trim() || t`empty`}
                </span>
              )}
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}
