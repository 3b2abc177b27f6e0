import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { afterAll, expect, it } from 'vitest'
import { openCollector } from './collector.ts'
import { createMemoryWatch } from './give-back-memory.ts'

const mebibyte = 1024 * 1024

// Files share a process, and threads of the others start sooner without it.
afterAll(() => setFlagsFromString('--no-expose-gc'))

/** A server by hand: how busy it is, and what it holds; a collection leaves `live`. */
const openWatched = () => {
  const server = { busy: 0, written: 0, resident: 200 * mebibyte, live: 120 * mebibyte, collections: 0 }
  const look = createMemoryWatch({
    resident: () => server.resident,
    busy: () => server.busy,
    written: () => server.written,
    collect: () => {
      server.collections++
      server.resident = server.live
    },
  })
  const looks = (count: number): number => {
    const before = server.collections
    for (let at = 0; at < count; at++) look()
    return server.collections - before
  }
  return { server, looks }
}

it('collects what a start and a busy time left, once, when it has been quiet for a while', () => {
  const { server, looks } = openWatched()
  expect(looks(1)).toBe(0)
  expect(looks(1)).toBe(1)
  expect(looks(100)).toBe(0)
  server.busy = 0.6
  server.resident += 300 * mebibyte
  expect(looks(100)).toBe(0)
  server.busy = 0.02
  expect(looks(100)).toBe(1)
  expect(server.resident).toBe(server.live)
})

it('leaves a server alone that has only grown by what it needs, and tries ever more rarely after a larger growth', () => {
  const { server, looks } = openWatched()
  looks(100)
  server.resident += 20 * mebibyte
  expect(looks(100)).toBe(0)
  // All of it is in use: another collection would bring nothing.
  server.resident += 20 * mebibyte
  server.live = server.resident
  expect(looks(100)).toBe(4)
  expect(looks(100)).toBe(1)
  expect(looks(1_000)).toBe(3)
})

it('collects what was in use when it last did and is garbage since', () => {
  const { server, looks } = openWatched()
  looks(100)
  server.resident += 200 * mebibyte
  server.live += 200 * mebibyte
  expect(looks(10)).toBe(1)
  // Requests that were waited for are over. Nothing else happens.
  server.live -= 200 * mebibyte
  expect(looks(10)).toBe(1)
  expect(server.resident).toBe(server.live)
  expect(looks(1_000)).toBe(0)
})

it('does not take what a server holds that is busy again for what it needs', () => {
  const { server, looks } = openWatched()
  looks(2)
  server.busy = 0.6
  server.resident += 200 * mebibyte
  looks(20)
  server.busy = 0.02
  expect(looks(3)).toBe(1)
  expect(server.resident).toBe(server.live)
})

it('waits while anybody writes, however little that costs', () => {
  const { server, looks } = openWatched()
  looks(100)
  server.resident += 100 * mebibyte
  for (let look = 0; look < 50; look++) {
    server.written++
    expect(looks(1)).toBe(0)
  }
  expect(looks(2)).toBe(1)
})

/** Made elsewhere, so that no variable of the test holds it. */
const makeGarbage = (): WeakRef<object> => new WeakRef(Array.from({ length: 300_000 }, (_, index) => ({ index })))

it('reaches the collector of V8 without leaving it to everybody', async () => {
  const collect = openCollector()
  const garbage = makeGarbage()
  // What a weak reference was made of lives until the turn that made it is over.
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  expect(garbage.deref()).toBeUndefined()
  expect(Reflect.get(globalThis, 'gc')).toBeUndefined()
})

it('reaches it in threads that start at the same time', async () => {
  const collector = new URL('./collector.ts', import.meta.url).href
  const program = `import('${collector}').then(({ openCollector }) => { for (let n = 0; n < 20; n++) openCollector()() })`
  const threads = Array.from({ length: 3 }, () => new Worker(program, { eval: true }))
  expect(await Promise.all(threads.map(async (thread) => once(thread, 'exit')))).toEqual([[0], [0], [0]])
})

it('sets no flag before it is used: with another one, threads would compile all of their code again', async () => {
  const collector = new URL('./collector.ts', import.meta.url).href
  const program = `
    import { cachedDataVersionTag } from 'node:v8'
    import { openCollector } from '${collector}'
    const tag = cachedDataVersionTag()
    const collect = openCollector()
    const opened = cachedDataVersionTag() === tag
    collect()
    console.log(opened, cachedDataVersionTag() === tag)`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  expect(stdout).toBe('true false\n')
})
