import { ana, ben, noteId, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createTestRoom } from '../../live/testing-room.ts'
import { createTestBoard, testFramework } from '../board/testing-board.ts'
import { recordingOf } from '../replay/source/testing-kept.ts'
import { TakeHome } from './take-home.tsx'

/** The files that the browser was given to save: names and content. */
const saved: { readonly name: string; readonly file: Blob }[] = []
const files = new Map<string, Blob>()
beforeEach(() => {
  saved.length = 0
  URL.createObjectURL = (file) => {
    const address = `blob:${files.size}`
    if (file instanceof Blob) files.set(address, file)
    return address
  }
  URL.revokeObjectURL = () => undefined
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    const file = files.get(this.href)
    if (file) saved.push({ name: this.download, file })
  }
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const wordsOf = async (name: string): Promise<string> =>
  new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    const file = saved.find((one) => one.name === name)?.file
    if (file === undefined) throw new Error(`${name} was not saved, only ${saved.map((one) => one.name).join()}`)
    reader.readAsText(file)
  })

/** A worker that fails to start. */
class BrokenWorker extends EventTarget {
  postMessage() {
    this.dispatchEvent(new Event('error'))
  }
  terminate() {}
}

function look({ fails = false, me = ben } = {}) {
  const session = startSampleRound()
  session.must(ben, { kind: 'writeNote', note: noteId('n'), words: 'MY-OWN-NOTE' })
  scoreSampleRound(session)
  const room = createTestRoom(session)
  const board = createTestBoard()
  board.add('people', 'person', 'The city')
  const printed: number[] = []
  const load = async () =>
    fails
      ? ({ ok: false, code: 'unreachable', message: 'Check your connection.' } as const)
      : ({ ok: true, recording: recordingOf(session, ben), damaged: false } as const)
  const Page = () => {
    const props = room.useProps(me)
    return (
      <TakeHome
        {...props}
        board={{ view: board.view(), framework: testFramework }}
        load={load}
        at={{ session: 'session-1', token: 'token-of-ben' }}
        prints="rounds"
        onPrint={(rounds) => printed.push(rounds.length)}
      />
    )
  }
  render(<Page />)
  act(() => screen.getByRole('button', { name: 'Take it home' }).click())
  return { printed }
}
const inRow = (row: string) => within(screen.getByRole('region', { name: row }))
const press = (row: string, name: string) => act(async () => inRow(row).getByRole('button', { name }).click())

it('says whose view it is and that scores are practice before anything is saved', () => {
  look()
  expect(screen.getByText(/^As Ben sees it, from the candidate’s seat\. The scores are practice/)).toBeDefined()
})

it('tells files, which are sent nowhere, from a link to the server, which the owner alone makes', () => {
  look({ me: ana })
  expect(inRow('Recording').queryByRole('button', { name: 'Share links' })).toBeNull()
  const row = inRow('Recording by link')
  expect(row.getByRole('button', { name: 'Share links' })).toBeDefined()
  expect(row.getByText(/^It stays on this server/)).toBeDefined()
  cleanup()
  look()
  expect(screen.queryByRole('region', { name: 'Recording by link' })).toBeNull()
})

it('makes the debrief from what the page has when there is no connection, and says what failed when that is not enough', async () => {
  look({ fails: true })
  await press('Debrief', 'Markdown')
  await waitFor(() => expect(saved.map(({ name }) => name)).toEqual(['debrief-bike-share.md']))
  const words = await wordsOf('debrief-bike-share.md')
  expect(words).toContain('MY-OWN-NOTE')
  expect(words).toContain('The city')
  await press('Whole session', 'Whole session as JSON')
  expect(screen.getByText('The recording could not be loaded')).toBeDefined()
  expect(screen.getByText('Check your connection.')).toBeDefined()
  expect(saved).toHaveLength(1)
})

it('leaves out what others may not see when that is switched off', async () => {
  look({ fails: true })
  fireEvent.click(screen.getByRole('switch'))
  await press('Debrief', 'JSON')
  await waitFor(() => expect(saved).toHaveLength(1))
  const words = await wordsOf('debrief-bike-share.json')
  expect(words).not.toContain('MY-OWN-NOTE')
  expect(JSON.parse(words)).toMatchObject({ format: 2, what: 'debrief', rounds: [{ scoresOpen: true }] })
})

it('saves the board as a file of its own, in the light colours unless the dark ones are chosen', async () => {
  Object.defineProperty(document, 'fonts', { configurable: true, value: { load: async () => [] } })
  look({ fails: true })
  await press('Board', 'SVG')
  await waitFor(() => expect(saved.map(({ name }) => name)).toEqual(['board-bike-share.svg']))
  const svg = await wordsOf('board-bike-share.svg')
  for (const words of ['The city', 'As Ben sees it', 'The scores are practice', '#fdfcfa']) expect(svg).toContain(words)
})

it('closes before it prints: a dialog would hide the page from the document', async () => {
  const { printed } = look({ fails: true })
  await press('Debrief', 'PDF')
  await waitFor(() => expect(printed).toEqual([1]))
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('says so when the recording cannot be read in this browser', async () => {
  vi.stubGlobal('Worker', BrokenWorker)
  look()
  await press('Whole session', 'Whole session as Markdown')
  await waitFor(() => expect(screen.getByText('The recording could not be read in this browser.')).toBeDefined())
  expect(saved).toEqual([])
})
