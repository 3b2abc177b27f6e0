import { createHash, randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Tried, TriedPart } from '@greenroom/protocol'
import { sessionIdSchema } from '@greenroom/session'
import { createS3Blobs, S3Refusal } from '../audio/s3-blobs.ts'
import type { Config, LiveKitConfig, S3Config } from '../config.ts'
import { turnCredentials } from '../http/routes/call-routes.ts'
import { askLiveKit } from '../livekit.ts'
import type { Clock } from '../ports.ts'
import { tryIce } from './try-ice.ts'

type Trying = {
  readonly config: Pick<
    Config,
    | 'port'
    | 'publicUrl'
    | 'backupDir'
    | 'metricsToken'
    | 's3'
    | 'oidc'
    | 'stunUrls'
    | 'turnUrls'
    | 'turnSecret'
    | 'liveKit'
  >
  readonly version: string
  readonly clock: Clock
  readonly pingStore: () => Promise<void>
}

type Outcome = Tried['tries'][number]['outcome']

const answersWithin = 5_000

const codeOf = (error: unknown): unknown => (error instanceof Error ? Reflect.get(error, 'code') : undefined)

/**
 * Sends an HTTP request and checks with `isIt` whether the answer comes from the expected server. Redirects are not followed: they lead to
 * another server.
 */
async function tryAddress(
  address: string,
  headers: Readonly<Record<string, string>>,
  isIt: (text: string) => boolean,
): Promise<Outcome> {
  try {
    const signal = AbortSignal.timeout(answersWithin)
    const answer = await fetch(address, { headers, signal, redirect: 'manual' })
    const text = await answer.text()
    return answer.ok && isIt(text) ? 'works' : answer.status >= 500 ? 'refused' : 'another'
  } catch (error) {
    return outcomeOfFetch(error)
  }
}

const outcomeOfFetch = (error: unknown): Outcome => {
  const code = codeOf(error instanceof Error ? error.cause : null)
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'not-found' : code === 'ECONNREFUSED' ? 'refused' : 'silent'
}

/** Asks for a room that is not there: a server that knows the key says so. */
async function tryLiveKit(config: LiveKitConfig, now: number): Promise<Outcome> {
  try {
    const status = await askLiveKit(config, 'ListRooms', { names: [`try-${randomUUID()}`] }, { roomList: true }, now)
    if (status === 200) return 'works'
    return status === 401 || status === 403 ? 'wrong-secret' : status >= 500 ? 'refused' : 'another'
  } catch (error) {
    return outcomeOfFetch(error)
  }
}

const saysInJson =
  (name: string, value: string) =>
  (text: string): boolean => {
    try {
      const said: unknown = JSON.parse(text)
      return typeof said === 'object' && said !== null && Reflect.get(said, name) === value
    } catch {
      return false
    }
  }

/** Whether a file can be written there and synced to disk. */
async function tryFolder(folder: string): Promise<Outcome> {
  const probe = join(folder, `.try-${randomUUID()}`)
  try {
    await writeFile(probe, Buffer.alloc(64 * 1024, 1), { flush: true, mode: 0o600 })
    return 'works'
  } catch (error) {
    const code = codeOf(error)
    return code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : code === 'ENOENT' ? 'not-found' : 'not-writable'
  } finally {
    await rm(probe, { force: true }).catch(() => undefined)
  }
}

/** Whether sound can be written to the bucket, read from it, listed in it and deleted from it. */
async function tryBucket(s3: S3Config): Promise<Outcome> {
  const name = `try-${randomUUID()}`
  const blobs = createS3Blobs(s3, name)
  const session = sessionIdSchema.parse(name)
  const bytes = Buffer.from(name)
  const hash = createHash('sha256').update(bytes).digest('hex')
  try {
    await blobs.put(session, hash, bytes)
    const [read, listed] = [await blobs.get(session, hash), await blobs.list(session)]
    await blobs.remove(session, hash)
    return read !== null && bytes.equals(read) && listed.includes(hash) ? 'works' : 'another'
  } catch (error) {
    if (!(error instanceof S3Refusal)) return outcomeOfFetch(error)
    if (error.status === 401 || error.status === 403) return 'no-rights'
    return error.status === 404 ? 'not-found' : error.status >= 500 ? 'refused' : 'another'
  }
}

/** Tries one part of the server, from the machine that it runs on. */
export async function tryPart(part: TriedPart, { config, version, clock, pingStore }: Trying): Promise<Tried> {
  const timed = async (address: string, work: () => Promise<Outcome>): Promise<Tried['tries'][number]> => {
    const from = clock.monotonic()
    const outcome = await work()
    return { address, outcome, milliseconds: Math.round(clock.monotonic() - from) }
  }
  const { port, publicUrl, backupDir, metricsToken, s3, oidc, stunUrls, turnUrls, turnSecret, liveKit } = config
  switch (part) {
    case 'database':
      return {
        tries: [
          await timed('', () =>
            pingStore().then(
              () => 'works',
              () => 'silent',
            ),
          ),
        ],
      }
    case 'backups': {
      if (backupDir === null) return { tries: [] }
      const folder = resolve(backupDir)
      return { tries: [await timed(folder, () => tryFolder(folder))] }
    }
    case 'public-url': {
      if (publicUrl === null) return { tries: [] }
      // Whether this very server answers at the address that people use.
      const isThis = saysInJson('version', version)
      return { tries: [await timed(publicUrl, () => tryAddress(`${publicUrl}/version`, {}, isThis))] }
    }
    case 'metrics': {
      if (metricsToken === null) return { tries: [] }
      const address = `${publicUrl ?? `http://localhost:${port}`}/metrics`
      const headers = { authorization: `Bearer ${metricsToken}` }
      return { tries: [await timed(address, () => tryAddress(address, headers, (text) => /^greenroom_/m.test(text)))] }
    }
    case 'bucket':
      return { tries: s3 === null ? [] : [await timed(`${s3.endpoint}/${s3.bucket}`, () => tryBucket(s3))] }
    case 'sign-in': {
      if (oidc === null) return { tries: [] }
      const { issuer } = oidc
      const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
      return { tries: [await timed(issuer, () => tryAddress(address, {}, saysInJson('issuer', issuer)))] }
    }
    case 'stun':
      return { tries: await Promise.all(stunUrls.map((url) => timed(url, () => tryIce(url, null)))) }
    case 'turn': {
      if (turnSecret === null) return { tries: [] }
      const credentials = turnCredentials(turnSecret, 'try', clock.now())
      return { tries: await Promise.all(turnUrls.map((url) => timed(url, () => tryIce(url, credentials)))) }
    }
    case 'livekit': {
      if (liveKit === null) return { tries: [] }
      return { tries: [await timed(liveKit.url, () => tryLiveKit(liveKit, clock.now()))] }
    }
  }
}
