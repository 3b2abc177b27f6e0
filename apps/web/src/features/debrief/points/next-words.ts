import type { NextStep, Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { momentWords } from '../../clock/moment.ts'

/** What a next step is called. */
export function nextWords(round: Pick<Round, 'startedAt'>, next: NextStep): string {
  switch (next.kind) {
    case 'drill':
      return t`Drill: ${next.title}`
    case 'take':
      return t`Take it again from ${momentWords(next.at, round.startedAt)}`
    case 'own':
      return next.words
  }
}
