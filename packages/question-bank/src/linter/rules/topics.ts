import type { Case } from '../../schema/case.ts'
import type { CaseRule } from '../lint-message.ts'
import { wordsOf } from '../words.ts'

/** Words without plural endings, between spaces, so that one text can be searched for in another. */
export function plainOf(text: string): string {
  return ` ${wordsOf(text)
    .flatMap((word) => word.split('’'))
    .map((word) => word.replace(/(ies|s)$/, ''))
    .join(' ')} `
}

/**
 * Traps, causes and methods that decide a case as soon as they are named, in any case: the names of plots, and what people in the field
 * call them.
 */
const givesAway = [
  'novelty',
  'holdout',
  'switchback',
  'interference',
  'sample ratio',
  'regression to the mean',
  'base rate',
  'seasonality',
  'gaming a metric',
  'surrogate measure',
  'proxy measure',
  'cannibalisation',
  'automation bias',
  'alarm fatigue',
  'consent fatigue',
  'sunk cost',
  'cohort',
  'bottleneck',
  'peak load',
  'rare event',
  'duplicate event',
  'selection bias',
].map(plainOf)

/** The words of a text that give a case away: the names of its plot, or a trap or method that decides any case. */
export function givenAwayBy(text: string, { guide }: Case): string | undefined {
  const plot = guide.plot === undefined ? [] : [guide.plot.herring, guide.plot.verdict]
  const withheld = [...plot.map((name) => plainOf(name.replaceAll('-', ' '))), ...givesAway]
  const plain = plainOf(text)
  return withheld.find((words) => plain.includes(words))?.trim()
}

/** Topics are on a case's page and in the list that everybody may request, including somebody who will be its candidate. */
export const topics: CaseRule = {
  id: 'topics',
  guarantees: 'No topic names the red herring, the verdict, or a trap or method that decides a case.',
  check: ({ case: topical }) =>
    topical.public.topics.flatMap((topic, index) => {
      const named = givenAwayBy(topic, topical)
      if (named === undefined) return []
      const message = `“${topic}” gives the case away (“${named}”): topics are read before a round; name the product, its people or its trade`
      return [{ at: ['public', 'topics', index], message }]
    }),
}
