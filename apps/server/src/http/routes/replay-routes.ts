import { type ReplayEdit, replayAfterSchema, replayPageSchema, serverLimits } from '@greenroom/protocol'
import {
  createProjector,
  type DamagedLog,
  type Erased,
  erasedOf,
  isEdit,
  mayReplayDocument,
  type ParticipantId,
  type ProjectedEntry,
  type Projector,
  type SessionId,
} from '@greenroom/session'
import { z } from 'zod'
import type { ServerDeps } from '../../ports.ts'
import { readSound } from '../../rooms/damaged-sessions.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { type SharedJson, shareJson } from '../shared-json.ts'
import { type Route, roomRefusal, sessionRoute, sharedAnswer } from './route.ts'

/** Rows read from the store at once: the event loop is free between two reads. */
const rowsAtOnce = 250
const placesKept = 32
/** Characters of a page apart from its entries and edits. */
const aroundPage = 100
/** Full pages are cached for the next request of the same one: a log only grows, so they change only when something is erased. */
const pagesKept = 16

/** How far a reader has got. The first `passed` of `next`'s answers are not delivered again. */
type Place = { readonly projector: Projector; seq: number; entries: number; edits: number; held: ProjectedEntry[] }

/** `json`: a `ReplayPage`. `damage`: the log is damaged from there on. */
export type ReadPage = { readonly json: SharedJson; readonly next: string | null; readonly damage?: DamagedLog }

/** Entries and edits as JSON: each is serialised once, when its length is counted. */
const pageOf = (
  { entries, edits }: { readonly entries: readonly string[]; readonly edits: readonly string[] },
  next: string | null,
  isDamaged = false,
): ReadPage => ({
  json: shareJson(
    `{"entries":[${entries.join(',')}],"edits":[${edits.join(',')}],"next":${JSON.stringify(next)}${isDamaged ? ',"damaged":true' : ''}}`,
  ),
  next,
})

const nothingErased: Erased = new Set()

const start = (participant: ParticipantId, erased: Erased): Place => ({
  projector: createProjector(participant, erased),
  seq: 0,
  entries: 0,
  edits: 0,
  held: [],
})

/**
 * Reads what a participant may see, page by page. A page's position is given in the reader's own counts: log numbers would reveal how much
 * was withheld. The end of the last page is remembered for a while, so that the next one need not begin at the first entry; once forgotten,
 * it is found again by counting.
 */
export function createReplayReader(deps: Pick<ServerDeps, 'store' | 'clock'>) {
  const places = new Map<string, Place>()
  const pages = new Map<string, ReadPage>()

  const keep = <Value>(kept: Map<string, Value>, most: number, key: string, value: Value): void => {
    const oldest = kept.size >= most ? kept.keys().next() : null
    if (oldest !== null && !oldest.done) kept.delete(oldest.value)
    kept.set(key, value)
  }

  const readPage = async (
    session: SessionId,
    participant: ParticipantId,
    after: string,
    damagedFrom: number | null,
    erased: Erased,
  ): Promise<ReadPage> => {
    const [entriesBefore = 0, editsBefore = 0] = after.split('.').map(Number)
    // Erasing only ever adds to what is erased, so the amount identifies the state.
    const keyOf = (counts: string): string => `${session} ${participant} ${erased.size} ${counts}`
    const asked = keyOf(after)
    const whole = pages.get(asked)
    if (whole !== undefined) return whole
    const known = places.get(asked)
    places.delete(asked)
    const place = known ?? start(participant, erased)
    const entries: string[] = []
    const edits: string[] = []
    const isFirst = entriesBefore === 0 && editsBefore === 0
    // The page's text stays below this many characters, unless a single entry is larger.
    const pageBytes = isFirst ? serverLimits.firstReplayPageBytes : serverLimits.replayPageBytes
    const mostBytes = pageBytes - aroundPage
    let size = 0

    /** Takes what did not fit on the last page. Returns whether this page is full, too. */
    const takeHeld = (): boolean => {
      while (place.held.length > 0) {
        const entry = place.held[0]
        if (entry === undefined) break
        if (place.entries >= entriesBefore) {
          const text = JSON.stringify(entry)
          if (size > 0 && size + text.length > mostBytes) return true
          size += text.length + 1
          entries.push(text)
        }
        place.entries++
        place.held.shift()
      }
      return false
    }
    const page = (full: boolean): ReadPage => {
      if (!full) return pageOf({ entries, edits }, null)
      const next = `${place.entries}.${place.edits}`
      keep(places, placesKept, keyOf(next), place)
      const made = pageOf({ entries, edits }, next)
      keep(pages, pagesKept, asked, made)
      return made
    }

    if (takeHeld()) return page(true)
    for (;;) {
      const most = damagedFrom === null ? rowsAtOnce : Math.min(rowsAtOnce, damagedFrom - 1 - place.seq)
      const { entries: rows, damage } = await readSound(deps.store, session, place.seq, most)
      for (const row of rows) {
        // A think tray is only in its author's replay. A reader's position counts only what they are sent, so nothing reveals the tray to
        // the others.
        if (isEdit(row) && !mayReplayDocument(row.data.document, participant)) {
          place.seq = row.seq
          continue
        }
        if (isEdit(row)) {
          if (place.edits >= editsBefore) {
            const update = Buffer.from(row.bytes.buffer, row.bytes.byteOffset, row.bytes.byteLength).toString('base64')
            const length = update.length + 120
            if (size > 0 && size + length > mostBytes) return page(true)
            size += length
            const { at, by, data } = row
            const edit: ReplayEdit = { document: data.document, at, by, n: place.projector.count(), update }
            edits.push(JSON.stringify(edit))
          }
          place.edits++
        } else place.held.push(...place.projector.next(row))
        place.seq = row.seq
        if (takeHeld()) return page(true)
      }
      if (damage !== null) return { ...pageOf({ entries, edits }, null, true), damage }
      if (damagedFrom !== null && place.seq >= damagedFrom - 1) return pageOf({ entries, edits }, null, true)
      if (rows.length < rowsAtOnce) return page(false)
    }
  }

  /** Pages that are being put together: another request for the same page shares the result. */
  const reading = new Map<string, Promise<ReadPage | null>>()
  let last: Promise<unknown> = Promise.resolve()

  /**
   * One page at a time, with a turn of the event loop between two: dozens requested at once would hold up every room. `damagedFrom`: where
   * the log is known to be damaged. `damage` in the answer: found while reading. `mayRead`: checked when it is this page's turn; `null`
   * when the right is gone by then. `erased`: what is read without its words. `spent`: milliseconds of reading.
   */
  return (
    session: SessionId,
    participant: ParticipantId,
    after: string,
    {
      damagedFrom = null,
      erased = nothingErased,
      mayRead = () => true,
      spent = () => {},
    }: {
      readonly damagedFrom?: number | null
      readonly erased?: Erased
      readonly mayRead?: () => boolean
      readonly spent?: (milliseconds: number) => void
    } = {},
  ): Promise<ReadPage | null> => {
    const asked = `${session} ${participant} ${erased.size} ${after}`
    const same = reading.get(asked)
    if (same !== undefined) return same
    const page = last.then(async () => {
      if (!mayRead()) return null
      const began = deps.clock.monotonic()
      try {
        return await readPage(session, participant, after, damagedFrom, erased)
      } finally {
        spent(deps.clock.monotonic() - began)
      }
    })
    const over = (): void => {
      reading.delete(asked)
    }
    last = page.then(over, over).then(() => new Promise((resolve) => setImmediate(resolve)))
    reading.set(asked, page)
    return page
  }
}

export function createReplayRoutes(
  deps: ServerDeps,
  rooms: Pick<Rooms, 'accountOf' | 'read' | 'damagedFrom' | 'noteDamage' | 'noteReader'>,
): readonly Route[] {
  const { budgets, clock } = deps
  const readPage = createReplayReader(deps)
  return [
    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/replay',
      who: 'participant',
      summary: 'Everything the reader may see of the session, page by page',
      query: z.object({ after: replayAfterSchema.default('0.0') }),
      answers: replayPageSchema,
      run: async ({ query, address }, { session, participant }) => {
        const payer = { participant, session: rooms.accountOf(session, participant), address }
        const began = clock.monotonic()
        // Earlier reading is paid for first: what a page costs is known only afterwards.
        if (!budgets.charge(payer, 'reading', 0, began).ok || !budgets.charge(payer, 'readings', 1, began).ok)
          return roomRefusal('rate-limited')
        // Undamaged entries can still make no sense together: the room knows, once it has tried to fold them.
        const state = await rooms.read(session)
        rooms.noteReader(session, participant)
        const read = await readPage(session, participant, query.after, {
          damagedFrom: rooms.damagedFrom(session),
          erased: erasedOf(state),
          mayRead: () => budgets.charge(payer, 'reading', 0, clock.monotonic()).ok,
          spent: (milliseconds) => budgets.spend(payer, 'reading', milliseconds, clock.monotonic()),
        })
        if (read === null) return roomRefusal('rate-limited')
        if (read.damage !== undefined) rooms.noteDamage(session, read.damage)
        return sharedAnswer(read.json)
      },
    }),
  ]
}
