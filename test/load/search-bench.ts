import { performance } from 'node:perf_hooks'
import process from 'node:process'
import { createCaseSearch, drawFromMix, facetsOf, type PublicPart, passesFilters } from '@greenroom/question-bank'
import { loadBank } from '@greenroom/question-bank/guides'
import { createSeededRandom } from '@greenroom/room-client/testing'

/**
 * How long a search takes as one types, the filters, and a draw by a mix of categories, over a bank multiplied to 2,000 cases: `node
 * test/load/search-bench.ts`. Exits with 1 when the slowest of them takes 20 ms or more.
 */
const cases = 2000
const most = 20
const queries = [
  'amazon pay',
  'alipay sucess',
  'street vendor payments',
  'checkout disputes',
  'bill splitting reminders',
  'wallet payment success rate',
  'payments',
]

const syllables = ['ka', 'lo', 'mi', 'ru', 'se', 'ta', 'vo', 'ne', 'di', 'pa', 'gu', 'fe']

function blownUp(parts: readonly PublicPart[]): PublicPart[] {
  const random = createSeededRandom(7)
  const pick = <Value>(list: readonly Value[]): Value => list[Math.floor(random() * list.length)] as Value
  const word = () => `${pick(syllables)}${pick(syllables)}${pick(syllables)}`
  const sentence = (words: number) => Array.from({ length: words }, word).join(' ')
  return Array.from({ length: cases }, (_, index) => {
    const part = pick(parts)
    return {
      ...part,
      caseId: `${part.caseId}-${index}`,
      title: `${part.title} ${sentence(3)}`,
      prompt: `${part.prompt} ${sentence(15)}`,
      company: random() < 0.2 ? part.company : word(),
      topics: [...part.topics, word(), word()],
    }
  })
}

const parts = blownUp(loadBank().publicParts)
const indexStart = performance.now()
const search = createCaseSearch(parts)
const indexing = performance.now() - indexStart

/** The median of several rounds: one time for each action, whatever else the machine does. */
const rounds = 15
function timeOf(act: () => unknown): number {
  const taken = Array.from({ length: rounds }, () => {
    const start = performance.now()
    act()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return taken[Math.floor(rounds / 2)] ?? 0
}

const times = queries.flatMap((query) =>
  Array.from({ length: query.length }, (_, nth) => timeOf(() => search.find(query.slice(0, nth + 1), 50))),
)
const seen = new Set(parts.filter((_, index) => index % 3 === 0).map((part) => part.caseId))
const listed = parts.map((part) => ({ ...part, loops: [] }))
const filters = { companies: ['Meta', 'Google'], statuses: ['draft'], mostMinutes: 34, show: 'unseen' } as const
const filtering = timeOf(() => [facetsOf(listed), listed.filter((part) => passesFilters(part, filters, seen))])
const mix = facetsOf(listed).categories.map((category) => ({ category, weight: 1 }))
const random = createSeededRandom(11)
const drawing = timeOf(() => drawFromMix(parts, mix, {}, seen, random))
times.sort((a, b) => a - b)
const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0
const ms = (value: number) => `${value.toFixed(2)} ms`

process.stdout.write(
  [
    `search over ${parts.length} cases, ${times.length} searches as one types, median of ${rounds} rounds each`,
    `index ${ms(indexing)}   p50 ${ms(at(0.5))}   p99 ${ms(at(0.99))}   slowest ${ms(at(1))}   aim < ${most} ms`,
    `filters and what there is to choose from ${ms(filtering)}   a draw by a mix of ${mix.length} categories ${ms(drawing)}`,
    '',
  ].join('\n'),
)
if (Math.max(at(1), filtering, drawing) >= most) process.exitCode = 1
