import {
  type DeviceFault,
  type DeviceList,
  type LevelMeter,
  listDevices,
  openDevice,
  openLevelMeter,
  watchDevices,
} from '@greenroom/call'
import { t } from '@lingui/core/macro'
import { Volume2 } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from 'react'
import { Button, Callout, Dialog, Modal, Select, Switch } from '../../design/index.ts'
import { type CallChoices, callChoices } from './call-choices.ts'
import { deviceFaultWords } from './call-words.ts'
import { playTestTone } from './test-tone.ts'

const useChoices = (): CallChoices => useSyncExternalStore(callChoices.subscribe, callChoices.read)

/** Microphone, speakers and camera, tested and chosen before they are needed, or exchanged during a call. */
export function DeviceCheck({
  isOpen,
  onClose,
  onWorks,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  /** A microphone could be opened here. */
  readonly onWorks?: () => void
}) {
  return (
    <Modal isOpen={isOpen} onOpenChange={(open) => !open && onClose()} width="md">
      <Dialog
        scrolls
        title={t`Microphone, speakers, camera`}
        lead={t`Nobody hears or sees you here. What you choose is remembered in this browser.`}
        actions={(close) => (
          <Button variant="primary" onPress={close}>
            {t`Done`}
          </Button>
        )}
      >
        <DeviceForm onWorks={onWorks} />
      </Dialog>
    </Modal>
  )
}

const defaultId = 'system'

const DeviceForm = ({ onWorks }: { readonly onWorks: (() => void) | undefined }) => {
  const choices = useChoices()
  const [list, setList] = useState<DeviceList>({ microphones: [], cameras: [], speakers: [] })
  const [previewing, setPreviewing] = useState(false)
  const [tries, setTries] = useState(0)
  const refresh = (): void => void listDevices().then(setList)
  useEffect(() => {
    refresh()
    return watchDevices(refresh)
  }, [])
  const choose = (part: Partial<CallChoices>): void => {
    callChoices.write({ ...callChoices.read(), ...part })
  }
  const select = (
    label: string,
    devices: DeviceList['microphones'],
    value: string | null,
    on: (id: string | null) => void,
  ) => (
    <Select
      label={label}
      choices={[
        { id: defaultId, label: t`System default` },
        ...devices
          .filter(({ id }) => id !== 'default')
          .map(({ id, label: name }, at) => ({ id, label: name === '' ? t`Device ${at + 1}` : name })),
      ]}
      value={devices.some(({ id }) => id === value) ? value : defaultId}
      onChange={(key) => on(key === defaultId || key === null ? null : String(key))}
    />
  )
  return (
    <div className="flex flex-col gap-5">
      <section aria-label={t`Microphone`} className="flex flex-col gap-2">
        {select(t`Microphone`, list.microphones, choices.microphone, (microphone) => choose({ microphone }))}
        <MicrophoneLevel
          key={`${choices.microphone} ${tries}`}
          device={choices.microphone}
          onOpened={() => {
            refresh()
            // A microphone that works here also works in the call that had lost it.
            onWorks?.()
          }}
          onRetry={() => setTries(tries + 1)}
        />
      </section>
      <section aria-label={t`Speakers`} className="flex flex-col gap-2">
        {list.speakers.length > 0 &&
          select(t`Speakers`, list.speakers, choices.speaker, (speaker) => choose({ speaker }))}
        <div>
          <Button size="sm" onPress={() => void playTestTone(choices.speaker)}>
            <Volume2 aria-hidden="true" />
            {t`Play a test sound`}
          </Button>
        </div>
      </section>
      <section aria-label={t`Camera`} className="flex flex-col gap-2">
        {select(t`Camera`, list.cameras, choices.camera, (camera) => choose({ camera }))}
        {previewing ? (
          <CameraPreview key={choices.camera} device={choices.camera} onOpened={refresh} />
        ) : (
          <div>
            <Button size="sm" onPress={() => setPreviewing(true)}>{t`Show the camera picture`}</Button>
          </div>
        )}
      </section>
      <Switch
        isSelected={choices.direct}
        onChange={(direct) => choose({ direct })}
        description={t`Sound and picture then travel from browser to browser, encrypted, and the others’ computers learn your IP address. Without it voice goes over this server.`}
      >
        {t`Connect directly`}
      </Switch>
    </div>
  )
}

type Trying<T> =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly value: T }
  | { readonly kind: 'fault'; readonly fault: DeviceFault }

const MicrophoneLevel = ({
  device,
  onOpened,
  onRetry,
}: {
  readonly device: string | null
  readonly onOpened: () => void
  readonly onRetry: () => void
}) => {
  const [state, setState] = useState<Trying<LevelMeter>>({ kind: 'opening' })
  const opened = useEffectEvent(onOpened)
  useEffect(() => {
    let over = false
    let end = (): void => {}
    void openDevice('microphone', device).then((given) => {
      if (over) {
        if (given.ok) given.track.stop()
        return
      }
      if (!given.ok) {
        setState({ kind: 'fault', fault: given.fault })
        return
      }
      const context = new AudioContext()
      const meter = openLevelMeter(context, new MediaStream([given.track]))
      end = () => {
        meter.close()
        given.track.stop()
        void context.close()
      }
      setState({ kind: 'open', value: meter })
      opened()
    })
    return () => {
      over = true
      end()
    }
  }, [device])
  if (state.kind === 'fault') {
    const { title, words } = deviceFaultWords(state.fault, 'microphone')
    return (
      <Callout
        tone="warn"
        role="alert"
        title={title}
        // At such an address it never works.
        actions={state.fault !== 'insecure' && <Button size="sm" onPress={onRetry}>{t`Try again`}</Button>}
      >
        {words}
      </Callout>
    )
  }
  return <LevelBar meter={state.kind === 'open' ? state.value : null} />
}

/** Of 12 bars: a whisper lights two, a shout all of them. */
const bars = 12
const barsOf = (level: number): number => Math.min(bars, Math.round(Math.sqrt(level) * bars * 1.6))

const LevelBar = ({ meter }: { readonly meter: LevelMeter | null }) => {
  const [lit, setLit] = useState(0)
  const [heard, setHeard] = useState(false)
  useEffect(() => {
    if (meter === null) return
    const timer = window.setInterval(() => {
      const now = barsOf(meter.read())
      setLit(now)
      if (now > 2) setHeard(true)
    }, 80)
    return () => window.clearInterval(timer)
  }, [meter])
  return (
    <div className="flex items-center gap-3">
      <meter className="sr-only" min={0} max={bars} value={lit} aria-label={t`Microphone level`} />
      <span aria-hidden="true" className="flex h-5 items-end gap-1">
        {Array.from({ length: bars }, (_, at) => (
          <span key={at} className={at < lit ? 'h-5 w-1.5 rounded-sm bg-accent' : 'h-5 w-1.5 rounded-sm bg-sunken'} />
        ))}
      </span>
      <p role="status" className="text-sm text-ink-soft">
        {meter === null ? t`Opening the microphone` : heard ? t`We hear you.` : t`Say something.`}
      </p>
    </div>
  )
}

const CameraPreview = ({ device, onOpened }: { readonly device: string | null; readonly onOpened: () => void }) => {
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<Trying<MediaStreamTrack>>({ kind: 'opening' })
  const opened = useEffectEvent(onOpened)
  useEffect(() => {
    let over = false
    let track: MediaStreamTrack | null = null
    void openDevice('camera', device).then((given) => {
      if (!given.ok) {
        if (!over) setState({ kind: 'fault', fault: given.fault })
        return
      }
      track = given.track
      if (over) track.stop()
      else {
        setState({ kind: 'open', value: track })
        opened()
      }
    })
    return () => {
      over = true
      track?.stop()
    }
  }, [device])
  useEffect(() => {
    if (video.current !== null && state.kind === 'open') video.current.srcObject = new MediaStream([state.value])
  }, [state])
  if (state.kind === 'fault') {
    const { title, words } = deviceFaultWords(state.fault, 'camera')
    return (
      <Callout tone="warn" role="alert" title={title}>
        {words}
      </Callout>
    )
  }
  return (
    <video
      ref={video}
      autoPlay
      muted
      playsInline
      aria-label={t`Your camera`}
      className="aspect-video w-64 -scale-x-100 rounded-lg bg-sunken object-cover"
    />
  )
}
