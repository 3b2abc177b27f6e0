import { t } from '@lingui/core/macro'
import { Repeat } from 'lucide-react'
import { ButtonLink, cx, showToast, TextLink } from '../../design/index.ts'
import { takeAddress } from '../takes/take-address.ts'
import { stepWords } from './level-words.ts'
import { type NextThing, withMark } from './progress.ts'
import type { ProgressStore } from './progress-store.ts'

/** A step that is done leaves the list of open ones: the keyboard focus moves to its neighbour. */
function focusNext(box: HTMLInputElement): void {
  const boxes = [...(box.closest('ul')?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [])]
  const at = boxes.indexOf(box)
  const next = boxes[at + 1] ?? boxes[at - 1]
  next?.focus()
}

/** Next steps of feedback points: what to do, why, from whom, and whether it is done. */
export function StepList({
  label,
  steps,
  store,
  takes = true,
}: {
  readonly label: string
  /** Where it is stored that a step is done. */
  readonly store: Pick<ProgressStore, 'change'>
  /** Whether a second take is offered: only to its candidate. */
  readonly takes?: boolean
  readonly steps: readonly (NextThing & { readonly done?: boolean })[]
}) {
  const mark = (step: string, done: boolean): void => {
    store.change((progress) => withMark(progress, { step, done, at: Date.now() }))
  }
  return (
    <ul aria-label={label} className="flex flex-col divide-y divide-line">
      {steps.map(({ key, record, point, done = false }) => {
        const words = stepWords(record, point)
        return (
          <li key={key} className="flex flex-wrap items-start gap-x-3 gap-y-1.5 py-2.5">
            <input
              type="checkbox"
              checked={done}
              aria-label={t`Done: ${words}`}
              className="mt-0.5 size-5 shrink-0 accent-accent"
              onChange={(event) => {
                if (!done) focusNext(event.currentTarget)
                mark(key, !done)
                if (!done)
                  showToast({
                    tone: 'good',
                    title: t`Done`,
                    words,
                    action: { label: t`Undo`, onPress: () => mark(key, false) },
                  })
              }}
            />
            <div className="min-w-0 grow basis-0">
              <p
                className={cx('text-sm font-medium break-words', done ? 'text-ink-soft line-through' : 'text-ink')}
                dir="auto"
              >
                {words}
              </p>
              {point.gap && (
                <p className="text-sm break-words text-ink-soft" dir="auto">
                  {point.gap}
                </p>
              )}
              <p className="text-xs text-ink-faint">
                <TextLink to={`/s/${record.session}?round=${record.round}`} className="text-ink-faint">
                  <bdi>{record.case.title}</bdi>
                </TextLink>
                {' · '}
                {takes && point.by === record.candidate ? t`from yourself` : t`from ${point.name}`}
              </p>
            </div>
            {takes && point.next?.kind === 'take' && point.next.at !== null && !done && (
              <span className="max-sm:basis-full max-sm:pl-8">
                <ButtonLink size="sm" to={takeAddress(record, record.round, point.next.at)}>
                  <Repeat aria-hidden="true" />
                  {t`Take it again`}
                </ButtonLink>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
