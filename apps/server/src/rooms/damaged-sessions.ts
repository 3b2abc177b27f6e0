import {
  DamagedLog,
  emptySession,
  fold,
  type LogEntry,
  type LogStore,
  type SessionId,
  type SessionState,
} from '@greenroom/session'

const pageSize = 500
const kept = 64

type Found = { readonly damage: DamagedLog; state: Promise<SessionState | null> | null }

/** What is damaged in a log, if that is why something failed. */
export function damageIn(error: unknown): DamagedLog | null {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++)
    if (cause instanceof DamagedLog) return cause
  return null
}

/**
 * Reads entries up to any damage, which is reported when what follows cannot be read. Rejects when the store cannot answer for another
 * reason.
 */
export async function readSound(
  store: Pick<LogStore, 'read'>,
  session: SessionId,
  afterSeq: number,
  limit: number,
): Promise<{ readonly entries: readonly LogEntry[]; readonly damage: DamagedLog | null }> {
  try {
    return { entries: await store.read(session, afterSeq, limit), damage: null }
  } catch (error) {
    const damage = damageIn(error)
    if (damage === null) throw error
    const sound = damage.seq - 1 - afterSeq
    return { entries: sound > 0 ? await store.read(session, afterSeq, sound) : [], damage }
  }
}

/** The state before the damage. The owner is also taken from the newest keyframe, so that the session can be deleted. */
async function foldSound(store: LogStore, session: SessionId, { seq }: DamagedLog): Promise<SessionState | null> {
  let state = emptySession
  let last = 0
  while (last < seq - 1) {
    const page = await store.read(session, last, Math.min(pageSize, seq - 1 - last))
    for (const entry of page) state = fold(state, entry)
    if (page.length === 0) break
    last = page.at(-1)?.seq ?? seq
  }
  if (state.owner !== null) return state
  const keyframe = await store.readKeyframe(session, Number.MAX_SAFE_INTEGER).catch(() => null)
  return keyframe === null ? null : keyframe.state
}

/**
 * Sessions whose log was found damaged. A room never opens for them again, so that nothing is appended after the damage, and no returning
 * participant causes the whole log to be read again. Lasts until the session is deleted or the server is restarted.
 */
export class DamagedSessions {
  readonly #store: LogStore
  readonly #found = new Map<SessionId, Found>()

  constructor(store: LogStore) {
    this.#store = store
  }

  find(session: SessionId): DamagedLog | null {
    return this.#found.get(session)?.damage ?? null
  }

  note(session: SessionId, damage: DamagedLog): void {
    if (this.#found.has(session)) return
    const oldest = this.#found.size >= kept ? this.#found.keys().next() : null
    if (oldest !== null && !oldest.done) this.#found.delete(oldest.value)
    this.#found.set(session, { damage, state: null })
  }

  /** What is still known about it. `null` when not even its owner is. */
  readState(session: SessionId): Promise<SessionState | null> {
    const found = this.#found.get(session)
    if (found === undefined) return Promise.resolve(null)
    found.state ??= foldSound(this.#store, session, found.damage).catch((error: unknown) => {
      found.state = null
      throw error
    })
    return found.state
  }

  forget(session: SessionId): void {
    this.#found.delete(session)
  }
}
