import type { Loop, PublicLoop } from './schema/loop.ts'
import type { Cut } from './vocabulary.ts'

/** What may leave the server of a loop. Which round a case belongs to stays there, so that nobody is told what comes next. */
export function publicLoopOf({ rounds, ...loop }: Loop): PublicLoop {
  return {
    ...loop,
    rounds: rounds.map(({ cases: _, ...round }) => round),
    cases: [...new Set(rounds.flatMap(({ cases }) => cases.map(({ id }) => id)))].toSorted(),
  }
}

/** The plan of a loop as a session’s log takes it. */
export type LoopPlan = {
  id: string
  version: string
  company: string
  title: string
  story: string
  closing: string
  rounds: { title: string; category: string; cut: Cut }[]
}

/** What a session keeps of a loop, and its people may see: the rounds without the cases that may be held in them. */
export function loopPlanOf({ id, version, company, title, story, closing, rounds }: Loop): LoopPlan {
  return {
    id,
    version,
    company,
    title,
    story,
    closing,
    rounds: rounds.map((round) => ({ title: round.title, category: round.categories[0] ?? '', cut: round.minutes })),
  }
}

/** Ids of the cases with which a round, counted from 0, may be held. */
export function casesOfRound(loop: Loop, round: number): readonly string[] {
  return loop.rounds[round]?.cases.map(({ id }) => id) ?? []
}

/** The sentence that leads from the story to a case in that round; `null` where the loop does not name it there. */
export function bridgeTo(loop: Loop, round: number, caseId: string): string | null {
  return loop.rounds[round]?.cases.find(({ id }) => id === caseId)?.bridge ?? null
}
