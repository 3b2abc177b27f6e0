import type { DocumentName, Keyframe, LogEntryOf, LogStore } from '@greenroom/session'
import { boardOf, emptySession, fold, type LogEntry, type SessionId, type SessionState } from '@greenroom/session'
import type { Logger } from 'pino'
import { BoardDocument } from './board-document.ts'

const pageSize = 1000

/** What a session's log means, folded up to `seq`. Only committed entries ever come in here. */
export class FoldedLog {
  readonly session: SessionId
  readonly documents = new Map<DocumentName, BoardDocument>()
  readonly #store: LogStore
  readonly #log: Logger
  #seq = 0
  #state: SessionState = emptySession
  /** Every entry but board edits, from the first on; `null` until somebody's stream is asked for. */
  #numbered: LogEntry[] | null = null
  #lastNumbered = 0
  #loadingNumbered: Promise<void> | null = null
  editsSinceKeyframe = 0
  #keyframeSeq = 0

  constructor(session: SessionId, store: LogStore, log: Logger) {
    this.session = session
    this.#store = store
    this.#log = log
  }

  get seq(): number {
    return this.#seq
  }
  get state(): SessionState {
    return this.#state
  }
  get keyframeSeq(): number {
    return this.#keyframeSeq
  }

  /** Newest keyframe, and what follows it. Rejects when the store cannot answer or the log cannot be understood. */
  async load(): Promise<void> {
    const keyframe = await this.#readKeyframe()
    if (keyframe !== null) {
      this.#seq = keyframe.seq
      this.#keyframeSeq = keyframe.seq
      this.#state = keyframe.state
      for (const kept of keyframe.documents) this.documents.set(kept.document, new BoardDocument(kept.document, kept))
    } else {
      this.#numbered = []
    }
    await this.catchUp()
  }

  /** A keyframe is a cache: without a readable one the log is folded from its start. */
  async #readKeyframe(): Promise<Keyframe | null> {
    try {
      return await this.#store.readKeyframe(this.session, Number.MAX_SAFE_INTEGER)
    } catch (error) {
      this.#log.warn({ err: error, session: this.session }, 'keyframe could not be read; folding from the start')
      return null
    }
  }

  /** Reads and takes in whatever the log holds beyond `seq`. */
  async catchUp(): Promise<readonly LogEntry[]> {
    const taken: LogEntry[] = []
    for (;;) {
      const page = await this.#store.read(this.session, this.#seq, pageSize)
      const updates = new Map<BoardDocument, Uint8Array[]>()
      for (const entry of page) {
        if (entry.kind !== 'board-edited') this.takeIn(entry)
        else {
          const document = this.#follow(entry)
          const waiting = updates.get(document)
          if (waiting === undefined) updates.set(document, [entry.bytes])
          else waiting.push(entry.bytes)
        }
        taken.push(entry)
      }
      for (const [document, bytes] of updates) {
        if (!document.applyAll(bytes)) {
          this.#log.error(
            { session: this.session, document: document.name },
            'the log of a board does not apply cleanly',
          )
        }
      }
      if (page.length < pageSize) return taken
    }
  }

  /** Folds the next entry. `false`: a board edit that does not apply cleanly. Throws on a hole in the log. */
  takeIn(entry: LogEntry): boolean {
    if (entry.kind === 'board-edited') return this.#follow(entry).apply(entry.bytes)
    this.#fold(entry)
    if (entry.kind === 'round-started') this.#document(boardOf(entry.data.round))
    this.#lastNumbered = entry.seq
    this.#numbered?.push(entry)
    return true
  }

  #fold(entry: LogEntry): void {
    if (entry.seq !== this.#seq + 1) throw new Error(`Entry ${entry.seq} follows ${this.#seq} in the log.`)
    this.#state = fold(this.#state, entry)
    this.#seq = entry.seq
  }

  /** Everything about a board edit but applying its bytes. */
  #follow(entry: LogEntryOf<'board-edited'>): BoardDocument {
    this.#fold(entry)
    this.editsSinceKeyframe++
    const document = this.#document(entry.data.document)
    document.bindings.fold(entry.data.clients, entry.by)
    return document
  }

  #document(name: DocumentName): BoardDocument {
    let document = this.documents.get(name)
    if (document === undefined) {
      document = new BoardDocument(name, null)
      this.documents.set(name, document)
    }
    return document
  }

  /** Everything that streams are numbered from. After `loadNumbered` has resolved it is complete, and stays so. */
  get numbered(): readonly LogEntry[] {
    if (this.#numbered === null) throw new Error('Streams were asked for before they were loaded.')
    return this.#numbered
  }

  isNumbered(): boolean {
    return this.#numbered !== null
  }

  loadNumbered(): Promise<void> {
    if (this.#numbered !== null) return Promise.resolve()
    this.#loadingNumbered ??= this.#readNumbered().finally(() => {
      this.#loadingNumbered = null
    })
    return this.#loadingNumbered
  }

  async #readNumbered(): Promise<void> {
    const read: LogEntry[] = []
    let last = 0
    for (;;) {
      const page = await this.#store.read(this.session, last, pageSize, 'board-edited')
      for (const entry of page) {
        last = entry.seq
        if (entry.kind !== 'board-edited') read.push(entry)
      }
      // Entries may have been committed and taken in while the page was on its way: then there is one more page. What is
      // committed and not yet taken in follows by itself.
      if (page.length < pageSize && last >= this.#lastNumbered) {
        this.#numbered = read.filter((entry) => entry.seq <= this.#seq)
        return
      }
    }
  }

  /** Rebuilds one document from the log: keyframe and what follows it. */
  async rebuild(name: DocumentName): Promise<void> {
    const fresh = new FoldedLog(this.session, this.#store, this.#log)
    await fresh.load()
    const rebuilt = fresh.documents.get(name)
    if (rebuilt !== undefined) this.documents.set(name, rebuilt)
  }

  /** What a keyframe at this moment holds; only what is committed. */
  toKeyframe(): Keyframe {
    this.editsSinceKeyframe = 0
    this.#keyframeSeq = this.#seq
    return {
      seq: this.#seq,
      state: this.#state,
      documents: [...this.documents.values()].map((document) => document.toKeyframe()),
    }
  }
}
