import { expect, it } from 'vitest'
import { withDiscontinuousOpus } from './discontinuous.ts'

const sdp = (fmtp: string) =>
  [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
    'a=rtpmap:111 opus/48000/2',
    fmtp,
    'a=rtpmap:63 red/48000/2',
    'a=fmtp:63 111/111',
    '',
  ].join('\r\n')

it('asks for no packets in silence, keeps what else was agreed, and says it once', () => {
  const asked = withDiscontinuousOpus(sdp('a=fmtp:111 minptime=10;useinbandfec=1'))
  expect(asked).toBe(sdp('a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1'))
  expect(withDiscontinuousOpus(asked)).toBe(asked)
  expect(withDiscontinuousOpus(sdp('a=fmtp:111 usedtx=0'))).toBe(sdp('a=fmtp:111 useinbandfec=1;usedtx=1'))
})

it('leaves a description without Opus alone', () => {
  const video = 'v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=rtpmap:96 VP8/90000\r\n'
  expect(withDiscontinuousOpus(video)).toBe(video)
})
