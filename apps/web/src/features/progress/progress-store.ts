import { useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import { type BrowserStore, browserStore } from '../../browser/browser-store.ts'
import { appointmentSchema, markSchema, noProgress, type Progress, recordSchema } from './progress.ts'
import { progressKey } from './progress-key.ts'

/** Anything unreadable is left out, and the rest is kept. */
const readable = <T>(schema: z.ZodMiniType<T>) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((stored: unknown[]): readonly T[] =>
      stored.flatMap((one) => {
        const parsed = schema.safeParse(one)
        return parsed.success ? [parsed.data] : []
      }),
    ),
  )
const storedSchema = z.object({
  version: z.literal(1),
  records: readable(recordSchema),
  marks: readable(markSchema),
  appointments: readable(appointmentSchema),
})

/** `newer`: a later version of the page wrote what is stored, and it is left as it is. `not-kept`: the storage is full or forbidden. */
export type Kept = 'kept' | 'not-kept' | 'newer'

/**
 * One entry of the browser's storage. Every change reads what is stored at that moment, so that two tabs never overwrite each other; a
 * change that changes nothing writes nothing, so that they never trigger one another either.
 */
export function createProgressStore(store: BrowserStore, key = progressKey) {
  const entry = store.entry<Progress>({ area: 'device', key, schema: storedSchema, otherwise: noProgress })
  const raw = store.entry<string | null>({
    area: 'device',
    key,
    schema: z.nullable(z.string()),
    otherwise: null,
    as: 'text',
  })
  const version = store.entry<number>({
    area: 'device',
    key,
    schema: z.pipe(
      z.object({ version: z.number() }),
      z.transform((stored: { readonly version: number }) => stored.version),
    ),
    otherwise: 0,
  })
  /** What could not be read as a whole is not overwritten, but set aside. */
  const unreadable = store.entry<string>({
    area: 'device',
    key: `${key}.unreadable`,
    schema: z.string(),
    otherwise: '',
    as: 'text',
  })
  const change = (make: (progress: Progress) => Progress): Kept => {
    if (version.read() > 1) return 'newer'
    const before = entry.read()
    const next = make(before)
    if (next === before) return 'kept'
    if (next.records.length + next.marks.length + next.appointments.length === 0) {
      for (const one of [entry, unreadable]) one.remove()
      return 'kept'
    }
    const text = raw.read()
    if (before === noProgress && text !== null) unreadable.write(text)
    return entry.write(next) ? 'kept' : 'not-kept'
  }
  return { read: entry.read, change, subscribe: entry.subscribe }
}
export type ProgressStore = ReturnType<typeof createProgressStore>

export const progressStore = createProgressStore(browserStore)

export function useProgress(): Progress {
  return useSyncExternalStore(progressStore.subscribe, progressStore.read)
}
