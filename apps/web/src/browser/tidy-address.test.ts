import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tidyAddress } from './tidy-address.ts'

const secret = 'a-Z_09bcd'.repeat(5).slice(0, 43)
const session = 'V1StGXR8_Z5jdHi6B-myT'
const ownCase = 'own-0123456789abcdef01234567'
const tidy = (address: string) => tidyAddress(new URL(address, 'http://greenroom.example.org'))

describe('the address of a page', () => {
  it.each([
    `/join#${secret}`,
    `/join/#${secret}`,
    `/join%23${secret}`,
    `/join/%23${secret}`,
    `/join%2523${secret}`,
    `/join%23${secret}.`,
    `/join%23${secret}%20`,
    `/join%23${secret})`,
    `/join%E2%80%8B#${secret}`,
    `/join%20#${secret}`,
    `/join.#${secret}`,
    `//join#${secret}`.replace('//', '/.//'),
    `/join/${secret}`,
    `/JOIN#${secret}`,
    `/join?#${secret}`,
    `/join#${secret}"`,
    `/join#%E2%80%9C${secret}%E2%80%9D`,
  ])('%s is an invitation, and the bar shows none of it', (address) => {
    expect(tidy(address)).toEqual({ path: '/join', secret: { door: 'join', secret } })
  })

  it('keeps what an invitation says beside its secret', () => {
    expect(tidy(`/join?second#${secret}`)?.path).toBe('/join?second')
    expect(tidy(`/join?moment=75#${secret}.`)?.path).toBe('/join?moment=75')
    expect(tidy(`/join%3Fmoment=75%23${secret}`)).toEqual({ path: '/join?moment=75', secret: { door: 'join', secret } })
  })

  it.each([
    `/s/${session}?round=r1&take=84210`,
    `/s/${session}/replay?beside=r3`,
    `/s/${session}/replay?beside=r3&t=90`,
    `/s/${session}/replay?card=item000000000001`,
  ])('%s is as it should be', (address) => {
    expect(tidy(address)).toBeNull()
    expect(tidy(`${address}.`)).toEqual({ path: address, secret: null })
  })

  it.each([`/back#${secret}`, `/back%23${secret}.`, `/back/#${secret})`])('%s is a way back', (address) => {
    expect(tidy(address)).toEqual({ path: '/back', secret: { door: 'back', secret } })
  })

  it.each([`/bank/own/${ownCase}%23${secret}`, `/bank/own/${ownCase}#${secret}.`])('%s is an own case', (address) => {
    expect(tidy(address)).toEqual({ path: `/bank/own/${ownCase}#${secret}`, secret: null })
  })

  it.each([
    [`/s/${session}/replay%3Ft=75`, `/s/${session}/replay?t=75`],
    [`/s/${session}/replay?t=75.`, `/s/${session}/replay?t=75`],
    [`/s/${session}/replay?t=75%20`, `/s/${session}/replay?t=75`],
    [`/s/${session}/replay?t=75)`, `/s/${session}/replay?t=75`],
    [`/s/${session}/replay#t=75`, `/s/${session}/replay?t=75`],
    [`/s/${session}/replay?t=%E2%80%8B75`, `/s/${session}/replay?t=75`],
    [`/s/${session}/replay.`, `/s/${session}/replay`],
    [`/s/${session}.`, `/s/${session}`],
    [`/s/${session}%3Fround=r2.`, `/s/${session}?round=r2`],
    [`/s/${session})`, `/s/${session}`],
    [`/s/${session}/`, `/s/${session}`],
    [`/s/${session}%E2%80%8B`, `/s/${session}`],
  ])('%s is %s', (address, path) => {
    expect(tidy(address)).toEqual({ path, secret: null })
  })

  it.each([
    '/',
    '/join',
    '/join?second',
    '/back',
    '/bank',
    '/bank/alipay-success',
    '/bank/own',
    `/bank/own/${ownCase}`,
    `/bank/own/${ownCase}#${secret}`,
    `/s/${session}`,
    `/s/${session}?round=r1`,
    `/s/${session}/replay?t=75`,
    '/sample',
    '/sample?t=75',
    '/joined',
    '/background',
    '/join-us',
  ])('%s stays as it is', (address) => {
    expect(tidy(address)).toBeNull()
  })

  it('never shows the secret of a door, whatever is around it, and is settled after one look', () => {
    const junk = fc.string({
      unit: fc.constantFrom('%20', ',', ')', '"', '%23', '%2523', '/', '%E2%80%8B', '%', '?', '&', '#', 'a'),
    })
    fc.assert(
      fc.property(fc.constantFrom('join', 'back'), junk, junk, (door, before, after) => {
        const found = tidy(`/${door}/${before}%23${secret}${after}`)
        expect(found?.path).not.toContain(secret)
        expect(found?.secret?.secret).toBe(secret)
        expect(tidy(found?.path ?? '')).toBeNull()
      }),
    )
  })
})
