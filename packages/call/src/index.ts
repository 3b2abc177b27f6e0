/**
 * Voice and video of a session, without React. `createCall(options)` takes part in the call over the session's own signalling; everything that
 * leaves the page, and everything that is played, follows the rules of `packages/session`.
 */
export { canListenForSpeech, listenForSpeech, type SpeechListener } from './airtime/listen-for-speech.ts'
export type { HeardSpeech } from './airtime/speech-log.ts'
export { canRecordVoice, type RecordedVoice, recordVoice, type VoiceRecorder } from './audio/voice-recorder.ts'
export { type Call, type CallIntent, type CallOptions, createCall } from './call.ts'
export type * from './call-ports.ts'
export type { CallPerson, CallPhase, CallSnapshot, Way } from './call-snapshot.ts'
export type { PeerId, Quality } from './media-transport.ts'
export type { ChosenDevices, SourceState } from './own-media.ts'
export {
  canShareScreen,
  type Device,
  type DeviceFault,
  type DeviceList,
  listDevices,
  openDevice,
  watchDevices,
} from './sound/devices.ts'
export { type LevelMeter, openLevelMeter } from './sound/level-meter.ts'
export type { MicNotice } from './sound/speaking.ts'
export type { WhisperState } from './whispers.ts'
