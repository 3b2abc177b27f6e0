import { type Call, type CallSnapshot, canShareScreen } from '@greenroom/call'
import { airtimeVoices, hasVoice } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import {
  AudioLines,
  CircleDot,
  Ear,
  Eye,
  EyeOff,
  Headphones,
  Mic,
  MicOff,
  PhoneCall,
  PhoneOff,
  ScreenShare,
  ScreenShareOff,
  Settings2,
  TriangleAlert,
  Video,
  VideoOff,
  Volume2,
} from 'lucide-react'
import { useState } from 'react'
import {
  Button,
  cx,
  IconButton,
  Menu,
  MenuItem,
  MenuSection,
  MenuSeparator,
  MenuTrigger,
  Tooltip,
  TooltipTrigger,
} from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { AirtimeConsent } from '../airtime/airtime-consent.tsx'
import { VoiceRecording } from '../audio/voice-recording.tsx'
import { keysOfCall, useCallKeys } from './call-keys.ts'
import { useManyPeopleNews, useMicrophoneNews, useSharedVoices, useWhisperNews } from './call-news.ts'
import { deviceFaultWords, wayWords, whisperActionWords, whisperWords } from './call-words.ts'
import { DeviceCheck } from './device-check.tsx'
import { HoldToWhisper } from './hold-to-whisper.tsx'
import { setShowsVideo, useShowsVideo } from './shows-video.ts'
import { useCallSnapshot, useOpenedCall } from './use-call.ts'

/** The call in the room's header: one press to join, and then what one needs of it while working. */
export function CallBar(props: RoomProps) {
  const opened = useOpenedCall(props)
  const [asking, setAsking] = useState<'voices' | 'airtime' | null>(null)
  const asked = (): void => setAsking(null)
  return (
    opened && (
      <>
        <VoiceRecording
          {...props}
          own={opened.own}
          sender={opened.sender}
          isAsking={asking === 'voices'}
          onAsked={asked}
        />
        <AirtimeConsent {...props} own={opened.airtime} isAsking={asking === 'airtime'} onAsked={asked} />
        <Bar {...props} call={opened.call} onAsk={setAsking} />
      </>
    )
  )
}

/** Asks everybody whose voice it is about. */
type OnAsk = (about: 'voices' | 'airtime') => void

const Bar = ({ call, onAsk, ...props }: RoomProps & { readonly call: Call; readonly onAsk: OnAsk }) => {
  const snapshot = useCallSnapshot(call)
  const [checking, setChecking] = useState(false)
  const isIn = snapshot.phase === 'in' || snapshot.phase === 'joining'
  const others = snapshot.people.filter((person) => !person.me).length
  // In a closed session people who are talking can go on, and others can join them; nobody can start a call there.
  const mayJoin = others > 0 || props.session.status.kind === 'open'
  const join = (): void => {
    if (mayJoin) call.join({ muted: false, camera: false })
  }
  useCallKeys(call, join)
  useSharedVoices(snapshot)
  useMicrophoneNews(snapshot, () => setChecking(true))
  useWhisperNews(snapshot, call)
  useManyPeopleNews(snapshot)
  if (!isIn && !mayJoin) return null
  return (
    <fieldset aria-label={t`Call`} className="flex shrink-0 items-center" data-call={snapshot.phase}>
      {isIn ? (
        <Controls {...props} call={call} snapshot={snapshot} onCheck={() => setChecking(true)} onAsk={onAsk} />
      ) : (
        <>
          {snapshot.phase === 'elsewhere' && (
            <span className="px-1 text-xs text-ink-faint max-xl:sr-only">{t`In the call in another tab`}</span>
          )}
          <TooltipTrigger>
            <Button
              variant={others > 0 ? 'secondary' : 'quiet'}
              size="sm"
              isDisabled={!props.connected}
              aria-keyshortcuts={keysOfCall('join')}
              aria-label={others > 0 ? t`Join the call, ${others} there` : t`Join the call`}
              onPress={join}
            >
              <PhoneCall aria-hidden="true" className={others > 0 ? 'text-accent' : undefined} />
              {/* Beside the clock the session's title needs the room. */}
              <span className={props.round.status === 'running' ? 'max-[100rem]:sr-only' : 'max-lg:sr-only'}>
                {t`Join the call`}
              </span>{' '}
              {others > 0 && <span className="tabular text-xs text-ink-faint">{others}</span>}
            </Button>
            <Tooltip keys={keysOfCall('join')}>{t`Join the call`}</Tooltip>
          </TooltipTrigger>
          <IconButton
            label={t`Check microphone and speakers`}
            size="sm"
            className="max-xl:hidden"
            onPress={() => setChecking(true)}
          >
            <Settings2 aria-hidden="true" />
          </IconButton>
        </>
      )}
      <DeviceCheck isOpen={checking} onClose={() => setChecking(false)} onWorks={call.retryMicrophone} />
    </fieldset>
  )
}

const Controls = ({
  call,
  snapshot,
  onCheck,
  onAsk,
  ...props
}: RoomProps & {
  readonly call: Call
  readonly snapshot: CallSnapshot
  readonly onCheck: () => void
  readonly onAsk: OnAsk
}) => {
  const { maySpeak, whispers, camera, screen } = snapshot
  const showsVideo = useShowsVideo((state) => state.shows)
  const act = (key: unknown): void => {
    if (key === 'devices') onCheck()
    if (key === 'record') onAsk('voices')
    if (key === 'airtime') onAsk('airtime')
    if (key === 'camera') call.setCamera(camera.kind !== 'on')
    if (key === 'whispers') call.setWhispers(!isAllowed(whispers))
    if (key === 'screen') call.setScreen(screen.kind !== 'on')
    if (key === 'video') setShowsVideo(!showsVideo)
    if (key === 'leave') call.leave()
  }
  return (
    <>
      {snapshot.soundBlocked && (
        <Button size="sm" onPress={() => call.resumeSound()}>
          <Volume2 aria-hidden="true" />
          {t`Turn the sound on`}
        </Button>
      )}
      <Troubles snapshot={snapshot} />
      {maySpeak ? (
        <MuteButton call={call} snapshot={snapshot} onCheck={onCheck} />
      ) : (
        <Listening call={call} snapshot={snapshot} onCheck={onCheck} />
      )}
      {maySpeak && (
        <IconButton
          label={camera.kind === 'on' ? t`Turn the camera off` : t`Turn the camera on`}
          size="sm"
          aria-pressed={camera.kind === 'on'}
          className={cx('max-sm:hidden', camera.kind === 'on' && 'text-accent')}
          onPress={() => call.setCamera(camera.kind !== 'on')}
        >
          {camera.kind === 'on' ? <Video aria-hidden="true" /> : <VideoOff aria-hidden="true" />}
        </IconButton>
      )}
      <MenuTrigger>
        <IconButton label={t`Call settings`} size="sm">
          <Settings2 aria-hidden="true" />
        </IconButton>
        <Menu aria-label={t`Call`} placement="bottom end" onAction={act} className="w-64">
          <MenuSection title={t`In the call`}>
            {snapshot.people.map((person) => (
              <MenuItem key={person.peer} id={`person ${person.peer}`} description={wayWords(person)}>
                {nameIn(props.session, person.participant)}
              </MenuItem>
            ))}
          </MenuSection>
          <MenuSeparator />
          <MenuSection aria-label={t`Yours`}>
            {whispers === 'none' ? null : (
              <MenuItem id="whispers" icon={<Ear />} description={whisperWords(whispers, maySpeak)}>
                {whisperActionWords(whispers, maySpeak)}
              </MenuItem>
            )}
            {maySpeak ? (
              <MenuItem id="camera" icon={<Video />}>
                {camera.kind === 'on' ? t`Turn the camera off` : t`Turn the camera on`}
              </MenuItem>
            ) : null}
            {maySpeak && canShareScreen() ? (
              <MenuItem id="screen" icon={screen.kind === 'on' ? <ScreenShareOff /> : <ScreenShare />}>
                {screen.kind === 'on' ? t`Stop sharing your screen` : t`Share your screen`}
              </MenuItem>
            ) : null}
            {hasVoice(props.session, props.me) ? (
              <MenuItem id="record" icon={<CircleDot />}>{t`Record your voices`}</MenuItem>
            ) : null}
            {airtimeVoices(props.session).includes(props.me) ? (
              <MenuItem id="airtime" icon={<AudioLines />}>{t`Measure who speaks when`}</MenuItem>
            ) : null}
            <MenuItem id="video" icon={showsVideo ? <EyeOff /> : <Eye />}>
              {showsVideo ? t`Voice only: hide the pictures` : t`Show cameras and screens`}
            </MenuItem>
            <MenuItem id="devices" icon={<Settings2 />}>{t`Microphone, speakers, camera`}</MenuItem>
            <MenuItem id="leave" icon={<PhoneOff />} danger>{t`Leave the call`}</MenuItem>
          </MenuSection>
        </Menu>
      </MenuTrigger>
      <IconButton
        label={t`Leave the call`}
        size="sm"
        className="text-danger-ink max-sm:hidden"
        onPress={() => call.leave()}
      >
        <PhoneOff aria-hidden="true" />
      </IconButton>
    </>
  )
}

const isAllowed = (whispers: CallSnapshot['whispers']): boolean => whispers === 'asked' || whispers === 'on'

/**
 * For people who are not heard because of their seat: that they only listen or, for a mentor whom the interviewer lets whisper, the button
 * for it.
 */
const Listening = ({
  call,
  snapshot,
  onCheck,
}: {
  readonly call: Call
  readonly snapshot: CallSnapshot
  readonly onCheck: () => void
}) => {
  const { whispers, microphone } = snapshot
  if (whispers === 'on' && microphone.kind === 'fault')
    return <MuteButton call={call} snapshot={snapshot} onCheck={onCheck} />
  if (whispers === 'on') return <HoldToWhisper call={call} talking={snapshot.talking} />
  return (
    <span className="flex h-8 items-center gap-1.5 px-1 text-xs font-medium text-ink-faint">
      <Headphones aria-hidden="true" className="size-4" />
      {/* Beside the clock there is no room for the words, where others say how the voices come. */}
      <span className="max-sm:sr-only lg:max-[100rem]:sr-only">
        {whispers === 'asked' ? t`Listening, whisper requested` : t`Listening`}
      </span>
    </span>
  )
}

/** Muting or, where there is no microphone, the reason. */
const MuteButton = ({
  call,
  snapshot: { microphone, muted, talking, people },
  onCheck,
}: {
  readonly call: Call
  readonly snapshot: CallSnapshot
  readonly onCheck: () => void
}) => {
  if (microphone.kind === 'fault') {
    return (
      <Button variant="quiet" size="sm" className="text-warn-ink" onPress={onCheck}>
        <TriangleAlert aria-hidden="true" />
        <span className="max-xl:sr-only">{deviceFaultWords(microphone.fault, 'microphone').title}</span>
      </Button>
    )
  }
  const isHeard = !muted || talking
  const speaking = people.some((person) => person.me && person.speaking)
  return (
    <IconButton
      label={muted ? t`Unmute` : t`Mute`}
      keys="M"
      size="sm"
      aria-keyshortcuts={keysOfCall('mute')}
      aria-pressed={!isHeard}
      data-heard={isHeard && microphone.kind === 'on'}
      className={cx(
        isHeard ? 'text-accent' : 'bg-danger-soft text-danger-ink',
        speaking && 'ring-2 ring-accent ring-inset',
      )}
      onPress={() => call.setMuted(!muted)}
    >
      {isHeard ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />}
    </IconButton>
  )
}

/** What is worth saying about the connections to others; nothing while all is well. */
const Troubles = ({ snapshot: { phase, people } }: { readonly snapshot: CallSnapshot }) => {
  const has = (way: (typeof people)[number]['way']) => people.some((person) => !person.me && person.way === way)
  const words =
    phase === 'joining'
      ? t`Joining`
      : has('lost')
        ? t`No sound yet`
        : has('connecting')
          ? t`Connecting`
          : has('relayed')
            ? t`Voice over the server`
            : people.some((person) => person.quality === 'weak')
              ? t`Weak connection`
              : has('liveKit')
                ? t`Over LiveKit`
                : null
  if (words === null) return null
  return (
    <span
      role="status"
      className={cx(
        'rounded-md px-1.5 py-0.5 text-xs font-medium max-sm:sr-only',
        has('lost') ? 'bg-warn-soft text-warn-ink' : 'text-ink-faint',
      )}
    >
      {words}
    </span>
  )
}
