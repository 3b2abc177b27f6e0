import { emptyView } from '@greenroom/board'
import type { SessionState } from '@greenroom/session'
import { startSampleRound } from '@greenroom/session/testing'
import { cleanup, render, screen } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, expect, it } from 'vitest'
import { testFramework } from '../../board/testing-board.ts'
import { RoundBoard } from './round-board.tsx'

afterEach(cleanup)

it('draws the board again only when what it shows has changed, not for each moment of a drag', () => {
  const started = startSampleRound()
  const framework = JSON.parse(JSON.stringify(testFramework))
  const session: SessionState = { ...started.state }
  const [first] = session.rounds
  if (first === undefined) throw new Error('no round')
  let reads = 0
  // Read by the board alone, each time that it is drawn.
  const sections = new Proxy(['people'], {
    get: (list, key) => {
      reads++
      return Reflect.get(list, key)
    },
  })
  const round = { ...first, framework, agenda: first.agenda?.map((phase) => ({ ...phase, sections })) ?? null }
  const board = { view: emptyView, lastEdit: null }
  const next = { view: { ...emptyView }, lastEdit: null }
  const drawn = (now: number, shown: typeof board) => (
    <MemoryRouter>
      <RoundBoard round={round} session={session} now={now} spotlight={null} board={shown} />
    </MemoryRouter>
  )
  const at = round.startedAt ?? 0
  const { rerender } = render(drawn(at, board))
  expect(screen.getAllByRole('region').length).toBeGreaterThan(0)
  const afterFirst = reads
  expect(afterFirst).toBeGreaterThan(0)
  for (let step = 1; step <= 20; step++) rerender(drawn(at + step * 10, board))
  expect(reads).toBe(afterFirst)
  rerender(drawn(at + 300, next))
  expect(reads).toBeGreaterThan(afterFirst)
})
