import {
  boardOf,
  DamagedLog,
  type DocumentName,
  type EditKind,
  emptySession,
  fold,
  isEdit,
  type Keyframe,
  type LogEntry,
  type LogEntryOf,
  type LogStore,
  type Round,
  type SessionId,
  type SessionState,
  type TakeMoment,
} from '@greenroom/session'
import type { Logger } from 'pino'
import { BoardDocument } from './board-document.ts'

const pageSize = 1000
/** How many are read at once for those who join: they can be large, and rooms wait while a page is being read. */
const pageForJoiners = 250
/**
 * A log's entries are kept in memory for those who join only while they are few: beyond this they are read from the store, page by page,
 * for each joiner. Roughly the bytes of the entries as JSON.
 */
const keptEntries = 2_000
const keptBytes = 1024 * 1024

/** An entry's weight: its size as JSON if it can be large, an estimate otherwise. */
const weightOf = (entry: LogEntry): number => {
  switch (entry.kind) {
    case 'board-edited':
    case 'tray-edited':
      return 0
    default:
      return JSON.stringify(entry.data).length + 100
  }
}

const keyOf = ({ round, at }: TakeMoment): string => `${round} ${at}`

const takeOf = ({ data }: LogEntryOf<'round-forked'>): TakeMoment => ({ round: data.from, at: data.at })

/** The state of a session's log, folded up to `seq`. Only committed entries ever get in here. */
export class FoldedLog {
  readonly session: SessionId
  readonly documents = new Map<DocumentName, BoardDocument>()
  readonly #store: LogStore
  readonly #log: Pick<Logger, 'warn' | 'error'>
  #seq = 0
  #state: SessionState = emptySession
  /** Every entry except board edits, from the first one on; `null` when they have not been read yet or are too many to keep. */
  #kept: LogEntry[] | null = null
  #keptBytes = 0
  #lastNumbered = 0
  /** Every case that was ever prepared here; complete once `#indexed`. */
  readonly #prepared = new Set<string>()
  #indexed = false
  #indexing: Promise<void> | null = null
  /** Boards that second takes are about to begin with, by round and moment; each is kept until its entry is taken in. */
  readonly #bases = new Map<string, BoardDocument>()
  /** Whether boards are put together only on demand, for a log that is read for the sake of one of them. */
  #defersBoards = false
  editsSinceKeyframe = 0
  #keyframeSeq = 0

  constructor(session: SessionId, store: LogStore, log: Pick<Logger, 'warn' | 'error'>) {
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

  /**
   * Starts from the newest keyframe and reads what follows it, up to the entry `until`. Rejects when the store cannot answer or the log
   * makes no sense.
   */
  async load(until = Number.MAX_SAFE_INTEGER): Promise<void> {
    const keyframe = await this.#readKeyframe(until)
    if (keyframe !== null) {
      this.#seq = keyframe.seq
      this.#keyframeSeq = keyframe.seq
      this.#state = keyframe.state
      for (const kept of keyframe.documents) this.documents.set(kept.document, new BoardDocument(kept.document, kept))
    } else {
      this.#kept = []
      this.#indexed = true
    }
    await this.catchUp(() => {}, until)
  }

  /** A keyframe is a cache: without a readable one the log is folded from its start. */
  async #readKeyframe(until: number): Promise<Keyframe | null> {
    try {
      return await this.#store.readKeyframe(this.session, until)
    } catch (error) {
      this.#log.warn(
        { err: error, session: this.session },
        'A keyframe could not be read; the session is read from its start.',
      )
      return null
    }
  }

  /** Reads and takes in whatever the log holds beyond `seq`, a page at a time; calls `took` with each page. */
  async catchUp(took: (page: readonly LogEntry[]) => void, until = Number.MAX_SAFE_INTEGER): Promise<void> {
    while (this.#seq < until) {
      const most = Math.min(pageSize, until - this.#seq)
      const page = await this.#store.read(this.session, this.#seq, most)
      const updates = new Map<BoardDocument, Uint8Array[]>()
      for (const entry of page) {
        if (entry.kind === 'round-forked') await this.prepareTake(takeOf(entry))
        try {
          if (!isEdit(entry)) this.takeIn(entry)
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
        if (this.#defersBoards) document.defer(bytes)
        else if (!document.applyAll(bytes)) {
          this.#log.error(
            { session: this.session, document: document.name },
            'The log of a board does not apply cleanly.',
          )
        }
      }
      took(page)
      if (page.length < most) return
    }
  }

  /** Folds the next entry. `false` for a board edit that does not apply cleanly. Throws on a gap in the log. */
  takeIn(entry: LogEntry): boolean {
    if (isEdit(entry)) return this.#follow(entry).apply(entry.bytes)
    this.#fold(entry)
    if (entry.kind === 'round-forked') this.#beginBoard(entry)
    if (entry.kind === 'round-started') this.open(boardOf(entry.data.round))
    this.#lastNumbered = entry.seq
    this.#note(entry)
    return true
  }

  #fold(entry: LogEntry): void {
    if (entry.seq !== this.#seq + 1) throw new Error(`Entry ${entry.seq} follows ${this.#seq} in the log.`)
    this.#state = fold(this.#state, entry)
    this.#seq = entry.seq
  }

  /** Everything about a board edit except applying its bytes. */
  #follow(entry: LogEntryOf<EditKind>): BoardDocument {
    this.#fold(entry)
    this.editsSinceKeyframe++
    const document = this.open(entry.data.document)
    document.bindings.fold(entry.data.clients, entry.by)
    return document
  }

  /** A document, which begins empty when it is first opened. */
  open(name: DocumentName): BoardDocument {
    let document = this.documents.get(name)
    if (document === undefined) {
      document = new BoardDocument(name, null)
      this.documents.set(name, document)
    }
    return document
  }

  /**
   * The board of a second take is the one that it takes again, as it was at that moment. It was read in advance, because that takes a
   * while.
   */
  #beginBoard(entry: LogEntryOf<'round-forked'>): void {
    const key = keyOf(takeOf(entry))
    const base = this.#bases.get(key)
    if (base === undefined) throw new Error(`The board of ${key} was not read before it was taken again.`)
    this.#bases.delete(key)
    const name = boardOf(entry.data.round)
    this.documents.set(name, base.branch(name))
  }

  /**
   * Reads the state of a round at a moment, from the nearest keyframe before it, and keeps its board for the entry that takes it again
   * (`dropTake` if none comes). The board is put together only when somebody opens it, because on a board of many hours that is most of the
   * work. `null` when there was no such round, or it had not started. Rejects when the store cannot answer.
   */
  async prepareTake(moment: TakeMoment): Promise<Round | null> {
    const past = new FoldedLog(this.session, this.#store, this.#log)
    past.#defersBoards = true
    await past.load(Math.min(this.#seq, await this.#store.seqAt(this.session, moment.at)))
    const round = past.#state.rounds.find(({ id }) => id === moment.round)
    const board = past.documents.get(boardOf(moment.round))
    if (round === undefined || board === undefined) return null
    this.#bases.set(keyOf(moment), board)
    return round
  }

  dropTake(moment: TakeMoment): void {
    this.#bases.delete(keyOf(moment))
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
   * The whole log without board edits, if it is short enough to be kept; otherwise `null`: read it with `pages`. Call after `index`, and do
   * not hold on to it: it grows, or is dropped.
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
   * Reads the log without board edits up to what is folded, a page at a time; `took` returns (or resolves to) whether to continue.
   * `reached` is called in the very turn of the event loop in which nothing is missing any more: what is folded after that turn was not
   * read, and what was folded before it was. Rejects when the store cannot answer.
   */
  async readAll(took: (page: readonly LogEntry[]) => boolean | Promise<boolean>, reached: () => void): Promise<void> {
    let last = 0
    const { kept } = this
    if (kept !== null) {
      last = kept.at(-1)?.seq ?? 0
      if (!(await took([...kept]))) return
    }
    // After a keyframe it is not known yet which of these entries is the last: there is at least one page to read.
    for (let short = kept !== null; !short || last < this.#lastNumbered; ) {
      const page = await this.#store.read(this.session, last, pageForJoiners, 'edits')
      // What is committed and not yet folded will follow by itself.
      const folded = page.filter((entry) => entry.seq <= this.#seq)
      short = folded.length < pageForJoiners
      last = folded.at(-1)?.seq ?? last
      if (folded.length > 0 && !(await took(folded))) return
    }
    this.#lastNumbered = last
    reached()
  }

  /** Rebuilds one document from the log: the keyframe and what follows it. */
  async rebuild(name: DocumentName): Promise<void> {
    const fresh = new FoldedLog(this.session, this.#store, this.#log)
    await fresh.load()
    const rebuilt = fresh.documents.get(name)
    if (rebuilt !== undefined) this.documents.set(name, rebuilt)
  }

  /** The content of a keyframe at this moment: only what is committed. */
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
