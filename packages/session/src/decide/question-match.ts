import { z } from 'zod'
import type { Guide } from '../state/interview-case.ts'

type Fact = Guide['facts'][number]

/** Words that appear in any question and identify no fact. */
const emptyWords = new Set(
  (
    'a about after all an and any are as at be been before by can could did do does for from get give got had has have how i if in into ' +
    'is it its know let like many me more much my need of on or our out over please provide see share should show so some tell ' +
    'than that the their them then there these they this those to us want was we were what when where which who why will with would you your ' +
    'information data detail number'
  ).split(' '),
)

/** `Prices` and `price` count as one word. Nothing cleverer: a wrong stem would give away a fact that nobody asked for. */
const stem = (word: string): string =>
  word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word

const allWordsOf = (text: string): readonly string[] => {
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** Too rare in questions to be ignored. */
const isTelling = (word: string): boolean => !emptyWords.has(word) && !emptyWords.has(stem(word))

/** The meaningful words of a text: lower case, without diacritics and punctuation, plural `s` removed. */
const wordsOf = (text: string): ReadonlySet<string> => {
  const all = allWordsOf(text)
  const telling = all.filter(isTelling)
  return new Set((telling.length > 0 ? telling : all).map(stem))
}

/**
 * How many words of a phrase the question contains, or 0 when that is less than two thirds of them: one of one, two of two, two of three,
 * three of four.
 */
const hits = (phrase: string, question: ReadonlySet<string>): number => {
  const words = wordsOf(phrase)
  let found = 0
  for (const word of words) if (question.has(word)) found += 1
  return found > 0 && found * 3 >= words.size * 2 ? found : 0
}

/**
 * The fact that a question asks for, or `null`. Each fact is known by its `askFor` phrases and its label; the one with the most words of
 * one phrase in the question wins. In a tie, one that is not released yet comes first, then the guide's order.
 */
export function matchQuestion(question: string, facts: readonly Fact[], released: ReadonlySet<string>): Fact | null {
  return bestOf(question, facts, released, (fact) => [...fact.askFor, fact.label])
}

/** When an interviewer releases a fact; carried in the log unread. */
const onRequestSchema = z.looseObject({ on: z.literal('request'), for: z.string() })

/**
 * What the guide tells an interviewer to release a fact for, one phrase after another; phrases made only of words that appear in any
 * question are left out.
 */
const handedOverFor = ({ release }: Fact): readonly string[] => {
  const known = onRequestSchema.safeParse(release)
  if (!known.success) return []
  return known.data.for.split(/[,;]|\bor\b/).filter((part) => allWordsOf(part).some(isTelling))
}

/**
 * The fact that an interviewer would release for this question according to the guide, or `null`: for what `matchQuestion` and
 * `matchClarifying` leave open.
 */
export function matchRelease(question: string, facts: readonly Fact[], released: ReadonlySet<string>): Fact | null {
  return bestOf(question, facts, released, handedOverFor)
}

function bestOf(
  question: string,
  facts: readonly Fact[],
  released: ReadonlySet<string>,
  phrasesOf: (fact: Fact) => readonly string[],
): Fact | null {
  const asked = wordsOf(question)
  let best: Fact | null = null
  let most = 0
  for (const fact of facts) {
    const found = Math.max(0, ...phrasesOf(fact).map((phrase) => hits(phrase, asked)))
    const beats = found > most || (found === most && best !== null && released.has(best.id) && !released.has(fact.id))
    if (found > 0 && beats) {
      best = fact
      most = found
    }
  }
  return best
}

/**
 * The guide's answers to questions that ask for no fact; carried in the log unread, so they are parsed here and nowhere else in this
 * package.
 */
const clarifyingSchema = z.array(
  z.looseObject({ question: z.string(), answer: z.string(), state: z.enum(['give', 'ask-back', 'not-known']) }),
)

/** Sentences of an answer that tell an interviewer what to do, and are not said aloud. */
const forTheInterviewer = /\b(?:the fact|hand over|if they)\b/i

/**
 * The guide's answer to a question that asks for no fact ("Riders or drivers?"), or `null`. As with facts, the question must contain two
 * thirds of the words of the guide's own question, and the most words win. These must also be a third of the words that it has itself: one
 * that only mentions a team ("How many teams use preview links per week?") does not ask which team it is. A question that the guide turns
 * back on the candidate has no answer without an interviewer.
 */
export function matchClarifying(question: string, guide: Guide | null): string | null {
  const known = clarifyingSchema.safeParse(guide?.clarifying)
  if (!known.success) return null
  const asked = wordsOf(question)
  let best: string | null = null
  let most = 0
  for (const one of known.data) {
    const found = one.state === 'ask-back' ? 0 : hits(one.question, asked)
    if (found <= most || found * 3 < asked.size) continue
    const said = one.answer.split(/(?<=[.?!])\s+/).filter((sentence) => !forTheInterviewer.test(sentence))
    if (said.length === 0) continue
    best = said.join(' ')
    most = found
  }
  return best
}
