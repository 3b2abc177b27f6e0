import type { LoopRound, PreparedCase } from '@greenroom/session'
import type { CaseBank } from '../ports.ts'

/** Which round of which loop a case is for. */
export type LoopPlace = { readonly loop: string; readonly round: Pick<LoopRound, 'number' | 'category' | 'cut'> }

/** Tries these pools in order, until one of them has a case left. */
type Draw = (seen: ReadonlySet<string>, random: () => number) => string | null

/**
 * Draws for a round of a loop: first among the cases that the loop names, then in the category that the log recorded, which stays valid
 * when the bank changes.
 */
export function drawsFor({ loop, round }: LoopPlace, bank: CaseBank): readonly Draw[] {
  return [
    (seen, random) => bank.drawInLoop(loop, round.number, seen, random),
    (seen, random) => bank.draw({ category: round.category, difficulty: null }, seen, random),
  ]
}

/** The case cut to the minutes of its round, with a linking sentence before its prompt. `null` when there is no such case. */
export function prepareInLoop({ loop, round }: LoopPlace, caseId: string, bank: CaseBank): PreparedCase | null {
  const prepared = bank.prepare(caseId, round.cut)
  const bridge = bank.bridge(loop, round.number, caseId)
  if (prepared === null || bridge === null) return prepared
  return { ...prepared, public: { ...prepared.public, prompt: `${bridge} ${prepared.public.prompt}` } }
}
