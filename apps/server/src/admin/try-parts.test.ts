/// <reference path="../audio/s3rver.d.ts" />
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TriedPart } from '@greenroom/protocol'
import S3rver from 's3rver'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryPart } from './try-parts.ts'

const nothing = {
  port: 1,
  publicUrl: null,
  backupDir: null,
  metricsToken: null,
  s3: null,
  oidc: null,
  stunUrls: [],
  turnUrls: [],
  turnSecret: null,
  liveKit: null,
}
const signIn = (issuer: string) => ({
  issuer,
  clientId: 'greenroom',
  clientSecret: 's',
  publicUrl: 'https://here.example',
})

let folder = ''
const listening: Server[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greenroom-try-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
  for (const server of listening.splice(0)) server.close()
})

/** The port of a server that answers as told. */
async function answering(answer: RequestListener): Promise<number> {
  const server = createServer(answer)
  listening.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function outcomeOf(part: TriedPart, config: Partial<Parameters<typeof tryPart>[1]['config']>) {
  const { tries } = await tryPart(part, {
    config: { ...nothing, ...config },
    version: '1.2.3',
    clock: { now: () => 0, monotonic: () => 0 },
    pingStore: async () => {},
  })
  return tries.map(({ outcome }) => outcome)
}

describe('a part of the server that is tried', () => {
  it('is tried nowhere when it is not set up', async () => {
    for (const part of ['backups', 'public-url', 'metrics', 'bucket', 'sign-in', 'stun', 'turn', 'livekit'] as const)
      expect(await outcomeOf(part, {}), part).toEqual([])
  })

  it('backups: a file can be written there, and none stays; a place that is not a folder is reported', async () => {
    expect(await outcomeOf('backups', { backupDir: folder })).toEqual(['works'])
    expect(readdirSync(folder)).toEqual([])
    writeFileSync(join(folder, 'file'), '')
    expect(await outcomeOf('backups', { backupDir: join(folder, 'file') })).toEqual(['not-writable'])
    expect(await outcomeOf('backups', { backupDir: join(folder, 'none') })).toEqual(['not-found'])
  })

  it('livekit: its server knows the key; a wrong secret, something else, and nothing at all are told', async () => {
    let status = 200
    const port = await answering((request, response) => {
      const isIt = request.method === 'POST' && request.url === '/twirp/livekit.RoomService/ListRooms'
      response.writeHead(isIt ? status : 404).end('{}')
    })
    const liveKit = { url: `ws://127.0.0.1:${port}`, apiKey: 'key', apiSecret: 'a secret' }
    expect(await outcomeOf('livekit', { liveKit })).toEqual(['works'])
    status = 401
    expect(await outcomeOf('livekit', { liveKit })).toEqual(['wrong-secret'])
    status = 302
    expect(await outcomeOf('livekit', { liveKit })).toEqual(['another'])
    expect(await outcomeOf('livekit', { liveKit: { ...liveKit, url: 'ws://none.invalid' } })).toEqual(['not-found'])
  })

  it('metrics: the token opens ours; another token, and another page, are told', async () => {
    const port = await answering((request, response) => {
      if (request.headers.authorization !== 'Bearer right') response.writeHead(401).end()
      else response.end(request.url === '/metrics' ? '# HELP\ngreenroom_rooms 3\n' : 'hello')
    })
    expect(await outcomeOf('metrics', { port, metricsToken: 'right' })).toEqual(['works'])
    expect(await outcomeOf('metrics', { port, metricsToken: 'wrong' })).toEqual(['another'])
    const publicUrl = `http://127.0.0.1:${port}/elsewhere`
    expect(await outcomeOf('metrics', { publicUrl, metricsToken: 'right' })).toEqual(['another'])
  })

  it('the bucket for voices: written, read, listed and deleted; another name, wrong keys and an address where nobody is are told', async () => {
    mkdirSync(join(folder, 'buckets'))
    const server = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: join(folder, 'buckets'),
      configureBuckets: [{ name: 'voices' }],
    })
    const { port } = await server.run()
    const s3 = {
      endpoint: `http://127.0.0.1:${port}`,
      bucket: 'voices',
      region: 'us-east-1',
      accessKeyId: 'S3RVER',
      secretAccessKey: 'S3RVER',
    }
    try {
      expect(await outcomeOf('bucket', { s3 })).toEqual(['works'])
      const kept = readdirSync(join(folder, 'buckets'), { recursive: true }).map(String)
      expect(kept.filter((name) => /[0-9a-f]{64}/.test(name))).toEqual([])
      expect(await outcomeOf('bucket', { s3: { ...s3, bucket: 'noises' } })).toEqual(['not-found'])
      expect(await outcomeOf('bucket', { s3: { ...s3, accessKeyId: 'NOBODY' } })).toEqual(['no-rights'])
    } finally {
      await server.close()
    }
    expect(await outcomeOf('bucket', { s3 })).toEqual(['refused'])
  })

  it('the address of the server and the provider of sign-in: each says who it is', async () => {
    let port = 0
    port = await answering((request, response) => {
      const answers: Readonly<Record<string, object>> = {
        '/version': { version: '1.2.3' },
        '/old/version': { version: '1.0.0' },
        '/.well-known/openid-configuration': { issuer: `http://127.0.0.1:${port}` },
      }
      const answer = answers[request.url ?? '']
      if (answer === undefined) response.writeHead(302, { location: '/version' }).end()
      else response.end(JSON.stringify(answer))
    })
    const here = `http://127.0.0.1:${port}`
    expect(await outcomeOf('public-url', { publicUrl: here })).toEqual(['works'])
    expect(await outcomeOf('public-url', { publicUrl: `${here}/old` })).toEqual(['another'])
    expect(await outcomeOf('public-url', { publicUrl: `${here}/moved` })).toEqual(['another'])
    expect(await outcomeOf('sign-in', { oidc: signIn(here) })).toEqual(['works'])
    expect(await outcomeOf('sign-in', { oidc: signIn(`${here}/`) })).toEqual(['another'])
    expect(await outcomeOf('sign-in', { oidc: signIn('http://127.0.0.1:1') })).toEqual(['silent'])
    expect(await outcomeOf('public-url', { publicUrl: 'http://no-such-host.invalid' })).toEqual(['not-found'])
  })
})
