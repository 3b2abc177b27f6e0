import { categories } from '@greenroom/frameworks'
import type { LintMessage } from '@greenroom/question-bank/authoring'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { Select } from '../../../design/index.ts'
import { asDraft, type Draft, readAt, writeAt } from '../../own-case-list/draft.ts'
import { contextOf } from '../form/fields.ts'
import { createTemplate } from '../form/template.ts'
import { ArithmeticForm } from './arithmetic-form.tsx'
import { ListItem } from './field-list.tsx'
import { CaseFormProvider } from './form-context.ts'
import { NumberInput, TextInput } from './simple-fields.tsx'
import { readTypedNumber } from './typed-number.ts'

afterEach(cleanup)

const [category] = categories
if (!category) throw new Error('no category')
const template = createTemplate(category, 'Ina', '2026-01-31')

function open(field: React.ReactNode, start: Draft = template, messages: readonly LintMessage[] = []) {
  let now = start
  const Form = () => {
    const [draft, setDraft] = useState(start)
    now = draft
    return (
      <CaseFormProvider
        value={{
          draftsUnder: 'test.',
          draft,
          context: contextOf(draft),
          messages,
          expanded: new Set(),
          change: (edit) => setDraft((held) => asDraft(edit(held))),
          setOpen: () => undefined,
        }}
      >
        {field}
      </CaseFormProvider>
    )
  }
  render(<Form />)
  return { draft: () => now }
}
const box = (name: string): HTMLInputElement => screen.getByRole('textbox', { name: new RegExp(`^${name}`) })
/** Letter by letter: what the field shows after each is what the next one is added to. */
const type = (name: string, words: string): void => {
  fireEvent.change(box(name), { target: { value: '' } })
  for (const sign of words) fireEvent.change(box(name), { target: { value: box(name).value + sign } })
}

it('draws what is written from the right from the right: the head of a row, and what is chosen in a list', () => {
  const words = 'שיעור (9).'
  const phases = ['public', 'agenda', 'phases']
  open(
    <>
      <ul>
        <ListItem path={phases} list={phases} index={0} count={1} item={{}} noun="phase" title={words} aside={words}>
          {null}
        </ListItem>
      </ul>
      <Select aria-label="Phase" choices={[{ id: 'one', label: words }]} value="one" />
    </>,
  )
  const drawn = screen.getAllByText(words).filter((one) => one.tagName === 'SPAN')
  expect(drawn).toHaveLength(3)
  for (const one of drawn) expect(one.getAttribute('dir')).toBe('auto')
})

describe('a number in the form of a case', () => {
  const path = ['guide', 'reconciliation', 'checks', 0, 'within']
  const field = { kind: 'number', key: 'within', label: 'Tolerance', optional: true } as const

  it.each([
    ['12,5', 12.5],
    ['0,125', 0.125],
    ['200,000', 200_000],
    ['1,200,000.5', 1_200_000.5],
    ['-3.', -3],
  ])('takes %s as it is meant, and shows it as it was typed', (typed, number) => {
    const { draft } = open(<NumberInput field={field} path={path} />, writeAt(template, path, 1) as Draft)
    type('Tolerance', typed)
    expect(box('Tolerance').value).toBe(typed)
    expect(readAt(draft(), path)).toBe(number)
  })

  it('is the same number in the arithmetic, typed or pasted', () => {
    const numbers = ['guide', 'reconciliation', 'numbers']
    const { draft } = open(
      <ArithmeticForm />,
      writeAt(template, ['guide', 'reconciliation'], { how: 'x', numbers: { fall: 1 }, checks: [] }) as Draft,
    )
    type('Value', '12,5')
    expect(readAt(draft(), numbers)).toEqual({ fall: 12.5 })
    expect(box('Value').value).toBe('12,5')
    fireEvent.change(box('Value'), { target: { value: '200,000' } })
    expect(readAt(draft(), numbers)).toEqual({ fall: 200_000 })
    expect(box('Value').value).toBe('200,000')
  })

  it('is placed in a part of the case that is called as its author called it, while it is unwritten as its template asks', () => {
    const parts = {
      facts: [
        { id: 'fall', label: 'How far it fell' },
        { id: 'by-country', label: '[The split by country]' },
      ],
      curveballs: [{ id: 'outage', text: 'The bank was down' }],
      clarifying: [{ id: 'who', question: '' }],
    }
    let start: Draft = template
    for (const [name, list] of Object.entries(parts)) start = writeAt(start, ['guide', name], list) as Draft
    open(
      <ArithmeticForm />,
      writeAt(start, ['guide', 'reconciliation'], { how: 'x', numbers: { fall: 1 }, checks: [] }) as Draft,
    )
    fireEvent.click(screen.getByRole('button', { name: /Used in/ }))
    expect(screen.getAllByRole('option').map((one) => one.textContent)).toEqual([
      ...['Not in any text', 'The prompt', 'How far it fell', 'The split by country', 'The bank was down', 'who'],
    ])
  })

  it('is none where nothing or words are typed', () => {
    for (const typed of ['', '  ', 'about 3', '1,2,3', '1e999']) expect(readTypedNumber(typed), typed).toBeNull()
  })
})

describe('words in the form of a case', () => {
  it('stay in their field when they are in square brackets, as requests of a template do', () => {
    const path = ['public', 'title']
    const { draft } = open(
      <TextInput field={{ kind: 'line', key: 'title', label: 'Title', ask: 'One line' }} path={path} />,
    )
    expect(box('Title').value).toBe('')
    type('Title', '[Bikes for everyone]')
    expect(box('Title').value).toBe('[Bikes for everyone]')
    expect(readAt(draft(), path)).toBe('[Bikes for everyone]')
    fireEvent.change(box('Title'), { target: { value: '' } })
    expect(box('Title').value).toBe('')
    expect(box('Title').placeholder).toBe('One line')
  })
})

describe('what is still to be written', () => {
  it('is not a fault until somebody has been in its field', () => {
    const field = { kind: 'line', key: 'title', label: 'Title', ask: 'A name for the list' } as const
    const at = ['public', 'title']
    const fault = { rule: 'placeholder', severity: 'fault', at, path: '', line: 1, column: 1, message: '' } as const
    open(<TextInput field={field} path={['public', 'title']} />, template, [fault])
    expect(box('Title').getAttribute('aria-invalid')).toBeNull()
    expect(screen.queryByText('The title is missing.')).toBeNull()
    expect(screen.getByText('to write')).toBeDefined()
    fireEvent.blur(box('Title'))
    expect(screen.getByText('The title is missing.')).toBeDefined()
  })
})
