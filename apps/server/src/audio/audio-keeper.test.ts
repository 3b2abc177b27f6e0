import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { serverLimits } from '@greenroom/protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { createRooms } from '../rooms/rooms.ts'
import { createTemporaryFolder, createTurnedClock } from '../testing/folders-and-entries.ts'
import { openStage } from '../testing/stage.ts'
import { createAudioKeeper } from './audio-keeper.ts'
import type { BlobStore } from './blob-store.ts'
import { createFolderBlobs } from './folder-blobs.ts'

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const soundOf = (words: string): Buffer => Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from(words)])

/**
 * Two servers on one log and one store of sound, in a session that is being recorded. The first one's room is open and is never told what the second
 * one appends: as where nothing routes a session to its server, in the second before the first one looks.
 */
const twoServers = async (change: (blobs: BlobStore) => BlobStore = (blobs) => blobs) => {
  const clock = createTurnedClock(Date.now())
  const stage = await openStage({ clock })
  const folder = createTemporaryFolder()
  ends.push(() => folder.remove(), stage.close)
  const [ana, ben] = await stage.createSession(['interviewer', 'candidate'])
  if (ana === undefined || ben === undefined) throw new Error('somebody is missing')
  await stage.must(ana, { kind: 'askAudio' })
  await stage.must(ben, { kind: 'answerAudio', audio: 1, agreed: true })
  // No longer than a room stays open that nobody connects to: a sweep would close it, and its log would be read again.
  clock.turn(serverLimits.unjoinedRoomClosesAfter)
  const blobs = createFolderBlobs(join(folder.path, 'audio'))
  const other = createRooms(stage.deps)
  ends.push(() => other.close())
  const keeperOf = (rooms: typeof other, kept: BlobStore) =>
    createAudioKeeper({ blobs: kept, rooms, store: stage.store, clock, log: stage.deps.log })
  const keep = (keeper: ReturnType<typeof keeperOf>, bytes: Buffer, ago = 10_000) => {
    const hash = createHash('sha256').update(bytes).digest('hex')
    const part = { audio: 1, hash, at: clock.now() - ago, length: 10_000, type: 'webm', levels: '' } as const
    return keeper.keep(ana.session, ana.participant, part, bytes)
  }
  return {
    ana,
    blobs,
    stale: keeperOf(stage.rooms, change(blobs)),
    newer: keeperOf(other, blobs),
    knownToStale: async () => (await stage.rooms.read(ana.session))?.audio[0]?.parts.length,
    erase: () => other.run(ana.session, ana.participant, null, { kind: 'stopAudio', audio: 1, erase: true }),
    keep,
  }
}

describe('sound that two servers keep', () => {
  it('stays when one of them does not know yet what the other one has stored', async () => {
    const { ana, blobs, stale, newer, keep, knownToStale, erase } = await twoServers()
    expect(await keep(newer, soundOf('jade'))).toEqual({ ok: true, repeated: false })
    expect(await knownToStale()).toBe(0)
    await stale.tidy(ana.session)
    await stale.sweep(null, () => false)
    expect(await blobs.list(ana.session)).toHaveLength(1)
    // What is erased goes, although the first one believes that nothing ever was.
    await erase()
    await stale.tidy(ana.session)
    expect(await blobs.list(ana.session)).toEqual([])
  })

  it('stays when it is recorded between the look and the removal', async () => {
    let meanwhile: (() => Promise<unknown>) | null = null
    const { ana, blobs, stale, newer, keep } = await twoServers((kept) => ({
      ...kept,
      remove: async (...which) => {
        await meanwhile?.()
        await kept.remove(...which)
      },
    }))
    const sound = soundOf('jade')
    // What a killed server had stored and not yet recorded, which its browser now brings again.
    await blobs.put(ana.session, createHash('sha256').update(sound).digest('hex'), sound)
    meanwhile = () => keep(newer, sound)
    await stale.tidy(ana.session)
    expect(await blobs.list(ana.session)).toHaveLength(1)
    // Without anybody who brings it, such sound goes.
    meanwhile = null
    await blobs.put(ana.session, createHash('sha256').update('x').digest('hex'), soundOf('x'))
    await stale.tidy(ana.session)
    expect(await blobs.list(ana.session)).toHaveLength(1)
  })

  it('stays when the one that is asked again can’t append, and knows nothing of it', async () => {
    const { ana, blobs, stale, newer, keep } = await twoServers((kept) => ({
      ...kept,
      put: async () => {
        throw new Error('the store does not answer')
      },
    }))
    const sound = soundOf('jade')
    expect(await keep(newer, sound)).toEqual({ ok: true, repeated: false })
    expect(await keep(stale, sound)).toEqual({ ok: false, code: 'store-unavailable' })
    expect(await blobs.list(ana.session)).toHaveLength(1)
  })
})
