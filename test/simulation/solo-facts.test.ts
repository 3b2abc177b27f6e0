import { prepareCase } from '@greenroom/question-bank/guides'
import { shippedBank } from '@greenroom/question-bank/testing'
import { matchQuestion } from '@greenroom/session'
import { describe, expect, it } from 'vitest'

/** Solo: the room answers by itself, so the words that a case's author wrote down must lead to the author's fact. */
describe('asking for facts alone', () => {
  it.each([...shippedBank().cases.values()].map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
    const { facts } = prepareCase(entry, 45).guide
    for (const fact of facts.filter(({ release }) => release.on === 'request'))
      for (const phrase of fact.askFor)
        expect([phrase, matchQuestion(phrase, facts, new Set())?.id]).toEqual([phrase, fact.id])
  })
})
