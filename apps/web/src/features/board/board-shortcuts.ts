import { t } from '@lingui/core/macro'
import { cardActions } from './actions/index.ts'
import { keysForKbd, sectionKeys } from './keyboard.ts'

export type BoardShortcut = {
  readonly group: 'Cards' | 'Moving' | 'Board'
  readonly label: string
  /** Each in the form that `<Kbd keys>` takes. */
  readonly keys: readonly string[]
  /** Where it applies: while a card is being edited, while it is only focused, or both. */
  readonly where: 'writing' | 'card' | 'both'
}

/** What the layouts themselves do with a key, besides the actions. */
const layoutKeys: readonly BoardShortcut[] = [
  { group: 'Cards', label: t`New line in the card`, keys: ['Shift+Enter'], where: 'writing' },
  {
    group: 'Board',
    label: t`Go to the next card in that direction`,
    keys: ['Up', 'Down', 'Left', 'Right'],
    where: 'card',
  },
  { group: 'Board', label: t`Go to a section, by its number in the list`, keys: [sectionKeys('1–9')], where: 'both' },
  { group: 'Board', label: t`Go to the pinned line`, keys: [sectionKeys(0)], where: 'both' },
  { group: 'Board', label: t`Collapse or expand a branch of the tree`, keys: ['Space'], where: 'card' },
  { group: 'Board', label: t`Zoom the tree`, keys: ['Mod+Scroll'], where: 'both' },
]

const listed = cardActions.filter((action) => !action.id.endsWith('-flat'))

/** For the `?` list: generated from the actions themselves, so that it always says what really happens. */
export const boardShortcuts: readonly BoardShortcut[] = [
  ...listed.flatMap((action): BoardShortcut[] => {
    const rest = (action.restKeys ?? []).map(keysForKbd)
    const text = (action.textKeys ?? []).map(keysForKbd)
    const both = rest.filter((keys) => text.includes(keys))
    const line = (keys: readonly string[], where: BoardShortcut['where']): BoardShortcut[] =>
      keys.length === 0 ? [] : [{ group: action.group, label: action.label, keys, where }]
    return [
      ...line(both, 'both'),
      ...line(
        text.filter((keys) => !both.includes(keys)),
        'writing',
      ),
      ...line(
        rest.filter((keys) => !both.includes(keys)),
        'card',
      ),
    ]
  }),
  ...layoutKeys,
]
