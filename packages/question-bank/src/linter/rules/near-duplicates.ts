import type { BankRule, CaseUnderLint, Fault } from '../lint-message.ts'
import { shinglesOf } from '../words.ts'

export const uniqueCaseIds: BankRule = {
  id: 'unique-case-ids',
  guarantees: 'No two cases share an id.',
  check: (subjects) => {
    const seen = new Map<string, CaseUnderLint>()
    return subjects.flatMap((subject) => {
      const before = seen.get(subject.case.id)
      seen.set(subject.case.id, before ?? subject)
      const message = `the id ${subject.case.id} is already used by ${before?.source.path}`
      return before === undefined ? [] : [{ subject, fault: { at: ['id'], message } }]
    })
  },
}

/** What is compared: a path, its words, the length of a run, and the similarity from which two cases teach the same. */
type Aspect = {
  readonly at: Fault['at']
  readonly name: string
  readonly most: number
  readonly shingles: ReadonlySet<string>
}

function aspectsOf({ case: { public: publicPart, guide } }: CaseUnderLint): Aspect[] {
  const aspect = (name: string, at: Fault['at'], text: string, run: number, most: number): Aspect => ({
    at,
    name,
    most,
    shingles: shinglesOf(text, run),
  })
  const rubric = guide.rubric.filter((dimension) => dimension.id !== 'communication')
  return [
    aspect('prompt', ['public', 'prompt'], publicPart.prompt, 3, 0.4),
    aspect('insight', ['guide', 'insight'], guide.insight, 3, 0.2),
    aspect('brief', ['guide', 'brief'], Object.values(guide.brief).join(' '), 4, 0.15),
    aspect('facts', ['guide', 'facts'], guide.facts.map((fact) => fact.text).join(' '), 4, 0.15),
    aspect('hints', ['guide', 'hints'], guide.hints.map((hint) => hint.text).join(' '), 4, 0.2),
    aspect(
      'probes',
      ['guide', 'probes'],
      guide.probes.map((probe) => `${probe.text} ${probe.strong}`).join(' '),
      4,
      0.2,
    ),
    aspect(
      'rubric',
      ['guide', 'rubric'],
      rubric.flatMap((dimension) => Object.values(dimension.levels)).join(' '),
      4,
      0.4,
    ),
    aspect(
      'reference board',
      ['guide', 'referenceBoard'],
      guide.referenceBoard.items.map((item) => item.text).join(' '),
      3,
      0.25,
    ),
    aspect(
      'sample boards',
      ['guide', 'sampleBoards'],
      guide.sampleBoards.flatMap(({ items }) => items.map((item) => item.text)).join(' '),
      3,
      0.2,
    ),
  ]
}

type Shared = Map<number, number>

/**
 * How many runs of words each text shares with the texts before it, using an index of the runs: only texts that have something in common
 * are compared, so that the work grows with the bank and not with its square.
 */
function sharedWithEarlier(texts: readonly (ReadonlySet<string> | undefined)[]): Shared[] {
  const holders = new Map<string, number[]>()
  return texts.map((shingles, later) => {
    const shared: Shared = new Map()
    for (const shingle of shingles ?? []) {
      const earlier = holders.get(shingle)
      if (earlier === undefined) {
        holders.set(shingle, [later])
        continue
      }
      for (const other of earlier) shared.set(other, (shared.get(other) ?? 0) + 1)
      earlier.push(later)
    }
    return shared
  })
}

/** Jaccard similarity, 0 to 1 (Broder 1997, "On the resemblance and containment of documents"). The later file of a pair is named. */
export const nearDuplicates: BankRule = {
  id: 'near-duplicates',
  guarantees: 'No case is a copy of another with the names changed.',
  check: (subjects) => {
    const all = subjects.map((subject) => ({ subject, aspects: aspectsOf(subject) }))
    const aspectCount = all[0]?.aspects.length ?? 0
    return Array.from({ length: aspectCount }, (_, nth) => {
      const shared = sharedWithEarlier(all.map(({ aspects }) => aspects[nth]?.shingles))
      return all.flatMap(({ subject, aspects }, later) =>
        [...(shared[later] ?? [])].flatMap(([earlier, count]) => {
          const aspect = aspects[nth]
          const other = all[earlier]
          const twin = other?.aspects[nth]
          if (aspect === undefined || other === undefined || twin === undefined) return []
          if (other.subject.case.id === subject.case.id) return []
          const likeness = count / (aspect.shingles.size + twin.shingles.size - count)
          if (likeness < aspect.most) return []
          const percent = Math.round(likeness * 100)
          const message = `${aspect.name}: ${percent} % like that of ${other.subject.case.id} (${Math.round(aspect.most * 100)} % is the limit)`
          return [{ subject, fault: { at: aspect.at, key: true, message } }]
        }),
      )
    }).flat()
  },
}
