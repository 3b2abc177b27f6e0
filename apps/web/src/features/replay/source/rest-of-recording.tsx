import { t } from '@lingui/core/macro'
import { Button } from '../../../design/index.ts'

/** What is still to come of a recording whose beginning is shown. */
export type Rest =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading'; readonly edits: number }
  | { readonly kind: 'failed'; readonly message: string }

export const nothingToCome: Rest = { kind: 'none' }

/** Says in the heading of a replay that its end is not here yet. */
export function RestOfRecording({ rest, onTryAgain }: { readonly rest: Rest; readonly onTryAgain: () => void }) {
  switch (rest.kind) {
    case 'none':
      return null
    case 'loading':
      return (
        <span className="tabular text-sm text-ink-soft">
          {t`Loading the rest, ${rest.edits.toLocaleString('en-GB')} edits so far`}
        </span>
      )
    case 'failed':
      return (
        <span role="alert" className="flex items-center gap-2 text-sm text-danger">
          {t`The rest could not be loaded`}
          <Button size="sm" onPress={onTryAgain}>{t`Try again`}</Button>
        </span>
      )
  }
}
