import { type Evidence, sessionLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { LayoutGrid, Timer, X } from 'lucide-react'
import { useState } from 'react'
import { cx } from '../../../design/index.ts'
import { type EvidenceChoice, type EvidenceGroup, isSameEvidence } from '../evidence-choices.ts'
import { draggedEvidence } from './evidence-drag.ts'
import { EvidencePicker } from './evidence-picker.tsx'

/** Evidence of one score or point: dropped here, or picked from the list. */
export function EvidenceLine({
  title,
  evidence,
  most = sessionLimits.evidencePerScore,
  choices,
  empty,
  onChange,
}: {
  readonly title: string
  readonly evidence: readonly Evidence[]
  readonly most?: number
  readonly choices: readonly EvidenceGroup[]
  /** Shown when there is none. */
  readonly empty: string
  readonly onChange: (evidence: readonly Evidence[]) => void
}) {
  const [over, setOver] = useState(false)
  const add = (chosen: Evidence): void => {
    if (evidence.some((one) => isSameEvidence(one, chosen))) return
    onChange([...evidence, chosen].slice(-most))
  }
  const find = (id: string): EvidenceChoice | undefined =>
    choices.flatMap((group) => group.choices).find((choice) => choice.id === id)
  return (
    // Dropping is only for the mouse; the picker is for everybody.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      data-adds-evidence=""
      onDragOver={(dragged) => {
        if (!dragged.dataTransfer.types.includes(draggedEvidence)) return
        dragged.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(dropped) => {
        setOver(false)
        const choice = find(dropped.dataTransfer.getData(draggedEvidence))
        if (!choice) return
        dropped.preventDefault()
        add(choice.evidence)
      }}
      className={cx(
        'flex min-h-11 flex-wrap items-center gap-1.5 rounded-md border border-dashed px-2 py-1.5',
        over ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      {evidence.map((one, index) => {
        const Icon = one.kind === 'moment' ? Timer : LayoutGrid
        return (
          <span
            key={`${one.kind}-${one.label}`}
            className="flex h-7 min-w-0 max-w-full items-center rounded-full bg-info-soft pl-2 text-xs font-medium text-info-ink"
          >
            <Icon aria-hidden="true" className="mr-1 size-3 shrink-0" />
            <span className="min-w-0 max-w-64 truncate" dir="auto" title={one.label}>
              {one.label}
            </span>
            <button
              type="button"
              aria-label={t`Remove ${one.label}`}
              className="grid size-7 shrink-0 place-items-center rounded-full hover:bg-hover"
              onClick={() => onChange(evidence.filter((_, other) => other !== index))}
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </span>
        )
      })}
      {evidence.length === 0 && <span className="text-xs text-ink-faint">{empty}</span>}
      {(evidence.length < most || most === 1) && choices.length > 0 && (
        <EvidencePicker
          title={title}
          replaces={evidence.length === most}
          groups={choices}
          onPick={(chosen) => add(chosen.evidence)}
        />
      )}
    </div>
  )
}
