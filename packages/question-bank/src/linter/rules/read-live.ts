import type { Case } from '../../schema/case.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

/** Outputs of a model to read aloud and judge: fewer show no pattern. */
const fewestSamples = 20
const fewestTables = 2

/** Applies wherever a framework has behaviours of a model and their evaluation. */
export const readLive: CaseRule = {
  id: 'read-live',
  guarantees:
    'A case about a model has sample outputs to read live, and a table of its errors or costs; nothing names a sample by its number before they are given.',
  check: ({ case: { guide, public: publicPart }, framework }) => {
    const kinds = new Set(framework.kinds.map(({ id }) => id))
    if (!kinds.has('behaviour') || !kinds.has('evaluation')) return []
    const rows = guide.facts.flatMap(({ table }) => (table === undefined ? [] : [table.rows.length]))
    const at = ['guide', 'facts']
    return [
      ...(Math.max(0, ...rows) < fewestSamples
        ? [{ at, key: true, message: `no fact has a table of ${fewestSamples} sample outputs or more to read live` }]
        : []),
      ...(rows.length < fewestTables
        ? [
            {
              at,
              key: true,
              message: 'needs a second table: how often it is right (a confusion table), or what it costs',
            },
          ]
        : []),
      ...namedTooEarly(guide, publicPart.phases),
    ]
  },
}

/** “Sample 11”, “dialogues 1 and 2”: a row of the outputs, by its number. */
const aSample = /\b(?:samples?|dialogues?|outputs?|pictures?|sentences?)\s+\d{1,2}\b/i

function namedTooEarly(guide: Case['guide'], phases: readonly { readonly id: string }[]): Fault[] {
  const nth = (id: string): number => phases.findIndex((phase) => phase.id === id)
  const samples = guide.facts.find(({ table }) => (table?.rows.length ?? 0) >= fewestSamples)
  if (samples === undefined) return []
  const given = samples.release.on === 'phase' ? samples.release.phase : samples.phase
  const said = [
    ...guide.hints.map(({ phase, text }, index) => ({ phase, at: ['hints', index], texts: { text } })),
    ...guide.probes.map(({ phase, text, strong }, index) => ({
      phase,
      at: ['probes', index],
      texts: { text, strong },
    })),
    ...guide.samples.map(({ phase, weaker, stronger }, index) => ({
      phase,
      at: ['samples', index],
      texts: { weaker, stronger },
    })),
  ]
  return said.flatMap(({ phase, at, texts }) =>
    nth(phase) >= nth(given)
      ? []
      : Object.entries(texts).flatMap(([field, text]) => {
          const named = aSample.exec(text)?.[0]
          const message = `“${named}” is not on the table yet: the samples are given in the phase ${given}`
          return named === undefined ? [] : [{ at: ['guide', ...at, field], words: named, message }]
        }),
  )
}
