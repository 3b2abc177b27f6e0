import { createHash } from 'node:crypto'
import { changeSounds } from '@greenroom/recording'

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

export function hashOfSound(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** A recording, in parts, with its sounds left out; the lengths of all, by name; and those that were in it and are what they are named. */
export async function takeOutSounds(bytes: Uint8Array): Promise<{
  readonly parts: readonly Uint8Array[]
  readonly lengths: ReadonlyMap<string, number>
  readonly sounds: ReadonlyMap<string, Uint8Array>
}> {
  const lengths = new Map<string, number>()
  const sounds = new Map<string, Uint8Array>()
  const parts: Uint8Array[] = []
  const without = changeSounds(once(bytes), async ({ name, length, sound }) => {
    lengths.set(name, length)
    if (sound !== null && hashOfSound(sound) === name) sounds.set(name, sound)
    return null
  })
  for await (const part of without) parts.push(part)
  return { parts, lengths, sounds }
}
