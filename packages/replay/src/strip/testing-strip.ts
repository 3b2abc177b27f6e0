import {
  applyBoardCommand,
  type BoardView,
  type Framework,
  frameworkSchema,
  type ItemId,
  readBoard,
  seedBoard,
} from '@greenroom/board'
import { boardOf, type ParticipantId } from '@greenroom/session'
import { ana, ben, type ScriptedSession, samplePreparedCase, startSampleRound } from '@greenroom/session/testing'
import * as Y from 'yjs'
import type { RecordedEdit, RecordedSession } from '../recorded-session.ts'

const kind = (id: string) => ({ id, label: id, placeholder: id })
const cards = (id: string, kinds: readonly string[], layout = 'cards') => ({
  id,
  title: id,
  purpose: id,
  layout,
  kinds: [...kinds],
  nests: layout === 'tree',
})

/** With a card of every kind that a rule of the strip looks for. */
const stripFramework: Framework = frameworkSchema.parse({
  id: 'strip',
  version: 1,
  title: 'Strip',
  sections: [
    cards('goal', ['goal'], 'line'),
    cards('pains', ['pain']),
    cards('ideas', ['solution']),
    cards('tree', ['metric'], 'tree'),
    cards('call', ['recommendation']),
  ],
  kinds: [
    kind('goal'),
    kind('pain'),
    kind('solution'),
    {
      ...kind('metric'),
      fields: [
        {
          type: 'choice',
          id: 'metricKind',
          label: 'Kind',
          choices: ['north-star', 'driver', 'guardrail', 'counter'].map((value) => ({ value, label: value })),
        },
      ],
    },
    kind('recommendation'),
  ],
  seeds: [{ item: 'goal', kind: 'goal', section: 'goal' }],
})

/** Phases of five, ten and five minutes: goal and pains, ideas and the tree, the call. */
const agenda = [
  { id: 'goal', name: 'Goal', minutes: 5, sections: ['goal', 'pains'] },
  { id: 'metrics', name: 'Metrics tree', minutes: 10, sections: ['ideas', 'tree'] },
  { id: 'call', name: 'Call', minutes: 5, sections: ['call'] },
]

export type StripScript = {
  readonly session: ScriptedSession
  /** A card with its text, made in one edit. Its section is that of its kind. */
  readonly write: (kind: string, words: string, by?: ParticipantId) => ItemId
  readonly retype: (item: string, words: string, by?: ParticipantId) => void
  readonly setRole: (item: ItemId, role: string) => void
  readonly remove: (item: ItemId, by?: ParticipantId) => void
  readonly move: (item: ItemId, section: string, by?: ParticipantId) => void
  readonly view: () => BoardView
  readonly recording: (who?: ParticipantId) => RecordedSession
}

/** A running round, with a board to write on at the session's time. Ana interviews, Ben is the candidate. */
export function startStripRound(): StripScript {
  const session = startSampleRound('peer', 0, {
    ...samplePreparedCase,
    framework: JSON.parse(JSON.stringify(stripFramework)),
    agenda,
  })
  const edits: RecordedEdit[] = []
  const doc = new Y.Doc()
  let by: ParticipantId | null = null
  doc.on('update', (update: Uint8Array) => {
    edits.push({ document: boardOf(session.round.id), at: session.now, by, n: 0, update })
  })
  Y.applyUpdate(doc, seedBoard(stripFramework))
  let made = 0
  const apply = (who: ParticipantId, command: Parameters<typeof applyBoardCommand>[2]): void => {
    by = who
    const answer = applyBoardCommand(doc, stripFramework, command, 'here')
    if (!answer.ok) throw new Error(JSON.stringify(answer))
  }
  return {
    session,
    write: (itemKind, text, who = ben) => {
      const section = stripFramework.sections.find(({ kinds }) => kinds.includes(itemKind))?.id ?? ''
      const item = `item${String(++made).padStart(12, '0')}` as ItemId
      apply(who, { kind: 'addItem', item, itemKind, text, at: { section, parent: null, before: null } })
      return item
    },
    retype: (id, words, who = ben) => {
      const item = id as ItemId
      const remove = readBoard(doc).items.get(item)?.text.length ?? 0
      apply(who, { kind: 'editText', item, index: 0, remove, insert: words })
    },
    setRole: (item, value) => apply(ben, { kind: 'setField', item, field: 'metricKind', value }),
    remove: (item, who = ben) => apply(who, { kind: 'removeItem', item }),
    move: (item, section, who = ben) =>
      apply(who, { kind: 'moveItem', item, at: { section, parent: null, before: null } }),
    view: () => readBoard(doc),
    recording: (who = ana) => ({ entries: session.streamOf(who), edits: [...edits] }),
  }
}
