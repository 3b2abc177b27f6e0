import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { createAddressOf } from './address-of.ts'

const from = (remote: string, forwarded?: string): IncomingMessage => {
  const request = new IncomingMessage(Object.defineProperty(new Socket(), 'remoteAddress', { value: remote }))
  if (forwarded !== undefined) request.headers['x-forwarded-for'] = forwarded
  return request
}

it.each([
  [0, '203.0.113.1', undefined, '203.0.113.1'],
  [0, '203.0.113.1', '198.51.100.7', '203.0.113.1'],
  [1, '10.0.0.1', '198.51.100.7', '198.51.100.7'],
  [1, '10.0.0.1', '127.0.0.1, 198.51.100.7', '198.51.100.7'],
  [2, '10.0.0.1', '127.0.0.1, 198.51.100.7, 10.0.0.2', '198.51.100.7'],
  [2, '10.0.0.1', undefined, '10.0.0.1'],
])('behind %i proxies, %s which says %s is %s', (proxies, remote, forwarded, address) => {
  expect(createAddressOf(proxies)(from(remote, forwarded))).toBe(address)
})
