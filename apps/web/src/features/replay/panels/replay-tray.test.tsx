import { applyBoardCommand, type BoardCommand, type ItemId, trayFramework } from '@greenroom/board'
import type { RecordedEdit } from '@greenroom/replay'
import { trayOf } from '@greenroom/session'
import { ana, ben, startSampleRound } from '@greenroom/session/testing'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import * as Y from 'yjs'
import { ReplayTray } from './replay-tray.tsx'

afterEach(cleanup)

it('shows its author the think tray as it was at each moment, and a round without one shows none', () => {
  const { round } = startSampleRound()
  const doc = new Y.Doc()
  const edits: RecordedEdit[] = []
  doc.on('update', (update: Uint8Array) => {
    edits.push({ document: trayOf(round.id, ben), at: edits.length * 1000, by: ben, n: 0, update })
  })
  const place = { section: 'tray', parent: null, before: null }
  const commands: readonly BoardCommand[] = [
    { kind: 'addItem', item: 'a' as ItemId, itemKind: 'thought', text: 'Who pays?', at: place },
    { kind: 'removeItem', item: 'a' as ItemId },
  ]
  for (const command of commands) expect(applyBoardCommand(doc, trayFramework, command, 'here').ok).toBe(true)
  const recording = { entries: [], edits }
  const { rerender } = render(<ReplayTray recording={recording} round={round} me={ben} at={0} />)
  expect(screen.getByText('Who pays?')).toBeDefined()
  rerender(<ReplayTray recording={recording} round={round} me={ben} at={1000} />)
  expect(screen.queryByText('Who pays?')).toBeNull()
  expect(screen.getByText('Empty at this moment')).toBeDefined()
  rerender(<ReplayTray recording={recording} round={round} me={ana} at={0} />)
  expect(document.body.textContent).toBe('')
})
