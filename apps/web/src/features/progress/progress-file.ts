import { plural, t } from '@lingui/core/macro'
import * as z from 'zod/mini'
import {
  appointmentSchema,
  bounded,
  keyOfRecord,
  markSchema,
  merged,
  type Progress,
  progressLimits,
  recordSchema,
} from './progress.ts'

/** The largest file that is read at all, in bytes: more than the fullest store produces. */
export const mostFileBytes = 8 * 1024 * 1024
const format = 'greenroom-progress'

/** Everything that is stored, as one file. */
export function progressToFile({ records, marks, appointments }: Progress): string {
  return `${JSON.stringify({ format, version: 1, records, marks, appointments }, null, 1)}\n`
}

const headSchema = z.object({ format: z.literal(format), version: z.number() })
const list = <T>(schema: z.ZodMiniType<T>, most: number) => z.array(schema).check(z.maxLength(most))
const fileSchema = z.object({
  records: list(recordSchema, progressLimits.records),
  marks: list(markSchema, progressLimits.marks),
  appointments: list(appointmentSchema, progressLimits.appointments),
})

export type FileAnswer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }
const refused = (message: string): { readonly ok: false; readonly message: string } => ({ ok: false, message })

/** The text of a file that somebody chose, its size checked against `most` bytes before anything is read. */
export async function textOfJsonFile(
  file: Pick<File, 'size' | 'name' | 'arrayBuffer'>,
  most: number,
): Promise<FileAnswer<string>> {
  if (file.size > most)
    return refused(
      t`“${file.name}” is too large: ${Math.ceil(file.size / 1024 / 1024)} MB. The limit is ${most / 1024 / 1024} MB.`,
    )
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    return { ok: true, value: text }
  } catch {
    return refused(t`“${file.name}” is not a text file. Choose the .json file that Greenroom saved.`)
  }
}

/** The value of a JSON text. `undefined` when it is not JSON. */
export function valueOfJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A progress file: either all of it is sound, or none of it is taken. The message says what to do. */
export function readProgressFile(text: string, name: string): FileAnswer<Progress> {
  const value = valueOfJson(text)
  if (value === undefined)
    return refused(
      t`“${name}” is damaged or incomplete. Save the file again in the browser it came from and import that copy.`,
    )
  const head = headSchema.safeParse(value)
  if (!head.success) return refused(t`“${name}” is not a progress file. Choose the one that “Save as file” made.`)
  if (head.data.version !== 1)
    return refused(t`“${name}” was saved by a newer Greenroom. Reload this page, or import it where it was saved.`)
  const file = fileSchema.safeParse(value)
  if (file.success) return { ok: true, value: { version: 1, ...file.data } }
  const path = file.error.issues[0]?.path ?? []
  const place = typeof path[1] === 'number' ? path[1] + 1 : null
  return refused(
    path[0] === 'records' && place !== null
      ? t`Round ${place} in “${name}” can’t be read. The file may be damaged, so none of it was imported.`
      : t`Part of “${name}” can’t be read. The file may be damaged, so none of it was imported.`,
  )
}

/**
 * What is stored after an import: nothing that is here is lost. Refused when both together are more than is kept. Nothing in a file counts
 * as newer than `now`, or it could never be replaced by what a session says later.
 */
export function imported(here: Progress, file: Progress, now: number): FileAnswer<Progress> {
  const both = merged(here, {
    ...file,
    records: file.records.map((record) => ({ ...record, readAt: Math.min(record.readAt, now) })),
    marks: file.marks.map((mark) => ({ ...mark, at: Math.min(mark.at, now) })),
  })
  if (both.records.length > progressLimits.records)
    return refused(
      t`Together that’s ${both.records.length} rounds, and at most ${progressLimits.records} are kept. Delete some here first.`,
    )
  return { ok: true, value: bounded(both) }
}

/** Undoes an import: what it added is removed, and what it replaced is as it was before. What came since stays. */
export function withoutImported(now: Progress, before: Progress, after: Progress): Progress {
  const added = <T>(keyOf: (one: T) => string, had: readonly T[], has: readonly T[]): ReadonlySet<string> => {
    const known = new Set(had.map(keyOf))
    return new Set(has.map(keyOf).filter((key) => !known.has(key)))
  }
  const stepOf = ({ step }: Progress['marks'][number]): string => step
  const timeOf = ({ session, start }: Progress['appointments'][number]): string => `${session} ${start}`
  const records = added(keyOfRecord, before.records, after.records)
  const marks = added(stepOf, before.marks, after.marks)
  const appointments = added(timeOf, before.appointments, after.appointments)
  // Anything still as the import left it is restored; what was changed since is newer and stays.
  const isOfImport = new Set<unknown>([...after.records, ...after.marks].map((one) => JSON.stringify(one)))
  const left = {
    version: 1 as const,
    records: now.records.filter((one) => !records.has(keyOfRecord(one)) && !isOfImport.has(JSON.stringify(one))),
    marks: now.marks.filter((one) => !marks.has(stepOf(one)) && !isOfImport.has(JSON.stringify(one))),
    appointments: now.appointments.filter((one) => !appointments.has(timeOf(one))),
  }
  return merged(left, before)
}

/** What an import added, as a sentence. */
export function importedWords(before: Progress, after: Progress): string {
  const known = new Set(before.records.map(keyOfRecord))
  const added = after.records.filter((record) => !known.has(keyOfRecord(record))).length
  return added === 0
    ? t`Every round in that file was here already.`
    : plural(added, { one: '# round was added.', other: '# rounds were added.' })
}
