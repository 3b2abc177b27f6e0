import { prepareCase } from '@greenroom/question-bank/guides'
import { shippedBank } from '@greenroom/question-bank/testing'
import { matchClarifying, matchQuestion, matchRelease } from '@greenroom/session'
import { describe, expect, it } from 'vitest'

/** Solo: the room answers by itself, so the words that a case's author wrote down must lead to the author's fact. */
describe('asking for facts alone', () => {
  it.each([...shippedBank().cases.values()].map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
    const { facts } = prepareCase(entry, 45).guide
    for (const fact of facts.filter(({ release }) => release.on === 'request'))
      for (const phrase of fact.askFor)
        expect([phrase, matchQuestion(phrase, facts, new Set())?.id]).toEqual([phrase, fact.id])
  })

  // “What share of cars is electric?” was answered with “Nothing in this case answers that”, beside the fact to be handed over for “the share of electric cars”.
  it('asking for what a guide says a fact is for always gets it', () => {
    const lost: string[] = []
    let asked = 0
    for (const entry of shippedBank().cases.values()) {
      const { guide } = prepareCase(entry, 45)
      const { facts } = guide
      for (const { release } of facts)
        for (const wanted of release.on === 'request' ? release.for.split(/[,;]|\bor\b/) : []) {
          const question = `What about ${wanted}?`
          const nothing = new Set<string>()
          asked++
          const found =
            matchQuestion(question, facts, nothing) ??
            matchClarifying(question, guide) ??
            matchRelease(question, facts, nothing)
          if (found === null && wanted.trim() !== '') lost.push(`${entry.id}: ${wanted.trim()}`)
        }
    }
    expect(asked).toBeGreaterThan(1_000)
    // Made of words that every question has: they ask for nothing by themselves.
    expect(
      lost.filter(
        (one) => !/: (?:how much|the number|when|what they like|data|why there are so many|.{1,4})$/.test(one),
      ),
    ).toEqual([])
  })
})
