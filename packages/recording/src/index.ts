/**
 * A whole session as one versioned, checked, compressed file: encode, decode, verify. In Node and in the browser, as streams: only one
 * block of a long session is in memory at a time. docs/recording-format.md describes the file for somebody who reads it without this
 * package.
 */
export { base64UrlOf, bytesOfBase64Url } from './base64.ts'
export * from './collect-recording.ts'
export type { Damage } from './damage.ts'
export * from './decode-recording.ts'
export * from './encode-recording.ts'
export { recordingLimits } from './format.ts'
export { type RecordingHeader, type RecordingView, recordingHeaderSchema, recordingViewSchema } from './header.ts'
export type * from './recorded-session.ts'
export * from './saved-page.ts'
export * from './seal.ts'
export { changeSounds, isSoundNamed } from './sound-blocks.ts'
