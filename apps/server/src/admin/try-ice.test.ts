import { type ChildProcess, spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { turnCredentials } from '../http/routes/call-routes.ts'
import { tryIce } from './try-ice.ts'
import { tryPart } from './try-parts.ts'

const coturn = '/usr/bin/turnserver'
const secret = 'a shared secret of coturn'.replaceAll(' ', '-')

/** A port that nothing else listens on, over TCP and so most likely over UDP. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })

describe.skipIf(!existsSync(coturn))('coturn, as our compose file starts it', () => {
  let running: ChildProcess
  let port = 0
  beforeAll(async () => {
    port = await freePort()
    const options = ['--use-auth-secret', `--static-auth-secret=${secret}`, '--realm=greenroom', '--no-cli']
    const place = [
      '--listening-ip=127.0.0.1',
      '--relay-ip=127.0.0.1',
      `--listening-port=${port}`,
      '--no-tls',
      '--no-dtls',
    ]
    const here = [`--pidfile=${tmpdir()}/turnserver-${port}.pid`, '--log-file=stdout', '--no-rfc5780']
    running = spawn(coturn, ['-n', ...options, ...place, ...here], { stdio: 'ignore' })
    while ((await tryIce(`stun:127.0.0.1:${port}`, null)) !== 'works') {
      if (running.exitCode !== null) throw new Error('coturn has ended')
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }, 30_000)
  afterAll(() => {
    running?.kill()
  })

  it('works over UDP and TCP, as STUN and with our credentials, and not with a wrong secret or old ones', async () => {
    const now = Date.now()
    for (const transport of ['', '?transport=udp', '?transport=tcp']) {
      const address = `turn:127.0.0.1:${port}${transport}`
      expect(await tryIce(address, turnCredentials(secret, 'try', now)), address).toBe('works')
      expect(await tryIce(address, turnCredentials('another-secret-of-coturn', 'try', now)), address).toBe(
        'wrong-secret',
      )
    }
    const old = turnCredentials(secret, 'try', now - 24 * 60 * 60_000)
    expect(await tryIce(`turn:127.0.0.1:${port}`, old)).toBe('wrong-secret')
    const tried = await tryPart('turn', {
      config: {
        port: 1,
        publicUrl: null,
        backupDir: null,
        metricsToken: null,
        s3: null,
        oidc: null,
        stunUrls: [],
        turnUrls: [`turn:127.0.0.1:${port}`],
        turnSecret: secret,
        liveKit: null,
      },
      version: '1',
      clock: { now: () => now, monotonic: () => 0 },
      pingStore: async () => {},
    })
    expect(tried).toEqual({ tries: [{ address: `turn:127.0.0.1:${port}`, outcome: 'works', milliseconds: 0 }] })
  })
})

describe('a server that is not there', () => {
  it('tells apart: nothing listens, nobody answers, no such name, something else', async () => {
    const port = await freePort()
    expect(await tryIce(`stun:127.0.0.1:${port}`, null)).toBe('refused')
    expect(await tryIce(`turn:127.0.0.1:${port}?transport=tcp`, { username: 'a', credential: 'b' })).toBe('refused')
    expect(await tryIce('stun:no-such-host.invalid', null)).toBe('not-found')
    const mute = createSocket('udp4')
    await new Promise<void>((resolve) => mute.bind(0, '127.0.0.1', resolve))
    let asked = 0
    mute.on('message', (bytes, from) => {
      asked++
      // Not an answer: an echo, and noise.
      mute.send(bytes.subarray(0, 12), from.port, from.address)
      mute.send(Buffer.alloc(3_000, 0xff), from.port, from.address)
    })
    expect(await tryIce(`stun:127.0.0.1:${mute.address().port}`, null)).toBe('silent')
    expect(asked).toBe(3)
    mute.close()
  }, 15_000)
})
