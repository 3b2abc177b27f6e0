import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environmentSchema, readConfig, variableNames } from './config.ts'
import { StartRefusal } from './start-refusal.ts'

const refusalOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env)
  } catch (error) {
    if (error instanceof StartRefusal) return error.message.split('\n')
    throw error
  }
  return []
}

describe('the configuration', () => {
  it('needs nothing', () => {
    expect(readConfig({ PORT: '', SHELL: '/bin/sh' })).toEqual({
      host: null,
      port: 3000,
      publicUrl: null,
      dataDir: './data',
      databaseUrl: null,
      trustProxy: 0,
      logLevel: 'info',
      logFormat: 'pretty',
      retentionDays: null,
      audioRetentionDays: null,
      s3: null,
      backupDir: null,
      backupKeep: 7,
      metricsToken: null,
      stunUrls: [],
      turnUrls: [],
      turnSecret: null,
      liveKit: null,
      oidc: null,
      oidcOnly: false,
      passkeys: null,
    })
  })

  it('keeps voice recordings in a bucket with everything it needs, and names what is missing otherwise', () => {
    const all = {
      S3_ENDPOINT: 'https://s3.example:9000/',
      S3_BUCKET: 'greenroom',
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'a secret',
    }
    expect(readConfig(all).s3).toEqual({
      endpoint: 'https://s3.example:9000',
      bucket: 'greenroom',
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'a secret',
    })
    expect(() => readConfig({ ...all, S3_BUCKET: '' })).toThrow('set S3_BUCKET as well')
    expect(() => readConfig({ ...all, S3_ENDPOINT: 'https://s3.example/bucket' })).toThrow('without a path')
  })

  it('lets people sign in with all of what that needs, and names what is missing otherwise', () => {
    const all = {
      PUBLIC_URL: 'https://room.example',
      OIDC_ISSUER: 'https://login.example',
      OIDC_CLIENT_ID: 'greenroom',
      OIDC_CLIENT_SECRET: 'a secret',
    }
    expect(readConfig(all).oidc).toEqual({
      issuer: 'https://login.example',
      clientId: 'greenroom',
      clientSecret: 'a secret',
      publicUrl: 'https://room.example',
    })
    expect(refusalOf({ ...all, PUBLIC_URL: '', OIDC_CLIENT_SECRET: '' })).toEqual([
      'To let people sign in, set OIDC_CLIENT_SECRET and PUBLIC_URL as well.',
    ])
    expect([readConfig(all).oidcOnly, readConfig({ ...all, OIDC_ONLY: '1' }).oidcOnly]).toEqual([false, true])
    expect(refusalOf({ ...all, OIDC_ONLY: 'yes' })).toEqual(['OIDC_ONLY is "yes": use OIDC_ONLY=1, or leave it unset.'])
    // Without a provider the server would be open to everybody, or to nobody.
    expect(refusalOf({ OIDC_ONLY: '1' })).toEqual([
      'OIDC_ONLY=1 lets in only people who sign in, but there is nowhere to sign in: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET as well, or unset OIDC_ONLY.',
    ])
    expect(refusalOf({ ...all, OIDC_ONLY: '1', PASSKEYS: '1' })).toEqual([
      'OIDC_ONLY=1 lets nobody in with a passkey: unset PASSKEYS or OIDC_ONLY.',
    ])
    expect(refusalOf({ ...all, OIDC_ISSUER: 'login' })[0]).toContain('use the issuer of your OpenID provider')
  })

  it('lets people use passkeys at a name, by https or on this machine, as browsers do', () => {
    const at = (PUBLIC_URL: string) => readConfig({ PUBLIC_URL, PASSKEYS: '1' }).passkeys
    expect(readConfig({ PUBLIC_URL: 'https://room.example' }).passkeys).toBeNull()
    expect(at('https://room.example:8443')).toEqual({ host: 'room.example', origin: 'https://room.example:8443' })
    expect(at('http://localhost:3000')).toEqual({ host: 'localhost', origin: 'http://localhost:3000' })
    for (const PUBLIC_URL of [
      '',
      'http://room.example',
      'https://203.0.113.7',
      'https://[::1]',
      'http://127.0.0.1:3000',
    ])
      expect(refusalOf({ PUBLIC_URL, PASSKEYS: '1' }), PUBLIC_URL).toEqual([
        'PASSKEYS=1 needs a PUBLIC_URL with https and a domain name, because browsers create passkeys for nothing else: for example PUBLIC_URL=https://greenroom.example.org.',
      ])
  })

  it('lists every bad value at once, one sentence each, with what to do about it', () => {
    const problems = refusalOf({
      HOST: 'a b',
      PORT: '70000',
      PUBLIC_URL: 'greenroom.example.org/room',
      TRUST_PROXY: 'true',
      LOG_LEVEL: 'loud',
      LOG_FORMAT: 'xml',
      RETENTION_DAYS: '0',
      BACKUP_DIR: '/somewhere',
      BACKUP_KEEP: 'all',
      METRICS_TOKEN: 'short secret',
    })
    expect(problems).toHaveLength(9)
    for (const problem of problems) expect(problem).toMatch(/^[A-Z_]+ (is ".*"|cannot be used): (use|set) .*\.$/)
    expect(problems.join()).not.toContain('short secret')
    expect(refusalOf({ BACKUP_KEEP: '3' })).toEqual([
      'BACKUP_KEEP has no effect without BACKUP_DIR: set both of them, or neither.',
    ])
    expect(readConfig({ BACKUP_DIR: '/somewhere', BACKUP_KEEP: '3' })).toMatchObject({ backupKeep: 3 })
  })

  it('takes servers for calls as lists, and a TURN server only with its secret', () => {
    const secret = 'a secret that is long'.replaceAll(' ', '-')
    expect(
      readConfig({
        STUN_URLS: 'stun:a.example:3478, stuns:b.example',
        TURN_URLS: 'turn:c.example?transport=tcp',
        TURN_SECRET: secret,
      }),
    ).toMatchObject({
      stunUrls: ['stun:a.example:3478', 'stuns:b.example'],
      turnUrls: ['turn:c.example?transport=tcp'],
      turnSecret: secret,
    })
    expect(refusalOf({ STUN_URLS: 'https://a.example' })).toHaveLength(1)
    expect(refusalOf({ TURN_URLS: 'turn:c.example' })).toEqual([
      'TURN_URLS and TURN_SECRET belong together: set both of them, or neither.',
    ])
    const short = refusalOf({ TURN_URLS: 'turn:c.example', TURN_SECRET: 'shortsecret' })
    expect(short.join()).toMatch(/^TURN_SECRET cannot be used: /)
    expect(short.join()).not.toContain('shortsecret')
  })

  it('carries calls over LiveKit with everything it needs, and says in one sentence what is wrong otherwise', () => {
    const all = { LIVEKIT_URL: 'https://Livekit.example/', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'a-long-secret' }
    expect(readConfig(all).liveKit).toEqual({
      url: 'wss://livekit.example',
      apiKey: 'key',
      apiSecret: 'a-long-secret',
    })
    expect(readConfig({ ...all, LIVEKIT_URL: 'ws://127.0.0.1:7880' }).liveKit?.url).toBe('ws://127.0.0.1:7880')
    expect(refusalOf({ LIVEKIT_URL: all.LIVEKIT_URL })).toEqual([
      'To carry calls over LiveKit, set LIVEKIT_API_KEY and LIVEKIT_API_SECRET as well.',
    ])
    expect(refusalOf({ ...all, LIVEKIT_API_SECRET: '' })).toEqual([
      'To carry calls over LiveKit, set LIVEKIT_API_SECRET as well.',
    ])
    for (const url of [
      'livekit.example',
      'wss://livekit.example/rtc',
      'ftp://livekit.example',
      'wss://me@livekit.example',
    ])
      expect(refusalOf({ ...all, LIVEKIT_URL: url }), url).toHaveLength(1)
    const short = refusalOf({ ...all, LIVEKIT_API_SECRET: 'short' })
    expect(short).toHaveLength(1)
    expect(short.join()).not.toContain('"short"')
    // A browser would refuse to dial it.
    const mixed = { ...all, PUBLIC_URL: 'https://greenroom.example', LIVEKIT_URL: 'ws://livekit.example' }
    expect(refusalOf(mixed)).toEqual([expect.stringContaining('LIVEKIT_URL is "ws://livekit.example"')])
    expect(refusalOf(mixed)[0]).toContain('wss:')
  })

  it.each([
    'https://example.org/room',
    'https://example.org/?a',
    'ftp://example.org',
    'https://me@example.org',
    'example.org',
  ])('takes %s for no public address', (url) => expect(refusalOf({ PUBLIC_URL: url })).toHaveLength(1))
  it('takes a public address with or without the slash', () => {
    expect(readConfig({ PUBLIC_URL: 'https://Example.org:443/' }).publicUrl).toBe('https://example.org')
  })

  it('reads a value from a file, and refuses what contradicts itself or cannot be read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'greenroom-config-'))
    try {
      const file = join(folder, 'token')
      writeFileSync(file, 'a-token-from-a-file\n')
      expect(readConfig({ METRICS_TOKEN_FILE: file }).metricsToken).toBe('a-token-from-a-file')
      expect(refusalOf({ METRICS_TOKEN_FILE: file, METRICS_TOKEN: 'another-token-value' })[0]).toContain('both set')
      expect(refusalOf({ PORT_FILE: join(folder, 'none') })[0]).toContain('cannot be read')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is what .env.example lists, with the same defaults and a comment each', () => {
    const lines = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8').split('\n')
    const listed = lines.flatMap((line, index) => {
      const match = /^# ([A-Z0-9_]+)=(.*)$/.exec(line)
      return match ? [{ name: match[1], value: match[2], comment: lines[index - 1] ?? '' }] : []
    })
    expect(listed.map(({ name }) => name)).toEqual([...variableNames])
    const defaults: Record<string, unknown> = environmentSchema.parse({})
    for (const { name, value, comment } of listed) {
      expect(comment, name).toMatch(/^# .+/)
      expect(value, name).toBe(String(defaults[name ?? ''] ?? ''))
    }
  })

  it('is what the table of the README lists, in the same order', () => {
    const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
    const rows = [...readme.matchAll(/^\| `([A-Z][A-Z0-9_]+)` +\| (\S+)/gm)].map(([, name = '', first = '']) => [
      name,
      first,
    ])
    expect(rows.map(([name]) => name)).toEqual([...variableNames])
    const defaults: Record<string, unknown> = environmentSchema.parse({})
    for (const [name = '', first] of rows) {
      const value = defaults[name]
      if (value !== undefined) expect([name, first]).toEqual([name, `\`${value}\``])
    }
  })
})
