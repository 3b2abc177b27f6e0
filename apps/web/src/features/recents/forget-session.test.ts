import { describe, expect, it } from 'vitest'
import { createBrowserStore } from '../../browser/browser-store.ts'
import { textInMemory } from '../../browser/testing-store.ts'
import { createForget } from './forget-session.ts'
import { createRecents } from './recents.ts'

const about = { title: null, mode: 'peer', owner: false } as const

const setUp = () => {
  const device = textInMemory()
  const tab = textInMemory()
  const store = createBrowserStore({ device: () => device, tab: () => tab })
  const recents = createRecents({ store, now: () => 1 })
  const deleted: string[] = []
  const forget = createForget({
    store,
    recents,
    databases: () => ({
      databases: async () => [
        { name: 'greenroom:sess-1:board-r1:ana', version: 1 },
        { name: 'greenroom:sess-1:board-r1:ben', version: 1 },
        { name: 'greenroom:sess-2:board-r1:ana', version: 1 },
        { name: 'another', version: 1 },
      ],
      deleteDatabase: (name: string) => {
        deleted.push(name)
        return {} as IDBOpenDBRequest
      },
    }),
  })
  for (const session of ['sess-1', 'sess-2'])
    recents.enter({ session, participant: 'ana', token: 't' }, { ...about, name: 'Ana' })
  device.setItem('greenroom.draft.sess-1.r1.ana.note', 'unsent')
  device.setItem('greenroom.draft.sess-1.join.name', 'An')
  device.setItem('greenroom.draft.sess-2.r1.ana.note', 'other')
  device.setItem('greenroom.draft.start.name', 'Ana')
  device.setItem('greenroom.invitations.sess-1', '{}')
  device.setItem('greenroom:sess-1:board-r1:ana:unsaved', '3')
  return { device, tab, recents, forget, deleted }
}

describe('forgetting a session on this device', () => {
  it('takes the way in, what was not sent, and boards that were kept, and nothing of another session', async () => {
    const { device, tab, recents, forget, deleted } = setUp()
    forget('sess-1', 'ana')
    expect(recents.list().map(({ session }) => session)).toEqual(['sess-2'])
    await expect.poll(() => deleted).toEqual(['greenroom:sess-1:board-r1:ana', 'greenroom:sess-1:board-r1:ben'])
    const left = [device, tab].flatMap((text) => Array.from({ length: text.length }, (_, at) => text.key(at)))
    expect(left.filter((key) => key?.includes('sess-1'))).toEqual([])
    expect(device.getItem('greenroom.draft.sess-2.r1.ana.note')).toBe('other')
    expect(device.getItem('greenroom.draft.start.name')).toBe('Ana')
  })

  it('leaves what somebody else in this browser has of the same session', async () => {
    const { device, recents, forget, deleted } = setUp()
    recents.enter({ session: 'sess-1', participant: 'ben', token: 't' }, { ...about, name: 'Ben' })
    device.setItem('greenroom.draft.sess-1.r1.ben.note', 'of Ben')
    forget('sess-1', 'ana')
    expect(recents.of('sess-1').map(({ participant }) => participant)).toEqual(['ben'])
    expect(device.getItem('greenroom.draft.sess-1.r1.ben.note')).toBe('of Ben')
    expect(device.getItem('greenroom.draft.sess-1.r1.ana.note')).toBeNull()
    expect(device.getItem('greenroom.invitations.sess-1')).toBe('{}')
    await expect.poll(() => deleted).toEqual(['greenroom:sess-1:board-r1:ana'])
  })
})
