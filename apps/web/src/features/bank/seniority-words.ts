import type { Seniority } from '@greenroom/frameworks'
import { t } from '@lingui/core/macro'

export const seniorityWords: Readonly<Record<Seniority, string>> = {
  apm: t`APM`,
  pm: t`PM`,
  senior: t`Senior PM`,
  group: t`Group PM`,
}
