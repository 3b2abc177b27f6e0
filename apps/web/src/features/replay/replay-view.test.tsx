import { applyBoardCommand, type ItemId, seedBoard } from '@greenroom/board'
import type { RecordedEdit } from '@greenroom/replay'
import { boardOf, roundIdSchema } from '@greenroom/session'
import { ana, ben, openSampleSession, samplePreparedCase, scoreSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { toasts } from '../../design/index.ts'
import { testFramework } from '../board/testing-board.ts'
import { RecordingPage } from './recording-page.tsx'
import { ReplayView } from './replay-view.tsx'
import type { Loaded, LoadRecording } from './source/load-recording.ts'
import { SeekWorker } from './source/testing-seek-worker.ts'

// jsdom lays nothing out.
beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** One card at 0:10, reworded at 0:40 by the other person, and a second card at 1:10. */
const played = (length: { readonly minutes?: number } = {}) => {
  const session = openSampleSession()
  const edits: RecordedEdit[] = []
  const framework = JSON.parse(JSON.stringify(testFramework))
  const agenda = samplePreparedCase.agenda.map((phase) => ({ ...phase, ...length, sections: ['people'] }))
  session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: { ...samplePreparedCase, framework, agenda } })
  session.must(ana, { kind: 'startRound' })
  session.must(ana, { kind: 'showPrompt', how: 'read' })
  const document = boardOf(roundIdSchema.parse('r1'))
  const doc = new Y.Doc()
  let by = ben
  doc.on('update', (update: Uint8Array) => void edits.push({ document, at: session.now, by, n: 1, update }))
  Y.applyUpdate(doc, seedBoard(testFramework))
  const at = { section: 'people', parent: null, before: null }
  const add = (item: string, text: string) =>
    applyBoardCommand(
      doc,
      testFramework,
      { kind: 'addItem', item: item as ItemId, itemKind: 'person', text, at },
      'here',
    )
  session.wait(10_000)
  add('item000000000001', 'Riders')
  session.wait(30_000)
  by = ana
  const insert = { item: 'item000000000001' as ItemId, index: 6, remove: 0, insert: ' at night' }
  applyBoardCommand(doc, testFramework, { kind: 'editText', ...insert }, 'here')
  session.wait(30_000)
  add('item000000000002', 'City')
  session.wait(10_000)
  scoreSampleRound(session)
  return { entries: session.streamOf(ana), edits }
}

const open = async (recording = played()) => {
  vi.stubGlobal('Worker', SeekWorker)
  render(
    <MemoryRouter>
      <ReplayView
        recording={recording}
        seconds={null}
        card={null}
        path="/sample"
        audience={{ kind: 'anyone' }}
        heading={null}
      />
    </MemoryRouter>,
  )
  await screen.findAllByText('Riders')
}
const key = (name: string) => act(async () => void fireEvent.keyDown(document.body, { key: name }))
const beside = () => within(screen.getByRole('complementary', { name: 'What happened' }))

it('says when the board was so, and steps edit by edit', async () => {
  await open()
  expect(screen.getByText('As it was at 0:10')).toBeTruthy()
  await key('.')
  expect(screen.getByText('As it was at 0:40')).toBeTruthy()
  await key(',')
  expect(screen.getByText('As it was at 0:10')).toBeTruthy()
})

it('draws again only what shows the moment while the playhead moves between two edits, and the rest once the board changes', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  const drawn = { rounds: 0, home: 0 }
  render(
    <MemoryRouter>
      <ReplayView
        recording={played()}
        seconds={41}
        card={null}
        path="/sample"
        audience={{ kind: 'anyone' }}
        heading={null}
        debriefOf={() => {
          drawn.rounds++
          return '/debrief'
        }}
        takeHome={({ board }) => {
          drawn.home++
          return <p>{`To take: ${[...(board?.view.items.values() ?? [])].map(({ text }) => text).filter(Boolean)}`}</p>
        }}
      />
    </MemoryRouter>,
  )
  await screen.findByText('To take: Riders at night')
  const before = { ...drawn }
  for (const moment of ['0:46', '0:51', '0:56']) {
    await key('ArrowRight')
    await screen.findByText(`As it was at ${moment}`)
  }
  expect(drawn).toEqual(before)
  await key('.')
  await screen.findByText('To take: Riders at night,City')
  expect(drawn).toEqual({ ...before, home: before.home + 1 })
})

it('lists what changed since a moment, by whom, and shows every wording of a card', async () => {
  await open()
  await key('m')
  await key('.')
  await key('.')
  const changed = await beside().findByRole('button', { name: /^Riders.*Riders at night.*Ana$/ })
  expect(beside().getByRole('heading', { name: 'What changed from 0:10 to 1:10' })).toBeTruthy()
  expect(beside().getByRole('button', { name: /^City.*Ana$/ })).toBeTruthy()
  fireEvent.click(changed)
  const second = await beside().findByRole('button', { name: /^0:40 Reworded, Ana/ })
  expect(second.getAttribute('aria-current')).toBe('step')
  await act(async () => void fireEvent.click(beside().getByRole('button', { name: /^0:10 Added, Ben/ })))
  expect(screen.getByText('As it was at 0:10')).toBeTruthy()
  await key('}')
  expect(screen.getByText('As it was at 0:40')).toBeTruthy()
})

it('shows in its timeline what ran over, as the ribbon of the room did', async () => {
  // The phase has a minute, and lasts eighty seconds.
  await open(played({ minutes: 1 }))
  const over = [...document.querySelectorAll<HTMLElement>('.ribbon-over')]
  expect(over.map(({ style, parentElement }) => [parentElement?.dataset.state, style.width])).toEqual([['now', '25%']])
})

it('lists scores for those who were sent them, and no empty list for a reader of the candidate’s view', async () => {
  const { entries, edits } = played()
  await open({ entries, edits })
  await key('End')
  expect(await beside().findByRole('heading', { name: 'Scores' })).toBeTruthy()
  cleanup()
  await open({ entries: entries.filter(({ kind }) => kind !== 'scorecard-filled'), edits })
  await key('End')
  await screen.findByText(/^As it was at 1:20/)
  expect(beside().queryByRole('heading', { name: 'Scores' })).toBeNull()
})

it('goes to the moment of a stretch of work in the picture above', async () => {
  localStorage.setItem('greenroom.strip-open', 'true')
  await open()
  const bar = await screen.findByRole('toolbar', { name: /Work on the board/ })
  await act(async () => void fireEvent.click(within(bar).getByRole('button', { name: /^People, 1:10 to 1:10, Ana/ })))
  expect(screen.getByText('As it was at 1:10')).toBeTruthy()
  localStorage.clear()
})

it('keeps its board while the rest of a long recording is being prepared behind it', async () => {
  const prepared: number[] = []
  vi.stubGlobal(
    'Worker',
    class extends SeekWorker {
      constructor() {
        super()
        this.addEventListener('message', (message) => {
          if (message instanceof MessageEvent && message.data.kind === 'progress') prepared.push(message.data.done)
        })
      }
    },
  )
  const { entries, edits } = played()
  const [seed] = edits
  if (seed === undefined) throw new Error('no edits')
  // The same update again changes nothing: the recording is only longer.
  const more = Array.from({ length: 600 }, () => ({ ...seed, at: edits.at(-1)?.at ?? seed.at }))
  render(
    <MemoryRouter>
      <ReplayView
        recording={{ entries, edits: [...edits, ...more] }}
        seconds={null}
        card={null}
        path="/sample"
        audience={{ kind: 'anyone' }}
        heading={null}
      />
    </MemoryRouter>,
  )
  await screen.findAllByText('Riders')
  const gone: boolean[] = []
  const watch = new MutationObserver(() => void gone.push(document.querySelector('[data-board]') === null))
  watch.observe(document.body, { childList: true, subtree: true })
  await waitFor(() => expect(prepared.at(-1)).toBe(500))
  watch.disconnect()
  expect(gone).not.toContain(true)
})

it('says so where its address points past its end, or at a card that it never had', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  const said: string[] = []
  toasts.clear()
  const stop = toasts.subscribe(() => void said.push(...toasts.visibleToasts.map(({ content }) => content.title)))
  render(
    <MemoryRouter>
      <ReplayView
        recording={played()}
        seconds={99_999}
        card="item000000000009"
        path="/sample"
        audience={{ kind: 'anyone' }}
        heading={null}
      />
    </MemoryRouter>,
  )
  await screen.findAllByText('City')
  await waitFor(() =>
    expect(new Set(said)).toEqual(
      new Set(['The recording ends before that moment', 'That card isn’t in this recording']),
    ),
  )
  stop()
})

it('opens a long recording by its beginning, and goes on from there while the rest is loaded', async () => {
  let workers = 0
  vi.stubGlobal(
    'Worker',
    class extends SeekWorker {
      constructor() {
        super()
        workers++
      }
    },
  )
  const { entries, edits } = played()
  const beginning = { entries, edits: edits.slice(0, -1) }
  const rest = Promise.withResolvers<Loaded>()
  let handIn: Parameters<LoadRecording>[2] & {} = () => undefined
  const load: LoadRecording = (_progress, _signal, early = () => undefined) => {
    handIn = early
    return rest.promise
  }
  render(
    <MemoryRouter>
      <RecordingPage load={load} path="/sample" audience={{ kind: 'anyone' }} heading={null} />
    </MemoryRouter>,
  )
  // Too short to know where it opens.
  act(() => handIn({ entries: entries.slice(0, 5), edits: edits.slice(0, 2) }))
  expect(screen.getByText(/Loading the recording/)).toBeTruthy()
  let goesOn = false
  act(() => void handIn(beginning)?.then(() => (goesOn = true)))
  expect(screen.queryAllByText('Riders')).toEqual([])
  await act(async () => undefined)
  expect(goesOn).toBe(screen.queryAllByText('Riders').length > 0)
  await screen.findAllByText('Riders')
  // Loading waits until the first board is drawn.
  await vi.waitFor(() => expect(goesOn).toBe(true))
  expect(screen.getByText(`Loading the rest, ${beginning.edits.length} edits so far`)).toBeTruthy()
  expect(screen.getByText('As it was at 0:10')).toBeTruthy()
  expect(screen.queryByRole('region', { name: 'The round in one picture' })).toBeNull()
  await act(async () => rest.resolve({ ok: true, recording: { entries, edits }, damaged: false }))
  expect(screen.queryByText(/^Loading the rest/)).toBeNull()
  expect(screen.getByText('As it was at 0:10')).toBeTruthy()
  await key('End')
  await screen.findAllByText('City')
  await screen.findByRole('region', { name: 'The round in one picture' })
  expect(workers).toBe(1)
})

it('plays the beginning of a recording whose rest cannot be loaded, and offers to try again', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  const { entries, edits } = played()
  let tries = 0
  const load: LoadRecording = async (_progress, _signal, early = () => undefined) => {
    if (tries++ > 0) return { ok: true, recording: { entries, edits }, damaged: false }
    void early({ entries, edits: edits.slice(0, -1) })
    return { ok: false, code: 'unreachable', message: 'The connection was lost.' }
  }
  render(
    <MemoryRouter>
      <RecordingPage load={load} path="/sample" audience={{ kind: 'anyone' }} heading={null} />
    </MemoryRouter>,
  )
  await screen.findAllByText('Riders')
  const again = within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' })
  await act(async () => void fireEvent.click(again))
  await screen.findAllByText('Riders')
  await key('End')
  await screen.findAllByText('City')
  expect(screen.queryByRole('alert')).toBeNull()
})

it('puts the focus at the head of a comparison: the dialog it was chosen in is gone', async () => {
  vi.stubGlobal('Worker', SeekWorker)
  const run = { id: 'a.strong', level: 'strong', title: 'A run', madeBy: 'Somebody', madeOn: '2026-11-28' } as const
  render(
    <MemoryRouter>
      <ReplayView
        recording={played()}
        seconds={null}
        card={null}
        path="/sample"
        audience={{ kind: 'anyone' }}
        heading={null}
        sources={{
          fromFile: async () => ({ ok: false, message: 'none' }),
          references: { list: async () => [run], open: async () => ({ ok: true, recording: played() }) },
        }}
      />
    </MemoryRouter>,
  )
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Compare' })))
  const strong = await screen.findByRole('button', { name: 'Strong run' })
  await act(async () => void fireEvent.click(strong))
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: 'Two runs compared' }))
})
