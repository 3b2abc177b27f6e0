import {
  boardOf,
  DamagedLog,
  type DocumentName,
  emptySession,
  fold,
  type Keyframe,
  type LogEntry,
  type LogEntryOf,
  type LogStore,
  type SessionId,
  type SessionState,
} from '@greenroom/session'
import type { Logger } from 'pino'
import { BoardDocument } from './board-document.ts'

const pageSize = 1000
/**
 * A log's entries are kept in memory for those who join only while they are few: beyond this they are read from the store, page by
 * page, for each joiner. Bytes are those of the entries as JSON, about.
 */
const keptEntries = 2_000
const keptBytes = 1024 * 1024

/** What an entry weighs: of those that can be large the size as JSON, of the others a guess. */
const weightOf = (entry: LogEntry): number => {
  switch (entry.kind) {
    case 'board-edited':
      return 0
    default:
      return JSON.stringify(entry.data).length + 100
  }
}

/** What a session's log means, folded up to `seq`. Only committed entries ever come in here. */
export class FoldedLog {
  readonly session: SessionId
  readonly documents = new Map<DocumentName, BoardDocument>()
  readonly #store: LogStore
  readonly #log: Logger
  #seq = 0
  #state: SessionState = emptySession
  /** Every entry but board edits, from the first on; `null` when not read yet, or too many to keep. */
  #kept: LogEntry[] | null = null
  #keptBytes = 0
  #lastNumbered = 0
  /** Every case that was ever prepared here; complete once `#indexed`. */
  readonly #prepared = new Set<string>()
  #indexed = false
  #indexing: Promise<void> | null = null
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
      this.#kept = []
      this.#indexed = true
    }
    await this.catchUp(() => {})
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

  /** Reads and takes in whatever the log holds beyond `seq`, a page at a time; `took` hears of each page. */
  async catchUp(took: (page: readonly LogEntry[]) => void): Promise<void> {
    for (;;) {
      const page = await this.#store.read(this.session, this.#seq, pageSize)
      const updates = new Map<BoardDocument, Uint8Array[]>()
      for (const entry of page) {
        try {
          if (entry.kind !== 'board-edited') this.takeIn(entry)
          else {
            const document = this.#follow(entry)
            const waiting = updates.get(document)
            if (waiting === undefined) updates.set(document, [entry.bytes])
            else waiting.push(entry.bytes)
          }
        } catch (cause) {
          throw new DamagedLog(entry.seq, { cause })
        }
      }
      for (const [document, bytes] of updates) {
        if (!document.applyAll(bytes)) {
          this.#log.error(
            { session: this.session, document: document.name },
            'the log of a board does not apply cleanly',
          )
        }
      }
      took(page)
      if (page.length < pageSize) return
    }
  }

  /** Folds the next entry. `false`: a board edit that does not apply cleanly. Throws on a hole in the log. */
  takeIn(entry: LogEntry): boolean {
    if (entry.kind === 'board-edited') return this.#follow(entry).apply(entry.bytes)
    this.#fold(entry)
    if (entry.kind === 'round-started') this.#document(boardOf(entry.data.round))
    this.#lastNumbered = entry.seq
    this.#note(entry)
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

  #note(entry: LogEntry): void {
    if (entry.kind === 'case-prepared') this.#prepared.add(entry.data.case.caseId)
    if (this.#kept === null) return
    this.#kept.push(entry)
    this.#keptBytes += weightOf(entry)
    if (this.#kept.length > keptEntries || this.#keptBytes > keptBytes) this.#kept = null
  }

  /** The newest entry that is not a board edit. */
  get lastNumbered(): number {
    return this.#lastNumbered
  }

  /** Every case that was ever prepared in this session. Call after `index`. */
  get prepared(): ReadonlySet<string> {
    if (!this.#indexed) throw new Error('The prepared cases were asked for before they were read.')
    return this.#prepared
  }

  /**
   * The whole log without board edits, if it is short enough to be kept; `null`: read it with `pages`. Call after `index`, and do
   * not keep it: it grows, or is dropped.
   */
  get kept(): readonly LogEntry[] | null {
    return this.#indexed ? this.#kept : null
  }

  isIndexed(): boolean {
    return this.#indexed
  }

  /** Reads the log once, so that `kept` and `prepared` can be asked for. */
  index(): Promise<void> {
    if (this.#indexed) return Promise.resolve()
    this.#indexing ??= this.#readIndex().finally(() => {
      this.#indexing = null
    })
    return this.#indexing
  }

  async #readIndex(): Promise<void> {
    let kept: LogEntry[] | null = []
    let bytes = 0
    await this.readAll(
      (page) => {
        for (const entry of page) {
          if (entry.kind === 'case-prepared') this.#prepared.add(entry.data.case.caseId)
          if (kept === null) continue
          kept.push(entry)
          bytes += weightOf(entry)
          if (kept.length > keptEntries || bytes > keptBytes) kept = null
        }
        return true
      },
      () => {
        this.#kept = kept
        this.#keptBytes = bytes
        this.#indexed = true
      },
    )
  }

  /**
   * Reads the log without board edits up to what is folded, a page at a time; `took` answers, or
   * promises, whether to go on. `reached` is called in the very turn of the event loop in which nothing is missing any more: what
   * is folded after it was not read, and what was folded before it was. Rejects when the store cannot answer.
   */
  async readAll(took: (page: readonly LogEntry[]) => boolean | Promise<boolean>, reached: () => void): Promise<void> {
    let last = 0
    const { kept } = this
    if (kept !== null) {
      last = kept.at(-1)?.seq ?? 0
      if (!(await took([...kept]))) return
    }
    // After a keyframe it is not known yet which entry is the last of these: then there is at least one page to read.
    for (let short = kept !== null; !short || last < this.#lastNumbered; ) {
      const page = await this.#store.read(this.session, last, pageSize, 'board-edited')
      // What is committed and not yet folded follows by itself.
      const folded = page.filter((entry) => entry.seq <= this.#seq)
      short = folded.length < pageSize
      last = folded.at(-1)?.seq ?? last
      if (folded.length > 0 && !(await took(folded))) return
    }
    this.#lastNumbered = last
    reached()
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
