import type { LogStore, SessionId } from '@greenroom/session'

const pageSize = 1_000

/** By hash, what a log says of each sound it has ever referred to. */
export type SoundInLog = ReadonlyMap<string, 'kept' | 'erased'>

/** Asks the store itself: a room of this server may not know yet what another server has appended. */
export async function readSoundInLog(store: Pick<LogStore, 'read'>, session: SessionId): Promise<SoundInLog> {
  const parts: { readonly audio: number; readonly hash: string }[] = []
  const erased = new Set<number>()
  for (let last = 0; ; ) {
    const page = await store.read(session, last, pageSize, 'edits')
    for (const { seq, kind, data } of page) {
      last = seq
      if (kind === 'audio-part-kept') parts.push(data)
      else if (kind === 'audio-erased') erased.add(data.audio)
    }
    if (page.length < pageSize) break
  }
  const found = new Map<string, 'kept' | 'erased'>()
  // The same sound may be in two recordings, of which one is erased.
  for (const { audio, hash } of parts)
    if (found.get(hash) !== 'kept') found.set(hash, erased.has(audio) ? 'erased' : 'kept')
  return found
}
