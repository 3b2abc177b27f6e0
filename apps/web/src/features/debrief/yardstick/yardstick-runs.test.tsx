import { ben, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { createTestRoom } from '../../../live/testing-room.ts'
import type { RecordingSource } from '../evidence/use-recording.ts'
// Loaded on demand in the page; here before the tests wait for it.
import '../../recordings/reference-runs.ts'
import { YardstickRuns } from './yardstick-runs.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const strong = {
  id: 'bike-share.strong',
  level: 'strong',
  title: 'Trips that replace a car',
  madeBy: 'Somebody',
  madeOn: '2026-11-28',
}
const weaker = { ...strong, id: 'bike-share.at-the-bar', level: 'at-the-bar', title: 'Rides, and a late guardrail' }
/** The server, by path; what it was asked for, with whose token, is answered. */
const stubServer = (answers: Readonly<Record<string, () => Response>>): string[] => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (path: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(`${path} ${headers.authorization}`)
    return answers[path]?.() ?? new Response('{"error":{"code":"not-found","message":"Not found."}}', { status: 404 })
  })
  return asked
}
const runsPath = '/api/sessions/session-1/rounds/r1/runs'

function Page({
  room,
  recording,
}: {
  readonly room: ReturnType<typeof createTestRoom>
  readonly recording: RecordingSource
}) {
  const props = room.useProps(ben)
  return <YardstickRuns {...props} token="token-of-ben" recording={recording} strip={{ kind: 'waiting' }} />
}
const look = async (recording: RecordingSource = { state: { kind: 'loading' }, ask: () => undefined }) => {
  const session = startSampleRound()
  scoreSampleRound(session)
  const room = createTestRoom(session)
  await act(async () => void render(<Page room={room} recording={recording} />))
  return room
}

it('lists the runs of the case, the strong one first, and asks for one that is chosen, and for the own recording', async () => {
  const asked = stubServer({
    [runsPath]: () => Response.json([strong, weaker]),
    [`${runsPath}/${strong.id}`]: () => new Response(Uint8Array.of(1)),
  })
  let recordingAsked = 0
  await look({ state: { kind: 'none' }, ask: () => (recordingAsked += 1) })
  const buttons = await screen.findAllByRole('button')
  expect(buttons.map(({ textContent }) => textContent)).toEqual([
    'Compare with a strong run',
    'Compare with a run that meets the bar',
  ])
  expect(asked).toEqual([`${runsPath} Bearer token-of-ben`])
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Compare with a strong run' })))
  await vi.waitFor(() => expect(asked).toContain(`${runsPath}/${strong.id} Bearer token-of-ben`))
  expect(recordingAsked).toBe(1)
})

it('says why a run cannot be opened, and shows nothing where the case has none or the server refuses them', async () => {
  stubServer({ [runsPath]: () => Response.json([strong]) })
  await look()
  const button = await screen.findByRole('button', { name: 'Compare with a strong run' })
  await act(async () => void fireEvent.click(button))
  await screen.findByText('The run could not be opened')
  cleanup()
  stubServer({ [runsPath]: () => Response.json([]) })
  await look()
  expect(screen.queryByRole('region', { name: 'Reference runs' })).toBeNull()
  cleanup()
  stubServer({ [runsPath]: () => Response.json({ error: { code: 'scores-not-open', message: 'x' } }, { status: 409 }) })
  await look()
  expect(screen.queryByRole('region', { name: 'Reference runs' })).toBeNull()
})
