import type { CaseRule } from '../lint-message.ts'

/** Outputs of a model to read aloud and judge: fewer show no pattern. */
const fewestSamples = 20
const fewestTables = 2

/** Holds wherever a framework has behaviours of a model and their evaluation. */
export const readLive: CaseRule = {
  id: 'read-live',
  guarantees: 'A case about a model has sample outputs to read live, and a table of its errors or costs.',
  check: ({ case: { guide }, framework }) => {
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
    ]
  },
}
