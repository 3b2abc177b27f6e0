import type { Fact } from '../schema/facts.ts'

/**
 * How a room without an interviewer hears a question: by the words that are not in every question, small, without marks and
 * plural `s`. A test of the whole house holds this to what the rules of a session do.
 */
const emptyWords = new Set(
  (
    'a about after all an and any are as at be been before by can could did do does for from get give got had has have how i if in into ' +
    'is it its know let like many me more much my need of on or our out over please provide see share should show so some tell ' +
    'than that the their them then there these they this those to us want was we were what when where which who why will with would you your ' +
    'information data detail number'
  ).split(' '),
)

function stem(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

function tellingWords(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const all = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
  const telling = all.filter((word) => !emptyWords.has(word) && !emptyWords.has(stem(word)))
  return new Set((telling.length > 0 ? telling : all).map(stem))
}

/** Words of the phrase that the question holds, or 0 when they are fewer than two thirds of it. */
function hits(words: ReadonlySet<string>, question: ReadonlySet<string>): number {
  const found = [...words].filter((word) => question.has(word)).length
  return found * 3 >= words.size * 2 ? found : 0
}

/** The fact that somebody gets who asks in these words, or `null`. Between equals the earlier one. */
export function createHearing(facts: readonly Fact[]): (question: string) => Fact | null {
  const phrases = facts.map((fact) => [...fact.askFor, fact.label].map(tellingWords))
  return (question) => {
    const asked = tellingWords(question)
    let best: Fact | null = null
    let most = 0
    for (const [index, fact] of facts.entries()) {
      const found = Math.max(...(phrases[index] ?? []).map((words) => hits(words, asked)))
      if (found > most) {
        best = fact
        most = found
      }
    }
    return best
  }
}
