import { mayPublish, type ParticipantId, participantOf, type SessionId, type SessionState } from '@greenroom/session'
import type { LiveKit, LiveKitGrant } from '../livekit.ts'

type RoomLiveKitDeps = {
  readonly session: SessionId
  readonly liveKit: LiveKit
  readonly state: () => SessionState
}

type Granted = { readonly page: string; readonly mayPublish: boolean }

/**
 * Who was let into LiveKit for a session's call, and with which rights. One page per participant. Pages let nobody hear them whom the rules of
 * `packages/session` exclude; removing people from LiveKit makes sure of it where a page is not ours.
 */
export class RoomLiveKit {
  readonly #deps: RoomLiveKitDeps
  readonly #granted = new Map<ParticipantId, Granted>()

  constructor(deps: RoomLiveKitDeps) {
    this.#deps = deps
  }

  grant(participant: ParticipantId, page: string): LiveKitGrant {
    const { session, liveKit, state } = this.#deps
    const before = this.#granted.get(participant)
    // After a reload the older page may still be there for a while.
    if (before !== undefined && before.page !== page) void liveKit.remove(session, before.page)
    const may = mayPublish(state(), participant)
    this.#granted.set(participant, { page, mayPublish: may })
    return liveKit.grant(session, page, may)
  }

  /**
   * Seats have changed, or somebody was removed. `changed` is called for everybody whose rights are others now: once they are out, if they have
   * lost any.
   */
  sessionChanged(changed: (participant: ParticipantId, page: string) => void): void {
    const { session, liveKit } = this.#deps
    const state = this.#deps.state()
    for (const [participant, granted] of [...this.#granted]) {
      const isIn = participantOf(state, participant) !== null
      const may = mayPublish(state, participant)
      if (isIn && may === granted.mayPublish) continue
      const { page } = granted
      if (isIn) this.#granted.set(participant, { page, mayPublish: may })
      else this.#granted.delete(participant)
      const isOut = isIn && may ? Promise.resolve() : liveKit.remove(session, page)
      if (isIn) void isOut.then(() => changed(participant, page))
    }
  }

  /** The session is deleted. */
  end(): void {
    if (this.#granted.size > 0) void this.#deps.liveKit.endRoom(this.#deps.session)
    this.#granted.clear()
  }
}
