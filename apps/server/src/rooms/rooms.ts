import {
  type Command,
  type CommandId,
  type DocumentName,
  onlyWatches,
  type ParticipantId,
  type ProjectedEntry,
  participantOf,
  type Refusal,
  refuse,
  type SessionId,
  type SessionState,
} from '@greenroom/session'
import type { ServerDeps } from '../ports.ts'
import { createCounts, type RoomCounts } from './counts.ts'
import { DamagedSessions, damageIn } from './damaged-sessions.ts'
import { visitInParts } from './in-parts.ts'
import { type RoomDeps, SessionRoom } from './session-room.ts'

/** How long it is remembered that somebody was cut, for connections that were being let in at that moment. */
const rememberCuts = 60_000
const sweepEvery = 1_000
/** The rooms are swept in this many groups, so that nobody waits for the sweep of all of them. */
const sweepParts = 10
/** A process that was frozen for longer than this does not trust what it remembers. */
const stoodStill = 5_000
/** Connections closed per turn of the event loop while draining. */
const drainSlice = 50
/** How long draining waits for the store. */
const drainPatience = 5_000

/** Why a connection is not let in. */
export type Rejection =
  | 'draining'
  | 'revoked'
  | 'session-deleted'
  | 'session-damaged'
  | 'store-unavailable'
  | 'unauthorized'

/** An open room, held open until `release`. `rejection` is checked in the very turn in which the connection joins. */
export type Entered = {
  readonly ok: true
  readonly room: SessionRoom
  readonly rejection: () => Rejection | null
  readonly release: () => void
}

/** The live rooms of this server, as the REST API and the sockets use them. */
export type Rooms = {
  readonly counts: RoomCounts
  /** Opens the session's room for a participant who proved who they are at `since` (monotonic milliseconds). */
  readonly enter: (
    session: SessionId,
    participant: ParticipantId,
    since: number,
  ) => Promise<Entered | { readonly ok: false; readonly rejection: Rejection }>
  /** Runs a command through the room's queue. `n` is its number in the sender's own stream. */
  readonly run: (
    session: SessionId,
    by: ParticipantId | null,
    commandId: CommandId | null,
    command: Command,
  ) => Promise<{ readonly ok: true; readonly n: number } | Refusal>
  /** The folded state; for a damaged session, the state before the damage. `null` when there is no such session. */
  readonly read: (session: SessionId) => Promise<SessionState | null>
  /**
   * The first entry of its log that was found damaged: it can be read up to there, and deleted. `null` when there is none, or nobody has
   * tried yet.
   */
  readonly damagedFrom: (session: SessionId) => number | null
  /** Reading this session failed. If its log is damaged, its room ends for everybody, and this returns `true`. */
  readonly noteDamage: (session: SessionId, error: unknown) => boolean
  /** Somebody reads the session's log without a connection: while its room is open, they are shown in it. */
  readonly noteReader: (session: SessionId, participant: ParticipantId) => void
  /**
   * The name of the session's account that this participant is charged to. Those who can only watch share one, apart from the others': an
   * observer's link in many hands keeps nobody waiting who takes part. While the room is closed nobody is known to take part.
   */
  readonly accountOf: (session: SessionId, participant: ParticipantId) => string
  /** Who has a connection to the session's room on this server, or reads its log. */
  readonly here: (session: SessionId) => readonly ParticipantId[]
  /** This participant's own stream after number `after`. */
  readonly readStream: (
    session: SessionId,
    participant: ParticipantId,
    after: number,
  ) => Promise<readonly ProjectedEntry[]>
  /** The committed bytes of a document as one update. `null` when it does not exist. */
  readonly readDocument: (session: SessionId, document: DocumentName) => Promise<Uint8Array | null>
  /** Cuts every connection of a participant with a permanent code. Resolves when they are cut. */
  readonly cut: (session: SessionId, participant: ParticipantId, reason: 'revoked' | 'session-deleted') => Promise<void>
  /** Ends every connection of a participant, so that those who may can reconnect. Resolves when they are closed. */
  readonly reconnect: (session: SessionId, participant: ParticipantId) => Promise<void>
  /** Ends the room permanently: cuts everybody with `session-deleted`, after which the store may delete. */
  readonly remove: (session: SessionId) => Promise<void>
  /** Refuses new connections, finishes appends, tells everybody, and closes with 1012 in slices. */
  readonly drain: () => Promise<void>
  readonly isDraining: () => boolean
  /** Stops the timer. Open rooms are left as they are: call `drain` first. */
  readonly close: () => void
}

export type RoomsDeps = ServerDeps & Pick<RoomDeps, 'onAudioErased' | 'liveKit'>

/** All rooms that are open on this server. */
export function createRooms(deps: RoomsDeps): Rooms {
  const counts = createCounts()
  const rooms = new Map<SessionId, SessionRoom>()
  const cuts = new Map<string, number>()
  /** When somebody's connections were ended so that they reconnect. */
  const recalls = new Map<string, number>()
  const removed = new Map<SessionId, number>()
  const damaged = new DamagedSessions(deps.store)
  const roomDeps = { ...deps, counts }
  let draining: Promise<void> | null = null

  const forget = (room: SessionRoom): void => {
    if (rooms.get(room.session) === room) rooms.delete(room.session)
    counts.rooms = rooms.size
  }

  /** The session's open room, held. Rejects when it cannot be loaded; `null` when the session was deleted. */
  const hold = async (session: SessionId): Promise<SessionRoom | null> => {
    for (;;) {
      if (removed.has(session)) return null
      const damage = damaged.find(session)
      if (damage !== null) throw new Error('The session is damaged.', { cause: damage })
      let room = rooms.get(session)
      if (room === undefined) {
        room = new SessionRoom(session, roomDeps)
        rooms.set(session, room)
        counts.rooms = rooms.size
      }
      const { phase } = room
      switch (phase.kind) {
        case 'open':
          room.hold()
          return room
        case 'opening':
          await phase.opened
          if (room.phase.kind === 'closed' && room.phase.error !== null) {
            forget(room)
            noteDamage(session, room.phase.error)
            throw new Error('The session could not be opened.', { cause: room.phase.error })
          }
          break
        case 'closing':
          await phase.closed
          forget(room)
          break
        case 'closed':
          forget(room)
          break
      }
    }
  }

  const noteDamage = (session: SessionId, error: unknown): boolean => {
    const damage = damageIn(error)
    if (damage === null) return false
    damaged.note(session, damage)
    rooms.get(session)?.fail(error)
    return true
  }

  const release = (room: SessionRoom): void => {
    room.release()
    // Asking for a session that does not exist leaves nothing behind.
    if (room.exists || !room.isIdle()) return
    room.discard()
    forget(room)
  }

  /**
   * People may join through one server and come to another one at once: an invitation's address says nothing of the session, so a balancer
   * may send it anywhere. Somebody whom an open room does not know is looked for in what other servers have appended.
   */
  const lookFor = async (room: SessionRoom, participant: ParticipantId): Promise<void> => {
    if (!Object.hasOwn(room.state.participants, participant)) await room.takeInOthers()
  }

  const within = async <T>(session: SessionId, use: (room: SessionRoom) => Promise<T> | T): Promise<T | null> => {
    const room = await hold(session)
    if (room === null) return null
    try {
      return await use(room)
    } finally {
      release(room)
    }
  }

  const cutKey = (session: SessionId, participant: ParticipantId): string => `${session} ${participant}`

  const sweepPart = visitInParts(rooms, sweepParts, (room) => {
    room.sweep()
    if (room.phase.kind === 'closed') forget(room)
  })
  const forgetOld = (): void => {
    const now = deps.clock.monotonic()
    for (const [key, at] of cuts) if (now - at > rememberCuts) cuts.delete(key)
    for (const [key, at] of recalls) if (now - at > rememberCuts) recalls.delete(key)
    for (const [session, at] of removed) if (now - at > rememberCuts) removed.delete(session)
  }
  let looking = false
  /** One query for all live rooms finds those whose log grew without this server. */
  const look = async (readEnds: NonNullable<ServerDeps['readEnds']>): Promise<void> => {
    if (looking) return
    const open = [...rooms.values()].filter((room) => room.phase.kind === 'open' && room.exists)
    if (open.length === 0) return
    looking = true
    try {
      const ends = await readEnds(open.map(({ session }) => session))
      for (const room of open) room.noteEnd(ends.get(room.session) ?? 0)
    } catch {
      // Appends report a store that does not answer.
    } finally {
      looking = false
    }
  }
  let sweptAt = deps.clock.monotonic()
  const sweeper = setInterval(() => {
    const now = deps.clock.monotonic()
    // Of every part, not of every round of them: what waited meanwhile must not be written before the store was asked.
    const wasFrozen = now - sweptAt > stoodStill
    sweptAt = now
    const isRoundOver = sweepPart()
    if (isRoundOver) forgetOld()
    if (deps.readEnds === undefined) return
    if (wasFrozen) for (const room of rooms.values()) room.distrust()
    if (wasFrozen || isRoundOver) void look(deps.readEnds)
  }, sweepEvery / sweepParts)
  sweeper.unref()

  const drainAll = async (): Promise<void> => {
    const all = [...rooms.values()]
    for (const room of all) {
      for (const live of room.streams.connections()) live.sendGoodbye('draining', 500 + deps.random() * 2_500)
    }
    const patience = new Promise<void>((resolve) => setTimeout(resolve, drainPatience).unref())
    await Promise.race([Promise.all(all.map((room) => room.flush())), patience])
    const connections = all.flatMap((room) => [
      ...room.boards.connections().map((connection) => () => connection.end('draining')),
      ...room.streams.connections().map((connection) => () => connection.end('draining', 500 + deps.random() * 2_500)),
    ])
    for (let from = 0; from < connections.length; from += drainSlice) {
      for (const end of connections.slice(from, from + drainSlice)) end()
      await new Promise((resolve) => setImmediate(resolve))
    }
    await Promise.race([Promise.all(all.map((room) => room.close())), patience])
    for (const room of all) forget(room)
  }

  return {
    counts,
    isDraining: () => draining !== null,

    enter: async (session, participant, since) => {
      if (draining !== null) return { ok: false, rejection: 'draining' }
      let room: SessionRoom | null
      try {
        room = await hold(session)
      } catch (error) {
        return { ok: false, rejection: damageIn(error) === null ? 'store-unavailable' : 'session-damaged' }
      }
      if (room === null) return { ok: false, rejection: 'session-deleted' }
      const entered = room
      try {
        await lookFor(entered, participant)
      } catch {
        release(entered)
        return { ok: false, rejection: 'store-unavailable' }
      }
      const rejection = (): Rejection | null => {
        if (draining !== null) return 'draining'
        if (removed.has(session)) return 'session-deleted'
        const cutAt = cuts.get(cutKey(session, participant))
        // Otherwise a participant who was cut after their token was looked up would slip in.
        if (cutAt !== undefined && cutAt >= since) return 'revoked'
        const recalledAt = recalls.get(cutKey(session, participant))
        if (recalledAt !== undefined && recalledAt >= since) return 'draining'
        if (damaged.find(session) !== null) return 'session-damaged'
        if (entered.phase.kind !== 'open') return 'store-unavailable'
        if (participantOf(entered.state, participant) !== null) return null
        return Object.hasOwn(entered.state.participants, participant) ? 'revoked' : 'unauthorized'
      }
      return { ok: true, room, rejection, release: () => release(entered) }
    },

    run: async (session, by, commandId, command) => {
      try {
        const outcome = await within(session, async (room) => {
          if (command.kind !== 'closeUnattended') return room.run({ command, by, commandId })
          if (room.attendance.read() === 'attended') {
            room.attendance.dueTime.pushOn()
            return { ok: true, n: 0 } as const
          }
          const closed = await room.run({ command, by, commandId })
          // Closed already, or never begun: it is no longer due.
          if (!closed.ok && closed.code !== 'store-unavailable') room.attendance.dueTime.forget()
          return closed
        })
        return outcome ?? refuse('not-joined')
      } catch (error) {
        deps.log.error({ err: error, session }, 'A command failed.')
        return refuse('store-unavailable')
      }
    },

    noteDamage,
    noteReader: (session, participant) => rooms.get(session)?.noteReader(participant),
    damagedFrom: (session) => damaged.find(session)?.seq ?? null,
    read: async (session) => {
      try {
        return await within(session, (room) => (room.exists ? room.state : null))
      } catch (error) {
        if (damageIn(error) === null) throw error
        return damaged.readState(session)
      }
    },
    accountOf: (session, participant) => {
      const room = rooms.get(session)
      const takesPart = room?.phase.kind === 'open' && room.exists && !onlyWatches(room.state, participant)
      return takesPart ? session : `${session} watchers`
    },
    here: (session) => rooms.get(session)?.attendance.here() ?? [],
    readStream: async (session, participant, after) =>
      (await within(session, (room) => room.readStream(participant, after))) ?? [],
    readDocument: (session, document) => within(session, (room) => room.boards.encoded(document)),

    cut: async (session, participant, reason) => {
      cuts.set(cutKey(session, participant), deps.clock.monotonic())
      await rooms.get(session)?.cut(participant, reason)
    },

    reconnect: async (session, participant) => {
      recalls.set(cutKey(session, participant), deps.clock.monotonic())
      await rooms.get(session)?.reconnect(participant)
    },

    remove: async (session) => {
      removed.set(session, deps.clock.monotonic())
      damaged.forget(session)
      const room = rooms.get(session)
      if (room === undefined) return
      if (room.phase.kind === 'opening') await room.phase.opened
      if (room.phase.kind === 'closing') await room.phase.closed
      await room.remove()
      forget(room)
    },

    drain: () => {
      draining ??= drainAll()
      return draining
    },
    close: () => clearInterval(sweeper),
  }
}
