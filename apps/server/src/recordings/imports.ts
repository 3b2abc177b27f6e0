import { createHash } from 'node:crypto'
import { type ImportedRecording, limits, serverLimits } from '@greenroom/protocol'
import type { RecordingView } from '@greenroom/recording'
import type { CaseReader } from '../own-cases/case-reader.ts'
import { CaseReaderNotStarted, CaseReadingRefused } from '../own-cases/case-reader.ts'
import type { Clock, Ids } from '../ports.ts'
import type { CheckedRecording } from './check-recording.ts'

export type KeptImport = { readonly view: RecordingView; readonly bytes: Uint8Array<ArrayBuffer> }

/** Beside the log, in the same database. Nothing is found without the right secret. */
export interface ImportStore {
  /** Returns `false` when there would be more than `most` on this server, or more than `mostBytes` of them. */
  add(
    recording: KeptImport & {
      readonly id: string
      readonly secret: string
      readonly key: string
      readonly at: number
    },
    room: { readonly most: number; readonly mostBytes: number },
  ): Promise<boolean>
  find(secret: string): Promise<KeptImport | null>
  /** Resolves when nothing of it is left on disk. */
  delete(id: string, key: string): Promise<boolean>
}

/** Recordings of sessions from any server, stored here unchanged, for anybody who has their link. */
export interface Imports {
  /** `file`: base64. `from`: the address that pays for reading it. */
  import(
    file: string,
    from: string,
  ): Promise<
    | { readonly ok: true; readonly imported: ImportedRecording }
    | { readonly ok: false; readonly code: 'recording-unreadable'; readonly why: string }
    | { readonly ok: false; readonly code: 'too-many-recordings' | 'too-large' | 'rate-limited' }
  >
  find(secret: string): Promise<KeptImport | null>
  delete(id: string, key: string): Promise<boolean>
}

const idOf = (secret: string): string =>
  `rec-${createHash('sha256').update(`id of an imported recording ${secret}`).digest('hex').slice(0, 24)}`

type Deps = {
  readonly store: ImportStore
  readonly reader: Pick<CaseReader, 'checkRecording'>
  readonly clock: Pick<Clock, 'now'>
  readonly ids: Pick<Ids, 'secret'>
}

export function createImports({ store, reader, clock, ids }: Deps): Imports {
  return {
    import: async (file, from) => {
      let checked: CheckedRecording
      try {
        checked = await reader.checkRecording(file, from)
      } catch (error) {
        if (error instanceof CaseReadingRefused) return { ok: false, code: 'rate-limited' }
        // That is not the file's fault.
        if (error instanceof CaseReaderNotStarted) throw error
        return { ok: false, code: 'recording-unreadable', why: 'Reading it takes too long, or too much memory.' }
      }
      if (!checked.ok) return { ok: false, code: 'recording-unreadable', why: checked.why }
      const whole = Buffer.from(checked.inPage ?? file, 'base64')
      if (whole.byteLength > limits.importedRecordingBytes) return { ok: false, code: 'too-large' }
      const bytes = Uint8Array.from(whole.subarray(0, checked.bytes))
      const secret = ids.secret()
      const kept = { id: idOf(secret), secret, key: ids.secret() }
      const added = await store.add(
        { ...kept, at: clock.now(), view: checked.view, bytes },
        { most: serverLimits.importedRecordingsPerServer, mostBytes: serverLimits.importedBytesPerServer },
      )
      if (!added) return { ok: false, code: 'too-many-recordings' }
      return { ok: true, imported: { ...kept, title: checked.title, damage: checked.damage } }
    },
    find: store.find,
    delete: store.delete,
  }
}
