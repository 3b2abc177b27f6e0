import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { proposePairs } from './propose-pairs.ts'

/**
 * How well pairs are proposed, on boards whose pairs were set by hand. Each file of `labels/` is the reference board of a case as it was in
 * that version, and a board: written as a candidate would phrase it, or recorded. `answers` says which item the card answers by its
 * meaning, or `null` that none is: it was set before the matcher was run. What the matcher was adjusted by is marked `tuning`; the boards
 * that are `held out` were only ever counted.
 */
const card = { section: z.string(), kind: z.string(), text: z.string(), fields: z.record(z.string(), z.string()) }
const labelledSchema = z.object({
  case: z.string(),
  version: z.string(),
  category: z.string(),
  use: z.enum(['tuning', 'held out']),
  source: z.string(),
  reference: z.array(z.object({ id: z.string(), ...card, mark: z.enum(['core', 'good', 'stretch']) })),
  cards: z.array(z.object({ id: z.string(), ...card, answers: z.string().nullable() })),
})
const folder = new URL('./labels/', import.meta.url)
const boards = readdirSync(folder).map((file) =>
  labelledSchema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8'))),
)

type Count = {
  readonly right: number
  readonly proposed: number
  readonly wanted: number
  /** Of the pairs that are not proposed as a question: right, and all. */
  readonly sureRight: number
  readonly sure: number
}
const countOf = ({ cards, reference }: (typeof boards)[number]): Count => {
  const answers = new Map(cards.map(({ id, answers }) => [id, answers]))
  const pairs = proposePairs(cards, reference)
  const isRight = (pair: (typeof pairs)[number]): boolean => answers.get(pair.card) === pair.reference
  const sure = pairs.filter(({ isSure }) => isSure)
  return {
    right: pairs.filter(isRight).length,
    sureRight: sure.filter(isRight).length,
    sure: sure.length,
    proposed: pairs.length,
    wanted: cards.filter(({ answers }) => answers !== null).length,
  }
}
const sumOf = (counts: readonly Count[]): Count =>
  counts.reduce((sum, one) => ({
    right: sum.right + one.right,
    proposed: sum.proposed + one.proposed,
    wanted: sum.wanted + one.wanted,
    sureRight: sum.sureRight + one.sureRight,
    sure: sum.sure + one.sure,
  }))
const qualityOf = ({ right, proposed, wanted }: Count) => ({ precision: right / proposed, recall: right / wanted })

describe('the boards that were labelled by hand', () => {
  it('are at least 200 cards of six cases of different categories, and each item is answered once', () => {
    const cards = boards.flatMap((board) => board.cards)
    expect(cards.length).toBeGreaterThan(300)
    expect(cards.filter(({ answers }) => answers !== null).length).toBeGreaterThan(200)
    expect(new Set(boards.map((board) => board.case)).size).toBeGreaterThan(6)
    expect(new Set(boards.map((board) => board.category)).size).toBe(5)
    for (const { reference, cards: own } of boards) {
      const answered = own.flatMap(({ answers }) => answers ?? [])
      expect(new Set(answered).size).toBe(answered.length)
      const ids = reference.map(({ id }) => id)
      for (const answer of answered) expect(ids).toContain(answer)
    }
  })

  it.for([
    ['tuning', 0.92, 0.73],
    ['held out', 0.95, 0.81],
  ] as const)('give pairs of which at least so many are right (%s)', ([use, precision, recall]) => {
    const counts = boards.filter((board) => board.use === use).map(countOf)
    const sum = sumOf(counts)
    const quality = qualityOf(sum)
    const said = `${sum.right} of ${sum.proposed} proposed pairs are right, of ${sum.wanted} wanted`
    process.stdout.write(
      `${use}: precision ${quality.precision.toFixed(3)}, recall ${quality.recall.toFixed(3)} (${said}); ` +
        `of the sure ones ${sum.sureRight} of ${sum.sure}, the others say “perhaps”\n`,
    )
    expect(sum.sureRight / sum.sure).toBeGreaterThanOrEqual(0.96)
    // Most pairs are sure: “perhaps” on everything would say nothing.
    expect(sum.sure / sum.proposed).toBeGreaterThan(0.55)
    expect(quality.precision).toBeGreaterThanOrEqual(precision)
    expect(quality.recall).toBeGreaterThanOrEqual(recall)
  })
})
