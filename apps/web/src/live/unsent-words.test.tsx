import type { ParticipantId, WireCommand } from '@greenroom/session'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftOf } from '../browser/drafts.ts'
import { useUnsentWords } from './room-draft.ts'
import { isLeftBehind, UnsentWordsList } from './unsent-words.tsx'

const Shown = ({ send }: { readonly send: ((command: WireCommand) => Promise<boolean>) | null }) => (
  <UnsentWordsList
    unsent={useUnsentWords('s', 'ana' as ParticipantId).filter(isLeftBehind)}
    save={send && { send, connected: true }}
  />
)
const write = (key: string, words: string): void => {
  draftOf(key).write({ words, base: '' })
}

describe('words that were typed and never sent', () => {
  beforeEach(() => localStorage.clear())
  afterEach(cleanup)

  it('are shown to their writer alone, of this session, with where they were typed', () => {
    write('s.r1.ana.note', 'half a note')
    write('s.r1.ana.question', 'how many')
    write('s.r1.ana.card.c1.wants', 'spee')
    write('s.r1.ana.name', 'Anna')
    write('s.r1.ana.pin.p1', 'I would push')
    write('s.r1.ana.focus', 'the goal fir')
    write('s.r1.ben.note', 'not mine')
    write('other.r1.ana.note', 'elsewhere')
    render(<Shown send={null} />)
    const lines = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(lines.map((line) => line?.replace(/CopyDiscard$/, ''))).toEqual([
      'Card details: spee',
      'What you’re working on: the goal fir',
      'Note: half a note',
      'Pinned moment: I would push',
      'Question: how many',
    ])
    expect(screen.queryByRole('button', { name: 'Save as a note' })).toBeNull()
  })

  it('become a note, and stay when that is refused', async () => {
    write('s.r1.ana.note', ' half a note ')
    const sent: WireCommand[] = []
    let grants = false
    render(
      <Shown
        send={async (command) => {
          sent.push(command)
          return grants
        }}
      />,
    )
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Save as a note' })))
    expect(screen.getByText('half a note', { exact: false })).toBeDefined()
    grants = true
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Save as a note' })))
    expect(screen.queryByRole('list')).toBeNull()
    expect(sent.map((command) => command.kind === 'writeNote' && command.words)).toEqual(['half a note', 'half a note'])
  })

  it('too long for a note say so, and go only when they are discarded', () => {
    write('s.r1.ana.note', 'x'.repeat(4001))
    render(<Shown send={async () => true} />)
    expect(screen.getByText(/The limit is 4,000/)).toBeDefined()
    expect(screen.getByRole('button', { name: 'Save as a note' }).hasAttribute('disabled')).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: 'Discard' }))
    expect(screen.queryByRole('list')).toBeNull()
    expect(localStorage.length).toBe(0)
  })
})
