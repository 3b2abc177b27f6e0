import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { lazy } from 'react'
import { MemoryRouter, Route, Routes, useParams } from 'react-router'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { draftOf } from '../../browser/drafts.ts'
import { toasts } from '../../design/index.ts'
import { noProgress, withAppointment, withRecord } from '../progress/progress.ts'
import { progressStore } from '../progress/progress-store.ts'
import { pointOf, recordNumber } from '../progress/testing-records.ts'
import { recents } from '../recents/browser-recents.ts'
import { HomePage } from './home-page.tsx'

const agenda = [{ id: 'goal', name: 'Goal', minutes: 30, sections: ['context'] }]
const caseOf = (caseId: string, company: string) => ({
  caseId,
  version: '1',
  title: caseId,
  prompt: 'How?',
  category: 'success-metrics',
  difficulty: 'easy',
  industry: 'payments',
  company,
  skills: [],
  topics: [],
  notice: '',
  agendas: { 45: agenda, 20: agenda },
})
/** What the page asked for, and the bodies it sent. */
const asked: { readonly url: string; readonly body: unknown }[] = []

// What the page loads when it is wanted is here already: nothing waits for a busy machine.
beforeAll(async () => {
  await Promise.all([
    import('./next-things.tsx'),
    import('./start-choices.tsx'),
    import('./create-session.ts'),
    import('../bank/draw-filter-fields.tsx'),
  ])
})
beforeEach(() => {
  asked.length = 0
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    asked.push({ url, body: typeof init.body === 'string' ? JSON.parse(init.body) : null })
    const answer =
      url === '/api/bank'
        ? [caseOf('case-1', 'Company 1'), caseOf('sister', 'Company 1'), caseOf('fresh', 'Uber'), caseOf('new', 'Zoom')]
        : { session: 'made', participant: 'me', token: 'token' }
    return new Response(JSON.stringify(answer), { status: 200 })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  act(() => toasts.clear())
  progressStore.change(() => noProgress)
  localStorage.clear()
  sessionStorage.clear()
})
const Room = () => <p>{`the room of ${useParams().session}`}</p>
const show = (address = '/') =>
  render(
    <MemoryRouter initialEntries={[address]}>
      <Routes>
        <Route path="/" element={<HomePage />} />
        <Route path="/s/:session" element={<Room />} />
      </Routes>
    </MemoryRouter>,
  )
const sentence = () =>
  within(screen.getByRole('group', { name: 'The session' }))
    .getAllByRole('button')
    .map((button) => button.textContent?.split(',')[0])
const open = async (part: RegExp) => {
  await act(async () => fireEvent.click(screen.getByRole('button', { name: part })))
}
const choose = async (name: RegExp | string) => {
  await act(async () => fireEvent.click(await screen.findByRole('radio', { name })))
}
const createdWith = () => asked.find(({ url }) => url === '/api/sessions')?.body

describe('the start page of somebody new', () => {
  it('asks for a name and nothing else; the rest is a sentence', async () => {
    show()
    expect(sentence()).toEqual(['45 minutes', 'I interview', 'random case', 'more'])
    expect(screen.getAllByRole('textbox')).toHaveLength(1)
    fireEvent.change(screen.getByLabelText(/Your name/), { target: { value: 'Ana' } })
    fireEvent.click(screen.getByRole('button', { name: 'Start the session' }))
    await screen.findByText('the room of made')
    expect(createdWith()).toMatchObject({
      mode: 'peer',
      cut: 45,
      name: 'Ana',
      seat: 'interviewer',
      case: { kind: 'drawn' },
    })
  })

  it('keeps the name, and finds no fault, while the room is loading', async () => {
    const Loading = lazy(() => new Promise<never>(() => undefined))
    render(
      <MemoryRouter>
        <Routes>
          <Route path="/" element={<HomePage />} />
          <Route path="/s/:session" element={<Loading />} />
        </Routes>
      </MemoryRouter>,
    )
    fireEvent.change(screen.getByLabelText(/Your name/), { target: { value: 'Ana' } })
    fireEvent.click(screen.getByRole('button', { name: 'Start the session' }))
    await waitFor(() => expect(draftOf('start.name').read()).toBeNull())
    expect(screen.getByLabelText(/Your name/)).toHaveProperty('value', 'Ana')
    expect(screen.queryByText('Enter the name the others will see.')).toBeNull()
  })

  it('begins with the length of the address that led there', () => {
    show('/?category=estimation&cut=20')
    expect(sentence()).toEqual(['20 minutes', 'I interview', 'random case', 'more'])
  })

  it('opens the choices behind each part of the sentence, one part at a time, and says what was chosen', async () => {
    show()
    await open(/change the length/)
    await choose('20 minutes')
    await open(/change who does what/)
    expect(screen.queryByRole('radio', { name: '20 minutes' })).toBeNull()
    await choose(/^Coaching/)
    await choose('Candidate')
    expect(sentence()).toEqual(['20 minutes', 'coaching', 'the interviewer picks the case', 'more'])
    await choose('Mentor')
    await open(/change the case/)
    await choose('Later')
    await open(/change the call link and more/)
    await choose('No')
    fireEvent.change(screen.getByLabelText(/Call link/), { target: { value: 'meet.google.com/abc' } })
    expect(sentence()).toEqual(['20 minutes', 'coaching', 'case chosen in the lobby', 'with a call link'])
    fireEvent.change(screen.getByLabelText(/Your name/), { target: { value: 'Ana' } })
    fireEvent.click(screen.getByRole('button', { name: 'Start the session' }))
    await screen.findByText('the room of made')
    expect(createdWith()).toEqual({
      mode: 'coaching',
      cut: 20,
      coverage: 'strict',
      callLink: 'https://meet.google.com/abc',
      name: 'Ana',
      seat: 'mentor',
      case: { kind: 'later' },
    })
  })

  it('opens the part in which something is wrong', async () => {
    show()
    fireEvent.change(screen.getByLabelText(/Your name/), { target: { value: 'Ana' } })
    await open(/change the call link and more/)
    fireEvent.change(screen.getByLabelText(/Call link/), { target: { value: 'call me' } })
    await open(/change the call link and more/)
    expect(screen.queryByLabelText(/Call link/)).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Start the session' }))
    expect(await screen.findByText(/That isn’t a web address/)).toBeDefined()
    expect(createdWith()).toBeUndefined()
  })
})

describe('the start page of somebody who has practised here', () => {
  beforeEach(() => {
    const record = recordNumber(1, { goal: [3, 3, 3], guardrails: [4, 3, 2] }, { points: [pointOf()] })
    recents.rememberName('Ben')
    progressStore.change((progress) =>
      withAppointment(withRecord(progress, record), {
        session: 'session-1',
        start: Date.now() + 3_600_000,
        title: 'Case practice with Ana',
        minutes: 60,
      }),
    )
  })

  it('begins with what to do next: the appointment, open steps, the widest gap, and the weakness', async () => {
    show()
    expect(await screen.findByRole('heading', { level: 1, name: 'What’s next' })).toBeDefined()
    expect(
      within(screen.getByRole('region', { name: 'Next appointment' })).getByText('Case practice with Ana'),
    ).toBeDefined()
    const gap = screen.getByRole('region', { name: 'Widest gap of your last round' })
    expect(gap.textContent).toMatch(/Guardrails.*You said 4, and were given 2, in Case 1/)
    expect(within(gap).getByRole('link').getAttribute('href')).toBe('/s/session-1?round=r1')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Done: Give every guardrail a limit' }))
    expect(screen.queryByRole('region', { name: 'Open next steps' })).toBeNull()
    act(() => toasts.visibleToasts[0]?.content.action?.onPress())
    expect(screen.getByRole('region', { name: 'Open next steps' })).toBeDefined()
  })

  it('draws the same weakness on another product, alone: neither what was practised nor its company', async () => {
    show()
    const part = await screen.findByRole('region', { name: 'Same weakness, another product' })
    await within(part).findByText(/2 unseen cases in Success metrics/)
    fireEvent.click(within(part).getByRole('button', { name: 'Random case, on my own' }))
    await screen.findByText('the room of made')
    expect(createdWith()).toMatchObject({
      mode: 'solo',
      name: 'Ben',
      case: { kind: 'drawn', category: 'success-metrics', seen: ['case-1', 'sister'] },
    })
    expect(draftOf('made.r1.me.focus').read()?.words).toBe('Guardrails')
  })

  it('proposes the same with a partner, who picks the case', async () => {
    show()
    const part = await screen.findByRole('region', { name: 'Same weakness, another product' })
    await within(part).findByText(/2 unseen cases/)
    fireEvent.click(within(part).getByRole('button', { name: 'With a partner' }))
    expect(sentence()).toEqual(['45 minutes', 'I’m the candidate', 'the interviewer picks the case', 'more'])
    expect(screen.getByText('Focus: Guardrails')).toBeDefined()
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/Your name/)))
  })
})

it('leads somebody who has been in a session to the people whom they interviewed', async () => {
  recents.enter(
    { session: 's1', participant: 'ana', token: 'secret' },
    { mode: 'coaching', name: 'Ana', title: null, owner: true },
  )
  show()
  expect((await screen.findByRole('link', { name: 'coach’s view' })).getAttribute('href')).toBe('/coach')
})
