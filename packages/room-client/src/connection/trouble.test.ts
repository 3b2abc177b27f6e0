import { describe, expect, it } from 'vitest'
import { createTroubleWatch, type Reach, type TroubleFacts, troubleOf } from './trouble.ts'

const blocked: TroubleFacts = { failed: 2, answered: false, tooMany: false, reach: 'open', reachBefore: 'open' }

describe('why there is no connection', () => {
  it.each<[string, Partial<TroubleFacts>, ReturnType<typeof troubleOf>]>([
    ['WebSockets do not come through', {}, 'sockets-blocked'],
    ['nothing answers', { reach: 'nothing' }, 'unreachable'],
    ['the server refuses this address', { reach: 'refused' }, 'foreign-address'],
    [
      'a ninth tab, told so at the first try',
      { failed: 1, answered: true, tooMany: true, reach: null },
      'too-many-tabs',
    ],
    ['one try failed', { failed: 1 }, null],
    ['nothing is known yet', { reach: null }, null],
    ['it answers now, but did not when the try began', { reachBefore: 'nothing' }, null],
    ['it answers now, and was not asked when the try began', { reachBefore: null }, null],
    ['the try was answered: the server drains, or cannot save', { answered: true }, null],
  ])('%s', (_what, change, trouble) => {
    expect(troubleOf({ ...blocked, ...change })).toBe(trouble)
  })
})

describe('following the tries', () => {
  const setUp = (answers: Reach[]) => {
    let asked = 0
    const watch = createTroubleWatch({
      reach: async () => {
        asked++
        return answers.shift() ?? 'nothing'
      },
      changed: () => {},
    })
    const fail = async (): Promise<ReturnType<typeof troubleOf>> => {
      watch.dialled()
      watch.failed()
      await Promise.resolve()
      await Promise.resolve()
      return watch.trouble()
    }
    return { watch, fail, asked: () => asked }
  }

  it('asks from the second failure on, and says blocked once one has failed while the server answered', async () => {
    const { fail, asked } = setUp(['open', 'open'])
    expect([await fail(), asked()]).toEqual([null, 0])
    expect([await fail(), asked()]).toEqual([null, 1])
    expect(await fail()).toBe('sockets-blocked')
  })

  it('takes a server that restarts for no blocked network', async () => {
    const { watch, fail } = setUp(['nothing', 'nothing', 'open'])
    await fail()
    expect([await fail(), await fail()]).toEqual(['unreachable', 'unreachable'])
    expect(await fail()).toBeNull()
    watch.dialled()
    watch.opened()
    expect(watch.trouble()).toBeNull()
    expect(await fail()).toBeNull()
  })

  it('forgets the ninth tab when the next try fails without an answer', async () => {
    const { watch, fail } = setUp(['nothing'])
    watch.dialled()
    watch.answered(true)
    watch.failed()
    expect(watch.trouble()).toBe('too-many-tabs')
    expect(await fail()).toBe('unreachable')
  })
})
