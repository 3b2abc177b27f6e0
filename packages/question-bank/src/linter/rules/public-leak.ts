import type { CaseRule } from '../lint-message.ts'
import { shinglesOf } from '../words.ts'

/** This many words in a row are not an accident. */
const runLength = 7

/** Keys that only a guide has are refused in `public` as unknown fields; this rule looks at the words. */
export const publicLeak: CaseRule = {
  id: 'public-leak',
  guarantees: 'No sentence of the guide appears in what a candidate may see.',
  check: ({ case: { public: publicPart, guide } }) => {
    const withheld: [string, string][] = [
      ['the insight', guide.insight],
      ['what the case tests', guide.tests],
      ['the truth', guide.brief.truth],
      ['the trap', guide.brief.trap],
      ...guide.facts.map((fact): [string, string] => [`the fact ${fact.id}`, fact.text]),
      ...guide.hints.map((hint): [string, string] => [`the hint ${hint.id}`, hint.text]),
      ...guide.probes.map((probe): [string, string] => [`the probe ${probe.id}`, `${probe.text} ${probe.strong}`]),
      ...guide.curveballs.map((curveball): [string, string] => [`the curveball ${curveball.id}`, curveball.text]),
    ]
    const fields = ['title', 'prompt', 'readAloud', 'notice'] as const
    return fields.flatMap((field) => {
      const open = shinglesOf(publicPart[field], runLength)
      return withheld.flatMap(([name, text]) => {
        const shared = [...shinglesOf(text, runLength)].find((shingle) => open.has(shingle))
        return shared === undefined
          ? []
          : [{ at: ['public', field], message: `repeats ${name}, which the candidate must not see: “${shared}”` }]
      })
    })
  },
}
