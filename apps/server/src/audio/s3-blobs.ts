import { type SessionId, sessionIdSchema } from '@greenroom/session'
import { AwsClient } from 'aws4fetch'
import type { S3Config } from '../config.ts'
import { type BlobStore, isBlobHash } from './blob-store.ts'

/** The bucket's answer is not what was hoped for: its HTTP status says why. */
export class S3Refusal extends Error {
  override readonly name = 'S3Refusal'
  readonly status: number
  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

/** A request that takes longer has failed. In milliseconds. */
const patience = 20_000
/** How often a request is repeated when the server answers that it is busy. */
const retries = 2

/** Our keys never need escaping in XML, so the text between the tags is the key. */
const betweenTags = (xml: string, tag: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, 'g'))].map(([, text]) => text ?? '')

/**
 * Sound in an S3-compatible bucket: `<prefix>/<session>/<hash>`, addressed by path, so that any compatible server works. `prefix` names the
 * database that the sound belongs to.
 */
export function createS3Blobs(config: S3Config, prefix: string): BlobStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = config
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries })
  const bucketAddress = `${endpoint}/${bucket}`
  const addressOf = (session: SessionId, hash: string): string => {
    if (!isBlobHash(hash)) throw new Error('A blob is named by its hash.')
    return `${bucketAddress}/${prefix}/${session}/${hash}`
  }
  const ask = async (
    address: string,
    method: 'GET' | 'HEAD' | 'PUT' | 'DELETE',
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response> => {
    const response = await client.fetch(address, {
      method,
      signal: AbortSignal.timeout(patience),
      ...(body !== undefined && { body }),
    })
    if (response.ok || response.status === 404) return response
    await response.body?.cancel()
    throw new S3Refusal(`The bucket ${bucket} answered ${method} with ${response.status}.`, response.status)
  }
  /** Every name below `under`: of files, or of folders; and how many bytes those files have. */
  const listUnder = async (
    under: string,
    folders: boolean,
  ): Promise<{ readonly names: readonly string[]; readonly bytes: number }> => {
    const names: string[] = []
    let bytes = 0
    for (let token: string | undefined; ; ) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: under, ...(folders && { delimiter: '/' }) })
      if (token !== undefined) query.set('continuation-token', token)
      const response = await ask(`${bucketAddress}?${query}`, 'GET')
      const xml = await response.text()
      if (response.status === 404) throw new S3Refusal(`There is no bucket ${bucket}.`, response.status)
      const found = folders
        ? [...xml.matchAll(/<CommonPrefixes>(.*?)<\/CommonPrefixes>/gs)].flatMap(([, inner]) =>
            betweenTags(inner ?? '', 'Prefix'),
          )
        : betweenTags(xml, 'Key')
      bytes += betweenTags(xml, 'Size').reduce((sum, size) => sum + Number(size), 0)
      names.push(...found.map((key) => key.slice(under.length).replace(/\/$/, '')))
      token = betweenTags(xml, 'NextContinuationToken')[0]
      if (betweenTags(xml, 'IsTruncated')[0] !== 'true' || token === undefined) return { names, bytes }
    }
  }
  const list = async (session: SessionId): Promise<readonly string[]> =>
    (await listUnder(`${prefix}/${session}/`, false)).names.filter(isBlobHash)
  const remove = async (session: SessionId, hash: string): Promise<void> => {
    const response = await ask(addressOf(session, hash), 'DELETE')
    await response.body?.cancel()
  }
  const has = async (session: SessionId, hash: string): Promise<boolean> =>
    (await ask(addressOf(session, hash), 'HEAD')).ok
  return {
    has,
    list,
    size: async (session) => (await listUnder(`${prefix}/${session}/`, false)).bytes,
    remove,
    put: async (session, hash, bytes) => {
      if (await has(session, hash)) return
      const response = await ask(addressOf(session, hash), 'PUT', new Uint8Array(bytes))
      await response.body?.cancel()
      if (!response.ok) throw new S3Refusal(`There is no bucket ${bucket}.`, response.status)
    },
    get: async (session, hash) => {
      const response = await ask(addressOf(session, hash), 'GET')
      if (response.ok) return new Uint8Array(await response.arrayBuffer())
      await response.body?.cancel()
      return null
    },
    removeSession: async (session) => {
      for (const hash of await list(session)) await remove(session, hash)
    },
    sessions: async () =>
      (await listUnder(`${prefix}/`, true)).names.flatMap((name) => {
        const session = sessionIdSchema.safeParse(name)
        return session.success ? [session.data] : []
      }),
  }
}
