import { serverLimits } from '@greenroom/protocol'
import {
  type AppendResult,
  type DocumentName,
  isEdit,
  type LogEntry,
  type NewEntry,
  type ParticipantId,
  refuse,
} from '@greenroom/session'
import type { ServerDeps } from '../ports.ts'
import type { BoardConnection } from './connections.ts'
import type { RoomCounts } from './counts.ts'
import { EditQueue } from './edit-queue.ts'
import type { FoldedLog } from './folded-log.ts'
import {
  type Batch,
  type BatchPorts,
  type CommandOutcome,
  type EditVerdict,
  formBatch,
  type PendingCommand,
} from './form-batch.ts'
import { StoreTrouble } from './store-trouble.ts'

export type LoopDeps = Pick<ServerDeps, 'store' | 'clock' | 'random' | 'log' | 'readEnds' | 'mayWrite'> & {
  readonly counts: RoomCounts
}

/** What the room does with entries that are durable, folded and applied, in log order. */
export type Announcer = {
  /** `from: null`: the server's own seed, or an edit from another server. `edits`: how many messages of `from` it combines. */
  readonly edited: (document: DocumentName, bytes: Uint8Array, from: BoardConnection | null, edits: number) => void
  readonly entered: (numbered: readonly LogEntry[]) => void
  /** Called after each commit, and when edits turned out to bring nothing. */
  readonly settled: () => void
  /** How many entries this participant's stream has. */
  readonly countOf: (participant: ParticipantId) => number | Promise<number>
  readonly saving: (saving: boolean) => void
  /** Another server has taken over this session: people are asked to reconnect, which takes them there. */
  readonly overtaken: () => void
  /** Another server has deleted this session. */
  readonly gone: () => void
  /** An assumption broke: the room cannot continue. */
  readonly broken: (error: unknown) => void
}

const oneSettled = { kind: 'settled', edits: 1 } as const
const nothing: Batch = { entries: [], edits: [], heard: [], verdicts: [], commands: [], undecided: [] }

/** To the people in the room, a store that has not answered for this long cannot save. */
const slowStore = 2_000
/** When another server has appended first this many times in a row, this is not the server that has the session. */
const overtakenAfter = 2

const atPlace = (entry: NewEntry, seq: number, at: number): LogEntry => ({ ...entry, seq, at })

type Unclean = { readonly document: DocumentName; readonly connection: BoardConnection | null }

/**
 * The one queue of a room. One append is in flight, and what arrives in the meantime forms the next. Nothing is announced before it is durable.
 */
export class AppendLoop {
  readonly #log: FoldedLog
  readonly #deps: LoopDeps
  readonly #announcer: Announcer
  readonly #trouble: StoreTrouble
  readonly #commands: PendingCommand[] = []
  readonly #edits = new Map<DocumentName, EditQueue>()
  #inFlight: { readonly since: number; readonly landed: Promise<void> } | null = null
  /** The next attempt comes in the next turn of the event loop; whatever arrives until then waits for it. */
  #isDue = false
  #stopped = false
  /** How many times in a row this room found that another server had appended. */
  #overtaken = 0
  /** Since when another server may have taken over this session (monotonic milliseconds); see `distrust`. */
  #distrustsSince: number | null = null

  constructor(log: FoldedLog, deps: LoopDeps, announcer: Announcer) {
    this.#log = log
    this.#deps = deps
    this.#announcer = announcer
    this.#trouble = new StoreTrouble({ random: deps.random, tell: announcer.saving, retry: () => this.#retry() })
  }

  isSaving(): boolean {
    return this.#trouble.isSaving()
  }

  /** Nothing is waiting and nothing is in flight. */
  isIdle(): boolean {
    return this.#inFlight === null && !this.#hasWork()
  }

  isAppending(): boolean {
    return this.#inFlight !== null
  }

  /** Resolves with the outcome once it is durable and announced. Rejects when the command broke an assumption. */
  run(pending: Omit<PendingCommand, 'answer' | 'fail'>): Promise<CommandOutcome> {
    this.#deps.counts.commands++
    if (this.#stopped || this.#trouble.isWaiting()) return Promise.resolve(refuse('store-unavailable'))
    if (this.#commands.length >= serverLimits.uncommittedCommands) return Promise.resolve(refuse('rate-limited'))
    return new Promise((answer, fail) => {
      this.#commands.push({ ...pending, answer, fail })
      this.#pump()
    })
  }

  /** Takes an edit to be validated. It is counted when it is committed; a refusal ends the connection. `false` when too much is waiting. */
  offerEdit(connection: BoardConnection, update: Uint8Array): boolean {
    let queue = this.#edits.get(connection.document)
    if (queue === undefined) {
      queue = new EditQueue()
      this.#edits.set(connection.document, queue)
    }
    const { byteLength } = update
    if (queue.bytesOf(connection) + byteLength > serverLimits.uncommittedBytes) return false
    if (queue.bytes + byteLength > serverLimits.uncommittedBytesPerRoom) return false
    queue.offer(connection, update)
    this.#pump()
    return true
  }

  #hasWork(): boolean {
    if (this.#commands.length > 0) return true
    for (const queue of this.#edits.values()) if (!queue.isEmpty()) return true
    return false
  }

  #pump(): void {
    if (
      this.#distrustsSince !== null ||
      this.#inFlight !== null ||
      this.#isDue ||
      this.#trouble.isWaiting() ||
      this.#stopped ||
      !this.#hasWork()
    )
      return
    const batch = formBatch(this.#log, { commands: this.#commands.splice(0), edits: this.#edits }, this.#ports())
    // Ahead of those that arrived in the meantime.
    this.#commands.unshift(...batch.undecided)
    for (const { document, client, participant } of batch.heard) {
      this.#log.documents.get(document)?.bindings.hear(client, participant)
    }
    for (const verdict of batch.verdicts) this.#tellVerdict(verdict)
    if (batch.entries.length === 0) {
      this.#answer(batch)
      // Even when nothing is left: a flood of edits that bring nothing arrives all at once, and must not be examined in one go.
      this.#pumpNextTurn()
      return
    }
    const landed = this.#deps.store
      .append(this.#log.session, this.#log.seq, batch.entries)
      .then(
        (result) => this.#appended(batch, result),
        (error) => this.#failed(batch, error),
      )
      .then(
        () => {
          this.#inFlight = null
          this.#pump()
        },
        (error) => {
          this.#inFlight = null
          for (const { pending } of batch.commands) pending.fail(error)
          this.#announcer.broken(error)
        },
      )
    this.#inFlight = { since: this.#deps.clock.monotonic(), landed }
  }

  #pumpNextTurn(): void {
    this.#isDue = true
    setImmediate(() => {
      this.#isDue = false
      this.#pump()
    })
  }

  #ports(): BatchPorts {
    const { clock } = this.#deps
    return {
      now: clock.now(),
      monotonic: () => clock.monotonic(),
      pay: (connection, validated, applying) => connection.pay(validated, applying),
      mayWrite: this.#deps.mayWrite ?? (() => true),
    }
  }

  #tellVerdict(verdict: EditVerdict): void {
    const { connection } = verdict
    switch (verdict.kind) {
      case 'empty':
        this.#deps.counts.editsEmpty++
        connection.tell(oneSettled)
        break
      case 'gap':
        connection.tell({ kind: 'gap', update: verdict.update })
        break
      case 'refused':
        connection.end(verdict.code)
        break
      case 'failed':
        this.#deps.counts.handlerErrors++
        this.#deps.log.error({ err: verdict.error, session: this.#log.session }, 'An edit could not be validated.')
        connection.end('malformed')
        break
    }
  }

  // Not an async function: in the common case nothing is awaited, and a commit is announced in the same turn.
  #appended(batch: Batch, result: AppendResult): Promise<void> | undefined {
    if (!result.ok) return this.#behind(batch, result.behind)
    this.#overtaken = 0
    this.#deps.counts.appends++
    this.#trouble.clear()
    const numbered: LogEntry[] = []
    const unclean: Unclean[] = []
    for (const [index, entry] of batch.entries.entries()) {
      const logged = atPlace(entry, result.firstSeq + index, result.at[index] ?? this.#log.state.lastAt)
      const clean = this.#log.takeIn(logged)
      if (!isEdit(logged)) {
        numbered.push(logged)
        continue
      }
      const edit = batch.edits[index]
      const connection = edit?.connection ?? null
      if (clean) this.#announcer.edited(logged.data.document, logged.bytes, connection, edit?.updates.length ?? 1)
      else unclean.push({ document: logged.data.document, connection })
    }
    if (unclean.length > 0) return this.#repair(unclean).then(() => this.#tell(batch, numbered))
    this.#tell(batch, numbered)
    return undefined
  }

  #tell(batch: Batch, numbered: readonly LogEntry[]): void {
    if (numbered.length > 0) this.#announcer.entered(numbered)
    this.#answer(batch)
  }

  #answer(batch: Batch): void {
    for (const verdict of batch.commands) {
      switch (verdict.kind) {
        case 'granted':
          this.#grant(verdict.pending)
          break
        case 'refused':
          this.#deps.counts.commandsRefused++
          verdict.pending.answer(verdict.refusal)
          break
        case 'failed':
          verdict.pending.fail(verdict.error)
          break
      }
    }
    this.#announcer.settled()
  }

  #grant({ by, answer }: PendingCommand): void {
    const n = by === null ? 0 : this.#announcer.countOf(by)
    if (typeof n === 'number') {
      answer({ ok: true, n })
      return
    }
    n.then(
      (counted) => answer({ ok: true, n: counted }),
      // The command is done and durable; only its number is unknown.
      () => answer({ ok: true, n: 0 }),
    )
  }

  /** An accepted update that does not apply is a bug of ours: the log decides what the document is. */
  async #repair(unclean: readonly Unclean[]): Promise<void> {
    for (const { document, connection } of unclean) {
      this.#deps.log.error(
        { session: this.#log.session, document },
        'A committed edit does not apply; the board is rebuilt from the log.',
      )
      await this.#log.rebuild(document)
      connection?.end('gap')
    }
  }

  #behind(batch: Batch, end: number): Promise<void> | undefined {
    const isShared = this.#deps.readEnds !== undefined
    if (!isShared || (end >= this.#log.seq && this.#distrustsSince === null && ++this.#overtaken < overtakenAfter))
      return this.#redo(batch)
    this.#takeBack(batch)
    this.#giveUp(end)
    return undefined
  }

  #giveUp(end: number): void {
    if (end >= this.#log.seq) this.#announcer.overtaken()
    else if (end === 0) this.#announcer.gone()
    else this.#announcer.broken(new Error(`The log ended at ${this.#log.seq}, and now ends at ${end}.`))
  }

  /**
   * This process was frozen for a while, and its people may be on another server: nothing is appended until the store has said where the
   * log ends.
   */
  distrust(): void {
    this.#distrustsSince ??= this.#deps.clock.monotonic()
  }

  /** The store reported that this log ends there. */
  noteEnd(end: number): void {
    // The store itself answers the append that is in flight.
    if (this.#inFlight !== null || this.#stopped) return
    if (end === 0) this.#announcer.gone()
    else if (end <= this.#log.seq) {
      this.#overtaken = 0
      if (this.#distrustsSince === null) return
      this.#distrustsSince = null
      this.#trouble.clear()
      this.#pump()
    } else if (this.#distrustsSince !== null || ++this.#overtaken >= overtakenAfter) this.#announcer.overtaken()
    else this.#takeInOthers()
  }

  /**
   * Takes in what another server has appended up to there, and does not count that as being overtaken: people may join through any server
   * and come here afterwards.
   */
  catchUpTo(end: number): void {
    if (this.#inFlight === null && !this.#stopped && this.#distrustsSince === null && end > this.#log.seq)
      this.#takeInOthers()
  }

  #takeInOthers(): void {
    const landed = this.#redo(nothing)
      .catch((error: unknown) => {
        this.#deps.log.warn(
          { err: error, session: this.#log.session },
          'What another server appended could not be read.',
        )
      })
      .then(() => {
        this.#inFlight = null
        this.#pump()
      })
    this.#inFlight = { since: this.#deps.clock.monotonic(), landed }
  }

  /** Another server appended first: takes in its entries, and forms the batch again. */
  async #redo(batch: Batch): Promise<void> {
    this.#takeBack(batch)
    await this.#log.catchUp((page) => {
      const numbered: LogEntry[] = []
      for (const entry of page) {
        if (isEdit(entry)) this.#announcer.edited(entry.data.document, entry.bytes, null, 1)
        else numbered.push(entry)
      }
      this.#tell(nothing, numbered)
    })
  }

  #takeBack(batch: Batch): void {
    for (const run of batch.edits) this.#edits.get(run.connection.document)?.putBack(run)
    this.#commands.unshift(...batch.commands.map(({ pending }) => pending))
  }

  /** Nothing was written, so nothing is announced: commands are refused, edits are kept and tried again. */
  #failed(batch: Batch, error: unknown): void {
    this.#deps.counts.appendsFailed++
    this.#takeBack(batch)
    this.#refuseCommands()
    if (this.#stopped) return
    this.#trouble.note()
    this.#deps.log.error({ err: error, session: this.#log.session }, 'Appending failed; this room cannot save for now.')
  }

  #refuseCommands(): void {
    for (const pending of this.#commands.splice(0)) pending.answer(refuse('store-unavailable'))
  }

  #retry(): void {
    if (this.#hasWork()) {
      this.#pump()
      return
    }
    this.#deps.store.probe().then(
      () => this.#trouble.clear(),
      () => {
        if (!this.#stopped) this.#trouble.note()
      },
    )
  }

  /** Call from time to time. */
  sweep(now: number): void {
    // A store that does not even say where the log ends keeps people waiting as well.
    const waitsSince = this.#inFlight?.since ?? (this.#hasWork() ? this.#distrustsSince : null)
    if (waitsSince !== null && now - waitsSince > slowStore) this.#trouble.tellSlow()
  }

  /** Resolves when everything that was accepted is durable, or the store has failed. Nothing more should be offered. */
  async flush(): Promise<void> {
    while (
      this.#inFlight !== null ||
      (this.#hasWork() && !this.#trouble.isWaiting() && !this.#stopped && this.#distrustsSince === null)
    ) {
      if (this.#inFlight === null) this.#pump()
      // Edits that bring nothing are examined a few at a time, without an append.
      await (this.#inFlight?.landed ?? new Promise((resolve) => setImmediate(resolve)))
    }
  }

  /** Drops everything that is waiting, permanently. An append that is in flight lands, and is still announced. */
  stop(): void {
    this.#stopped = true
    this.#trouble.stop()
    this.#refuseCommands()
    for (const queue of this.#edits.values()) queue.clear()
  }

  /** Resolves when nothing is in flight. */
  async landed(): Promise<void> {
    await this.#inFlight?.landed
  }
}
