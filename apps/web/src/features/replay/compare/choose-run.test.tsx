import { readFileSync } from 'node:fs'
import { replayPageSchema } from '@greenroom/protocol'
import type { RecordedSession } from '@greenroom/replay'
import { type ProjectedEntry, roundIdSchema } from '@greenroom/session'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { CompareButton, type ReferenceSource } from './choose-run.tsx'

afterEach(cleanup)

/** The session that ships with the product. */
function sampleRecording(): RecordedSession {
  const page = replayPageSchema.parse(JSON.parse(readFileSync('apps/web/public/sample-session.json', 'utf8')))
  return {
    entries: page.entries as readonly ProjectedEntry[],
    edits: page.edits.map((edit) => ({ ...edit, update: Buffer.from(edit.update, 'base64') })),
  }
}
const recording = sampleRecording()
const round = roundIdSchema.parse('r1')
const strong = {
  id: 'amazon-pay-integration.strong',
  level: 'strong',
  title: 'What the middle shop gets',
  madeBy: 'Somebody',
  madeOn: '2026-11-28',
} as const

const open = async (references: ReferenceSource) => {
  const chosen = vi.fn()
  render(
    <CompareButton
      recording={recording}
      round={round}
      sources={{ fromFile: async () => ({ ok: false, message: 'x' }), references }}
      onCompare={chosen}
    />,
  )
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Compare' })))
  return chosen
}

it('offers the reference runs of the case, says why one cannot be opened, and puts another beside the round', async () => {
  const other = sampleRecording()
  let answers = 0
  const references: ReferenceSource = {
    list: async (asked) => (asked === round ? [strong] : []),
    open: async (_round, run) => {
      answers += 1
      if (answers === 1) throw new Error('offline')
      if (answers === 2) return { ok: false, message: `no ${run}` }
      return { ok: true, recording: other }
    },
  }
  const chosen = await open(references)
  const list = within(await screen.findByRole('region', { name: 'Reference runs' }))
  list.getByText('What the middle shop gets')
  list.getByText('Recorded by Somebody')
  const press = () => act(async () => void fireEvent.click(list.getByRole('button', { name: 'Strong run' })))
  await press()
  list.getByText('The connection was lost. Check it and try again.')
  await press()
  list.getByText('no amazon-pay-integration.strong')
  expect(chosen).not.toHaveBeenCalled()
  await press()
  expect(chosen).toHaveBeenCalledWith([
    expect.objectContaining({ recording, round, from: null }),
    { recording: other, round, title: 'Strong run', from: null },
  ])
})

it('shows nothing of reference runs where there are none, or where they cannot be asked for', async () => {
  await open({ list: async () => [], open: async () => ({ ok: false, message: '' }) })
  expect(screen.queryByRole('region', { name: 'Reference runs' })).toBeNull()
  cleanup()
  await open({ list: () => Promise.reject(new Error('offline')), open: async () => ({ ok: false, message: '' }) })
  expect(screen.queryByRole('region', { name: 'Reference runs' })).toBeNull()
  screen.getByRole('region', { name: 'From a file' })
})
