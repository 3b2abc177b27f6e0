import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { createOriginPolicy } from '../../../apps/server/src/http/origin-policy.ts'
import { startSession, startTestServer } from '../../../apps/server/src/testing/test-server.ts'
import { findChromiumPath, launchChromium } from '../../fixtures/chromium.ts'
import { openBoard } from '../steps/board-client.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

const publicUrl = 'https://greenroom.example'
const allowOrigin = createOriginPolicy({ publicUrl }, () => true)

const foreign = {
  'a sibling': 'https://other.example',
  'a name that begins alike': 'https://greenroom.example.evil.test',
  'a name that ends alike': 'https://evilgreenroom.example',
  'a subdomain': 'https://www.greenroom.example',
  'null, of a sandboxed frame or a file': 'null',
  'http instead of https': 'http://greenroom.example',
  'another port': 'https://greenroom.example:8443',
}

describe('T14: pages of other origins', () => {
  for (const [name, origin] of Object.entries(foreign)) {
    it(`${name} can open neither socket, with a good token [P8] [P21]`, async () => {
      const stage = await stageForTest({ allowOrigin })
      const { candidate } = await castSession(stage)
      await expect(openBoard(stage.socketUrl, candidate, { origin })).rejects.toThrow('403')
      await expect(joinSession(stage.url, candidate, { origin })).rejects.toThrow()
      expect(stage.rooms.counts.liveConnections + stage.rooms.counts.boardConnections).toBe(0)
    })
  }

  it('our own page may, and so may a program with a token that is not a page [P8]', async () => {
    const stage = await stageForTest({ allowOrigin })
    const { candidate } = await castSession(stage)
    for (const origin of [publicUrl, undefined]) {
      const board = await openBoard(stage.socketUrl, candidate, { ...(origin !== undefined && { origin }) })
      await board.sync()
      const session = await enterSession(stage.url, candidate, { ...(origin !== undefined && { origin }) })
      session.close()
    }
  })
})

const hasBrowser = findChromiumPath() !== null

describe('T14: a page of another origin, in a real browser (skipped where there is none)', () => {
  it.skipIf(!hasBrowser)(
    'opens neither socket and starts nothing, even with a right token; a page of ours does',
    async () => {
      const at = await startTestServer()
      const foreign = createServer((_request, response) =>
        response.setHeader('content-type', 'text/html').end('<!doctype html>'),
      )
      await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve))
      const browser = await launchChromium([], { brief: true })
      try {
        const owner = await startSession(at)
        const page = await browser.newPage()
        /** What a script of that page can do with the token it has somehow got. */
        const attack = async (address: string) => {
          await page.goto(address)
          return page.evaluate(
            async ({ url, token, session }) => {
              const opens = (path: string, protocols: string[]): Promise<boolean> =>
                new Promise((resolve) => {
                  const socket = new WebSocket(url.replace('http', 'ws') + path, protocols)
                  socket.onopen = () => resolve(true)
                  socket.onerror = () => resolve(false)
                })
              const status = (init: RequestInit, path = '/api/sessions'): Promise<number> =>
                fetch(url + path, init).then(
                  (answer) => answer.status,
                  () => -1,
                )
              const body = JSON.stringify({ name: 'Eve' })
              return {
                live: await opens('/socket.io/?EIO=4&transport=websocket', []),
                board: await opens(`/yjs/${session}/board-r1`, ['greenroom.v1', `token.${token}`]),
                read: await status({ headers: { authorization: `Bearer ${token}` } }, `/api/sessions/${session}`),
                write: await status({ method: 'POST', headers: { 'content-type': 'application/json' }, body }),
                // Without leave to read the answer: whether it did anything is seen in the store.
                blind: await status({ method: 'POST', mode: 'no-cors', body }),
              }
            },
            { url: at.url, token: owner.token, session: owner.session },
          )
        }
        const before = await at.storage.readIdle(Number.MAX_SAFE_INTEGER, 100)
        const port = (foreign.address() as AddressInfo).port
        for (const host of ['127.0.0.1', 'localhost'])
          expect(await attack(`http://${host}:${port}`)).toMatchObject({
            live: false,
            board: false,
            read: -1,
            write: -1,
          })
        expect(await at.storage.readIdle(Number.MAX_SAFE_INTEGER, 100)).toEqual(before)
        // The same script where it may: it is let in, and told what is wrong with its body.
        expect(await attack(`${at.url}/healthz`)).toMatchObject({ live: true, board: true, read: 200, write: 400 })
      } finally {
        await browser.close()
        await new Promise((resolve) => foreign.close(resolve))
        await at.close()
      }
    },
    60_000,
  )
})
