import { emptySession, type SessionState } from '@greenroom/session'
import { expect, it } from 'vitest'
import { createSnapshot } from '../../browser/snapshot.ts'
import { createOwnMicrophone } from './own-microphone.ts'

type Microphone = { readonly kind: 'on'; readonly track: string } | { readonly kind: 'off' | 'opening' | 'fault' }

/** A call and an agreement to turn, and what was done with the microphone. */
const aMicrophone = () => {
  const call = createSnapshot({
    phase: 'in' as 'out' | 'joining' | 'in',
    maySpeak: true,
    muted: false,
    talking: false,
    microphone: { kind: 'on', track: 'built-in' } as Microphone,
  })
  const client = createSnapshot<{ readonly session: SessionState | null }>({ session: emptySession })
  const done: string[] = []
  let agreed: number | null = 1
  let full = false
  const own = createOwnMicrophone<'not-heard' | 'failed', string>({
    call: { getSnapshot: call.get, subscribe: call.subscribe },
    client: { getSnapshot: client.get, subscribe: client.subscribe },
    agreement: () => agreed,
    hindrance: ({ phase, maySpeak }) => (phase === 'in' && !maySpeak ? 'not-heard' : null),
    trouble: () => (full ? 'failed' : null),
    begin: (agreement, track, heard) => {
      const name = `${agreement} ${track}`
      done.push(`begin ${name}${heard ? '' : ' unheard'}`)
      return { setHeard: () => {}, end: () => done.push(`end ${name}`) }
    },
  })
  return {
    own,
    done,
    turn: (next: Partial<ReturnType<typeof call.get>>) => call.become({ ...call.get(), ...next }),
    agree: (to: number | null) => {
      agreed = to
      client.become({ session: emptySession })
    },
    leave: () => client.become({ session: null }),
    fill: (isFull: boolean) => {
      full = isFull
      own.look()
    },
  }
}

it('is used while people have agreed to it and its owner is in the call, and at no other time', () => {
  const at = aMicrophone()
  expect(at.own.getSnapshot()).toBe('on')
  at.turn({ phase: 'out' })
  expect(at.own.getSnapshot()).toBe('not-in-call')
  at.turn({ phase: 'in' })
  at.turn({ maySpeak: false })
  expect(at.own.getSnapshot()).toBe('not-heard')
  at.turn({ maySpeak: true })
  at.agree(null)
  expect(at.own.getSnapshot()).toBe('off')
  at.agree(2)
  at.leave()
  expect(at.own.getSnapshot()).toBe('off')
  const once = ['begin 1 built-in', 'end 1 built-in']
  expect(at.done).toEqual([...once, ...once, ...once, 'begin 2 built-in', 'end 2 built-in'])
})

it('begins again with another microphone or another agreement, and continues when the call joins again with the same one', () => {
  const at = aMicrophone()
  at.turn({ phase: 'joining' })
  expect(at.own.getSnapshot()).toBe('on')
  at.turn({ phase: 'in' })
  at.agree(2)
  at.turn({ microphone: { kind: 'on', track: 'headset' } })
  expect(at.done).toEqual([
    'begin 1 built-in',
    'end 1 built-in',
    'begin 2 built-in',
    'end 2 built-in',
    'begin 2 headset',
  ])
  at.turn({ phase: 'joining', microphone: { kind: 'fault' } })
  expect(at.own.getSnapshot()).toBe('not-in-call')
  at.turn({ phase: 'in' })
  expect(at.own.getSnapshot()).toBe('no-microphone')
})

it('says when it is muted, but for as long as a key is held, and what is wrong while it is used', () => {
  const at = aMicrophone()
  at.turn({ muted: true })
  expect(at.own.getSnapshot()).toBe('muted')
  at.turn({ talking: true })
  expect(at.own.getSnapshot()).toBe('on')
  at.fill(true)
  expect(at.own.getSnapshot()).toBe('failed')
  at.fill(false)
  expect(at.own.getSnapshot()).toBe('on')
  expect(at.done).toEqual(['begin 1 built-in'])
})

it('is let go when it is closed, and tells nobody any more', () => {
  const at = aMicrophone()
  let told = 0
  at.own.subscribe(() => {
    told += 1
  })
  at.own.close()
  at.turn({ muted: true })
  expect([told, at.done.at(-1)]).toEqual([0, 'end 1 built-in'])
})
