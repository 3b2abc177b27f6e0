import type { LogStore, SessionId } from '@greenroom/session'
import { openMemoryLogStore } from '@greenroom/session/log-store-memory'

/** A store in memory that a test can block, or make fail. */
export type TroubledStore = LogStore & {
  /** Appends wait until `release`. */
  readonly hold: () => void
  readonly release: () => void
  /** How many appends are waiting. */
  readonly held: () => number
  /** Appends and other writes reject while this is `true`; none of it is written. */
  failing: boolean
  /** Reading this session's log rejects. */
  unreadable: SessionId | null
  /** How many appends were attempted. */
  readonly appends: () => number
  readonly dues: Map<SessionId, number | null>
}

export const openTroubledStore = (now: () => number = () => Date.now()): TroubledStore => {
  const store = openMemoryLogStore({ now })
  const dues = new Map<SessionId, number | null>()
  let gate: PromiseWithResolvers<void> | null = null
  let held = 0
  let appends = 0
  const troubled: TroubledStore = {
    ...store,
    failing: false,
    unreadable: null,
    dues,
    held: () => held,
    appends: () => appends,
    hold: () => {
      gate ??= Promise.withResolvers<void>()
    },
    release: () => {
      gate?.resolve()
      gate = null
    },
    append: async (session, afterSeq, entries) => {
      appends++
      if (gate !== null) {
        held++
        await gate.promise
        held--
      }
      if (troubled.failing) throw new Error('the disk is full')
      return store.append(session, afterSeq, entries)
    },
    read: async (session, ...rest) => {
      if (troubled.unreadable === session) throw new Error('a bad row')
      return store.read(session, ...rest)
    },
    writeKeyframe: async (session, keyframe) => {
      if (troubled.failing) throw new Error('the disk is full')
      return store.writeKeyframe(session, keyframe)
    },
    probe: async () => {
      if (troubled.failing) throw new Error('the disk is full')
      return store.probe()
    },
    setDue: async (session, due) => {
      if (troubled.failing) throw new Error('the disk is full')
      dues.set(session, due)
      return store.setDue(session, due)
    },
  }
  return troubled
}
