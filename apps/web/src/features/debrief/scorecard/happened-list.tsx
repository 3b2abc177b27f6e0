import { t } from '@lingui/core/macro'
import { GripVertical } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { cx } from '../../../design/index.ts'
import type { EvidenceChoice, EvidenceGroup } from '../evidence-choices.ts'
import { draggedEvidence } from './evidence-drag.ts'

/**
 * What happened, in order: to drag beside a score, or to press. It opens at the phases in which the dimension is judged. For the keyboard
 * there is the picker.
 */
export function HappenedList({
  groups,
  phases,
  onPick,
}: {
  readonly groups: readonly EvidenceGroup[]
  /** The phases in which the dimension beside it is judged. */
  readonly phases: ReadonlySet<string>
  readonly onPick: (choice: EvidenceChoice) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const isOf = ({ phase }: EvidenceGroup): boolean => phase !== undefined && phases.has(phase)
  const first = groups.find(isOf)?.id
  useEffect(() => {
    const group = list.current?.querySelector<HTMLElement>('[data-first]')
    if (list.current && first !== undefined) list.current.scrollTop = (group?.offsetTop ?? 0) - list.current.offsetTop
  }, [first])
  return (
    <section aria-label={t`What happened`} className="flex min-h-0 flex-col gap-1">
      <h3 className="text-xs font-medium text-ink-faint">{t`Drag to the score, or press`}</h3>
      <div ref={list} className="min-h-0 overflow-y-auto pr-1">
        {groups.map((group) => (
          <div key={group.id} className="mb-2" data-first={group.id === first || undefined}>
            <h4 className={cx('tabular py-1 text-xs font-medium', isOf(group) ? 'text-accent-ink' : 'text-ink-soft')}>
              {group.title}
            </h4>
            <ul className="flex flex-col gap-1">
              {group.choices.map((choice) => (
                <li key={choice.id}>
                  <button
                    type="button"
                    draggable
                    aria-label={t`Add ${choice.label}`}
                    onDragStart={({ dataTransfer }) => dataTransfer.setData(draggedEvidence, choice.id)}
                    onClick={() => onPick(choice)}
                    className="tabular flex min-h-7 w-full cursor-grab items-center gap-1 rounded-md border border-line bg-raised px-1.5 py-1 text-left text-xs text-ink hover:border-control"
                  >
                    <GripVertical aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
                    <span className="line-clamp-2 min-w-0" dir="auto">
                      {choice.label}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}
