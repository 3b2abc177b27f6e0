import { t } from '@lingui/core/macro'

const words: Readonly<Record<string, { readonly title: string; readonly says: string }>> = {
  draft: { title: t`Draft`, says: t`Checked by the linter. Not run with a candidate yet.` },
  run: { title: t`Run once`, says: t`Run aloud once, by someone other than its author.` },
  'run twice': { title: t`Run twice`, says: t`Run aloud twice, by people other than its author.` },
  calibrated: { title: t`Calibrated`, says: t`Three people scored the same runs and agreed.` },
}

/** How well tested a case is, in a word or two. */
export function statusTitle(status: string): string {
  return words[status]?.title ?? status
}

/** The same in a sentence. */
export function statusSentence(status: string): string {
  return words[status]?.says ?? ''
}
