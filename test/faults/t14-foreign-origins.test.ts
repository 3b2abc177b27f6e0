import { describe, expect, it } from 'vitest'
import { createOriginPolicy } from '../../apps/server/src/http/origin-policy.ts'
import { openBoard } from './board-client.ts'
import { enterSession, joinSession } from './session-client.ts'
import { castSession, closeStages, stageForTest } from './with-stage.ts'

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

  it('our own page may, and so may whoever is no page and has a token [P8]', async () => {
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
