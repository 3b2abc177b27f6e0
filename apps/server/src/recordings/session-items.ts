import type { RecordingItem } from '@greenroom/recording'
import { isEdit, type LeavingProjector, type LogStore, type SessionId } from '@greenroom/session'
import { readSound } from '../rooms/damaged-sessions.ts'

/** Rows read from the store at once: the event loop is free between two reads. */
const rowsAtOnce = 500

export type SessionReading = {
  readonly store: Pick<LogStore, 'read'>
  readonly session: SessionId
  /** Where the log is known to be damaged; `null` when it is not. */
  readonly damagedFrom: number | null
  readonly projector: LeavingProjector
  readonly monotonic: () => number
  /** Called with the number of milliseconds that each portion took. */
  readonly spent: (milliseconds: number) => void
}

/** A log as a projector lets it through, in the order of its stream, up to any damage. */
export async function* readItems(
  reading: SessionReading,
): AsyncGenerator<readonly RecordingItem[], { readonly damaged: boolean }> {
  const { store, session, damagedFrom, projector, monotonic, spent } = reading
  let seq = 0
  for (;;) {
    const began = monotonic()
    const most = damagedFrom === null ? rowsAtOnce : Math.min(rowsAtOnce, damagedFrom - 1 - seq)
    const { entries: rows, damage } =
      most > 0 ? await readSound(store, session, seq, most) : { entries: [], damage: null }
    const items: RecordingItem[] = []
    for (const row of rows) {
      seq = row.seq
      if (!isEdit(row)) for (const entry of projector.next(row)) items.push({ kind: 'entry', entry })
      else if (projector.carries(row.data.document)) {
        const { at, by, data, bytes } = row
        items.push({ kind: 'edit', edit: { document: data.document, at, by, n: projector.count(), update: bytes } })
      }
    }
    spent(monotonic() - began)
    if (items.length > 0) yield items
    if (damage !== null || (damagedFrom !== null && seq >= damagedFrom - 1)) return { damaged: true }
    if (rows.length < rowsAtOnce) return { damaged: false }
  }
}
