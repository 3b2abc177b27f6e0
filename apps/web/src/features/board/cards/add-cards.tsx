import { t } from '@lingui/core/macro'
import { ChevronDown, Plus } from 'lucide-react'
import { memo } from 'react'
import { Button, Menu, MenuItem, MenuTrigger } from '../../../design/index.ts'
import { useBoardContext } from '../board-context.ts'
import type { SectionModel } from '../model/board-model.ts'

/** What to add to a section: one button per kind. While the section is empty it says what belongs here. */
export function AddCards({ model }: { readonly model: SectionModel }) {
  const { board, add } = useBoardContext()
  const empty = model.cards.length === 0
  return (
    <div className="board-add" data-empty={empty || undefined}>
      {empty && <p className="board-purpose">{model.section.purpose}</p>}
      {board !== null && (
        <div className="board-add-kinds">
          {model.kinds.map((kind) => (
            <button
              key={kind.id}
              type="button"
              className="board-add-button"
              aria-label={addName(kind.label, model.section.title)}
              onClick={() => add(model.section, kind.id)}
            >
              <Plus aria-hidden="true" />
              {model.kinds.length === 1 ? t`Add ${kind.label.toLowerCase()}` : kind.label}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** Roughly the width of the buttons in a heading, in CSS pixels. */
const widthOf = (label: string): number => label.length * 7 + 34
const menuWidth = 26

/** The same in the heading of a section that is in use; where not all buttons fit, the other kinds are in a menu beside the first. */
export const AddInHead = memo(function AddInHead({
  section,
  kinds,
  freeWidth,
  headOnly,
}: Pick<SectionModel, 'section' | 'kinds'> & {
  /** The width of the heading in CSS pixels. */
  readonly freeWidth: number
  readonly headOnly: boolean
}) {
  const { board, add } = useBoardContext()
  if (board === null) return null
  // What title, count, key and the heading's own buttons leave; a tree has its zoom there as well.
  const key = !headOnly && freeWidth > 480 ? 56 : 0
  const free = freeWidth - section.title.length * 7 - key - (section.layout === 'tree' && !headOnly ? 240 : 128)
  const words = free >= 60
  if (kinds.reduce((sum, kind) => sum + widthOf(kind.label), 0) <= free || kinds.length === 1)
    return (
      <>
        {kinds.map((kind) => (
          <button
            key={kind.id}
            type="button"
            className="board-add-button"
            aria-label={addName(kind.label, section.title)}
            onClick={() => add(section, kind.id)}
          >
            <Plus aria-hidden="true" />
            {widthOf(kind.label) <= free ? kind.label : words ? t`Add` : null}
          </button>
        ))}
      </>
    )
  const [first] = kinds
  return (
    <>
      {first && (
        <button
          type="button"
          className="board-add-button"
          aria-label={addName(first.label, section.title)}
          title={addName(first.label, section.title)}
          onClick={() => add(section, first.id)}
        >
          <Plus aria-hidden="true" />
          {widthOf(first.label) + menuWidth <= free ? first.label : free >= 60 + menuWidth ? t`Add` : null}
        </button>
      )}
      <MenuTrigger>
        <Button variant="quiet" size="sm" aria-label={t`Add to ${section.title}`} className="board-add-menu">
          <ChevronDown aria-hidden="true" />
        </Button>
        <Menu placement="bottom end" onAction={(kind) => add(section, String(kind))}>
          {kinds.map((kind) => (
            <MenuItem key={kind.id} id={kind.id}>
              {kind.label}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
    </>
  )
})

/** Contains the words on the button, whichever they are, so that it can be found by them. */
const addName = (kind: string, section: string): string => t`Add ${kind.toLowerCase()} to ${section}`
