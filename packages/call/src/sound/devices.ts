/**
 * Why a microphone, a camera or a screen is not available. `insecure`: browsers give none to a page over plain http, except on the same
 * machine. `blocked`: the person or the browser's settings said no. `dismissed`: the question was closed, or the choice of a screen was
 * cancelled.
 */
export type DeviceFault = 'insecure' | 'blocked' | 'dismissed' | 'no-device' | 'in-use' | 'unplugged' | 'unknown'

export type Opened =
  | { readonly ok: true; readonly track: MediaStreamTrack }
  | { readonly ok: false; readonly fault: DeviceFault }

export type DeviceKind = 'microphone' | 'camera'
export type Device = { readonly id: string; readonly label: string }
export type DeviceList = {
  readonly microphones: readonly Device[]
  readonly cameras: readonly Device[]
  readonly speakers: readonly Device[]
}

/**
 * The names browsers give to their reasons for refusing (W3C Media Capture and Streams, section 10.2; older browsers' names beside them).
 */
function faultOf(error: unknown): DeviceFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return error instanceof Error && /dismissed/i.test(error.message) ? 'dismissed' : 'blocked'
    case 'NotFoundError':
    case 'DevicesNotFoundError':
    case 'OverconstrainedError':
      return 'no-device'
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'in-use'
    default:
      return 'unknown'
  }
}

/** `null` where browsers hide devices from the page altogether. */
const devices = (): MediaDevices | null =>
  typeof navigator !== 'undefined' && window.isSecureContext && navigator.mediaDevices ? navigator.mediaDevices : null

const constraintsOf = (kind: DeviceKind, id: string | null): MediaStreamConstraints => {
  const deviceId = id === null ? {} : { deviceId: { exact: id } }
  return kind === 'microphone'
    ? { audio: { ...deviceId, echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } }
    : { video: { ...deviceId, width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { max: 24 } } }
}

const first = async (given: Promise<MediaStream>): Promise<Opened> => {
  try {
    const [track] = (await given).getTracks()
    return track === undefined ? { ok: false, fault: 'no-device' } : { ok: true, track }
  } catch (error) {
    return { ok: false, fault: faultOf(error) }
  }
}

/** Opens a device; if the chosen one is gone, the browser's own choice is used. Never rejects. */
export async function openDevice(kind: DeviceKind, id: string | null): Promise<Opened> {
  const place = devices()
  if (place === null) return { ok: false, fault: 'insecure' }
  const opened = await first(place.getUserMedia(constraintsOf(kind, id)))
  return opened.ok || opened.fault !== 'no-device' || id === null
    ? opened
    : first(place.getUserMedia(constraintsOf(kind, null)))
}

/** Asks for a screen or a window. Must be called from a press. */
export async function openScreen(): Promise<Opened> {
  const place = devices()
  if (place === null || !('getDisplayMedia' in place)) return { ok: false, fault: 'insecure' }
  const opened = await first(place.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false }))
  return opened.ok || opened.fault !== 'blocked' ? opened : { ok: false, fault: 'dismissed' }
}

/** Whether this browser can share a screen at all: most phones cannot, and neither can a page without https. */
export function canShareScreen(): boolean {
  const place = devices()
  return place !== null && 'getDisplayMedia' in place
}

/** Without names until a device has been opened once. */
export async function listDevices(): Promise<DeviceList> {
  const all =
    (await devices()
      ?.enumerateDevices()
      .catch(() => [])) ?? []
  const of = (kind: MediaDeviceKind): readonly Device[] =>
    all
      .filter((one) => one.kind === kind && one.deviceId !== '' && one.deviceId !== 'communications')
      .map(({ deviceId, label }) => ({ id: deviceId, label }))
  return { microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') }
}

/** Calls `changed` whenever a device is plugged in or out. Returns what ends that. */
export function watchDevices(changed: () => void): () => void {
  const place = devices()
  place?.addEventListener('devicechange', changed)
  return () => place?.removeEventListener('devicechange', changed)
}
