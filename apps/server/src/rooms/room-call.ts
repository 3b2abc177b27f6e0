import type { CallAnswer, CallMember, CallMessage, OwnCallState } from '@greenroom/protocol'
import {
  mayHear,
  maySpeak,
  mayTakePartInWhispers,
  mayWhisper,
  type ParticipantId,
  type SessionState,
  sessionLimits,
} from '@greenroom/session'
import type { LiveConnection } from './connections.ts'
import type { RoomLiveKit } from './room-livekit.ts'

type Place = CallMember & { readonly participant: ParticipantId; readonly connection: LiveConnection }

type RoomCallDeps = {
  readonly state: () => SessionState
  /** Everybody who is connected to the session, whether in the call or not. */
  readonly connections: () => readonly LiveConnection[]
  /** Calls back once, shortly: changes until then are announced together. */
  readonly soon: (run: () => void) => void
  /** `null`: browsers connect to one another. */
  readonly liveKit: RoomLiveKit | null
}

/** Each page load creates a new page id; this many of a participant's latest are remembered as theirs. */
const pagesOfEach = 8

const granted: CallAnswer = { ok: true }
const notInCall: CallAnswer = { ok: false, code: 'not-in-call' }

/** Everybody in the call, as one recipient sees them. `words`: the same as text, for comparison. */
type People = { readonly people: readonly CallMember[]; readonly words: string }

const peopleOf = (places: readonly Place[], stateOf: (place: Place, at: number) => OwnCallState): People => {
  const people = places.map((place, at) => ({
    participant: place.participant,
    peer: place.peer,
    state: stateOf(place, at),
  }))
  return { people, words: JSON.stringify(people) }
}

const isSame = (one: OwnCallState, other: OwnCallState): boolean =>
  one.muted === other.muted &&
  one.camera === other.camera &&
  one.screen === other.screen &&
  one.direct === other.direct &&
  one.relay === other.relay &&
  one.whispers === other.whispers &&
  one.liveKit === other.liveKit

/** Who is in the call of a session. In memory only: after a restart pages join again by themselves. One place per participant. */
export class RoomCall {
  readonly #deps: RoomCallDeps
  /** In the order in which they joined. */
  readonly #places = new Map<ParticipantId, Place>()
  /**
   * Whose page is whose, even while its socket is gone for a moment. Everybody in the session knows the ids of pages: somebody who could
   * claim another's page would be sent what is meant for it, and would be heard under its owner's name.
   */
  readonly #pages = new Map<ParticipantId, readonly string[]>()
  /** What each connection was told last, so that nothing is repeated: a notice without news would reveal that a whisper begins. */
  readonly #told = new WeakMap<LiveConnection, string>()
  #willTell = false

  constructor(deps: RoomCallDeps) {
    this.#deps = deps
  }

  /** Tells somebody who has just connected who is in the call. */
  greet(connection: LiveConnection): void {
    if (this.#places.size > 0) this.#tell(connection, this.#inCommon())
  }

  take(connection: LiveConnection, message: CallMessage): CallAnswer {
    switch (message.kind) {
      case 'join':
        return this.#join(connection, message)
      case 'change':
        return this.#change(connection, message)
      case 'leave':
        this.leave(connection)
        return granted
      case 'signal':
        return this.#signal(connection, message)
      case 'liveKit':
        return this.#grantLiveKit(connection)
    }
  }

  #join(connection: LiveConnection, { peer, state }: CallMessage & { kind: 'join' }): CallAnswer {
    const { participant } = connection
    const before = this.#places.get(participant)
    if (before === undefined && this.#places.size >= sessionLimits.participants) return { ok: false, code: 'call-full' }
    if (!this.#takePage(participant, peer)) return notInCall
    // Two pages of one person in the same room would howl: the newest one wins.
    if (before !== undefined && before.connection !== connection && before.peer !== peer)
      before.connection.sendCall({ kind: 'elsewhere' })
    this.#places.set(participant, { participant, peer, state: this.#asTold(state), connection })
    this.#tellPeople()
    if (state.liveKit) this.#grantLiveKit(connection)
    return granted
  }

  /** Nobody is reached over LiveKit where there is none, whatever pages say. */
  #asTold(state: OwnCallState): OwnCallState {
    return this.#deps.liveKit === null ? { ...state, liveKit: false } : state
  }

  /** Seats or the round have changed, and with them who may know about whispers, and who may do what in LiveKit. */
  sessionChanged(): void {
    if (this.#places.size > 0) this.#tellPeople()
    this.#deps.liveKit?.sessionChanged((participant, page) => {
      const place = this.#places.get(participant)
      if (place?.peer === page) this.#grantLiveKit(place.connection)
    })
  }

  /** The session is deleted. */
  end(): void {
    this.#deps.liveKit?.end()
  }

  #grantLiveKit(connection: LiveConnection): CallAnswer {
    const place = this.#placeOf(connection)
    if (place === null || this.#deps.liveKit === null) return notInCall
    connection.sendCall(this.#deps.liveKit.grant(place.participant, place.peer))
    return granted
  }

  /** Whether this participant allows whispers by voice. */
  allowsWhispers = (participant: ParticipantId): boolean => this.#places.get(participant)?.state.whispers === true

  /** `false` when the page is somebody else's. */
  #takePage(participant: ParticipantId, peer: string): boolean {
    for (const [other, pages] of this.#pages) if (other !== participant && pages.includes(peer)) return false
    const own = this.#pages.get(participant) ?? []
    if (!own.includes(peer)) this.#pages.set(participant, [...own, peer].slice(-pagesOfEach))
    return true
  }

  #change(connection: LiveConnection, message: CallMessage & { kind: 'change' }): CallAnswer {
    const place = this.#placeOf(connection)
    if (place === null) return notInCall
    const state = this.#asTold(message.state)
    if (isSame(place.state, state)) return granted
    this.#places.set(place.participant, { ...place, state })
    this.#tellPeople()
    return granted
  }

  /** Also called for a connection that is not in the call, and when it ends. */
  leave(connection: LiveConnection): void {
    const place = this.#placeOf(connection)
    if (place === null) return
    this.#places.delete(place.participant)
    this.#tellPeople()
  }

  /** Whether this page is this participant's place in the call. */
  isPlace(participant: ParticipantId, peer: string): boolean {
    return this.#places.get(participant)?.peer === peer
  }

  #signal(connection: LiveConnection, { to, signal }: CallMessage & { kind: 'signal' }): CallAnswer {
    const from = this.#placeOf(connection)
    const other = [...this.#places.values()].find(({ peer }) => peer === to)
    if (from === null || other === undefined) return notInCall
    const state = this.#deps.state()
    const one = from.participant
    const may = (listener: ParticipantId, speaker: ParticipantId): boolean =>
      mayHear(state, listener, speaker, this.allowsWhispers)
    if (!may(one, other.participant) && !may(other.participant, one)) return notInCall
    other.connection.sendCall({ kind: 'signal', from: from.peer, signal })
    return granted
  }

  /** A late message from a page whose place another one has taken is ignored. */
  #placeOf(connection: LiveConnection): Place | null {
    const place = this.#places.get(connection.participant)
    return place?.connection === connection ? place : null
  }

  #tell(connection: LiveConnection, common: People): void {
    const { people, words } = this.#peopleFor(connection.participant, common)
    if (this.#told.get(connection) === words) return
    this.#told.set(connection, words)
    connection.sendCall({ kind: 'people', people })
  }

  /** What everybody is told except the few who may whisper, built once for all of them. Somebody whom nobody hears is shown as muted. */
  #inCommon(): People {
    const state = this.#deps.state()
    return peopleOf([...this.#places.values()], (place) => ({
      ...place.state,
      muted: place.state.muted || !maySpeak(state, place.participant),
      whispers: false,
    }))
  }

  /** Only the interviewer learns that a mentor is whispering, or that the two have agreed to it. */
  #peopleFor(reader: ParticipantId, common: People): People {
    const state = this.#deps.state()
    if (!mayTakePartInWhispers(state, reader)) return common
    return peopleOf([...this.#places.values()], (place, at) => {
      const { participant, state: own } = place
      if (participant === reader) return own
      if (!mayWhisper(state, reader, participant) && !mayWhisper(state, participant, reader))
        return common.people[at]?.state ?? own
      return { ...own, muted: own.muted || !mayHear(state, reader, participant, this.allowsWhispers) }
    })
  }

  /** Goes to everybody, possibly hundreds of people, so not for each of the many changes that one page could cause in a second. */
  #tellPeople(): void {
    if (this.#willTell) return
    this.#willTell = true
    this.#deps.soon(() => {
      this.#willTell = false
      const common = this.#inCommon()
      for (const connection of this.#deps.connections()) this.#tell(connection, common)
    })
  }
}
