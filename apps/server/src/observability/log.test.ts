import { describe, expect, it } from 'vitest'
import { createLog, loggedPath, prettify } from './log.ts'

const lines = (format: 'json' | 'pretty', write: (log: ReturnType<typeof createLog>) => void): string => {
  let out = ''
  write(
    createLog(
      { logLevel: 'info', logFormat: format },
      {
        write: (line: string) => {
          out += line
        },
      },
    ),
  )
  return out
}

describe('the log', () => {
  it.each(['json', 'pretty'] as const)('hides what could open a door, at any depth (%s)', (format) => {
    const secret = 'who-reads-this-may-enter'
    const out = lines(format, (log) => {
      log.info({ token: secret, headers: { authorization: secret }, socket: { handshake: { auth: secret } } }, 'hello')
      log.warn({ body: { invitation: secret } }, 'again')
    })
    expect(out).toContain('hello')
    expect(out).not.toContain(secret)
  })

  it('is a line for people: time, level, message, fields, and the stack of an error', () => {
    const error = new Error('broken')
    const out = lines('pretty', (log) => log.error({ err: error, count: 2 }, 'It failed.'))
    expect(out).toMatch(/^\d\d:\d\d:\d\d\.\d{3} error It failed\. count=2\nError: broken\n +at /)
    expect(prettify('{"level":30,"time":0,"msg":"hi","a":{"b":1}}')).toBe('00:00:00.000 info  hi a={"b":1}\n')
  })

  it('holds no secret of a link whose mark a mail filter has encoded', () => {
    const secret = 'a-Z_09bcd'.repeat(5).slice(0, 43)
    for (const path of [
      `/join%23${secret}`,
      `/join/%23${secret}.`,
      `/join%2523${secret}`,
      `/JOIN%20${secret}`,
      `/join/${secret}`,
      `/join%3Fsecond%23${secret}`,
      `/join?second%23${secret}`,
      `//back%23${secret}`,
      `/back/${secret.replaceAll('-', '%2D')}`,
      `/bank/own/own-0123456789abcdef01234567%23${secret}`,
      `/${secret}`,
    ]) {
      const logged = loggedPath(path)
      expect(logged, path).not.toContain(secret.slice(0, 6))
      expect(logged.length).toBeGreaterThan(1)
    }
    expect(loggedPath('/api/sessions/V1StGXR8_Z5jdHi6B-myT/replay?after=0.0')).toBe(
      '/api/sessions/V1StGXR8_Z5jdHi6B-myT/replay',
    )
    expect(loggedPath('/backstage')).toBe('/backstage')
  })
})
