import {
  type ReplayEdit,
  type ReplayPage,
  replayAfterSchema,
  replayPageSchema,
  serverLimits,
} from '@greenroom/protocol'
import {
  createProjector,
  type DamagedLog,
  type ParticipantId,
  type ProjectedEntry,
  type Projector,
  type SessionId,
} from '@greenroom/session'
import { z } from 'zod'
import type { ServerDeps } from '../ports.ts'
import { readSound } from '../rooms/damaged-sessions.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { answer, type Route, sessionRoute } from './route.ts'

/** A page's text stays below this many characters, unless a single entry is larger. */
const pageBytes = serverLimits.replayPageBytes
/** Rows read from the store at once: between two reads the event loop is free. */
const rowsAtOnce = 500
const placesKept = 32

/** How far a reader has come. `passed` counts of `next`'s answers are not delivered again. */
type Place = { readonly projector: Projector; seq: number; entries: number; edits: number; held: ProjectedEntry[] }

const start = (participant: ParticipantId): Place => ({
  projector: createProjector(participant),
  seq: 0,
  entries: 0,
  edits: 0,
  held: [],
})

/**
 * Reads what a participant may see, page by page. A page's place is said in the reader's own counts: numbers of the log
 * would tell how much was withheld. Where the last page ended is remembered for a while, so that the next one need not
 * begin at the first entry; when it is forgotten, it is found again by counting.
 */
export const createReplayReader = (deps: Pick<ServerDeps, 'store'>) => {
  const places = new Map<string, Place>()

  const remember = (key: string, place: Place): void => {
    const oldest = places.size >= placesKept ? places.keys().next() : null
    if (oldest !== null && !oldest.done) places.delete(oldest.value)
    places.set(key, place)
  }

  /** `damagedFrom`: where the log is known to be damaged. `damage` in the answer: it was found while reading. */
  return async (
    session: SessionId,
    participant: ParticipantId,
    after: string,
    damagedFrom: number | null = null,
  ): Promise<ReplayPage & { readonly damage?: DamagedLog }> => {
    const [entriesBefore = 0, editsBefore = 0] = after.split('.').map(Number)
    const keyOf = (counts: string): string => `${session} ${participant} ${counts}`
    const known = places.get(keyOf(after))
    places.delete(keyOf(after))
    const place = known ?? start(participant)
    const entries: ProjectedEntry[] = []
    const edits: ReplayEdit[] = []
    let size = 0

    /** Takes what the last page had no room for. Answers whether this one is full too. */
    const takeHeld = (): boolean => {
      while (place.held.length > 0) {
        const entry = place.held[0]
        if (entry === undefined) break
        if (place.entries >= entriesBefore) {
          const length = JSON.stringify(entry).length
          if (size > 0 && size + length > pageBytes) return true
          size += length
          entries.push(entry)
        }
        place.entries++
        place.held.shift()
      }
      return false
    }
    const page = (full: boolean): ReplayPage => {
      if (!full) return { entries, edits, next: null }
      const next = `${place.entries}.${place.edits}`
      remember(keyOf(next), place)
      return { entries, edits, next }
    }

    if (takeHeld()) return page(true)
    for (;;) {
      const most = damagedFrom === null ? rowsAtOnce : Math.min(rowsAtOnce, damagedFrom - 1 - place.seq)
      const { entries: rows, damage } = await readSound(deps.store, session, place.seq, most)
      for (const row of rows) {
        if (row.kind === 'board-edited') {
          if (place.edits >= editsBefore) {
            const update = Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength).toString('base64')
            const length = update.length + 120
            if (size > 0 && size + length > pageBytes) return page(true)
            size += length
            edits.push({ document: row.data.document, at: row.at, by: row.by, n: place.projector.count(), update })
          }
          place.edits++
        } else place.held.push(...place.projector.next(row))
        place.seq = row.seq
        if (takeHeld()) return page(true)
      }
      if (damage !== null) return { ...page(false), damaged: true, damage }
      if (damagedFrom !== null && place.seq >= damagedFrom - 1) return { ...page(false), damaged: true }
      if (rows.length < rowsAtOnce) return page(false)
    }
  }
}

export const createReplayRoutes = (
  deps: ServerDeps,
  rooms: Pick<Rooms, 'read' | 'damagedFrom' | 'noteDamage'>,
): readonly Route[] => {
  const read = createReplayReader(deps)
  return [
    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/replay',
      who: 'participant',
      summary: 'Everything the reader may see of the session, page by page',
      query: z.object({ after: replayAfterSchema.default('0.0') }),
      answers: replayPageSchema,
      run: async ({ query }, { session, participant }) => {
        // Entries that are as they were written can still make no sense: the room knows, once it has tried.
        if (query.after === '0.0') await rooms.read(session)
        const { damage, ...page } = await read(session, participant, query.after, rooms.damagedFrom(session))
        if (damage !== undefined) rooms.noteDamage(session, damage)
        return answer(page)
      },
    }),
  ]
}
