import { describe, expect, it } from 'vitest'
import { secretIn } from '../../browser/secret-in-link.ts'
import { invitationLink, isLoopback, linkBaseOf } from './invitation-link.ts'

const secret = 'a-Z_09'.repeat(8).slice(0, 43)

describe('an invitation link', () => {
  it('holds the secret in the fragment alone', () => {
    const url = new URL(invitationLink('https://greenroom.example.org/', secret))
    expect(url.pathname).toBe('/join')
    expect(url.search).toBe('')
    expect(secretIn(url.hash)).toBe(secret)
  })
})

describe('the address of links', () => {
  it.each([
    'http://localhost:3000',
    'http://127.0.0.1:3000',
    'http://127.8.9.1',
    'http://[::1]:3000',
    'http://a.localhost',
  ])('%s works on this computer only', (url) => expect(isLoopback(url)).toBe(true))
  it.each(['http://192.168.1.24:3000', 'https://greenroom.example.org', 'http://localhost.example.org', 'not a url'])(
    '%s may be opened elsewhere',
    (url) => expect(isLoopback(url)).toBe(false),
  )

  const lanUrls = ['http://192.168.1.24:3000']
  it('is PUBLIC_URL when there is one', () => {
    expect(linkBaseOf({ publicUrl: 'https://g.example.org', lanUrls }, 'http://localhost:3000')).toEqual({
      url: 'https://g.example.org',
      onlyHere: false,
      instead: [],
    })
  })
  it('is else the address the page was opened with, and says what to use instead of a loopback', () => {
    expect(linkBaseOf({ publicUrl: null, lanUrls }, 'http://localhost:3000')).toEqual({
      url: 'http://localhost:3000',
      onlyHere: true,
      instead: lanUrls,
    })
    expect(linkBaseOf({ publicUrl: null, lanUrls }, 'http://192.168.1.24:3000').onlyHere).toBe(false)
  })
  it('is known before the server has answered', () => {
    expect(linkBaseOf(null, 'http://localhost:3000')).toEqual({
      url: 'http://localhost:3000',
      onlyHere: true,
      instead: [],
    })
  })
})
