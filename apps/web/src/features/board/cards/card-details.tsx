import { t } from '@lingui/core/macro'
import { X } from 'lucide-react'
import { useId } from 'react'
import { Dialog } from 'react-aria-components'
import { openLinks } from '../actions/open-card.ts'
import { useBoardContext } from '../board-context.ts'
import type { Overlay } from '../board-ui.ts'
import { type BoardModel, flatten } from '../model/board-model.ts'
import { nameOf, short } from '../model/board-words.ts'
import { CardPopover } from './card-popover.tsx'
import { FieldInput } from './field-input.tsx'

/** Fields and links of one card, all in one place. Text is on the board as it is typed. */
export function CardDetails({
  overlay,
  model,
}: {
  readonly overlay: Extract<Overlay, { kind: 'details' }>
  readonly model: BoardModel
}) {
  const { board, framework, apply, run, ui } = useBoardContext()
  const base = useId()
  const card = model.sections.flatMap((section) => flatten(section.cards)).find((one) => one.item.id === overlay.item)
  if (!card || board === null) return null
  const { item, kind } = card
  const first = overlay.field ?? kind.fields[0]?.id
  return (
    <CardPopover item={item.id} className="w-92 max-w-[calc(100vw-1rem)]">
      <Dialog aria-label={t`Details of ${nameOf(framework, item)}`} className="board-details outline-none">
        <div className="board-details-head">
          <span className="board-kind">{kind.label}</span>
          <strong dir="auto">{short(item.text, 60) || kind.placeholder}</strong>
        </div>
        {kind.fields.map((field) => (
          <div key={field.id} className="board-details-row">
            <span id={`${base}-${field.id}`} className="board-details-label">
              {field.label}
            </span>
            {field.type === 'choice' && field.choices.length <= 4 ? (
              <fieldset className="board-choices" aria-labelledby={`${base}-${field.id}`}>
                {field.choices.map((choice) => {
                  const chosen = item.fields[field.id] === choice.value
                  return (
                    <button
                      key={choice.value}
                      type="button"
                      aria-pressed={chosen}
                      // biome-ignore lint/a11y/noAutofocus: the person asked for this field
                      autoFocus={field.id === first && (chosen || choice === field.choices[0])}
                      onClick={() => {
                        board.breakUndo()
                        apply({ kind: 'setField', item: item.id, field: field.id, value: chosen ? '' : choice.value })
                        board.breakUndo()
                      }}
                    >
                      {choice.label}
                    </button>
                  )
                })}
              </fieldset>
            ) : (
              <FieldInput
                item={item}
                field={field}
                labelled={`${base}-${field.id}`}
                autoFocus={field.id === first}
                onDone={ui.closeOverlay}
              />
            )}
          </div>
        ))}
        {kind.links.length > 0 && (
          <div className="board-details-links">
            {card.links.map((link) => (
              <span key={`${link.kind} ${link.to}`} className="board-details-link">
                <span>
                  {link.label}{' '}
                  <bdi>
                    <b>{short(link.text, 40) || t`an empty card`}</b>
                  </bdi>
                </span>
                <button
                  type="button"
                  aria-label={t`Remove the link: ${link.label} ${short(link.text)}`}
                  onClick={() => {
                    board.breakUndo()
                    apply({ kind: 'removeLink', item: item.id, link: { kind: link.kind, to: link.to } })
                    board.breakUndo()
                    ui.say(t`Link removed.`)
                  }}
                >
                  <X aria-hidden="true" />
                </button>
              </span>
            ))}
            <button
              type="button"
              className="board-add-button"
              onClick={() => run(openLinks, item.id)}
            >{t`Link to…`}</button>
          </div>
        )}
      </Dialog>
    </CardPopover>
  )
}
