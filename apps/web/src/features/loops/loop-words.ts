import type { LoopReading, LoopRound } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** “Round 2 of 4 · Estimation · 20 minutes” */
export function loopRoundWords({ number, of, title, cut }: LoopRound): string {
  return [t`Round ${number} of ${of}`, title, t`${cut} minutes`].join(' · ')
}

/** “Metrics, Communication” */
function titlesAt({ dimensions }: LoopReading, level: number): string {
  return dimensions
    .filter(({ lowest }) => lowest === level)
    .map(({ title }) => title)
    .join(', ')
}

/** What the lowest levels mean for the loop, in sentences. */
export function verdictWords(reading: LoopReading): string {
  const { verdict, finished, dimensions } = reading
  switch (verdict) {
    case 'one':
      return t`A 1 in ${titlesAt(reading, 1)}. Rounds are read one by one, so a 1 usually decides a loop, whatever the others are. Practise that first.`
    case 'two':
      return t`No 1, but a 2 in ${titlesAt(reading, 2)}. That is below the bar in at least one round: people would discuss it, and often ask for another round.`
    case 'bar':
      return finished
        ? t`Every level that was given meets the bar, in every round.`
        : t`Every level given so far meets the bar.`
    case 'open':
      return finished && dimensions.length > 0
        ? t`At least one round has no level, so the loop as a whole can’t be judged.`
        : t`No scores of this loop are open yet.`
  }
}
