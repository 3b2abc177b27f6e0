import type { CallNotice } from '@greenroom/protocol'
import type { CallTimers } from '../call-ports.ts'
import {
  type Arranged,
  type MediaTransport,
  noTracks,
  type OwnTracks,
  type TransportEvents,
} from '../media-transport.ts'

/** This page's way into LiveKit, as the server sends it. */
export type LiveKitGrant = Extract<CallNotice, { readonly kind: 'liveKit' }>

export type LiveKitTransport = MediaTransport & {
  readonly take: (grant: LiveKitGrant) => void
  /** Whether others can count on reaching this page through it. `true` until it has been tried. */
  readonly isReachable: () => boolean
}

/** A page in LiveKit's room. */
export type LiveKitRoom = Pick<MediaTransport, 'arrange' | 'send' | 'close'>

export type LiveKitRoomOptions = {
  readonly grant: LiveKitGrant
  readonly timers: CallTimers
  readonly events: TransportEvents & {
    /** Connected, for the first time or again. */
    readonly connected: () => void
    /** The connection broke; it is being restored. */
    readonly interrupted: () => void
    /** It will not come back by itself. */
    readonly lost: () => void
  }
}

/** If not connected by then, other ways are taken, and this one keeps trying. */
export const connectWithin = 4_000
const tryAgainEvery = 8_000
/** The server may have removed this page, and lets it in again at once with other rights. */
const askAgainAfter = 500

/**
 * A media server that everybody in the call is connected to. Its client is loaded when the session's server first lets this page in, and never
 * where there is none.
 */
export function createLiveKitTransport(input: {
  /** Asks the session's server for another grant. */
  readonly ask: () => void
  readonly events: TransportEvents & { readonly reachable: () => void }
  readonly timers: CallTimers
  /** Loads LiveKit's client. */
  readonly load: () => Promise<(options: LiveKitRoomOptions) => LiveKitRoom>
}): LiveKitTransport {
  const { ask, events, timers } = input
  type Place = {
    readonly grant: LiveKitGrant
    room: LiveKitRoom | null
    /** `interrupted`: its client restores it, for as long as that is worth waiting for. */
    state: 'opening' | 'connected' | 'interrupted' | 'ended'
  }
  let place: Place | null = null
  let arranged: readonly Arranged[] = []
  let tracks: OwnTracks = noTracks
  let reachable = true
  let wasLetIn = false
  let closed = false
  let cancelPatience: (() => void) | null = null

  const become = (next: boolean): void => {
    if (reachable === next) return
    reachable = next
    events.reachable()
  }
  const connected = (mine: Place): void => {
    mine.state = 'connected'
    cancelPatience?.()
    cancelPatience = null
    become(true)
  }
  const waitForIt = (): void => {
    cancelPatience ??= timers.after(connectWithin, () => {
      cancelPatience = null
      become(false)
      // It begins again, as if this page had just joined.
      if (place?.state === 'interrupted') lose(place)
    })
  }
  const interrupted = (mine: Place): void => {
    mine.state = 'interrupted'
    waitForIt()
  }

  const open = async (mine: Place): Promise<void> => {
    const openRoom = await input.load()
    if (mine.state === 'ended') return
    const ifOpen =
      (run: (mine: Place) => void): (() => void) =>
      () => {
        if (mine.state !== 'ended') run(mine)
      }
    mine.room = openRoom({
      grant: mine.grant,
      timers,
      events: {
        state: events.state,
        streams: events.streams,
        quality: events.quality,
        connected: ifOpen(connected),
        interrupted: ifOpen(interrupted),
        lost: ifOpen(lose),
      },
    })
    mine.room.arrange(arranged)
    mine.room.send(tracks)
  }
  const end = (mine: Place): void => {
    mine.state = 'ended'
    mine.room?.close()
    if (place === mine) place = null
  }
  const lose = (mine: Place): void => {
    const wasIn = mine.state !== 'opening'
    end(mine)
    waitForIt()
    if (wasIn) timers.after(askAgainAfter, askIfOut)
  }
  const askIfOut = (): void => {
    if (!closed && wasLetIn && place === null) ask()
  }
  const stopAsking = timers.every(tryAgainEvery, askIfOut)

  return {
    take: (grant) => {
      if (closed) return
      wasLetIn = true
      // Sent again whenever the session's socket comes back: a connection that is there stays.
      if (place?.grant.room === grant.room && place.grant.mayPublish === grant.mayPublish) return
      if (place !== null) end(place)
      const mine: Place = { grant, room: null, state: 'opening' }
      place = mine
      waitForIt()
      open(mine).catch(() => {
        if (mine.state !== 'ended') lose(mine)
      })
    },
    isReachable: () => reachable,
    arrange: (peers) => {
      arranged = peers
      place?.room?.arrange(peers)
    },
    send: (next) => {
      tracks = next
      place?.room?.send(next)
    },
    retry: askIfOut,
    close: () => {
      closed = true
      stopAsking()
      cancelPatience?.()
      if (place !== null) end(place)
    },
  }
}
