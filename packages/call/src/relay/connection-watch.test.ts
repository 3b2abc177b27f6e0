import { describe, expect, it } from 'vitest'
import { createConnectionWatch } from './connection-watch.ts'

const looks = (watch: { readonly look: () => boolean }, count: number) =>
  Array.from({ length: count }, () => watch.look())

describe('the connection of a voice over the server', () => {
  it('F61: is dead after two and a half seconds in which nothing came, however often it was alive before', () => {
    const watch = createConnectionWatch()
    watch.dialled()
    watch.opened()
    for (let second = 0; second < 10; second += 1) {
      watch.heard()
      expect(looks(watch, 2)).toEqual([false, false])
    }
    expect(looks(watch, 3)).toEqual([false, false, true])
  })

  it('is dialled again and again where it does not open, each time after a second and a half', () => {
    const watch = createConnectionWatch()
    watch.dialled()
    watch.opened()
    watch.heard()
    for (let time = 0; time < 3; time += 1) {
      watch.dialled()
      expect(looks(watch, 3)).toEqual([false, false, true])
    }
  })

  it('is never dead where the server does not say that it is there', () => {
    const watch = createConnectionWatch()
    watch.dialled()
    watch.opened()
    expect(looks(watch, 100)).not.toContain(true)
  })
})
