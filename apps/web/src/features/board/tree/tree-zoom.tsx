import { t } from '@lingui/core/macro'
import { Maximize, Minus, Plus } from 'lucide-react'

export function TreeZoom({
  zoom,
  fitted,
  onZoom,
  onFit,
  onActualSize,
}: {
  readonly zoom: number
  readonly fitted: boolean
  readonly onZoom: (factor: number) => void
  readonly onFit: () => void
  readonly onActualSize: () => void
}) {
  return (
    <div className="board-zoom">
      <button type="button" aria-label={t`Zoom out`} onClick={() => onZoom(1 / 1.25)}>
        <Minus aria-hidden="true" />
      </button>
      <button
        type="button"
        className="board-zoom-size"
        aria-label={t`Zoom is ${Math.round(zoom * 100)}%. Show at full size`}
        onClick={onActualSize}
      >
        {Math.round(zoom * 100)}%
      </button>
      <button type="button" aria-label={t`Zoom in`} onClick={() => onZoom(1.25)}>
        <Plus aria-hidden="true" />
      </button>
      <button type="button" aria-label={t`Fit the whole tree`} aria-pressed={fitted} onClick={onFit}>
        <Maximize aria-hidden="true" />
      </button>
    </div>
  )
}
