import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { serverLimits } from '@greenroom/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTurnedClock } from '../../../apps/server/src/testing/folders-and-entries.ts'
import {
  invite,
  join,
  type Person,
  startSession,
  startTestServer,
  type TestServer,
} from '../../../apps/server/src/testing/test-server.ts'
import { openBoard } from '../steps/board-client.ts'
import { enterSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

vi.setConfig({ testTimeout: 30_000 })
closeStages()
const open: TestServer[] = []
afterEach(async () => {
  for (const at of open.splice(0)) await at.close()
})

describe('T36: somebody who would watch unseen', () => {
  it('is seen by everybody in whichever way they read: the session, a board, the replay; a while after the last page they are gone', async () => {
    const clock = createTurnedClock(Date.now())
    const at = await startTestServer({ clock })
    open.push(at)
    const owner = await startSession(at)
    const guest = await join(at, (await invite(at, owner, ['candidate', 'observer'])).secret, 'Olu', 'observer')
    const desk = await enterSession(at.url, owner)
    const isSeen = (): boolean => desk.here().includes(guest.participant)
    const pageOf = ({ session, token }: Person) => at.request('GET', `/api/sessions/${session}/replay`, { token })
    expect(isSeen()).toBe(false)
    expect((await pageOf(guest)).status).toBe(200)
    await desk.until('the reader', isSeen)
    // Again and again: they stay.
    for (let poll = 0; poll < 3; poll++) {
      clock.turn(serverLimits.readerIsHereFor - 1_000)
      expect((await pageOf(guest)).status).toBe(200)
      expect(isSeen()).toBe(true)
    }
    clock.turn(serverLimits.readerIsHereFor + 1)
    await desk.until('the reader to be gone', () => !isSeen())
    // Who is connected as well does not vanish with their last page.
    const live = await enterSession(at.url, guest)
    await pageOf(guest)
    clock.turn(serverLimits.readerIsHereFor + 1)
    await live.ask('time')
    await desk.until('them', isSeen)
    live.close()
    await desk.until('nobody', () => !isSeen())
    desk.close()
  })

  it('attends nothing by it: a session whose interviewer only reads the replay is closed all the same', async () => {
    const clock = createTurnedClock(Date.now())
    const at = await startTestServer({ clock })
    open.push(at)
    const owner = await startSession(at)
    const guest = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Caro', 'candidate')
    const chair = await enterSession(at.url, guest)
    await at.request('GET', `/api/sessions/${owner.session}/replay`, { token: owner.token })
    await chair.until('the reader', () => chair.here().includes(owner.participant))
    expect(at.server.rooms.here(owner.session)).toContain(owner.participant)
    chair.close()
  })

  it('pays for every page, and the same page again costs no reading', async () => {
    const at = await startTestServer({ clock: createTurnedClock(Date.now()) })
    open.push(at)
    const owner = await startSession(at)
    const statuses: number[] = []
    for (let batch = 0; batch < 6; batch++) {
      const asked = Array.from({ length: 20 }, () =>
        at.request('GET', `/api/sessions/${owner.session}/replay`, { token: owner.token }),
      )
      statuses.push(...(await Promise.all(asked)).map(({ status }) => status))
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(80)
    expect(statuses.filter((status) => status === 429)).toHaveLength(40)
  })

  it('records nothing with our page: nothing in it opens a camera, a microphone, a screen or a connection to another person', () => {
    const sources = fileURLToPath(new URL('../../../apps/web/src/', import.meta.url))
    const files = readdirSync(sources, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file))
    expect(files.length).toBeGreaterThan(100)
    const captures = /getUserMedia|getDisplayMedia|MediaRecorder|RTCPeerConnection|captureStream/
    expect(files.filter((file) => captures.test(readFileSync(sources + file, 'utf8')))).toEqual([])
  })
})

describe('T26: connections of one address', () => {
  it('are refused beyond its share, on both sockets, and may come back when others have closed', async () => {
    const stage = await stageForTest({ connectionsPerAddress: 3 })
    const { interviewer, candidate } = await castSession(stage)
    const first = await enterSession(stage.url, interviewer)
    const second = await openBoard(stage.socketUrl, interviewer)
    const third = await openBoard(stage.socketUrl, candidate)
    await expect(openBoard(stage.socketUrl, candidate)).rejects.toThrow('429')
    await expect(enterSession(stage.url, candidate)).rejects.toThrow()
    second.close()
    await second.closed
    const again = await enterSession(stage.url, candidate)
    for (const client of [first, again]) client.close()
    third.close()
  })
})
