import { categories } from '@greenroom/frameworks'
import { guideSchema } from '@greenroom/question-bank'
import type { Round } from '@greenroom/session'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { BriefPanel } from '../../desk/brief-panel.tsx'
import { CaseAfterwards } from '../../desk/case-afterwards.tsx'
import { GuidePanel } from '../../desk/guide-panel.tsx'
import { asDraft, type Draft, writeAt } from '../../own-case-list/draft.ts'
import { createTemplate } from '../form/template.ts'
import { previewOf } from './preview-session.ts'

afterEach(cleanup)

describe('the guide at the desk', () => {
  const [category] = categories
  if (!category) throw new Error('no category')
  const template = createTemplate(category, 'Ina', '2026-01-31')
  const { phases } = z.object({ phases: z.array(z.object({ id: z.string() })) }).parse(template.guide)
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
    expect(screen.getByText('No matching facts')).toBeDefined()
    seek('')
    expect(screen.getByLabelText('Phase of the guide')).toBeDefined()
  })

  it('says how the prompt is read aloud with the first phase, and with no other', () => {
    open()
    expect(screen.getByText('Reading aloud').nextSibling?.textContent).toBe('Read it evenly, then wait.')
    const select = document.querySelector('select')
    if (select === null) throw new Error('no choice of phases')
    fireEvent.change(select, { target: { value: phases[1]?.id } })
    expect(screen.getByText('Goal')).toBeDefined()
    expect(screen.queryByText('Reading aloud')).toBeNull()
  })

  it('says first in the brief how the prompt is read aloud, and again in the full case; an older guide opens without it', () => {
    const guide = guideSchema.parse(previewOf(draft, 45)?.props.round.guide)
    const { readAloud, ...older } = guide
    const { container } = render(<BriefPanel guide={guide} cut={45} category={category.id} />)
    expect(container.querySelector('h3')?.textContent).toBe('How to read the prompt aloud')
    expect(container.querySelector('h3 + p')?.textContent).toBe(readAloud)
    cleanup()
    render(<CaseAfterwards guide={guide} category={category.id} />)
    expect(screen.getByRole('heading', { name: 'How the prompt is read aloud' }).nextSibling?.textContent).toBe(
      readAloud,
    )
    cleanup()
    render(<BriefPanel guide={older} cut={45} category={category.id} />)
    expect(screen.queryByText('How to read the prompt aloud')).toBeNull()
    expect(screen.getByText('What it tests')).toBeDefined()
  })

  it('titles the sections of the strong board as the board does, in every category', () => {
    const guide = guideSchema.parse(previewOf(draft, 45)?.props.round.guide)
    for (const { id, framework } of categories) {
      const items = framework.sections.map((section) => ({
        id: section.id,
        section: section.id,
        kind: section.kinds[0] ?? '',
        text: 'one of it',
        mark: 'core' as const,
        fields: {},
        links: [],
      }))
      render(<CaseAfterwards guide={{ ...guide, referenceBoard: { note: '', items } }} category={id} />)
      for (const { title } of framework.sections)
        expect(screen.getByRole('button', { name: new RegExp(`^${title.replaceAll(/[^\w ]/g, '.')}`) })).toBeDefined()
      cleanup()
    }
  })

  it('marks a fact that was given, with its moment', () => {
    open()
    seek('experiment')
    expect(screen.getByText('Already given').textContent).toBe('Already given5:11')
    expect(screen.queryByRole('button', { name: /^Give/ })).toBeNull()
  })
})
