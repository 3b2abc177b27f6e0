import type { BoardView, Framework } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { type ReactNode, useMemo } from 'react'
import { type Branch, type Card, flatten, isBlank, type SectionModel } from '../model/board-model.ts'
import { numberFields } from '../model/card-number.ts'
import { fieldChips } from '../model/field-chips.ts'
import { roleField, roleOf } from '../model/metric-role.ts'
import { filledSections, treePart } from './board-picture.ts'
import { createMeasure } from './paint-board.ts'
import { PaperTree } from './paper-tree.tsx'
import './paper-board.css'

/**
 * A board for paper: every used section, one below the other, as headings, lists and tables; trees are drawn. Nothing can be pressed, and
 * no card is split by the end of a page.
 */
export function PaperBoard({
  view,
  framework,
  title,
}: {
  readonly view: BoardView
  readonly framework: Framework
  readonly title: string
}) {
  const sections = useMemo(() => filledSections(view, framework), [view, framework])
  return (
    <section aria-label={title} className="paper-board">
      <h2>{title}</h2>
      {sections.length === 0 && <p>{t`This board is empty.`}</p>}
      {sections.map((model) => (
        <section key={model.section.id} aria-label={model.section.title}>
          <h3>{model.section.title}</h3>
          <Body model={model} />
        </section>
      ))}
    </section>
  )
}

function Body({ model }: { readonly model: SectionModel }) {
  const { layout } = model.section
  if (layout === 'tree') return <Tree model={model} />
  if (layout === 'table') return <Table model={model} />
  if (layout === 'line')
    return flatten(model.cards)
      .filter(({ item }) => !isBlank(item))
      .map((card) => (
        <div key={card.item.id} className="paper-goal">
          <Words card={card} mixed={false} />
        </div>
      ))
  const cards = <Cards branches={model.cards} mixed={model.kinds.length > 1} />
  return layout === 'flow' ? <ol className="paper-cards">{cards}</ol> : <ul className="paper-cards">{cards}</ul>
}

function Tree({ model }: { readonly model: SectionModel }) {
  const part = useMemo(() => treePart(model, createMeasure()), [model])
  return <PaperTree part={part} title={model.section.title} />
}

function Cards({ branches, mixed }: { readonly branches: readonly Branch[]; readonly mixed: boolean }): ReactNode {
  return branches.map(({ card, children }) => (
    <li key={card.item.id}>
      <div className="paper-card">
        <Words card={card} mixed={mixed} />
      </div>
      {children.length > 0 && (
        <ul>
          <Cards branches={children} mixed={mixed} />
        </ul>
      )}
    </li>
  ))
}

function Words({ card, mixed }: { readonly card: Card; readonly mixed: boolean }) {
  const { item, kind, links, number } = card
  const head = [mixed ? kind.label : null, roleOf(kind, item).role?.label].filter((one) => one != null).join(' · ')
  return (
    <>
      {head !== '' && <p className="paper-kind">{head}</p>}
      <p dir="auto">{item.text.trim() || t`empty`}</p>
      {number !== null &&
        [number.text, ...number.notes].map((words, index) => (
          <p key={index} className="paper-detail">
            {words}
          </p>
        ))}
      {fieldChips(kind.fields, item, ['operator', roleField, ...(number === null ? [] : numberFields)]).map((chip) => (
        <p key={chip.field} className="paper-detail" dir="auto">
          {chip.label}: {chip.value}
        </p>
      ))}
      {links.map((link) => (
        <p key={`${link.kind} ${link.to}`} className="paper-detail" dir="auto">
          {link.label} → {link.text.trim() || t`empty`}
        </p>
      ))}
    </>
  )
}

function Table({ model }: { readonly model: SectionModel }) {
  const cards = flatten(model.cards).filter(({ item }) => !isBlank(item))
  const fields = new Map(model.kinds.flatMap((kind) => kind.fields.map((field) => [field.id, field.label])))
  const used = [...fields].filter(([id]) => cards.some(({ item }) => (item.fields[id] ?? '') !== ''))
  const linked = cards.some(({ links }) => links.length > 0)
  const mixed = model.kinds.length > 1
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{t`Item`}</th>
          {mixed && <th scope="col">{t`Kind`}</th>}
          {used.map(([id, title]) => (
            <th key={id} scope="col">
              {title}
            </th>
          ))}
          {linked && <th scope="col">{t`Links`}</th>}
        </tr>
      </thead>
      <tbody>
        {cards.map(({ item, kind, links }) => {
          const chips = fieldChips(kind.fields, item)
          return (
            <tr key={item.id}>
              <td>{item.text.trim() || t`empty`}</td>
              {mixed && <td>{kind.label}</td>}
              {used.map(([id]) => (
                <td key={id}>{chips.find(({ field }) => field === id)?.value ?? ''}</td>
              ))}
              {linked && <td>{links.map((link) => `${link.label} → ${link.text.trim() || t`empty`}`).join('; ')}</td>}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
