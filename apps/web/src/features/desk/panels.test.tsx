import { categories } from '@greenroom/frameworks'
import { guideSchema } from '@greenroom/question-bank'
import type { ParticipantId, Round } from '@greenroom/session'
import { ana, type ScriptedSession, startSampleRound } from '@greenroom/session/testing'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestRoom, type TestRoom } from '../../live/testing-room.ts'
import { asDraft, type Draft, writeAt } from '../own-case-list/draft.ts'
import { createTemplate } from '../own-cases/form/template.ts'
import { previewOf } from '../own-cases/preview/preview-session.ts'
import { CandidatePanel } from './candidate-panel.tsx'
import { GuidePanel } from './guide-panel.tsx'

afterEach(cleanup)

const Panel = ({ room, me }: { readonly room: TestRoom; readonly me: ParticipantId }) => (
  <CandidatePanel {...room.useProps(me)} />
)

async function press(name: string): Promise<void> {
  await act(async () => fireEvent.click(screen.getByRole('button', { name })))
}
const hint = (): HTMLButtonElement => screen.getByRole('button', { name: 'Get a hint' })

describe('the panel of a candidate alone', () => {
  const open = (session: ScriptedSession) => {
    const room = createTestRoom(session)
    render(<Panel room={room} me={ana} />)
    return room
  }

  it('gives the first hint, and says why there is no more', async () => {
    const session = startSampleRound('solo')
    open(session)
    expect(hint().disabled).toBe(false)
    await press('Get a hint')
    expect(screen.getByText('Hint 1')).toBeDefined()
    for (const _ of [2, 3]) {
      session.wait(1000)
      await press('Get a hint')
    }
    expect(hint().disabled).toBe(true)
    expect(screen.getByText('You have had every hint of this phase.')).toBeDefined()
    expect(document.getElementById(hint().getAttribute('aria-describedby') ?? '')?.textContent).toMatch(/every hint/)
  })

  it('says that a phase has no hints, before anybody asks for one', async () => {
    const session = startSampleRound('solo')
    const room = open(session)
    const phases = session.round.agenda?.map(({ id }) => session.round.guide?.hints.some(({ phase }) => phase === id))
    const without = phases?.indexOf(false) ?? -1
    expect(without).toBeGreaterThan(0)
    for (let at = 0; at < without; at++) {
      session.wait(1000)
      session.must(ana, { kind: 'nextPhase' })
    }
    await act(async () => room.changed())
    expect(hint().disabled).toBe(true)
    expect(screen.getByText('This phase has no hints.')).toBeDefined()
  })

  it('answers what was given already by naming it, and empties the field once it was asked', async () => {
    const session = startSampleRound('solo')
    const room = open(session)
    const field = screen.getByRole('textbox', { name: 'Ask for data' })
    const ask = async (words: string): Promise<void> => {
      session.wait(1000)
      fireEvent.change(field, { target: { value: words } })
      await press('Ask')
    }
    await ask('How many stations?')
    await ask('And the station count?')
    expect(screen.getByText('You have that already: Stations.')).toBeDefined()
    expect((field as HTMLInputElement).value).toBe('')
    expect(room.refused).toEqual([])
  })
})

describe('the guide at the desk', () => {
  const [category] = categories
  if (!category) throw new Error('no category')
  const template = createTemplate(category, 'Ina', '2026-01-31')
  const { phases } = z.object({ phases: z.array(z.object({ id: z.string() })) }).parse(template['guide'])
  const fact = (id: string, phase: number, label: string, askFor: readonly string[]) => ({
    id,
    phase: phases[phase]?.id,
    label,
    text: `${label} in numbers`,
    askFor,
    release: { on: 'request', for: askFor[0] },
  })
  const words: readonly (readonly [readonly string[], unknown])[] = [
    [['public', 'title'], 'Mine'],
    [['public', 'prompt'], 'How would you measure it?'],
    [
      ['guide', 'facts'],
      [fact('funnel', 1, 'Checkout funnel', ['drop-off by step']), fact('holdout', 3, 'Holdout', ['an experiment'])],
    ],
  ]
  const draft = words.reduce<Draft>((written, [at, value]) => asDraft(writeAt(written, at, value)), template)

  function open() {
    const preview = previewOf(draft, 45)
    if (!preview) throw new Error('the template is no case')
    const { props } = preview
    const startedAt = 1000
    const given = { fact: 'holdout', label: 'Holdout', text: '', at: startedAt + 311_000 }
    const round: Round = { ...props.round, status: 'running', startedAt, facts: [given] }
    render(<GuidePanel {...props} round={round} guide={guideSchema.parse(props.round.guide)} />)
  }
  const seek = (words: string) => fireEvent.change(screen.getByLabelText('Find a fact'), { target: { value: words } })

  it('finds a fact of any phase by its name or by what it is asked by, with one button to give it', () => {
    open()
    expect(screen.queryByText('Checkout funnel')).toBeNull()
    seek('drop')
    expect(screen.getByText('Checkout funnel')).toBeDefined()
    expect(screen.getAllByRole('button', { name: /^Give/ })).toHaveLength(1)
    expect(screen.queryByLabelText('Phase of the guide')).toBeNull()
    seek('weather')
    expect(screen.getByText('No fact with these words')).toBeDefined()
    seek('')
    expect(screen.getByLabelText('Phase of the guide')).toBeDefined()
  })

  it('marks a fact that was given, with its moment', () => {
    open()
    seek('experiment')
    expect(screen.getByText('Already given').textContent).toBe('Already given5:11')
    expect(screen.queryByRole('button', { name: /^Give/ })).toBeNull()
  })
})
