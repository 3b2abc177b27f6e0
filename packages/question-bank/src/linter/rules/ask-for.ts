import { createHearing } from '../heard-question.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

export const askFor: CaseRule = {
  id: 'ask-for',
  guarantees: 'In solo, the room can tell from the words which fact is being asked for.',
  check: ({ case: { guide } }) => {
    const faults: Fault[] = []
    const owners = new Map<string, string>()
    const factHeard = createHearing(guide.facts)
    for (const [index, fact] of guide.facts.entries()) {
      const at = ['guide', 'facts', index, 'askFor']
      if (fact.release.on === 'request' && fact.askFor.length < 2)
        faults.push({ at, message: 'needs at least two words or phrases that ask for it' })
      for (const [nth, phrase] of fact.askFor.entries()) {
        if (phrase !== phrase.toLowerCase()) faults.push({ at: [...at, nth], message: 'must be in lower case' })
        const owner = owners.get(phrase)
        if (owner !== undefined) faults.push({ at: [...at, nth], message: `“${phrase}” already asks for ${owner}` })
        owners.set(phrase, fact.id)
        const heard = factHeard(phrase)
        if (fact.release.on === 'request' && owner === undefined && heard !== null && heard.id !== fact.id)
          faults.push({ at: [...at, nth], message: `in solo, asking for “${phrase}” gives ${heard.id} instead` })
      }
    }
    return faults
  },
}
