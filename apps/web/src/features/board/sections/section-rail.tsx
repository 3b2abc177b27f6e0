import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { memo } from 'react'
import { Avatar } from '../../../design/index.ts'
import { useBoardContext, useDropIn } from '../board-context.ts'
import type { OtherPerson } from '../board-props.ts'
import { sectionKeys } from '../keyboard.ts'
import type { SectionModel } from '../model/board-model.ts'
import { countWords } from '../model/board-words.ts'
import { previewOf } from './section-preview.ts'

/** Row heights in CSS pixels, so that previews are whole lines or nothing. */
const railRow = { title: 32, line: 17, padding: 6, gap: 3 } as const

/** How many lines of preview each collapsed section gets in a rail of this height. */
export function previewLines(height: number, sections: number, collapsed: number): number {
  if (collapsed === 0) return 0
  const free = height - sections * (railRow.title + railRow.gap) - collapsed * railRow.padding
  return Math.max(0, Math.min(4, Math.floor(free / collapsed / railRow.line)))
}

/**
 * All sections in their order, always in the same place: the open ones by name, the collapsed ones with their count and first
 * cards. It never moves, whatever the phase opens.
 */
export const SectionRail = memo(function SectionRail({
  sections,
  open,
  inPhase,
  lines,
  people,
}: {
  readonly sections: readonly SectionModel[]
  readonly open: ReadonlySet<string>
  readonly inPhase: ReadonlySet<string>
  readonly lines: number
  readonly people: ReadonlyMap<string, readonly OtherPerson[]>
}) {
  return (
    <ul className="board-rail-list">
      {sections.map((model, at) => {
        const { id } = model.section
        return (
          <RailRow
            key={id}
            model={model}
            place={at + 1}
            isOpen={open.has(id)}
            now={inPhase.has(id)}
            lines={lines}
            people={people.get(id) ?? nobody}
          />
        )
      })}
    </ul>
  )
})

const nobody: readonly OtherPerson[] = []

const RailRow = memo(function RailRow({
  model,
  place,
  isOpen,
  now,
  lines,
  people,
}: {
  readonly model: SectionModel
  /** From 1; the first nine have a key. */
  readonly place: number
  readonly isOpen: boolean
  /** The phase is about this section. */
  readonly now: boolean
  readonly lines: number
  readonly people: readonly OtherPerson[]
}) {
  const { ui, goToSection } = useBoardContext()
  const { id, title, purpose } = model.section
  const dropHere = useDropIn(id)
  const preview = isOpen ? [] : previewOf(model, lines)
  const keys = place < 10 ? sectionKeys(place) : null
  return (
    <li data-section={id}>
      <button
        type="button"
        className="board-rail-row"
        aria-expanded={isOpen}
        data-now={now || undefined}
        data-drop={dropHere || undefined}
        title={`${isOpen ? t`Collapse ${title}` : purpose}${keys ? ` (${keys})` : ''}`}
        aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
        onClick={() => {
          if (!isOpen) return goToSection(id)
          ui.choose(id, 'collapsed')
          ui.say(t`${title} collapsed.`)
        }}
      >
        <span className="board-rail-title">
          <span className="board-rail-name">{title}</span>
          {keys && (
            <span className="board-rail-number" aria-hidden="true">
              {place}
            </span>
          )}
          {now && <span className="sr-only">{t` (this phase)`}</span>}
          {people.slice(0, 3).map((person) => (
            <span key={person.key} className="board-rail-person">
              <Avatar name={person.name} colour={person.colour} size="sm" />
              <span className="sr-only">
                <Trans> {person.name} is here</Trans>
              </span>
            </span>
          ))}
          <span className="board-count">
            <span aria-hidden="true">{model.count === 0 ? '' : model.count}</span>
            <span className="sr-only">, {countWords(model.count)}</span>
          </span>
        </span>
        {preview.map((line, at) => (
          <span key={at} className="board-rail-line" dir="auto">
            {line}
          </span>
        ))}
      </button>
    </li>
  )
})
