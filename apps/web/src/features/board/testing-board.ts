import {
  applyBoardCommand,
  type BoardCommand,
  type BoardView,
  createBoardReader,
  type Framework,
  type ItemId,
  seedBoard,
} from '@greenroom/board'
import * as Y from 'yjs'
import type { BoardActions } from './board-props.ts'

/** A small framework with every layout, and a real board of it in memory. For tests. */
export const testFramework: Framework = {
  id: 'test',
  version: 1,
  title: 'Test',
  sections: [
    { id: 'goal', title: 'Goal', purpose: 'One line.', layout: 'line', kinds: ['goal'], nests: false },
    { id: 'people', title: 'People', purpose: 'Who?', layout: 'cards', kinds: ['person'], nests: true },
    { id: 'steps', title: 'Steps', purpose: 'What?', layout: 'flow', kinds: ['step', 'note'], nests: false },
    { id: 'notes', title: 'Notes', purpose: 'Else?', layout: 'table', kinds: ['note', 'step'], nests: false },
    { id: 'tree', title: 'Tree', purpose: 'How much?', layout: 'tree', kinds: ['metric'], nests: true },
  ],
  kinds: [
    { id: 'goal', label: 'Goal', placeholder: 'What for?', fields: [], links: [] },
    {
      id: 'person',
      label: 'Person',
      placeholder: 'Who?',
      fields: [{ type: 'text', id: 'wants', label: 'Wants', placeholder: '' }],
      links: [],
    },
    { id: 'step', label: 'Step', placeholder: 'What?', fields: [], links: [] },
    { id: 'note', label: 'Note', placeholder: 'What?', fields: [], links: [] },
    {
      id: 'metric',
      label: 'Metric',
      placeholder: 'How much?',
      fields: [
        {
          type: 'choice',
          id: 'metricKind',
          label: 'Kind',
          choices: [
            { value: 'north-star', label: 'North star' },
            { value: 'guardrail', label: 'Guardrail' },
          ],
        },
        { type: 'text', id: 'threshold', label: 'Threshold', placeholder: '' },
        {
          type: 'choice',
          id: 'operator',
          label: 'Combines with its parent by',
          choices: [
            { value: 'plus', label: '+' },
            { value: 'times', label: '×' },
          ],
        },
      ],
      links: [{ id: 'serves', label: 'serves', to: ['goal', 'person'] }],
    },
  ],
  seeds: [{ item: 'goal', kind: 'goal', section: 'goal' }],
}

export type TestBoard = {
  readonly actions: BoardActions
  readonly view: () => BoardView
  readonly subscribe: (changed: () => void) => () => void
  readonly add: (section: string, kind: string, text: string, parent?: ItemId) => ItemId
  /** An edit by somebody else. */
  readonly remotely: (command: BoardCommand) => void
}

export function createTestBoard(framework: Framework = testFramework): TestBoard {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedBoard(framework))
  const reader = createBoardReader(doc)
  const mine = {}
  let count = 0
  const newItemId = (): ItemId => `item${String(++count).padStart(12, '0')}` as ItemId
  const actions: BoardActions = {
    apply: (command) => applyBoardCommand(doc, framework, command, mine),
    breakUndo: () => undefined,
    undo: () => undefined,
    redo: () => undefined,
    setFocus: () => undefined,
    current: reader.view,
    newItemId,
  }
  return {
    actions,
    view: reader.view,
    subscribe: (changed) => reader.subscribe(changed),
    add: (section, itemKind, text, parent) => {
      const item = newItemId()
      const answer = actions.apply({
        kind: 'addItem',
        item,
        itemKind,
        text,
        at: { section, parent: parent ?? null, before: null },
      })
      if (!answer.ok) throw new Error(answer.code)
      return item
    },
    remotely: (command) => {
      applyBoardCommand(doc, framework, command, null)
    },
  }
}
