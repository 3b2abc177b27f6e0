import {
  CompressionStream,
  DecompressionStream,
  ReadableStream,
  type ReadableStreamDefaultController,
} from 'node:stream/web'
import { applyBoardCommand, type ItemId, seedBoard } from '@greenroom/board'
import { encodeRecording } from '@greenroom/recording'
import { encoded, itemsOf, sampleHeader } from '@greenroom/recording/testing'
import { createSharedProjector } from '@greenroom/session'
import { ana, ben, boardEdited, samplePreparedCase, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { keptSecrets } from '../../browser/take-secret.ts'
import { testFramework } from '../board/testing-board.ts'
import { SeekWorker } from '../replay/source/testing-seek-worker.ts'
import { pageMarks, recordingIn } from './file-chunks.ts'
import { openFile, RecordingFilePage } from './file-page.tsx'
import { openRecording } from './open-recording.ts'
import { SavedView } from './saved-view.tsx'
import { SharedPage } from './shared-page.tsx'

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined
})
beforeEach(() => {
  // What a browser has and jsdom has not.
  vi.stubGlobal('CompressionStream', CompressionStream)
  vi.stubGlobal('DecompressionStream', DecompressionStream)
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  keptSecrets.forget('shared')
})

/** Inflating and drawing take their time on a busy machine. */
const patient = { timeout: 20_000 } as const

/** A round with two cards, as the candidate’s nameless share link shows it. */
const recorded = async ({ bad = false, personal = false, strange = false } = {}): Promise<Uint8Array> => {
  const session = startSampleRound('peer', 0, {
    ...samplePreparedCase,
    public: { ...samplePreparedCase.public, personal },
  })
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => void session.append([boardEdited(ben, update)]))
  Y.applyUpdate(doc, seedBoard(testFramework))
  for (const [item, text] of [
    ['item000000000001', 'Riders'],
    ['item000000000002', 'City'],
  ] as const) {
    session.wait(5_000)
    const at = { section: 'people', parent: null, before: null }
    applyBoardCommand(
      doc,
      testFramework,
      { kind: 'addItem', item: item as ItemId, itemKind: 'person', text, at },
      'here',
    )
    // It says that millions of structs follow, and has none.
    if (bad) session.append([boardEdited(ben, Uint8Array.from([1, 255, 255, 255, 15, 5, 0]))])
  }
  session.must(ana, { kind: 'pauseClock' })
  const view = { audience: 'candidate', names: false, words: false } as const
  // Of a form that only another version can read.
  const framework = strange ? { shelves: 3 } : JSON.parse(JSON.stringify(testFramework))
  const agenda = samplePreparedCase.agenda.map((phase) => ({ ...phase, sections: ['people'] }))
  const log = session.log.map((entry) =>
    entry.kind === 'round-started'
      ? { ...entry, data: { ...entry.data, framework, agenda } }
      : // Read aloud a second after the start.
        entry.kind === 'prompt-shown' && personal
        ? { ...entry, at: entry.at + 1_000 }
        : entry,
  )
  return await encoded(itemsOf(log, createSharedProjector(view, new Set())), null, {
    ...sampleHeader,
    view: { kind: 'shared', ...view },
  })
}
const fileOf = (bytes: Uint8Array, name = 'session.greenroom') => {
  const file = new File([bytes.slice()], name)
  // jsdom's own files cannot be read as bytes.
  return Object.assign(file, {
    arrayBuffer: async () => bytes.slice().buffer,
    slice: (from = 0, to = bytes.length) => ({ arrayBuffer: async () => bytes.slice(from, to).buffer }),
  })
}
const choose = async (file: File) => {
  const input = document.querySelector('input[type=file]')
  if (!(input instanceof HTMLInputElement)) throw new Error('there is no way to choose a file')
  await act(async () => {
    fireEvent.change(input, { target: { files: [file] } })
  })
}
const lookAtFile = () => {
  vi.stubGlobal('Worker', SeekWorker)
  vi.stubGlobal('fetch', async () => new Response('{}'))
  render(<RecordingFilePage />, { wrapper: MemoryRouter })
}

it('plays a file that was chosen, and says what it proves and what it doesn’t', async () => {
  lookAtFile()
  await choose(fileOf(await recorded()))
  const proven = await screen.findByRole('button', { name: 'Undamaged, not signed' }, patient)
  // Nobody's name is in it.
  expect(screen.getAllByText(/^Person [12]$/).length).toBeGreaterThan(1)
  expect(screen.queryByRole('button', { name: /Copy link to this moment/ })).toBeNull()
  await act(async () => proven.click())
  expect(screen.getByText(/nothing proves who made it/)).toBeDefined()
  expect(screen.getByText(/The candidate’s view, without names, without notes and comments/)).toBeDefined()
})

it('says of a round about somebody’s own life that its board is not in a share link', async () => {
  lookAtFile()
  await choose(fileOf(await recorded({ personal: true })))
  expect(await screen.findByText('This round is private', undefined, patient)).toBeDefined()
  expect(screen.queryByText('Riders')).toBeNull()
  // Also at its start, before the prompt has said which case it is.
  await act(async () => fireEvent.keyDown(document.body, { key: 'Home' }))
  expect(screen.getByText('This round is private')).toBeDefined()
})

it('names what is wrong with a file, and another can be chosen', async () => {
  lookAtFile()
  const bytes = await recorded()
  const newer = Uint8Array.from(bytes)
  newer[9] = 9
  const changed = Uint8Array.from(bytes)
  const middle = bytes.length >> 1
  changed[middle] = (changed[middle] ?? 0) ^ 1
  for (const [file, words] of [
    [fileOf(new TextEncoder().encode('a,b,c')), /not a Greenroom recording/],
    [fileOf(new TextEncoder().encode('<!doctype html><p>no'), 'page.html'), /no recording in this page/],
    [fileOf(newer), /made by a newer Greenroom/],
    [fileOf(bytes.subarray(0, 40)), /cut off in block 1/],
    [fileOf(bytes.subarray(0, middle)), /cut off in block 2.*No round had started before that point/],
    [fileOf(changed), /Block 2 of this file has changed since it was written.*No round had started before that point/],
    [fileOf(await recorded({ strange: true })), /contents make no sense\. A newer Greenroom may have written it/],
    [Object.defineProperty(fileOf(bytes), 'size', { value: 1e9 }), /larger than a recording can be/],
  ] as const) {
    await choose(file)
    expect(await screen.findByText(words)).toBeDefined()
    // Announced to people who cannot see it, too.
    expect(document.querySelector('[role=alert]')?.textContent).toMatch(words)
  }
  await choose(fileOf(bytes.subarray(0, bytes.length - 3)))
  expect(await screen.findByRole('button', { name: 'Ends where it is damaged' })).toBeDefined()
})

/** Blocks of a recording that is worth opening before its second block of records has come. */
async function recordedInBlocks(): Promise<readonly Uint8Array<ArrayBuffer>[]> {
  const session = startSampleRound()
  const doc = new Y.Doc()
  doc.on('update', (update: Uint8Array) => void session.append([boardEdited(ben, update)]))
  Y.applyUpdate(doc, seedBoard(testFramework))
  const add = (item: string, text: string): void => {
    const at = { section: 'people', parent: null, before: null }
    const command = { kind: 'addItem', item: item as ItemId, itemKind: 'person', text, at } as const
    applyBoardCommand(doc, testFramework, command, 'here')
  }
  session.wait(5_000)
  add('item000000000001', 'Riders')
  session.wait(70_000)
  // As large as a block may become before it is closed.
  doc.getText('padding').insert(0, 'x'.repeat(70_000))
  session.wait(5_000)
  add('item000000000002', 'City')
  const view = { audience: 'candidate', names: false, words: false } as const
  const framework = JSON.parse(JSON.stringify(testFramework))
  const agenda = samplePreparedCase.agenda.map((phase) => ({ ...phase, sections: ['people'] }))
  const log = session.log.map((entry) =>
    entry.kind === 'round-started' ? { ...entry, data: { ...entry.data, framework, agenda } } : entry,
  )
  const items = itemsOf(log, createSharedProjector(view, new Set()))
  const header = { ...sampleHeader, view: { kind: 'shared', ...view } } as const
  const blocks: Uint8Array<ArrayBuffer>[] = []
  for await (const block of encodeRecording(header, oneByOne(items), null)) blocks.push(block)
  return blocks
}
async function* oneByOne(items: ReturnType<typeof itemsOf>) {
  for (const item of items) yield [item]
  return { damaged: false }
}

it('a shared session opens by its beginning while the rest is under way, and is checked at its end', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  const blocks = await recordedInBlocks()
  // The head, the header, one block of records.
  const ready = 3
  let stream: ReadableStreamDefaultController<Uint8Array> | undefined
  let asked = 0
  vi.stubGlobal('fetch', async (path: string) => {
    if (path !== '/api/shared/recording') return new Response('{}')
    asked++
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        stream = controller
        for (const block of blocks.slice(0, ready)) controller.enqueue(block)
      },
    })
    return new Response(body as unknown as BodyInit)
  })
  keptSecrets.keep('shared', 'S'.repeat(43))
  render(
    <MemoryRouter initialEntries={['/shared']}>
      <SharedPage />
    </MemoryRouter>,
  )
  await screen.findAllByText('Riders', {}, patient)
  expect(screen.getByText('Loading the rest, 3 edits so far')).toBeDefined()
  expect(screen.getByRole('button', { name: 'Not checked yet' })).toBeDefined()
  // The connection fails: what is here stays, and another try brings all of it.
  await act(async () => stream?.error(new Error('lost')))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('The rest could not be loaded')
  expect(screen.getAllByText('Riders').length).toBeGreaterThan(0)
  await act(async () => screen.getByRole('button', { name: 'Try again' }).click())
  await screen.findByText('Loading the rest, 3 edits so far', {}, patient)
  expect(asked).toBe(2)
  await act(async () => {
    for (const block of blocks.slice(ready)) stream?.enqueue(block)
    stream?.close()
  })
  await screen.findByRole('button', { name: 'Undamaged, not signed' }, patient)
  expect(screen.queryByText(/^Loading the rest/)).toBeNull()
  expect(screen.queryByRole('alert')).toBeNull()
})

it('a file that is still being read does not come back after somebody has left it', async () => {
  lookAtFile()
  const bytes = await recorded()
  let finish = (): void => undefined
  const slow = Object.assign(fileOf(bytes), {
    slice: (from = 0, to = bytes.length) => ({
      arrayBuffer: () => new Promise<ArrayBuffer>((resolve) => (finish = () => resolve(bytes.slice(from, to).buffer))),
    }),
  })
  await choose(slow)
  await choose(fileOf(new TextEncoder().encode('a,b,c')))
  await screen.findByText(/not a Greenroom recording/)
  await act(async () => finish())
  await act(async () => void (await openFile(fileOf(bytes))))
  expect(screen.getByText(/not a Greenroom recording/)).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Undamaged, not signed' })).toBeNull()
})

it('keeps a file on the server as it came, says its link, and lists it until it is deleted there', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  const asked: {
    readonly path: string
    readonly method: string | undefined
    readonly init: RequestInit | undefined
  }[] = []
  const [secret, key] = ['s'.repeat(43), 'k'.repeat(43)]
  const kept = { id: `rec-${'a'.repeat(24)}`, secret, key, title: 'Bike share', damage: null, sound: [] }
  let refuses = true
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    asked.push({ path, method: init?.method, init })
    if (path === '/api/recordings') {
      const error = { code: 'too-many-recordings', message: 'Full.' }
      return refuses ? Response.json({ error }, { status: 409 }) : Response.json(kept, { status: 201 })
    }
    return init?.method === 'DELETE' ? new Response(null, { status: 204 }) : new Response('{}')
  })
  render(<RecordingFilePage />, { wrapper: MemoryRouter })
  const bytes = await recorded()
  await choose(fileOf(bytes))
  const press = (name: string | RegExp) => act(async () => screen.getByRole('button', { name }).click())
  await screen.findByRole('button', { name: 'Keep it here' }, patient)
  await press('Keep it here')
  screen.getByText(/The candidate’s view, without names/)
  await press('Keep it and make a link')
  await screen.findByText(/has reached its limit for recordings/)
  refuses = false
  await press('Keep it and make a link')
  expect((await screen.findByTitle(/\/shared#s{43}$/)).textContent).not.toContain('http')
  const body: unknown = JSON.parse(String(asked.findLast(({ path }) => path === '/api/recordings')?.init?.body))
  expect(body).toEqual({ file: Buffer.from(bytes).toString('base64') })
  await press('Close')
  await press('Another file')
  screen.getByRole('heading', { name: 'Kept on this server' })
  await press('Delete Bike share')
  await press('Delete permanently')
  await vi.waitFor(() => expect(screen.queryByRole('heading', { name: 'Kept on this server' })).toBeNull())
  const deleted = asked.at(-1)
  expect([deleted?.path, deleted?.method]).toEqual([`/api/recordings/${kept.id}`, 'DELETE'])
  expect(deleted?.init?.headers).toMatchObject({ authorization: `Bearer ${key}` })
})

it('a saved page lists its keys under ?, and only those that work in it', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  render(<SavedView bytes={await recorded()} />, { wrapper: MemoryRouter })
  await screen.findByRole('button', { name: 'Undamaged, not signed' }, patient)
  fireEvent.keyDown(document.body, { key: '?', shiftKey: true, code: 'Slash' })
  const list = within(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' }))
  expect(list.getByText('Five seconds back or forward').nextElementSibling?.textContent).toBe('←or→')
  expect(list.getByRole('region', { name: 'Sections of this board' }).textContent).toContain('People')
  for (const elsewhere of ['Comment on this moment', 'Search cases, sessions and actions', 'Join the call'])
    expect(list.queryByText(elsewhere)).toBeNull()
})

it('finds the recording in a saved page', async () => {
  const bytes = await recorded()
  const page = `<!doctype html>${pageMarks.begin}\n${Buffer.from(bytes).toString('base64')}\n${pageMarks.end}`
  expect(recordingIn(new TextEncoder().encode(page).slice())).toEqual(Uint8Array.from(bytes))
})

it('never hands an update to Yjs that no board accepts: the recording ends before it', async () => {
  const once = (async function* () {
    yield await recorded({ bad: true })
  })()
  const opened = await openRecording(once, [])
  if (!opened.ok) throw new Error(opened.message)
  expect(opened.proof.kind).toBe('damaged')
  expect(opened.recording.edits).toHaveLength(2)
})

it('a share link that nobody made says so as a page, and offers nothing that cannot help', async () => {
  vi.stubGlobal('fetch', async () => Response.json({ error: { code: 'unknown-share', message: '' } }, { status: 404 }))
  keptSecrets.keep('shared', 'X'.repeat(43))
  render(
    <MemoryRouter initialEntries={['/shared']}>
      <SharedPage />
    </MemoryRouter>,
  )
  expect(await screen.findByRole('heading', { level: 1, name: 'This link doesn’t open a session' })).toBeDefined()
  expect(screen.getByText(/Check that you copied the whole link/)).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

it('a shared session is closed as soon as its link is revoked', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  const bytes = await recorded()
  let revoked = false
  const sent: unknown[] = []
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    sent.push([path, init?.body])
    if (path.endsWith('greenroom-key.json')) return new Response('{}')
    if (revoked) return Response.json({ error: { code: 'share-revoked', message: '' } }, { status: 410 })
    if (path === '/api/shared/recording') return new Response(bytes.slice())
    return Response.json({ view: { audience: 'candidate', names: false, words: false }, endsAt: null })
  })
  const secret = 'S'.repeat(43)
  keptSecrets.keep('shared', secret)
  render(
    <MemoryRouter initialEntries={['/shared']}>
      <SharedPage />
    </MemoryRouter>,
  )
  await screen.findByRole('button', { name: 'Undamaged, not signed' }, patient)
  expect(sent).toContainEqual(['/api/shared/recording', JSON.stringify({ secret })])
  expect(JSON.stringify(sent.map((each) => (each as string[])[0]))).not.toContain(secret)
  revoked = true
  await act(async () => {
    document.dispatchEvent(new Event('visibilitychange'))
  })
  expect(await screen.findByText('This session is not shared any more')).toBeDefined()
  expect(screen.getByText(/This share link was revoked/)).toBeDefined()
  expect(screen.queryByText('Person 1')).toBeNull()
})
