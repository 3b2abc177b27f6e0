import { type FrameworkRegistry, frameworkRegistry } from '@greenroom/frameworks'
import type { Case } from '../schema/case.ts'
import { type Loop, loopSchema } from '../schema/loop.ts'
import { type CaseFile, type CaseSource, readCaseSource } from './case-source.ts'
import { type Fault, type LintMessage, messageAt } from './lint-message.ts'
import { phraseFaults } from './rules/plain-words.ts'
import { portableFaults } from './rules/portable-yaml.ts'
import { schemaSentence } from './schema-sentence.ts'
import { unknownKeys, unknownKeysOfBroken } from './unknown-keys.ts'
import { shinglesOf } from './words.ts'

/** What the linter of loops has to know about a case. */
export type CaseOfLoop = { readonly id: string; readonly category: string; readonly withheld: readonly string[] }

/** What a loop has to know about a case. */
export function caseOfLoopFrom({ id, public: { category }, guide }: Case): CaseOfLoop {
  const { insight, tests, brief, facts, hints, probes, curveballs } = guide
  const withheld = [
    insight,
    tests,
    brief.truth,
    brief.trap,
    ...facts.map(({ text }) => text),
    ...hints.map(({ text }) => text),
    ...probes.flatMap(({ text, strong }) => [text, strong]),
    ...curveballs.map(({ text }) => text),
  ]
  return { id, category, withheld }
}

type LoopUnderLint = {
  readonly loop: Loop
  readonly path: string
  readonly cases: ReadonlyMap<string, CaseOfLoop>
  readonly registry: FrameworkRegistry
}
type LoopRule = {
  readonly id: string
  readonly guarantees: string
  readonly check: (subject: LoopUnderLint) => Fault[]
}

/** This many words in a row are not an accident. */
const runLength = 7

const listed = <T>(items: readonly T[], check: (item: T, index: number) => Fault[]): Fault[] => items.flatMap(check)

export const loopRules: readonly LoopRule[] = [
  {
    id: 'loop-file-name',
    guarantees: 'A loop is in the file that bears its name.',
    check: ({ loop, path }) =>
      path.endsWith(`/${loop.id}.yaml`) ? [] : [{ at: ['id'], message: `the file must be called ${loop.id}.yaml` }],
  },
  {
    id: 'loop-cases',
    guarantees: 'Each round names cases that exist, of its categories, and no case is in two rounds.',
    check: ({ loop, cases }) => {
      const before = new Map<string, number>()
      return listed(loop.rounds, (round, nth) =>
        listed(round.cases, ({ id }, index) => {
          const at = ['rounds', nth, 'cases', index, 'id']
          const found = cases.get(id)
          if (found === undefined) return [{ at, message: `there is no case ${id}`, broken: true }]
          const earlier = before.get(id)
          before.set(id, nth)
          if (earlier !== undefined) return [{ at, message: `${id} stands in round ${earlier + 1} already` }]
          return round.categories.includes(found.category)
            ? []
            : [{ at, message: `${id} is a case of ${found.category}; the round takes ${round.categories.join(', ')}` }]
        }),
      )
    },
  },
  {
    id: 'loop-categories',
    guarantees: 'Every category that a loop names exists.',
    check: ({ loop, registry }) => {
      const faultOf = (category: string, at: Fault['at']): Fault[] =>
        registry.categoryOf(category) === null ? [{ at, message: `there is no category ${category}` }] : []
      return [
        ...listed(loop.rounds, ({ categories }, nth) =>
          listed(categories, (category, index) => faultOf(category, ['rounds', nth, 'categories', index])),
        ),
        ...listed(loop.track.mix, ({ category }, nth) => faultOf(category, ['track', 'mix', nth, 'category'])),
        ...listed(loop.track.plan, (day, nth) =>
          'category' in day ? faultOf(day.category, ['track', 'plan', nth, 'category']) : [],
        ),
      ]
    },
  },
  {
    id: 'loop-leak',
    guarantees: 'No sentence of a guide appears in the text that leads to its case, or anywhere else in a loop.',
    check: ({ loop, cases }) =>
      listed(loop.rounds, (round, nth) =>
        listed(round.cases, ({ id, bridge }, index) => {
          const open = shinglesOf(bridge, runLength)
          const shared = (cases.get(id)?.withheld ?? [])
            .flatMap((text) => [...shinglesOf(text, runLength)])
            .find((shingle) => open.has(shingle))
          return shared === undefined
            ? []
            : [{ at: ['rounds', nth, 'cases', index, 'bridge'], message: `repeats the guide of ${id}: “${shared}”` }]
        }),
      ),
  },
  {
    id: 'loop-notice',
    guarantees: 'A loop says that it is in the style of a company, not the company’s own.',
    check: ({ loop }) =>
      /in the style of/i.test(loop.notice) && /own loop/i.test(loop.notice)
        ? []
        : [{ at: ['notice'], message: 'say “in the style of …”, and that it is not the company’s own loop' }],
  },
  {
    id: 'track-mix',
    guarantees:
      'The weights of a mix add up to 100, no category is in it twice, and the category of each round is in it.',
    check: ({ loop: { track, rounds } }) => {
      const sum = track.mix.reduce((total, { weight }) => total + weight, 0)
      const twice = track.mix.findIndex(
        ({ category }, nth) => track.mix.findIndex((one) => one.category === category) < nth,
      )
      return [
        ...(sum === 100 ? [] : [{ at: ['track', 'mix'], key: true, message: `the weights add up to ${sum}, not 100` }]),
        ...(twice < 0 ? [] : [{ at: ['track', 'mix', twice, 'category'], message: 'stands in the mix twice' }]),
        ...listed(rounds, ({ categories: [first] }, nth) =>
          first === undefined || track.mix.some(({ category }) => category === first)
            ? []
            : [{ at: ['rounds', nth, 'categories'], message: `the mix says that ${first} is never asked` }],
        ),
      ]
    },
  },
  {
    id: 'track-plan',
    guarantees:
      'The cases and drills of a track exist; its plan holds the whole loop and days by the weakest dimension.',
    check: ({ loop: { track }, cases }) => {
      const drills = new Set(track.drills.map(({ id }) => id))
      const kinds = new Set(track.plan.map(({ kind }) => kind))
      return [
        ...listed(track.cases, (id, nth) =>
          cases.has(id) ? [] : [{ at: ['track', 'cases', nth], message: `there is no case ${id}`, broken: true }],
        ),
        ...listed(track.plan, (day, nth) =>
          day.kind === 'drill' && !drills.has(day.drill)
            ? [{ at: ['track', 'plan', nth, 'drill'], message: `there is no drill ${day.drill}`, broken: true }]
            : [],
        ),
        ...listed(['loop', 'weakest'] as const, (kind) =>
          kinds.has(kind)
            ? []
            : [{ at: ['track', 'plan'], key: true, message: `no day of the plan is of the kind ${kind}` }],
        ),
      ]
    },
  },
  {
    id: 'loop-words',
    guarantees: 'No turns of phrase that a native speaker in the field would not use.',
    check: ({ loop }) => phraseFaults(loop),
  },
]

/** Everything that is wrong with these loop files, all at once; empty when nothing is. Pure: does not read the disk. */
export function lintLoops(
  files: readonly CaseFile[],
  cases: readonly CaseOfLoop[],
  registry: FrameworkRegistry = frameworkRegistry,
): LintMessage[] {
  const byId = new Map(cases.map((one) => [one.id, one]))
  return files.flatMap((file) => {
    const { source, faults } = readCaseSource(file)
    if (source === null)
      return faults.map(
        ({ position, message }): LintMessage => ({
          path: file.path,
          ...position,
          at: [],
          rule: 'yaml',
          severity: 'fault',
          message,
        }),
      )
    return lintLoop(source, byId, registry)
  })
}

function lintLoop(source: CaseSource, cases: ReadonlyMap<string, CaseOfLoop>, registry: FrameworkRegistry) {
  const parsed = loopSchema.safeParse(source.value, { error: schemaSentence })
  if (!parsed.success) {
    const messages = parsed.error.issues.map(({ path, message }) => {
      const at = path.filter((step) => typeof step !== 'symbol')
      return messageAt(source, 'schema', { at, message: `${at.join('.') || 'the file'}: ${message}` })
    })
    const unknown = unknownKeysOfBroken(source.value, loopSchema, 'a loop').map((fault) =>
      messageAt(source, 'unknown-key', fault),
    )
    return [...messages, ...unknown]
  }
  const subject = { loop: parsed.data, path: source.path, cases, registry }
  return [
    ...unknownKeys(source.value, parsed.data, [], 'a loop').map((fault) => messageAt(source, 'unknown-key', fault)),
    ...portableFaults(source).map((fault) => messageAt(source, 'portable-yaml', fault)),
    ...loopRules.flatMap((rule) => rule.check(subject).map((fault) => messageAt(source, rule.id, fault))),
  ].toSorted((a, b) => a.line - b.line || a.column - b.column)
}
