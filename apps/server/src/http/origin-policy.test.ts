import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createOriginPolicy } from './origin-policy.ts'
import { createIsOwnHost } from './own-addresses.ts'

const isOwnHost = createIsOwnHost(
  () => 0,
  () => ['192.168.1.20', 'fe80::1', 'Laptop', 'Laptop.local'],
)
const request = (origin: string | undefined, host: string | undefined): IncomingMessage => {
  const message = new IncomingMessage(new Socket())
  if (origin !== undefined) message.headers.origin = origin
  if (host !== undefined) message.headers.host = host
  return message
}

describe('with a public address', () => {
  const allow = createOriginPolicy({ publicUrl: 'https://greenroom.example.org' }, isOwnHost)
  it.each([
    ['https://greenroom.example.org', true],
    [undefined, true],
    ['http://greenroom.example.org', false],
    ['https://greenroom.example.org:8443', false],
    ['https://other.example.org', false],
    ['https://greenroom.example.org.evil.test', false],
    ['https://evilgreenroom.example.org', false],
    ['https://greenroom.example.org@evil.test', false],
    ['https://greenroom.example.org/', false],
    ['http://localhost:3000', false],
    ['http://127.0.0.1:3000', false],
    ['null', false],
    ['', false],
    ['file://', false],
  ])('answers %s with %s', (origin, allowed) => {
    for (const host of ['greenroom.example.org', 'localhost:3000', undefined]) {
      expect(allow(request(origin, host))).toBe(allowed)
    }
  })
})

describe('without a public address', () => {
  const allow = createOriginPolicy({ publicUrl: null }, isOwnHost)
  it.each([
    // Same page and host, and the host is this machine.
    ['http://localhost:3000', 'localhost:3000', true],
    ['http://LOCALHOST:3000', 'localhost:3000', true],
    ['http://127.0.0.1:3000', '127.0.0.1:3000', true],
    ['http://127.8.9.1:3000', '127.8.9.1:3000', true],
    ['http://[::1]:3000', '[::1]:3000', true],
    ['http://[fe80::1]:3000', '[fe80::1]:3000', true],
    ['http://192.168.1.20:3000', '192.168.1.20:3000', true],
    ['http://laptop.local:3000', 'Laptop.local:3000', true],
    ['http://laptop', 'laptop:80', true],
    [undefined, 'localhost:3000', true],
    // Another scheme, port, or name of the same machine.
    ['https://localhost:3000', 'localhost:3000', false],
    ['http://localhost:3001', 'localhost:3000', false],
    ['http://127.0.0.1:3000', 'localhost:3000', false],
    ['http://app.localhost:3000', 'localhost:3000', false],
    // A foreign name that resolves to this machine is still foreign.
    ['http://evil.test:3000', 'evil.test:3000', false],
    ['http://192.168.1.21:3000', '192.168.1.21:3000', false],
    ['http://localhost.evil.test:3000', 'localhost.evil.test:3000', false],
    ['http://127.0.0.1.evil.test', '127.0.0.1.evil.test', false],
    ['http://evil.test', 'localhost:3000', false],
    ['null', 'localhost:3000', false],
    ['http://localhost:3000', undefined, false],
    ['http://localhost:3000', 'localhost:3000/x', false],
  ])('answers %s at %s with %s', (origin, host, allowed) => {
    expect(allow(request(origin, host))).toBe(allowed)
  })
})
