import type { Call, CallPerson, CallSnapshot } from '@greenroom/call'
import { t } from '@lingui/core/macro'
import { EyeOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { cx, Dialog, IconButton, Modal } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { setShowsVideo, useShowsVideo } from './shows-video.ts'
import { useCall, useCallSnapshot } from './use-call.ts'

/** One picture that somebody sends, or that is sent from here. */
type Picture = {
  readonly id: string
  readonly name: string
  readonly kind: 'camera' | 'screen'
  readonly mine: boolean
  readonly speaking: boolean
  readonly stream: MediaStream
}

/**
 * Cameras and shared screens as a slim row of the room's layout: it covers nothing, and is absent while nobody shows anything. A press
 * enlarges one of them.
 */
export function CallStrip(props: RoomProps) {
  const call = useCall(props)
  return call && <Strip {...props} call={call} />
}

const Strip = ({ call, session }: RoomProps & { readonly call: Call }) => {
  const snapshot = useCallSnapshot(call)
  const shows = useShowsVideo((state) => state.shows)
  const own = useOwnStreams(snapshot)
  const [large, setLarge] = useState<string | null>(null)
  const pictures = picturesOf(snapshot, own, (person) => nameIn(session, person.participant))
  const enlarged = pictures.find(({ id }) => id === large) ?? null
  if (pictures.length === 0 || !shows) return null
  return (
    <section
      aria-label={t`Cameras and screens`}
      className="flex h-21 shrink-0 items-center gap-2 overflow-x-auto border-b border-line bg-surface px-3 print:hidden"
    >
      {pictures.map((picture) => (
        <AriaButton
          key={picture.id}
          aria-label={largeWords(picture)}
          className={cx(
            'relative h-17 shrink-0 cursor-default overflow-hidden rounded-md bg-sunken',
            picture.speaking && 'ring-2 ring-accent',
          )}
          onPress={() => setLarge(picture.id)}
        >
          <Film {...picture} className="aspect-video h-full" />
          <span
            aria-hidden="true"
            className="absolute bottom-0.5 left-0.5 max-w-full truncate rounded bg-raised px-1 text-2xs text-ink"
          >
            {pictureWords(picture)}
          </span>
        </AriaButton>
      ))}
      <IconButton
        label={t`Voice only: hide the pictures`}
        size="sm"
        className="ml-auto"
        onPress={() => setShowsVideo(false)}
      >
        <EyeOff aria-hidden="true" />
      </IconButton>
      <Modal isOpen={enlarged !== null} onOpenChange={(open) => !open && setLarge(null)} width="xl">
        {enlarged && (
          <Dialog title={pictureWords(enlarged)}>
            <Film {...enlarged} className="max-h-[70vh] w-full" />
          </Dialog>
        )}
      </Modal>
    </section>
  )
}

const pictureWords = ({ name, kind, mine }: Picture): string =>
  kind === 'camera' ? name : mine ? t`Your screen` : t`${name}’s screen`

function largeWords({ name, kind, mine }: Picture): string {
  if (mine) return kind === 'screen' ? t`Show your screen large` : t`Show your camera large`
  return kind === 'screen' ? t`Show the screen of ${name} large` : t`Show the camera of ${name} large`
}

const Film = ({
  stream,
  mine,
  kind,
  className,
}: Picture & {
  readonly className: string
}) => {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream
  }, [stream])
  return (
    <video
      ref={video}
      autoPlay
      muted
      playsInline
      className={cx(
        className,
        kind === 'camera' ? 'object-cover' : 'object-contain',
        mine && kind === 'camera' && '-scale-x-100',
      )}
    />
  )
}

type OwnStreams = { readonly camera: MediaStream | null; readonly screen: MediaStream | null }

/** The same stream for the same track: a video whose stream changes starts again. */
function useOwnStreams({ camera, screen }: CallSnapshot): OwnStreams {
  const [streams, setStreams] = useState<OwnStreams>({ camera: null, screen: null })
  const cameraTrack = camera.kind === 'on' ? camera.track : null
  const screenTrack = screen.kind === 'on' ? screen.track : null
  useEffect(() => {
    setStreams({
      camera: cameraTrack && new MediaStream([cameraTrack]),
      screen: screenTrack && new MediaStream([screenTrack]),
    })
  }, [cameraTrack, screenTrack])
  return streams
}

function picturesOf(
  { people }: CallSnapshot,
  own: OwnStreams,
  nameOf: (person: CallPerson) => string,
): readonly Picture[] {
  return people.flatMap((person) =>
    (['screen', 'camera'] as const).flatMap((kind): readonly Picture[] => {
      const stream = person.me ? own[kind] : person[kind]
      if (stream === null) return []
      const name = person.me ? t`You` : nameOf(person)
      return [{ id: `${person.peer} ${kind}`, name, kind, mine: person.me, speaking: person.speaking, stream }]
    }),
  )
}
