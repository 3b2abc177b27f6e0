import { communicationScale } from '../../schema/rubric.ts'
import type { BankRule, CaseUnderLint, Fault } from '../lint-message.ts'
import { textsIn } from '../texts.ts'
import { wordsOf } from '../words.ts'

const shortest = 5

/** Enough of a word that its forms coincide: “merchants” and “merchant”, “sharpened” and “sharpening”. */
function stemOf(word: string): string {
  const bare = word.replace(/['’]s?$/, '')
  const cut = bare.replace(/(?:ations?|ingly|ing|edly|ed|ies|es|s|ly|er|ers|e|y)$/, '')
  return cut.length >= 4 ? cut : bare
}

const stemsOf = (value: unknown): ReadonlySet<string> =>
  new Set(textsIn(value).flatMap(({ text }) => wordsOf(text).map(stemOf)))

/** A word that this many other cases use, too, is common English and not the author's own image. */
const common = 3

/** Among fewer cases nobody can say what is common. */
const fewestCases = 10

/** In how many cases each stem occurs. */
function spreadOf(subjects: readonly CaseUnderLint[]): ReadonlyMap<string, number> {
  const spread = new Map<string, number>()
  for (const subject of subjects)
    for (const stem of stemsOf([subject.case.public, subject.case.guide])) spread.set(stem, (spread.get(stem) ?? 0) + 1)
  return spread
}

function faultsOf(
  { case: { public: publicPart, guide }, framework }: CaseUnderLint,
  isCommon: (stem: string) => boolean,
) {
  const board = stemsOf(guide.referenceBoard.items.map(({ text, fields }) => [text, Object.values(fields)]))
  const told = stemsOf([
    publicPart,
    guide.facts.map(({ label, text, table, askFor }) => [label, text, table, askFor]),
    guide.probes.map(({ text, strong }) => [text, strong]),
    guide.clarifying.map(({ question, answer }) => [question, answer]),
    guide.curveballs.map(({ text }) => text),
    framework,
    communicationScale,
  ])
  return [...guide.rubric.entries()].flatMap(([row, dimension]) =>
    ([3, 4] as const).flatMap((level): Fault[] => {
      const elsewhere = stemsOf(Object.entries(dimension.levels).filter(([at]) => Number(at) !== level))
      const words = [...new Set(wordsOf(dimension.levels[level]))].filter((word) => {
        const stem = stemOf(word)
        return word.length >= shortest && board.has(stem) && !told.has(stem) && !elsewhere.has(stem) && !isCommon(stem)
      })
      return words.map((word) => ({
        at: ['guide', 'rubric', row, 'levels', level],
        words: word,
        message: `level ${level} asks for “${word}”, which only the reference board says; describe what any strong answer shows`,
      }))
    }),
  )
}

export const levelNouns: BankRule = {
  id: 'level-nouns',
  guarantees: 'Levels 3 and 4 can be reached without the words that only the reference board of this case has.',
  check: (subjects) => {
    if (subjects.length < fewestCases) return []
    const spread = spreadOf(subjects)
    const isCommon = (stem: string) => (spread.get(stem) ?? 0) > common
    return subjects.flatMap((subject) => faultsOf(subject, isCommon).map((fault) => ({ subject, fault })))
  },
}
