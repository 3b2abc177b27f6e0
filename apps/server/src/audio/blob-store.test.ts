/// <reference path="./s3rver.d.ts" />
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { S3Config } from '../config.ts'
import { createTemporaryFolder, sessionOf } from '../testing/folders-and-entries.ts'
import type { BlobStore } from './blob-store.ts'
import { createFolderBlobs } from './folder-blobs.ts'
import { createS3Blobs } from './s3-blobs.ts'

const place = createTemporaryFolder()
const bucket = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: join(place.path, 'bucket'),
  configureBuckets: [{ name: 'greenroom' }],
})
let s3: S3Config
beforeAll(async () => {
  mkdirSync(join(place.path, 'bucket'))
  const { port } = await bucket.run()
  const key = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  s3 = { endpoint: `http://127.0.0.1:${port}`, bucket: 'greenroom', region: 'us-east-1', ...key }
})
afterAll(async () => {
  await bucket.close()
  place.remove()
})

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const folderOf = (name: string): string => join(place.path, name)
/** Two stores in one place, of two databases. */
const kinds: readonly { readonly name: string; readonly open: (database: string) => BlobStore }[] = [
  { name: 'a folder', open: (database) => createFolderBlobs(folderOf(database)) },
  { name: 'a bucket that speaks S3', open: (database) => createS3Blobs(s3, database) },
]

describe.each(kinds)('sound in $name', ({ open }) => {
  const [one, other] = [sessionOf('one'), sessionOf('other')]
  const sound = bytesOf('the first ten seconds')
  const hash = hashOf(sound)

  it('is there as it was put, in its own session, and putting it again changes nothing', async () => {
    const blobs = open('whole')
    expect(await blobs.get(one, hash)).toBeNull()
    expect(await blobs.has(one, hash)).toBe(false)
    await blobs.put(one, hash, sound)
    await blobs.put(one, hash, sound)
    expect(Buffer.from((await blobs.get(one, hash)) ?? []).toString()).toBe('the first ten seconds')
    expect(await blobs.has(one, hash)).toBe(true)
    expect(await blobs.get(other, hash)).toBeNull()
    expect(await blobs.list(one)).toEqual([hash])
    expect(await blobs.list(other)).toEqual([])
    expect([await blobs.size(one), await blobs.size(other)]).toEqual([sound.length, 0])
    // Another opening of the same place finds it.
    expect(await open('whole').has(one, hash)).toBe(true)
  })

  it('is listed whole, and by session, however much there is', async () => {
    const blobs = open('listed')
    const all = Array.from({ length: 30 }, (_, index) => bytesOf(`part ${index}`))
    await Promise.all(all.map((bytes, index) => blobs.put(index % 2 === 0 ? one : other, hashOf(bytes), bytes)))
    expect([...(await blobs.sessions())].sort()).toEqual([one, other])
    expect([...(await blobs.list(one))].sort()).toEqual(
      all
        .filter((_, index) => index % 2 === 0)
        .map(hashOf)
        .sort(),
    )
  })

  it('is gone when it is removed, alone or with its session, and removing it again is nothing', async () => {
    const blobs = open('removed')
    const more = bytesOf('the next ten')
    for (const session of [one, other]) for (const each of [sound, more]) await blobs.put(session, hashOf(each), each)
    await blobs.remove(one, hash)
    await blobs.remove(one, hash)
    expect(await blobs.get(one, hash)).toBeNull()
    expect(await blobs.has(one, hashOf(more))).toBe(true)
    expect(await blobs.has(other, hash)).toBe(true)
    await blobs.removeSession(other)
    await blobs.removeSession(other)
    expect(await blobs.list(other)).toEqual([])
    await blobs.remove(one, hashOf(more))
    expect(await blobs.sessions()).toEqual([])
  })

  it('belongs to one database: another in the same place sees nothing of it', async () => {
    await open('mine').put(one, hash, sound)
    expect(await open('yours').sessions()).toEqual([])
    expect(await open('yours').has(one, hash)).toBe(false)
    await open('yours').removeSession(one)
    expect(await open('mine').has(one, hash)).toBe(true)
  })

  it('has no name but a hash', async () => {
    await expect(open('named').put(one, '../../elsewhere', sound)).rejects.toThrow('hash')
    await expect(open('named').get(one, `${hash}/..`)).rejects.toThrow('hash')
  })
})

describe('sound in a folder', () => {
  it('is readable by this account alone, and what a killed server had half written is removed', async () => {
    const folder = folderOf('closed')
    const blobs = createFolderBlobs(folder)
    const session = sessionOf('one')
    const sound = bytesOf('x')
    await blobs.put(session, hashOf(sound), sound)
    expect(statSync(join(folder, session)).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, session, hashOf(sound))).mode & 0o777).toBe(0o600)
    writeFileSync(join(folder, session, `.${hashOf(sound)}.7.unfinished`), 'half')
    expect(await blobs.list(session)).toEqual([hashOf(sound)])
    await blobs.remove(session, hashOf(sound))
    expect(readdirSync(folder)).toEqual([])
    // Also where it was the only one.
    mkdirSync(join(folder, session))
    writeFileSync(join(folder, session, `.${hashOf(sound)}.8.unfinished`), 'half')
    expect(await blobs.list(session)).toEqual([])
    expect(readdirSync(folder)).toEqual([])
  })

  it('is not disturbed while it is being written', async () => {
    const blobs = createFolderBlobs(folderOf('written'))
    const session = sessionOf('one')
    const all = Array.from({ length: 20 }, (_, index) => new Uint8Array(1_500_000).fill(index))
    const [first, gone] = [bytesOf('first'), bytesOf('gone')]
    await blobs.put(session, hashOf(first), first)
    let isWritten = false
    const written = Promise.all(all.map((bytes) => blobs.put(session, hashOf(bytes), bytes))).finally(() => {
      isWritten = true
    })
    while (!isWritten) await Promise.all([blobs.remove(session, hashOf(gone)), blobs.list(session)])
    await written
    expect(await blobs.list(session)).toHaveLength(21)
  })

  it('rejects, and leaves nothing half done, where it cannot be written', async () => {
    writeFileSync(folderOf('a-file'), '')
    const sound = bytesOf('x')
    await expect(createFolderBlobs(folderOf('a-file')).put(sessionOf('one'), hashOf(sound), sound)).rejects.toThrow()
  })
})

describe('sound in a bucket', () => {
  it('rejects where the bucket or its server is not there: nothing counts as kept', async () => {
    const sound = bytesOf('x')
    const put = (config: S3Config) => createS3Blobs(config, 'db').put(sessionOf('one'), hashOf(sound), sound)
    await expect(put({ ...s3, bucket: 'nowhere' })).rejects.toThrow('There is no bucket nowhere.')
    await expect(put({ ...s3, accessKeyId: 'somebody' })).rejects.toThrow('403')
    await expect(put({ ...s3, endpoint: 'http://127.0.0.1:1' })).rejects.toThrow()
    await expect(createS3Blobs({ ...s3, bucket: 'nowhere' }, 'db').sessions()).rejects.toThrow('nowhere')
  })
})
