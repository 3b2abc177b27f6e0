import type { CallNotice } from '@greenroom/protocol'
import { ana, openSampleSession } from '@greenroom/session/testing'
import { expect, it } from 'vitest'
import { createTestRoom } from '../testing/test-room.ts'

it('carries the call’s words over the session’s socket, says when it is open again, and keeps nothing for later', async () => {
  const test = createTestRoom(openSampleSession())
  const page = test.load(ana)
  const heard: CallNotice[] = []
  let opened = 0
  page.room.call.send({ kind: 'leave' })
  page.room.call.listen({
    notice: (notice) => heard.push(notice),
    opened: () => {
      opened += 1
    },
  })
  expect([page.room.call.isOpen(), opened]).toEqual([false, 0])
  await test.settle()
  expect([page.room.call.isOpen(), opened]).toEqual([true, 1])
  const member = {
    participant: ana,
    peer: 'peer-of-ana',
    state: { muted: true, camera: false, screen: false, direct: true, relay: false, whispers: false, liveKit: false },
  }
  page.sessionPipe().send('call', { kind: 'people', people: [member] })
  page.sessionPipe().send('call', { kind: 'people', people: 'everybody' })
  await test.settle()
  expect(heard.at(-1)).toEqual({ kind: 'people', people: [member] })
  const answers: unknown[] = []
  page.room.call.send({ kind: 'leave' }, (answer) => answers.push(answer))
  expect(page.sessionPipe().up.map(({ event }) => event)).toContain('call')
  await test.settle()
  expect(answers).toEqual([{ ok: false, code: 'not-in-call' }])

  // A server that was started again has nobody in the call until somebody says so; while it is away, what was known stays.
  const before = heard.length
  test.cutAll()
  expect(page.room.call.isOpen()).toBe(false)
  expect(heard).toHaveLength(before)
  test.time.pass(600)
  await test.settle()
  expect(opened).toBe(2)
  expect(heard.at(-1)).toEqual({ kind: 'people', people: [] })
  // Who listens later is told the same at once.
  const late: CallNotice[] = []
  page.room.call.listen({ notice: (notice) => late.push(notice), opened: () => {} })()
  expect(late).toEqual([{ kind: 'people', people: [] }])
  await page.room.close()
})
