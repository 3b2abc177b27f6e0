import { Plus } from 'lucide-react'
import { useBoardRoom } from './board-context.ts'
import type { SectionModel } from './board-model.ts'

/** What to add to a section: one button a kind. While the section is empty it says what belongs here. */
export const AddCards = ({ model }: { readonly model: SectionModel }) => {
  const { board, add } = useBoardRoom()
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
              aria-label={`Add ${article(kind.label)} to ${model.section.title}`}
              onClick={() => add(model.section, kind.id)}
            >
              <Plus aria-hidden="true" />
              {model.kinds.length === 1 ? `Add ${kind.label.toLowerCase()}` : kind.label}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

const article = (label: string): string => `${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label.toLowerCase()}`
