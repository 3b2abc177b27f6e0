import type { Round } from './state.ts'

/**
 * The status of a fact of the case: the candidate asked for it, the interviewer offered it, it was given and nobody said which, or it has
 * not been given.
 */
export type FactStanding = 'asked' | 'volunteered' | 'given' | 'open'

export type LedgerFact = {
  readonly fact: string
  readonly label: string
  readonly standing: FactStanding
  /** The store's milliseconds. `null` when no question for it was recorded (in solo every question is). */
  readonly askedAt: number | null
  readonly givenAt: number | null
}

export type FactLedger = {
  /** The guide's facts in its order, then given facts from no guide that this reader was sent. */
  readonly facts: readonly LedgerFact[]
  readonly counts: Readonly<Record<FactStanding, number>>
  /** Questions that nothing in the case answers. */
  readonly unanswered: readonly { readonly question: string; readonly at: number }[]
}

/** Which facts of a round were asked for, which were offered, and which nobody has asked for yet. */
export function readFactLedger(round: Round): FactLedger {
  const given = new Map(round.facts.map((one) => [one.fact, one]))
  const asked = new Map<string, number>()
  for (const { fact, at } of round.asked) if (fact !== null && !asked.has(fact)) asked.set(fact, at)
  const known = round.guide?.facts ?? []
  const ids = new Set(known.map(({ id }) => id))
  const labels = [
    ...known.map(({ id, label }) => ({ fact: id, label })),
    ...round.facts.filter(({ fact }) => !ids.has(fact)).map(({ fact, label }) => ({ fact, label })),
  ]
  const facts = labels.map(({ fact, label }): LedgerFact => {
    const askedAt = asked.get(fact) ?? null
    const givenAt = given.get(fact)?.at ?? null
    return { fact, label, standing: standingOf(round, fact, askedAt, givenAt), askedAt, givenAt }
  })
  const counts = { asked: 0, volunteered: 0, given: 0, open: 0 }
  for (const { standing } of facts) counts[standing] += 1
  const unanswered = round.asked
    .filter(({ fact, answer }) => fact === null && answer === null)
    .map(({ question, at }) => ({ question, at }))
  return { facts, counts, unanswered }
}

function standingOf(round: Round, fact: string, askedAt: number | null, givenAt: number | null): FactStanding {
  if (givenAt === null) return askedAt === null ? 'open' : 'asked'
  const said = Object.hasOwn(round.factOrigins, fact) ? round.factOrigins[fact] : undefined
  return said ?? (askedAt !== null && askedAt <= givenAt ? 'asked' : 'given')
}
