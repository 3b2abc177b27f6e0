/**
 * A description that asks the receiver to send nothing while nobody speaks (Opus DTX, RFC 7587 section 6.1: `usedtx` is what its sender
 * wants to receive), and to repair single losses. Everything else is left as it is.
 */
export function withDiscontinuousOpus(sdp: string): string {
  const payload = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1]
  if (payload === undefined) return sdp
  return sdp.replace(new RegExp(`^(a=fmtp:${payload} )(.*)$`, 'm'), (_line, head: string, parameters: string) => {
    const given = parameters.split(';').map((each) => each.trim())
    const kept = given.filter((each) => each !== '' && !/^(usedtx|useinbandfec)=/.test(each))
    return `${head}${[...kept, 'useinbandfec=1', 'usedtx=1'].join(';')}`
  })
}
