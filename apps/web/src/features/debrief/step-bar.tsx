import { t } from '@lingui/core/macro'
import { ArrowLeft, ArrowRight, Lock } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button, cx, Kbd } from '../../design/index.ts'
import type { DebriefStep, StepRow } from './debrief-steps.ts'

/** The screens of the debrief: where one is, and links to all others. */
export function StepBar({
  steps,
  step,
  onChoose,
}: {
  readonly steps: readonly StepRow[]
  readonly step: DebriefStep
  readonly onChoose: (step: DebriefStep) => void
}) {
  const list = useRef<HTMLOListElement>(null)
  const at = steps.findIndex(({ id }) => id === step)
  // On a phone the bar is longer than the screen, and it becomes so when the phone is turned or zoomed.
  useEffect(() => {
    const centre = (): void => {
      const bar = list.current
      const current = bar?.children[at]
      if (bar === null || !(current instanceof HTMLElement)) return
      const left = current.offsetLeft - bar.offsetLeft
      bar.scrollLeft = left - (bar.clientWidth - current.offsetWidth) / 2
    }
    centre()
    window.addEventListener('resize', centre)
    return () => window.removeEventListener('resize', centre)
  }, [at])
  return (
    <nav aria-label={t`Steps of the debrief`} className="min-w-0 max-w-full print:hidden">
      <ol ref={list} className="flex gap-1 overflow-x-auto p-1">
        {steps.map(({ id, title, locked }, index) => (
          <li key={id} className="relative shrink-0">
            <button
              type="button"
              aria-current={id === step ? 'step' : undefined}
              disabled={locked}
              title={locked ? t`Opens with the scores` : undefined}
              className={cx(
                'flex min-h-8 items-center gap-1.5 rounded-md px-2.5 text-sm',
                id === step
                  ? 'bg-accent-soft font-medium text-accent-ink'
                  : locked
                    ? 'text-ink-faint'
                    : 'text-ink-soft hover:bg-hover hover:text-ink',
              )}
              onClick={() => onChoose(id)}
            >
              {locked ? (
                <Lock aria-hidden="true" className="size-3.5" />
              ) : (
                <span aria-hidden="true" className="tabular text-xs">
                  {index + 1}
                </span>
              )}
              {title} {locked && <span className="sr-only">{t`(opens with the scores)`}</span>}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Below a screen: back and forward. */
export function StepWay({
  steps,
  step,
  onChoose,
}: {
  readonly steps: readonly StepRow[]
  readonly step: DebriefStep
  readonly onChoose: (step: DebriefStep) => void
}) {
  const open = steps.filter(({ locked }) => !locked)
  const at = open.findIndex(({ id }) => id === step)
  const before = open[at - 1]
  const after = open[at + 1]
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3 print:hidden">
      {before ? (
        <Button onPress={() => onChoose(before.id)}>
          <ArrowLeft aria-hidden="true" />
          {before.title}
        </Button>
      ) : (
        <span />
      )}
      {after && (
        <span className="flex items-center gap-2">
          <span className="max-sm:hidden">
            <Kbd keys="Mod+Enter" decorative />
          </span>
          <Button variant="primary" onPress={() => onChoose(after.id)}>
            {after.title}
            <ArrowRight aria-hidden="true" />
          </Button>
        </span>
      )}
    </div>
  )
}
