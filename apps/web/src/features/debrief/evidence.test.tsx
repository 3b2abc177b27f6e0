import type { Guide } from '@greenroom/question-bank'
import type { Evidence } from '@greenroom/session'
import { ana, noteId, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestBoard, testFramework } from '../board/testing-board.ts'
import {
  type EvidenceChoice,
  evidenceAddress,
  evidenceChoices,
  isSameEvidence,
  phasesFirst,
  phasesOf,
} from './evidence-choices.ts'
import { EvidenceLine } from './scorecard/evidence-line.tsx'
import { EvidencePicker } from './scorecard/evidence-picker.tsx'

afterEach(cleanup)

/** A round with a fact in its first phase, a mark in its second, and a note after it. */
function playRound() {
  const session = startSampleRound()
  session.wait(61_000)
  session.must(ana, { kind: 'releaseFact', fact: 'stations' })
  session.wait(1000)
  session.must(ana, { kind: 'nextPhase' })
  session.wait(30_000)
  session.must(ana, { kind: 'markMoment', label: 'Named the guardrail' })
  session.wait(1000)
  session.must(ana, { kind: 'endRound' })
  return session
}

describe('evidence', () => {
  it('is grouped by phase and by section of the board, each moment said as everywhere else', () => {
    const { round } = playRound()
    const groups = evidenceChoices(round, null)
    const names = round.agenda?.map(({ name }) => name) ?? []
    expect(groups.map(({ title }) => title)).toEqual([`0:00 ${names[0]}`, `1:02 ${names[1]}`])
    expect(groups.map(({ choices }) => choices.map(({ label }) => label))).toEqual([
      [`0:00 Start of ${names[0]}`, '1:01 Fact: Stations'],
      [`1:02 Start of ${names[1]}`, '1:32 Named the guardrail'],
    ])
    const board = createTestBoard()
    const [section] = testFramework.sections.filter(({ id }) => id !== 'goal')
    const [kind] = section?.kinds ?? []
    board.add(section?.id ?? '', kind ?? '', 'Shoppers: pay without typing')
    const cards = evidenceChoices(round, { view: board.view(), framework: testFramework }).slice(2)
    expect(cards.map(({ title, choices }) => [title, choices.map(({ label }) => label)])).toEqual([
      [`Cards: ${section?.title}`, ['Shoppers: pay without typing']],
    ])
  })

  it('says a private note to its author in full, and to everybody else none of its words', () => {
    const session = playRound()
    session.must(ana, { kind: 'writeNote', note: noteId('n1'), words: 'Talked over me' })
    const noted = () => evidenceChoices(session.round, null).flatMap(({ choices }) => choices.slice(-1))
    expect(noted().at(-1)).toMatchObject({
      label: '1:33 Private note: Talked over me',
      evidence: { kind: 'moment', label: '1:33 Private note' },
    })
    session.must(ana, { kind: 'shareNote', note: noteId('n1') })
    expect(noted().at(-1)).toMatchObject({ evidence: { label: '1:33 Note: Talked over me' } })
  })

  it('offers what happened in the phase of a dimension first', () => {
    const { round } = playRound()
    const groups = evidenceChoices(round, null)
    const phases = phasesOf(round, null, { id: 'metrics', title: 'Metrics' })
    expect([...phases]).toEqual(['metrics'])
    expect(phasesFirst(groups, round, phases).map(({ title }) => title)).toEqual(['1:02 Metrics tree', '0:00 Goal'])
    // The guide knows better than names do: its hints say which phase a dimension is judged in.
    const guide = { hints: [{ phase: 'goal', ceiling: { dimension: 'metrics', level: 3 } }] } as unknown as Guide
    expect([...phasesOf(round, guide, { id: 'metrics', title: 'Metrics' })]).toEqual(['goal'])
    const [one] = groups[0]?.choices ?? []
    expect(one && isSameEvidence(one.evidence, { ...one.evidence, label: 'called otherwise' })).toBe(true)
  })

  it('is found by typing, and picked', async () => {
    const picked: EvidenceChoice[] = []
    const groups = evidenceChoices(playRound().round, null)
    render(<EvidencePicker title="Goal" groups={groups} onPick={(choice) => picked.push(choice)} />)
    await act(async () => fireEvent.click(screen.getByRole('button', { name: 'Add a card or a moment for Goal' })))
    expect(screen.getAllByRole('option')).toHaveLength(4)
    const field = screen.getByRole('searchbox')
    await act(async () => fireEvent.change(field, { target: { value: 'guard' } }))
    const [found, ...rest] = screen.getAllByRole('option')
    expect(rest).toEqual([])
    if (found) await act(async () => fireEvent.click(within(found).getByText('1:32 Named the guardrail')))
    expect(picked.map(({ label }) => label)).toEqual(['1:32 Named the guardrail'])
    expect(screen.queryByRole('searchbox')).toBeNull()
  })

  it('says that another choice takes the place of the only one there may be', async () => {
    const groups = evidenceChoices(playRound().round, null)
    const Line = () => {
      const [evidence, change] = useState<readonly Evidence[]>([])
      return <EvidenceLine title="point 1" most={1} evidence={evidence} choices={groups} empty="" onChange={change} />
    }
    render(<Line />)
    const pick = async (button: string, words: string): Promise<void> => {
      await act(async () => fireEvent.click(screen.getByRole('button', { name: button })))
      await act(async () => fireEvent.click(screen.getByRole('option', { name: words })))
    }
    await pick('Add a card or a moment for point 1', '1:01 Fact: Stations')
    await pick('Choose another for point 1', '1:32 Named the guardrail')
    expect(screen.queryByRole('button', { name: 'Remove 1:01 Fact: Stations' })).toBeNull()
    expect(screen.getByRole('button', { name: 'Remove 1:32 Named the guardrail' })).toBeDefined()
  })

  it('leads to the replay: a moment to its second, a card to when it got its words', () => {
    const session = playRound()
    const place = { session: session.state.session, createdAt: session.state.createdAt }
    const [mark] = session.round.marks
    const at = mark?.at ?? 0
    const seconds = Math.ceil((at - place.createdAt) / 1000)
    expect(evidenceAddress(place, { kind: 'moment', at, label: '' })).toBe(`/s/${place.session}/replay?t=${seconds}`)
    expect(evidenceAddress(place, { kind: 'item', item: 'a b', label: 'Shoppers' })).toBe(
      `/s/${place.session}/replay?card=a%20b`,
    )
  })
})
