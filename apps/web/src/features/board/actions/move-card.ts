import type { ItemId, Placement } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import {
  ArrowDown,
  ArrowLeftToLine,
  ArrowRightToLine,
  ArrowUp,
  FolderInput,
  IndentDecrease,
  IndentIncrease,
} from 'lucide-react'
import { placeWords } from '../model/board-words.ts'
import {
  isFixed,
  nests,
  placeBeside,
  placeInNextSection,
  placeNested,
  placeOutdented,
  siblingsOf,
} from '../model/placement.ts'
import { type ActionContext, type BoardAction, keepFocus } from './board-action.ts'

/** Moves the card, keeps the focus on it, and says where it went. */
export function moveTo(context: ActionContext, at: Placement | null): void {
  if (!at) return
  const { item, board, framework, ui, apply } = context
  board.breakUndo()
  if (!apply({ kind: 'moveItem', item: item.id, at })) return
  board.breakUndo()
  if (at.parent) ui.collapse(at.parent, false)
  if (at.section !== item.section) ui.choose(at.section, 'open')
  keepFocus(context)
  ui.say(placeWords(board.current(), framework, item.id))
}

const free = ({ framework, item }: ActionContext): boolean => !isFixed(framework, item.id)
const possible = (place: (context: ActionContext) => Placement | null) => (context: ActionContext) =>
  free(context) && place(context) !== null

const up = ({ view, framework, item }: ActionContext) => placeBeside(view, framework, item, -1)
const down = ({ view, framework, item }: ActionContext) => placeBeside(view, framework, item, 1)
const under = ({ view, framework, item }: ActionContext) => placeNested(view, framework, item)
const out = ({ view, item }: ActionContext) => placeOutdented(view, item)
const onward = ({ view, framework, item }: ActionContext) => placeInNextSection(view, framework, item, 1)
const back = ({ view, framework, item }: ActionContext) => placeInNextSection(view, framework, item, -1)

const shared = { group: 'Moving' } as const

export const moveUp: BoardAction = {
  ...shared,
  id: 'move-up',
  label: t`Move up`,
  icon: ArrowUp,
  restKeys: ['Alt+ArrowUp'],
  textKeys: ['Alt+ArrowUp'],
  inMenu: true,
  available: possible(up),
  run: (context) => moveTo(context, up(context)),
}

export const moveDown: BoardAction = {
  ...shared,
  id: 'move-down',
  label: t`Move down`,
  icon: ArrowDown,
  restKeys: ['Alt+ArrowDown'],
  textKeys: ['Alt+ArrowDown'],
  inMenu: true,
  available: possible(down),
  run: (context) => moveTo(context, down(context)),
}

export const nest: BoardAction = {
  ...shared,
  id: 'nest',
  label: t`Nest under the card above`,
  icon: IndentIncrease,
  restKeys: ['Alt+ArrowRight'],
  textKeys: ['Tab', 'Alt+ArrowRight'],
  inMenu: true,
  available: possible(under),
  run: (context) => moveTo(context, under(context)),
}

export const outdent: BoardAction = {
  ...shared,
  id: 'outdent',
  label: t`Move up one level`,
  icon: IndentDecrease,
  restKeys: ['Alt+ArrowLeft'],
  textKeys: ['Shift+Tab', 'Alt+ArrowLeft'],
  inMenu: true,
  available: possible(out),
  run: (context) => moveTo(context, out(context)),
}

const leaving = (keys: string): string => t`Press Escape, then ${keys}, to leave the card.`

/**
 * While a card is being edited, Tab belongs to the board, even where nothing can be nested: what somebody types next must not go to a
 * button. In a table it moves to the fields; in the pinned line it ends editing.
 */
export const nestNowhere: BoardAction = {
  ...nest,
  id: 'nest-flat',
  restKeys: [],
  textKeys: ['Tab'],
  inMenu: false,
  available: (context) => context.mode === 'edit' && !nest.available(context),
  run: ({ ui, item, section }) => {
    if (section.layout === 'line') return ui.rest(item.id)
    const field = section.layout === 'table' ? fieldsOf(item.id)[0] : undefined
    if (field) return field.focus()
    ui.refuse(
      nests(section)
        ? t`There is no card above to nest this one under. ${leaving('Tab')}`
        : t`Cards in ${section.title} can’t be nested. ${leaving('Tab')}`,
    )
  },
}

export const outdentNowhere: BoardAction = {
  ...outdent,
  id: 'outdent-flat',
  restKeys: [],
  textKeys: ['Shift+Tab'],
  inMenu: false,
  available: (context) => context.mode === 'edit' && !outdent.available(context),
  run: ({ ui, item, section, view }) => {
    if (section.layout === 'line') return ui.rest(item.id)
    const before =
      section.layout === 'table' ? siblingsOf(view, item)[siblingsOf(view, item).indexOf(item.id) - 1] : undefined
    const field = before ? fieldsOf(before).at(-1) : undefined
    if (field) return field.focus()
    ui.refuse(
      nests(section)
        ? t`This card is at the top level. ${leaving('Shift+Tab')}`
        : t`Cards in ${section.title} can’t be nested. ${leaving('Shift+Tab')}`,
    )
  },
}

/** The fields beside a card, where it is drawn as a row of a table. */
const fieldsOf = (item: ItemId): readonly HTMLElement[] =>
  typeof document === 'undefined'
    ? []
    : [...document.querySelectorAll<HTMLElement>(`.board-row[data-item="${CSS.escape(item)}"] .board-field`)]

/** In a section without nesting the plain Alt+arrows are free, and move to the neighbouring sections. */
const flatOnly = (context: ActionContext): boolean => !nests(context.section)

export const moveOnward: BoardAction = {
  ...shared,
  id: 'move-onward',
  label: t`Move to the next section that fits`,
  icon: ArrowRightToLine,
  restKeys: ['Alt+Shift+ArrowRight'],
  textKeys: ['Alt+Shift+ArrowRight'],
  available: possible(onward),
  run: (context) => moveTo(context, onward(context)),
}

export const moveBack: BoardAction = {
  ...shared,
  id: 'move-back',
  label: t`Move to the previous section that fits`,
  icon: ArrowLeftToLine,
  restKeys: ['Alt+Shift+ArrowLeft'],
  textKeys: ['Alt+Shift+ArrowLeft'],
  available: possible(back),
  run: (context) => moveTo(context, back(context)),
}

export const moveOnwardFlat: BoardAction = {
  ...moveOnward,
  id: 'move-onward-flat',
  restKeys: ['Alt+ArrowRight'],
  textKeys: ['Alt+ArrowRight'],
  available: (context) => flatOnly(context) && moveOnward.available(context),
}

export const moveBackFlat: BoardAction = {
  ...moveBack,
  id: 'move-back-flat',
  restKeys: ['Alt+ArrowLeft'],
  textKeys: ['Alt+ArrowLeft'],
  available: (context) => flatOnly(context) && moveBack.available(context),
}

export const chooseDestination: BoardAction = {
  ...shared,
  id: 'move-to',
  label: t`Move to…`,
  icon: FolderInput,
  inMenu: true,
  available: free,
  run: ({ ui, item }) => ui.open({ kind: 'move', item: item.id }),
}
