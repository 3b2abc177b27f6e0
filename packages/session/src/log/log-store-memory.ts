import { isEdit, type LogEntry, type NewEntry } from '../fold/entries.ts'
import type { SessionId } from '../state/ids.ts'
import type { Keyframe, LogStore } from './log-store.ts'

type Kept = { readonly entries: LogEntry[]; readonly keyframes: Map<number, Keyframe>; due: number | null }

/** Nobody can change what is stored by changing what they passed in or received. */
const copyEntry = <E extends NewEntry | LogEntry>(entry: E): E =>
  entry.bytes === null ? entry : { ...entry, bytes: entry.bytes.slice() }

const copyKeyframe = (keyframe: Keyframe): Keyframe => ({
  ...keyframe,
  documents: keyframe.documents.map((each) => ({ ...each, bytes: each.bytes.slice() })),
})

/** Logs in memory, for tests and simulations. `now` is the store's clock, in milliseconds since the epoch. */
export function openMemoryLogStore({ now }: { readonly now: () => number }): LogStore {
  const sessions = new Map<SessionId, Kept>()
  let closed = false

  // Each call answers in a later microtask, like a store that does I/O; the work itself is indivisible.
  const answer = async <T>(work: () => T): Promise<T> => {
    await Promise.resolve()
    if (closed) throw new Error('the log store is closed')
    return work()
  }

  return {
    append: (session, afterSeq, entries) =>
      answer(() => {
        const kept = sessions.get(session)
        const last = kept?.entries.at(-1)
        const behind = last?.seq ?? 0
        if (behind !== afterSeq) return { ok: false, behind }
        const at = Math.max(now(), last?.at ?? 0)
        const log = kept?.entries ?? []
        for (const entry of entries) log.push({ ...copyEntry(entry), seq: log.length + 1, at })
        if (kept === undefined && log.length > 0)
          sessions.set(session, { entries: log, keyframes: new Map(), due: null })
        return { ok: true, firstSeq: afterSeq + 1, at: entries.map(() => at) }
      }),
    read: (session, afterSeq, limit, without) =>
      answer(() => {
        const after = (sessions.get(session)?.entries ?? []).slice(afterSeq)
        const wanted = without === undefined ? after : after.filter((entry) => !isEdit(entry))
        return wanted.slice(0, limit).map(copyEntry)
      }),
    lastSeq: (session) => answer(() => sessions.get(session)?.entries.length ?? 0),
    seqAt: (session, at) =>
      answer(() => (sessions.get(session)?.entries ?? []).findLast((entry) => entry.at <= at)?.seq ?? 0),
    readKeyframe: (session, seq) =>
      answer(() => {
        const at = [...(sessions.get(session)?.keyframes.keys() ?? [])].filter((each) => each <= seq)
        const newest = sessions.get(session)?.keyframes.get(Math.max(...at))
        return newest === undefined ? null : copyKeyframe(newest)
      }),
    writeKeyframe: (session, keyframe) =>
      answer(() => {
        sessions.get(session)?.keyframes.set(keyframe.seq, copyKeyframe(keyframe))
      }),
    dropKeyframes: (session) => answer(() => sessions.get(session)?.keyframes.clear()),
    deleteSession: (session, before = Number.POSITIVE_INFINITY) =>
      answer(() => (sessions.get(session)?.entries.at(-1)?.at ?? before) < before && sessions.delete(session)),
    setDue: (session, due) =>
      answer(() => {
        const kept = sessions.get(session)
        if (kept !== undefined) kept.due = due
      }),
    probe: () => answer(() => {}),
    readDue: (time) =>
      answer(() =>
        [...sessions]
          .filter(([, { due }]) => due !== null && due <= time)
          .toSorted(([, a], [, b]) => (a.due ?? 0) - (b.due ?? 0))
          .map(([session]) => session),
      ),
    close: async () => {
      closed = true
    },
  }
}
