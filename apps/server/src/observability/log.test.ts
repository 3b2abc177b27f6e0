import { describe, expect, it } from 'vitest'
import { createLog, prettify } from './log.ts'

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
})
