import {
  type Evidence,
  gapBetween,
  holderOf,
  judgesOf,
  type ParticipantId,
  type Round,
  type Score,
  scorersOf,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import type { LevelTexts } from '../scorecard/level-choice.tsx'

/** One dimension once the scores are open: everybody's score, and how far apart they are. */
export type GapRow = {
  readonly id: string
  readonly title: string
  /** The candidate's own score and their guess of the interviewer's. */
  readonly own: Score | undefined
  readonly guess: Score | undefined
  /** Everybody else who scored, the interviewer first. */
  readonly given: readonly { readonly who: ParticipantId; readonly score: Score | undefined }[]
  /** Between the lowest and the highest score, without guesses: 0 to 3. `null` with fewer than two scores. */
  readonly gap: number | null
}

const isLevel = (score: Score | undefined): score is 1 | 2 | 3 | 4 => typeof score === 'number'

/** Every dimension, the widest gap first; everybody's scores count, including a mentor's. Ties keep the rubric's order. */
export function gapRows(round: Round): readonly GapRow[] {
  const candidate = holderOf(round, 'candidate')
  const card = candidate === null ? undefined : round.scorecards[candidate]
  const judges = judgesOf(round)
  const rows = round.dimensions.map(({ id, title }): GapRow => {
    const own = card?.scores[id]?.score
    const given = judges.map((who) => ({ who, score: round.scorecards[who]?.scores[id]?.score }))
    const gap = gapBetween([own, ...given.map(({ score }) => score)])
    return { id, title, own, guess: card?.guesses?.[id], given, gap }
  })
  return rows.toSorted((a, b) => (b.gap ?? -1) - (a.gap ?? -1))
}

/** Whether any score that is open points at anything. */
export function hasEvidence(round: Round): boolean {
  return Object.values(round.scorecards).some(({ scores }) =>
    Object.values(scores).some(({ evidence }) => evidence.length > 0),
  )
}

/** What the board beside the scores shows before anybody chooses: the first evidence of the widest gap, or else the end of the round. */
export function firstShown(round: Round): Evidence {
  const widest = gapRows(round)[0]?.id
  const lines = scorersOf(round).map((one) => round.scorecards[one]?.scores[widest ?? ''])
  const evidence = lines.flatMap((line) => line?.evidence ?? [])[0]
  return evidence ?? { kind: 'moment', at: round.endedAt ?? 0, label: t`the end of the round` }
}

/** The rubric's text of a level, and who gave that level. */
export type LevelGiven = {
  readonly level: 1 | 2 | 3 | 4
  readonly text: string
  readonly who: readonly ParticipantId[]
}

/** The text of each level that was given in a dimension, once, the lowest first: the rubric's words, not those of the people who scored. */
export function levelsGiven(round: Round, dimension: string, levels: LevelTexts): readonly LevelGiven[] {
  return ([1, 2, 3, 4] as const).flatMap((level) => {
    const who = scorersOf(round).filter((one) => round.scorecards[one]?.scores[dimension]?.score === level)
    return who.length === 0 ? [] : [{ level, text: levels[level], who }]
  })
}

/** One dot on the track from 1 to 4. */
export type Dot = {
  readonly who: ParticipantId
  readonly level: 1 | 2 | 3 | 4
  readonly kind: 'score' | 'guess'
  /** Without evidence: drawn hollow. */
  readonly bare: boolean
  /** Its place among those of the same level, centred: -0.5 and 0.5 for two. */
  readonly beside: number
}

/** The dots of a row, from left to right. */
export function dotsOf(round: Round, row: GapRow): readonly Dot[] {
  const candidate = holderOf(round, 'candidate')
  const bareOf = (who: ParticipantId): boolean => (round.scorecards[who]?.scores[row.id]?.evidence.length ?? 0) === 0
  const all: Omit<Dot, 'beside'>[] = []
  if (candidate !== null && isLevel(row.own))
    all.push({ who: candidate, level: row.own, kind: 'score', bare: bareOf(candidate) })
  if (candidate !== null && isLevel(row.guess))
    all.push({ who: candidate, level: row.guess, kind: 'guess', bare: true })
  for (const { who, score } of row.given)
    if (isLevel(score)) all.push({ who, level: score, kind: 'score', bare: bareOf(who) })
  return all.map((dot, index) => {
    const same = all.filter(({ level }) => level === dot.level)
    const place = all.slice(0, index).filter(({ level }) => level === dot.level).length
    return { ...dot, beside: place - (same.length - 1) / 2 }
  })
}
