import { clip } from '@greenroom/board/clip'
import { foldAll, isDeskSeat, type ParticipantId, practiceToKeep, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import * as z from 'zod/mini'
import { cleanLink } from '../../browser/secret-in-link.ts'
import {
  merged,
  noProgress,
  type PracticeRecord,
  type Progress,
  progressLimits,
  recordSchema,
} from '../progress/progress.ts'
import { type FileAnswer, readProgressFile, valueOfJson } from '../progress/progress-file.ts'
import { recordOf } from '../progress/record-of.ts'
import type { Recent } from '../recents/recents.ts'
import { loadRecording } from '../replay/source/load-recording.ts'

/** The sources of a coach's rounds: the server, for sessions that this browser was in, and files. */

/** Rounds, and which of their next steps are done. */
export type Coached = Pick<Progress, 'records' | 'marks'>

/** The session of a link to a room, a debrief or a replay, in whatever condition it was copied. `null` when it is not such a link. */
export function sessionInLink(text: string): string | null {
  return /\/s\/+([A-Za-z0-9_-]{1,64})/.exec(cleanLink(text.slice(0, 4000)))?.[1] ?? null
}

/** The scored rounds of a session in which this participant was interviewer or mentor, as the server shows the session to them. */
export async function readCoachedRounds(
  { session, participant, token }: Pick<Recent, 'session' | 'participant' | 'token'>,
  signal: AbortSignal,
): Promise<FileAnswer<readonly PracticeRecord[]>> {
  const loaded = await loadRecording(session, token, () => undefined, signal)
  if (!loaded.ok) return loaded
  const state = foldAll(loaded.recording.entries)
  const records = state.rounds.flatMap((round): readonly PracticeRecord[] => {
    if (!isDeskSeat(seatIn(round, participant as ParticipantId))) return []
    const practice = practiceToKeep(state, round)
    const record = practice === null ? null : recordOf(state, practice)
    return record === null ? [] : [record]
  })
  return { ok: true, value: records }
}

const text = (most: number) => z.string().check(z.maxLength(most))
const score = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('not-seen')])
const scores = z.record(text(64), z.object({ score }))
/** What is read of one round's debrief, in the form that version 0.1 downloaded. */
const debriefSchema = z.object({
  format: z.literal(1),
  session: text(64),
  round: text(64),
  startedAt: z.number(),
  endedAt: z.nullable(z.number()),
  case: z.object({ caseId: text(64), title: text(4000), category: text(40), company: text(80) }),
  /** `participant`: not in what version 0.1 downloaded. */
  people: z
    .array(z.object({ participant: z.optional(text(64)), name: text(80), seat: z.nullable(text(20)) }))
    .check(z.maxLength(1000)),
  scoresOpen: z.literal(true),
  isTake: z.optional(z.boolean()),
  scorecards: z
    .array(z.object({ by: text(80), scores, guesses: z.optional(z.record(text(64), score)) }))
    .check(z.maxLength(100)),
  dimensions: z.array(z.object({ id: text(64), title: text(400) })).check(z.maxLength(32)),
  feedbackPoints: z
    .array(
      z.object({
        by: text(80),
        points: z
          .array(
            z.object({
              point: z.union([z.literal(1), z.literal(2), z.literal(3)]),
              evidence: z.nullable(z.object({ label: text(200) })),
              gap: text(600),
              next: z.nullable(
                z.union([
                  z.object({ kind: z.literal('drill'), title: text(600) }),
                  z.object({ kind: z.literal('take'), at: z.number() }),
                  z.object({ kind: z.literal('own'), words: text(600) }),
                ]),
              ),
            }),
          )
          .check(z.maxLength(3)),
      }),
    )
    .check(z.maxLength(100)),
})
type DebriefFile = z.infer<typeof debriefSchema>

const byName = z.looseObject({ name: text(80) })
/** A debrief or a whole session in today's download format (`keptToJson`): its rounds name people by their ids. */
const keptSchema = z.object({
  format: z.literal(2),
  session: text(64),
  people: z.array(z.object({ participant: text(64), name: text(80) })).check(z.maxLength(1000)),
  rounds: z
    .array(
      z.looseObject({
        scoresOpen: z.boolean(),
        takenFrom: z.nullable(z.looseObject({})),
        seats: z.record(text(64), text(20)),
        scorecards: z.array(byName).check(z.maxLength(100)),
        feedbackPoints: z.array(byName).check(z.maxLength(100)),
      }),
    )
    .check(z.maxLength(100)),
})

/** The scored rounds of a file in the old form, whatever its format. `null` when it has neither form. */
function debriefsIn(value: object): readonly unknown[] | null {
  if (!('format' in value) || value.format !== 2) return [value]
  const kept = keptSchema.safeParse(value)
  if (!kept.success) return null
  const { session, people, rounds } = kept.data
  const named = (one: { readonly name: string }) => ({ ...one, by: one.name })
  return rounds
    .filter(({ scoresOpen }) => scoresOpen)
    .map(({ seats, takenFrom, scorecards, feedbackPoints, ...round }) => ({
      ...round,
      format: 1,
      session,
      isTake: takenFrom !== null,
      people: people.flatMap(({ participant, name }) =>
        seats[participant] === undefined ? [] : [{ participant, name, seat: seats[participant] }],
      ),
      scorecards: scorecards.map(named),
      feedbackPoints: feedbackPoints.map(named),
    }))
}

/** A downloaded debrief as a round. One of version 0.1 has names and no ids: people are told apart by their position in it. */
function recordOfDebrief(file: DebriefFile): PracticeRecord | null {
  const candidate = file.people.find(({ seat }) => seat === 'candidate')?.name
  if (candidate === undefined) return null
  const interviewer = file.people.find(({ seat }) => seat === 'interviewer')?.name
  const cardOf = (name: string | undefined) => file.scorecards.find(({ by }) => by === name)
  const own = cardOf(candidate)
  const judge = cardOf(interviewer) ?? file.scorecards.find(({ by }) => by !== candidate)
  const idOf = (name: string): string => {
    const place = file.people.findIndex((one) => one.name === name)
    return file.people[place]?.participant ?? `person-${place + 1}`
  }
  const at = (time: number): number => Math.floor(time)
  const record = recordSchema.safeParse({
    session: file.session,
    round: file.round,
    candidate: idOf(candidate),
    name: candidate,
    isTake: file.isTake ?? false,
    case: {
      id: file.case.caseId,
      title: clip(file.case.title, 400),
      category: file.case.category,
      company: file.case.company,
    },
    createdAt: at(file.startedAt),
    startedAt: at(file.startedAt),
    endedAt: at(file.endedAt ?? file.startedAt),
    // What the server says later is newer than any file.
    readAt: 0,
    dimensions: file.dimensions.map(({ id, title }) => {
      const [mine, given] = [own?.scores[id]?.score ?? null, judge?.scores[id]?.score ?? null]
      const gap = typeof mine === 'number' && typeof given === 'number' ? Math.abs(mine - given) : null
      return { id, title, own: mine, guess: own?.guesses?.[id] ?? null, given, gap }
    }),
    points: file.feedbackPoints
      .flatMap(({ by, points }) =>
        points.map(({ point, evidence, gap, next }) => ({
          by: idOf(by),
          name: by,
          point,
          where: evidence?.label ?? '',
          gap,
          next: next && {
            kind: next.kind,
            words: next.kind === 'drill' ? next.title : next.kind === 'own' ? next.words : '',
            at: next.kind === 'take' ? at(next.at) : null,
          },
        })),
      )
      .slice(0, 36),
  })
  return record.success ? record.data : null
}

/** The rounds of a file that somebody dropped: a debrief as JSON, or a candidate's progress. All of it, or a sentence that says why not. */
export function readCoachFile(content: string, name: string): FileAnswer<Coached> {
  const value = valueOfJson(content)
  if (value === undefined || typeof value !== 'object' || value === null || !('format' in value))
    return {
      ok: false,
      message: t`“${name}” is neither a debrief nor a progress file. In a debrief, choose “Take it home”, then “JSON”.`,
    }
  if (typeof value.format === 'string') {
    return readProgressFile(content, name)
  }
  const debriefs = debriefsIn(value)
  if (('scoresOpen' in value && value.scoresOpen === false) || debriefs?.length === 0)
    return {
      ok: false,
      message: t`The scores of “${name}” were not open yet. Download the debrief again once they are.`,
    }
  const records = (debriefs ?? [null]).map((one) => {
    const debrief = debriefSchema.safeParse(one)
    return debrief.success ? recordOfDebrief(debrief.data) : null
  })
  const read = records.filter((record) => record !== null)
  return read.length < records.length
    ? { ok: false, message: t`Part of “${name}” can’t be read. The file may be damaged, so none of it was added.` }
    : { ok: true, value: { records: read, marks: [] } }
}

/**
 * What a coach has once these rounds are added. A round has one candidate, so it is stored once, from a file or from the server, whichever
 * was read later. Refused when it would be too much: nothing that is here is dropped. Nothing counts as read later than `now`.
 */
export function withRounds(here: Progress, { records, marks }: Coached, now: number): FileAnswer<Progress> {
  const byRound = new Map<string, PracticeRecord>()
  const read = records.map((one) => ({ ...one, readAt: Math.min(one.readAt, now) }))
  for (const one of [...here.records, ...read]) {
    const round = `${one.session} ${one.round}`
    if (one.readAt >= (byRound.get(round)?.readAt ?? 0)) byRound.set(round, one)
  }
  if (byRound.size > progressLimits.records)
    return {
      ok: false,
      message: t`Together that’s ${byRound.size} rounds, and at most ${progressLimits.records} are kept. Delete some here first.`,
    }
  return { ok: true, value: merged({ ...here, records: [...byRound.values()] }, { ...noProgress, marks }) }
}

/** Everybody with the same name is one candidate here: sessions do not know one another's people. */
export type CoachedPerson = {
  readonly key: string
  readonly name: string
  /** The newest first. */
  readonly records: readonly PracticeRecord[]
}

export function coachedPeople(records: readonly PracticeRecord[]): readonly CoachedPerson[] {
  const found = new Map<string, PracticeRecord[]>()
  for (const record of records) {
    const key = record.name.trim().toLocaleLowerCase('en')
    found.set(key, [...(found.get(key) ?? []), record])
  }
  return [...found].map(([key, of]) => ({ key, name: of[0]?.name ?? '', records: of }))
}
