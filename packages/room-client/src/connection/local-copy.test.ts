import * as fake from 'fake-indexeddb'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { indexedDbCopies } from './local-copy.ts'
import type { LocalCopy } from './ports.ts'

const name = 'greenroom:session:person:board-r1'

/** How many of the next transactions the browser aborts, with everything that is under way in them. */
let aborted = 0
const connections = new Set<IDBDatabase>()

beforeEach(() => {
  for (const [key, value] of Object.entries(fake)) if (key.startsWith('IDB')) vi.stubGlobal(key, value)
  vi.stubGlobal('indexedDB', new fake.IDBFactory())
  aborted = 0
  const begin = fake.IDBDatabase.prototype.transaction
  vi.spyOn(fake.IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
    connections.add(this)
    const transaction = begin.apply(this, given)
    if (aborted-- > 0) queueMicrotask(() => transaction.abort())
    return transaction
  })
})
afterEach(async () => {
  for (const copy of opened.splice(0)) await copy.close()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const opened: LocalCopy[] = []
const open = (): { readonly doc: Y.Doc; readonly words: Y.Array<string>; readonly copy: LocalCopy } => {
  const doc = new Y.Doc()
  const copy = indexedDbCopies(name, doc)
  opened.push(copy)
  return { doc, words: doc.getArray('words'), copy }
}
/** What a page that is opened now finds on this device. */
const kept = async (): Promise<string> => {
  const { words, copy } = open()
  await copy.loaded
  await copy.close()
  return words.toArray().join(' ')
}

it('is written once more when the browser aborts the writing', async () => {
  const page = open()
  await page.copy.loaded
  aborted = 3
  for (const word of ['one', 'two', 'three']) page.words.push([word])
  await expect.poll(kept).toBe('one two three')
})

it('is read once more when the browser aborts the reading', async () => {
  const before = open()
  await before.copy.loaded
  before.words.push(['one'])
  await expect.poll(kept).toBe('one')
  aborted = 1
  const page = open()
  await page.copy.loaded
  expect(page.words.toArray()).toEqual(['one'])
  page.words.push(['two'])
  await expect.poll(kept).toBe('one two')
})

it('holds everything again after its database was deleted under an open page', async () => {
  const page = open()
  await page.copy.loaded
  page.words.push(['one'])
  await expect.poll(kept).toBe('one')
  await new Promise((resolve) => {
    indexedDB.deleteDatabase(name).onsuccess = resolve
  })
  expect(await kept()).toBe('')
  page.words.push(['two'])
  await expect.poll(kept).toBe('one two')
})

it('holds everything again after the browser closed its database and forgot it', async () => {
  const page = open()
  await page.copy.loaded
  page.words.push(['one'])
  // Its type asks for the class.
  for (const connection of connections) Reflect.apply(fake.forceCloseDatabase, null, [connection])
  vi.stubGlobal('indexedDB', new fake.IDBFactory())
  page.words.push(['two'])
  await expect.poll(kept).toBe('one two')
})

it('is stored as a whole now and then, with what another tab has written', async () => {
  const [page, other] = [open(), open()]
  await Promise.all([page.copy.loaded, other.copy.loaded])
  other.words.push(['other'])
  await expect.poll(kept).toBe('other')
  for (let word = 1; word <= 1_200; word++) page.words.push([`${word}`])
  await expect.poll(async () => (await kept()).split(' ').length).toBe(1_201)
})

it('can be emptied, and nothing of this page is written to it any more', async () => {
  const page = open()
  await page.copy.loaded
  page.words.push(['one'])
  await page.copy.clear()
  page.words.push(['two'])
  await page.copy.close()
  expect(await kept()).toBe('')
})

it('throws nothing where a browser stores nothing', async () => {
  vi.stubGlobal('indexedDB', {
    open: () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
  })
  const page = open()
  await expect(page.copy.loaded).rejects.toThrow('insecure')
  page.words.push(['one'])
  expect(page.words.toArray()).toEqual(['one'])
})
