import {
  ana,
  ben,
  mia,
  type ScriptedSession,
  samplePreparedCase,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toasts } from '../../design/toast.ts'
import { noProgress, type PracticeRecord, type Progress, progressLimits } from '../progress/progress.ts'
import { recordNumber } from '../progress/testing-records.ts'
import { recents } from '../recents/browser-recents.ts'
import { keptFromRoom } from '../replay/source/kept-session.ts'
import { keptToJson } from '../take-home/kept-json.ts'
import { CoachPage } from './coach-page.tsx'
import { coachStore } from './coach-store.ts'
import { readCoachFile, sessionInLink, withRounds } from './coached.ts'

/** Every request of the page, and what it answers with. */
const requests: {
  readonly url: string
  readonly method: string
  readonly token: string | null
  readonly body: unknown
}[] = []
let session: ScriptedSession

beforeEach(() => {
  session = startSampleRound()
  scoreSampleRound(session)
  const own = { kind: 'own', words: 'Give the guardrail a limit' } as const
  session.must(ana, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'No guardrail', next: own })
  requests.length = 0
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    requests.push({
      url,
      method: init.method ?? 'GET',
      token: new Headers(init.headers).get('authorization'),
      body: init.body ?? null,
    })
    const answer = { entries: session.streamOf(ana), edits: [], next: null }
    return new Response(JSON.stringify(answer), { status: 200 })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  coachStore.change(() => noProgress)
  localStorage.clear()
  sessionStorage.clear()
})
const debriefFile = () => keptToJson(keptFromRoom(session.state, session.round, ana, null), 'debrief')
const know = (id: string, participant: string) =>
  recents.enter(
    { session: id, participant, token: `token-of-${id}` },
    { name: 'Ana', title: `Session ${id}`, mode: 'peer', owner: true },
  )
const show = () =>
  render(
    <MemoryRouter initialEntries={['/coach']}>
      <CoachPage />
    </MemoryRouter>,
  )

describe('the coach’s view', () => {
  it('asks the server for the sessions that are added, with their own tokens, and for nothing else', async () => {
    know('session-1', ana)
    know('session-2', ana)
    show()
    expect(requests).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Add Session session-1' }))
    await screen.findByRole('article', { name: 'Ben' })
    expect(requests).toEqual([
      { url: '/api/sessions/session-1/replay', method: 'GET', token: 'Bearer token-of-session-1', body: null },
    ])
    const file = new File([debriefFile()], 'debrief.json')
    await act(async () => {
      fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, { target: { files: [file] } })
    })
    // The round is here already, from the server.
    expect(coachStore.read().records).toHaveLength(1)
    for (const [link, said] of [
      ['https://x.example/s/session-9/replay?t=4', /^Nothing was addedThat session is at x\.example/],
      [`${window.location.origin}/s/session-9/replay?t=4`, /hasn’t joined that session/],
      ['nonsense', /isn’t a link/],
    ] as const) {
      fireEvent.change(screen.getByLabelText('Link to a session you were in'), { target: { value: link } })
      await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Add it' })))
      expect(screen.getByRole('alert').textContent).toMatch(said)
    }
    // A session that is here already is asked for again: it may have changed.
    fireEvent.change(screen.getByLabelText('Link to a session you were in'), { target: { value: '/s/session-1' } })
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Add it' })))
    await waitFor(() =>
      expect(toasts.visibleToasts.map(({ content }) => content.title)).toContain('Already here, and up to date'),
    )
    cleanup()
    show()
    await act(async () => undefined)
    expect(requests).toHaveLength(2)
  })

  it('shows levels, last points and open steps of each candidate, and marks a step as done', async () => {
    know('session-1', ana)
    show()
    fireEvent.click(screen.getByRole('button', { name: 'Add Session session-1' }))
    const ben = await screen.findByRole('article', { name: 'Ben' })
    expect(within(ben).getByText('1 open step')).toBeDefined()
    const row = within(ben).getByRole('row', { name: /^Goal/ })
    expect([...row.querySelectorAll('td')].map((cell) => cell.textContent)).toEqual(['3', '−1.0'])
    expect(within(ben).getByText('No guardrail', { selector: 'article section:last-child *' })).toBeDefined()
    fireEvent.click(within(ben).getByRole('checkbox', { name: 'Done: Give the guardrail a limit' }))
    expect(within(ben).queryByText('1 open step')).toBeNull()
    fireEvent.click(screen.getByRole('switch', { name: 'With open next steps only' }))
    await waitFor(() => expect(screen.queryByRole('article')).toBeNull())
    expect(screen.getByText('No candidate matches.')).toBeDefined()
  })

  it('is saved as a file, which brings the rounds and what is done back into another browser', async () => {
    const saved: Blob[] = []
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      if (blob instanceof Blob) saved.push(blob)
      return 'blob:saved'
    })
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined)
    know('session-1', ana)
    show()
    fireEvent.click(screen.getByRole('button', { name: 'Add Session session-1' }))
    const ben = await screen.findByRole('article', { name: 'Ben' })
    fireEvent.click(within(ben).getByRole('checkbox', { name: 'Done: Give the guardrail a limit' }))
    const before = coachStore.read()
    fireEvent.click(screen.getByRole('button', { name: 'Save as file' }))
    vi.restoreAllMocks()
    const [file] = saved
    act(() => void coachStore.change(() => noProgress))
    const dropped = new File([(await file?.text()) ?? ''], 'greenroom-coach.json')
    await act(async () => {
      fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, { target: { files: [dropped] } })
    })
    await waitFor(() => expect(coachStore.read()).toEqual(before))
    expect(before.marks).toHaveLength(1)
  })

  it('takes only rounds in which one interviewed or mentored, and says so where there are none', async () => {
    swapSampleSeats(session)
    know('session-1', mia)
    show()
    fireEvent.click(screen.getByRole('button', { name: 'Add Session session-1' }))
    await screen.findByRole('article', { name: 'Ben' })
    coachStore.change(() => noProgress)
    localStorage.clear()
    cleanup()
    know('session-1', ben)
    show()
    fireEvent.click(await screen.findByRole('button', { name: 'Add Session session-1' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/no scored round in which you were/)
    expect(coachStore.read().records).toEqual([])
  })
})

const recordOne = (more: Partial<PracticeRecord>) => recordNumber(1, {}, { session: 's', readAt: 500, ...more })

describe('what a coach keeps', () => {
  const here: Progress = { ...noProgress, records: [recordOne({})] }
  const kept = (records: readonly PracticeRecord[], now = 1_000) => withRounds(here, { records, marks: [] }, now)

  it('is each round once, as it was read last: a file that knows no ids is of the same candidate', () => {
    const old = recordOne({ candidate: 'person-1', readAt: 0 })
    expect(kept([old])).toEqual({ ok: true, value: here })
    const fresh = recordOne({ readAt: 600 })
    expect(withRounds({ ...noProgress, records: [old] }, { records: [fresh], marks: [] }, 1_000)).toMatchObject({
      value: { records: [fresh] },
    })
    const next = recordOne({ round: 'r2', readAt: 0 })
    const both = kept([next])
    expect(both.ok && both.value.records).toHaveLength(2)
  })

  it('is never newer than now, so that what the server says later replaces it', () => {
    const hostile = kept([recordOne({ name: 'Mallory', readAt: 7_000_000_000_000 })])
    if (!hostile.ok) throw new Error(hostile.message)
    const fresh = recordOne({ readAt: 1_001 })
    expect(withRounds(hostile.value, { records: [fresh], marks: [] }, 2_000)).toMatchObject({
      value: { records: [fresh] },
    })
  })

  it('is refused where it is too much, or where the browser keeps nothing, and nothing that is here goes', async () => {
    const many = Array.from({ length: progressLimits.records }, (_, n) => recordOne({ session: `more-${n}` }))
    expect(kept(many)).toMatchObject({ ok: false, message: expect.stringContaining('301 rounds') })
    expect(kept(many.slice(1)).ok).toBe(true)
    coachStore.change(() => here)
    know('session-1', ana)
    show()
    const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    fireEvent.click(screen.getByRole('button', { name: 'Add Session session-1' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/storage is full or blocked. Nothing was changed/)
    full.mockRestore()
    expect(coachStore.read()).toEqual(here)
  })
})

describe('what a coach drops', () => {
  it('is a debrief as it was downloaded, with the same levels as the session', () => {
    const answer = readCoachFile(debriefFile(), 'd.json')
    expect(answer).toMatchObject({
      ok: true,
      value: {
        records: [
          {
            session: 'session-1',
            name: 'Ben',
            dimensions: [{ id: 'goal', own: 2, given: 3, gap: 1 }, { id: 'metrics' }],
            points: [{ name: 'Ana', gap: 'No guardrail', next: { kind: 'own', words: 'Give the guardrail a limit' } }],
          },
        ],
      },
    })
  })
  it('is a debrief of version 0.1', () => {
    const [mine, given] = [2, 3].map((score) => ({ goal: { score, words: '', evidence: [] } }))
    const old = {
      format: 1,
      session: 'session-0',
      round: 'r1',
      startedAt: 1_700_000_000_000,
      endedAt: null,
      case: samplePreparedCase.public,
      people: [
        { name: 'Ben', seat: 'candidate' },
        { name: 'Ana', seat: 'interviewer' },
      ],
      scoresOpen: true,
      scorecards: [
        { by: 'Ben', scores: mine },
        { by: 'Ana', scores: given },
      ],
      dimensions: [{ id: 'goal', title: 'Goal' }],
      feedbackPoints: [],
    }
    expect(readCoachFile(JSON.stringify(old), 'd.json')).toMatchObject({
      ok: true,
      value: {
        records: [{ session: 'session-0', name: 'Ben', dimensions: [{ id: 'goal', own: 2, given: 3, gap: 1 }] }],
      },
    })
  })
  it.each([
    ['a session without open scores', '{"format":2,"session":"s","people":[],"rounds":[]}', /not open yet/],
    ['half a session', '{"format":2,"session":"s","rounds":[{}]}', /^Part of .* can’t be read/],
    ['nothing', '', /neither a debrief nor/],
    ['a number', '4', /neither a debrief nor/],
    ['a debrief of scores that are sealed', '{"format":1,"scoresOpen":false}', /not open yet/],
    ['half a debrief', '{"format":1,"scoresOpen":true,"session":"x"}', /^Part of .* can’t be read/],
    ['half a progress file', '{"format":"greenroom-progress","version":1}', /^Part of .* can’t be read/],
  ])('is refused with a reason when it is %s', (_, text, reason) => {
    const answer = readCoachFile(text, 'd.json')
    expect(answer.ok ? 'taken' : answer.message).toMatch(reason)
  })
  it.each([
    ['https://g.example/s/abc-1', 'abc-1'],
    ['g.example/s/abc/replay?t=3.', 'abc'],
    ['https://g.example/join#x', null],
    ['', null],
  ])('names, as a link, a session: %s', (link, id) => expect(sessionInLink(link)).toBe(id))
})
