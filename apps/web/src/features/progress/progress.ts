import { textLimits } from '@greenroom/session'
import * as z from 'zod/mini'

/**
 * What this browser stores of its owner's practice: a record for each round that they played as candidate, which next steps are done, and
 * appointments. Plain data; every change of it is a function of this file. Times are milliseconds since the epoch.
 */

/** How much is kept: the newest. */
export const progressLimits = { records: 300, marks: 2_000, appointments: 20, points: 36, dimensions: 32 } as const

const maxText = (most: number) => z.string().check(z.maxLength(most))
// Ids become parts of addresses.
const idSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/))
// To the end of the year 2199: what a calendar can write.
const timeSchema = z.number().check(z.int(), z.minimum(0), z.maximum(7_258_118_399_999))
const scoreSchema = z.nullable(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('not-seen')]))

const pointSchema = z.object({
  by: idSchema,
  name: maxText(2 * textLimits.name),
  point: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  where: maxText(textLimits.evidence),
  gap: maxText(textLimits.feedback),
  next: z.nullable(
    z.object({
      kind: z.enum(['drill', 'take', 'own']),
      words: maxText(textLimits.feedback),
      at: z.nullable(timeSchema),
    }),
  ),
})
export type RecordedPoint = z.infer<typeof pointSchema>

export const recordSchema = z.object({
  session: idSchema,
  round: idSchema,
  candidate: idSchema,
  name: maxText(2 * textLimits.name),
  isTake: z.boolean(),
  case: z.object({ id: maxText(64), title: maxText(400), category: maxText(40), company: maxText(80) }),
  createdAt: timeSchema,
  startedAt: timeSchema,
  endedAt: timeSchema,
  /** The newest entry that was read: what was read earlier never replaces what was read later. */
  readAt: timeSchema,
  dimensions: z
    .array(
      z.object({
        id: maxText(64),
        title: maxText(400),
        own: scoreSchema,
        guess: scoreSchema,
        given: scoreSchema,
        gap: z.nullable(z.number().check(z.int(), z.minimum(0), z.maximum(3))),
      }),
    )
    .check(z.maxLength(progressLimits.dimensions)),
  points: z.array(pointSchema).check(z.maxLength(progressLimits.points)),
})
/** One round of one candidate. */
export type PracticeRecord = z.infer<typeof recordSchema>

/** The newest mark of a next step counts, whichever tab or file it came from. */
export const markSchema = z.object({ step: maxText(280), done: z.boolean(), at: timeSchema })
export const appointmentSchema = z.object({
  session: idSchema,
  start: timeSchema,
  title: maxText(200),
  minutes: z.number().check(z.int(), z.minimum(1), z.maximum(1440)),
})
export type KeptAppointment = z.infer<typeof appointmentSchema>

export type Mark = z.infer<typeof markSchema>
export type Progress = {
  readonly version: 1
  /** Newest round first. */
  readonly records: readonly PracticeRecord[]
  readonly marks: readonly Mark[]
  /** Soonest first. */
  readonly appointments: readonly KeptAppointment[]
}
export const noProgress: Progress = { version: 1, records: [], marks: [], appointments: [] }

export function keyOfRecord({ session, round, candidate }: PracticeRecord): string {
  return `${session} ${round} ${candidate}`
}

/** The names of steps stay the same when their text is corrected. */
export function stepKey(record: PracticeRecord, { by, point }: Pick<RecordedPoint, 'by' | 'point'>): string {
  return `${keyOfRecord(record)} ${by} ${point}`
}

/** One for each key, in the order of the list: the later one where `isNewer` says so. */
function newestOf<T>(
  list: readonly T[],
  keyOf: (one: T) => string,
  isNewer: (one: T, than: T) => boolean,
): readonly T[] {
  const byKey = new Map<string, T>()
  for (const one of list) {
    const known = byKey.get(keyOf(one))
    if (known === undefined || isNewer(one, known)) byKey.set(keyOf(one), one)
  }
  return [...byKey.values()]
}

const sorted = (progress: Omit<Progress, 'version'>): Progress => ({
  version: 1,
  records: progress.records.toSorted((a, b) => b.endedAt - a.endedAt),
  marks: progress.marks.toSorted((a, b) => b.at - a.at),
  appointments: progress.appointments.toSorted((a, b) => a.start - b.start),
})

/** Everything from both; what both have is taken from where it was read or marked last. */
export function merged(one: Progress, other: Progress): Progress {
  return sorted({
    records: newestOf([...one.records, ...other.records], keyOfRecord, (a, b) => a.readAt > b.readAt),
    marks: newestOf(
      [...one.marks, ...other.marks],
      ({ step }) => step,
      (a, b) => a.at > b.at,
    ),
    appointments: newestOf(
      [...one.appointments, ...other.appointments],
      ({ session, start }) => `${session} ${start}`,
      () => false,
    ),
  })
}

/** As much of it as is kept: the newest rounds, and the marks of steps that are still there. */
export function bounded(progress: Progress): Progress {
  const { records, marks, appointments } = progress
  if (
    records.length <= progressLimits.records &&
    marks.length <= progressLimits.marks &&
    appointments.length <= progressLimits.appointments
  )
    return progress
  const kept = records.slice(0, progressLimits.records)
  const steps = new Set(kept.flatMap((record) => record.points.map((point) => stepKey(record, point))))
  return {
    version: 1,
    records: kept,
    marks: marks.filter(({ step }) => steps.has(step)).slice(0, progressLimits.marks),
    appointments: appointments.slice(-progressLimits.appointments),
  }
}

/** With this round. The same object when nothing in it is new. */
export function withRecord(progress: Progress, record: PracticeRecord): Progress {
  const known = progress.records.find((one) => keyOfRecord(one) === keyOfRecord(record))
  if (known !== undefined) {
    if (known.readAt > record.readAt) return progress
    if (JSON.stringify({ ...known, readAt: 0 }) === JSON.stringify({ ...record, readAt: 0 })) return progress
  }
  const others = progress.records.filter((one) => one !== known)
  return bounded(sorted({ ...progress, records: [...others, record] }))
}

export function withoutRecord(progress: Progress, record: PracticeRecord): Progress {
  const records = progress.records.filter((one) => keyOfRecord(one) !== keyOfRecord(record))
  return records.length === progress.records.length ? progress : { ...progress, records }
}

export function withMark(progress: Progress, mark: Mark): Progress {
  const others = progress.marks.filter(({ step }) => step !== mark.step)
  return bounded({ ...progress, marks: [mark, ...others] })
}

export function withAppointment(progress: Progress, appointment: KeptAppointment): Progress {
  const others = progress.appointments.filter(({ session }) => session !== appointment.session)
  return bounded(sorted({ ...progress, appointments: [...others, appointment] }))
}
export function withoutAppointment(progress: Progress, { session, start }: KeptAppointment): Progress {
  const left = progress.appointments.filter((one) => one.session !== session || one.start !== start)
  return { ...progress, appointments: left }
}

/** Something to do next that somebody wrote down. */
export type NextThing = { readonly key: string; readonly record: PracticeRecord; readonly point: RecordedPoint }

/** Every next step of these rounds with its mark, newest round first. */
export function stepsOf({ records, marks }: Pick<Progress, 'records' | 'marks'>): readonly (NextThing & {
  readonly done: boolean
})[] {
  const done = new Set(marks.filter((mark) => mark.done).map(({ step }) => step))
  return records.flatMap((record) =>
    record.points.flatMap((point) => {
      if (point.next === null) return []
      const key = stepKey(record, point)
      return [{ key, record, point, done: done.has(key) }]
    }),
  )
}

export function openSteps(progress: Pick<Progress, 'records' | 'marks'>): readonly NextThing[] {
  return stepsOf(progress).filter((step) => !step.done)
}

/** The dimension of a round on which people differed most; ties keep the rubric's order. `null`: they agreed, or nobody else scored. */
export function widestGap(record: PracticeRecord): PracticeRecord['dimensions'][number] | null {
  const [widest] = record.dimensions.toSorted((a, b) => (b.gap ?? 0) - (a.gap ?? 0))
  return widest !== undefined && (widest.gap ?? 0) > 0 ? widest : null
}

/** The next appointment that is not over. */
export function nextAppointment({ appointments }: Progress, now: number): KeptAppointment | null {
  return appointments.find(({ start, minutes }) => start + minutes * 60_000 > now) ?? null
}
