import type { Call, CallSnapshot, SourceState } from '@greenroom/call'
import type { RoomClient } from '@greenroom/room-client'
import type { SessionState } from '@greenroom/session'
import { createSnapshot } from '../../browser/snapshot.ts'

/** Whether this person's own microphone is used right now, and if not, why. `off`: nobody has agreed to it. */
export type MicrophoneUse = 'off' | 'on' | 'muted' | 'not-in-call' | 'no-microphone' | 'unsupported'

/** What runs while the microphone is used. `setHeard`: whether what it hears counts; else it is silence. */
export type RunningUse = { readonly setHeard: (heard: boolean) => void; readonly end: () => void }

/** What it needs to know of the call. A track is only handed on. */
type OwnCall<Track> = Pick<CallSnapshot, 'phase' | 'maySpeak' | 'muted' | 'talking'> & {
  readonly microphone:
    | { readonly kind: 'on'; readonly track: Track }
    | { readonly kind: Exclude<SourceState['kind'], 'on'> }
}

export type OwnMicrophone<Use> = {
  readonly getSnapshot: () => Use
  readonly subscribe: (changed: () => void) => () => void
  /** To be called when `hindrance` or `trouble` may say something else. */
  readonly look: () => void
  readonly close: () => void
}

/**
 * Uses this person's own microphone while people have agreed to it and this person is in the call, and at no other time. A use is for one
 * agreement and one microphone: when either changes, it ends and another begins.
 */
export function createOwnMicrophone<Why extends string = never, Track = MediaStreamTrack>({
  call,
  client,
  agreement,
  hindrance,
  trouble = () => null,
  begin,
}: {
  readonly call: Pick<Call, 'subscribe'> & { readonly getSnapshot: () => OwnCall<Track> }
  readonly client: Pick<RoomClient, 'subscribe'> & {
    readonly getSnapshot: () => { readonly session: SessionState | null }
  }
  /** The number of what people have agreed to, while it covers this person. */
  readonly agreement: (session: SessionState) => number | null
  /** Why it cannot be used, apart from the call and the microphone. */
  readonly hindrance: (call: OwnCall<Track>) => Why | 'unsupported' | null
  /** What is wrong while it is used all the same. */
  readonly trouble?: () => Why | null
  readonly begin: (agreement: number, track: Track, heard: boolean) => RunningUse
}): OwnMicrophone<MicrophoneUse | Why> {
  const snapshot = createSnapshot<MicrophoneUse | Why>('off')
  let running: { readonly agreement: number; readonly track: Track; readonly use: RunningUse } | null = null
  const end = (): void => {
    const before = running
    running = null
    before?.use.end()
  }
  const read = (): MicrophoneUse | Why => {
    const { session } = client.getSnapshot()
    const agreed = session === null ? null : agreement(session)
    if (agreed === null) {
      end()
      return 'off'
    }
    const own = call.getSnapshot()
    const track = own.microphone.kind === 'on' ? own.microphone.track : null
    const why = hindrance(own) ?? (own.phase !== 'in' ? 'not-in-call' : track === null ? 'no-microphone' : null)
    // A call that joins again after its connection broke has the same microphone: its use continues.
    if (why !== null && !(own.phase === 'joining' && running?.track === track)) {
      end()
      return why
    }
    const heard = !own.muted || own.talking
    if (running !== null && (running.agreement !== agreed || running.track !== track)) end()
    if (running === null && track !== null) running = { agreement: agreed, track, use: begin(agreed, track, heard) }
    running?.use.setHeard(heard)
    return trouble() ?? (heard ? 'on' : 'muted')
  }
  const look = (): void => snapshot.become(read())
  const stops = [call.subscribe(look), client.subscribe(look)]
  look()
  return {
    getSnapshot: snapshot.get,
    subscribe: snapshot.subscribe,
    look,
    close: () => {
      for (const stop of stops) stop()
      end()
      snapshot.close()
    },
  }
}
