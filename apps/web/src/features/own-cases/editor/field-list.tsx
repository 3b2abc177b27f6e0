import { isLeftOut } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ArrowDown, ArrowUp, ChevronRight, Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Button, cx, IconButton, showToast } from '../../../design/index.ts'
import { isolated } from '../../../live/room-props.ts'
import { insertAt, isWithin, keyOf, listAt, moveAt, type Path, removeAt, textAt } from '../../own-case-list/draft.ts'
import type { Field, ListField } from '../form/fields.ts'
import { exactly, useCaseForm, within } from './form-context.ts'
import { Counts, Messages } from './messages.tsx'

/** A list of parts: each collapses to its first words; an added one opens, a removed one can be put back. */
export function FieldList({
  field,
  path,
  renderFields,
}: {
  readonly field: ListField
  readonly path: Path
  /** Draws the fields of one item. An argument, because an item may contain lists itself. */
  readonly renderFields: (fields: readonly Field[], base: Path) => ReactNode
}) {
  const { draft, change, context, messages, setOpen } = useCaseForm()
  const items = listAt(draft, path)
  const add = () => {
    change((now) => insertAt(now, path, items.length, field.blank(context, items)))
    setOpen(keyOf([...path, items.length]), true)
  }
  return (
    <section aria-label={field.label} className="flex flex-col gap-2">
      <div>
        <h3 className="text-sm font-semibold text-ink">
          {field.label} <span className="tabular font-normal text-ink-faint">{items.length}</span>
        </h3>
        {field.description && <p className="text-sm text-ink-faint">{field.description}</p>}
      </div>
      <Messages messages={exactly(messages, path)} />
      {items.length > 0 && (
        <ul className="flex flex-col gap-1.5">
          {items.map((item, index) => (
            <ListItem
              key={textAt(item, ['id']) || index}
              path={[...path, index]}
              list={path}
              index={index}
              count={items.length}
              item={item}
              noun={field.noun}
              title={field.titleOf(item, context)}
              aside={field.asideOf?.(item, context) ?? ''}
            >
              <Messages messages={loose(field, [...path, index], messages)} />
              {renderFields(field.fields, [...path, index])}
            </ListItem>
          ))}
        </ul>
      )}
      <Button size="sm" className="self-start" onPress={add}>
        <Trans>
          <Plus aria-hidden="true" />
          Add {/^[aeiou]/.test(field.noun) ? t`an` : t`a`} {field.noun}
        </Trans>
      </Button>
    </section>
  )
}

/** Messages about an item that belong to none of its fields. */
const loose = (field: ListField, path: Path, messages: ReturnType<typeof useCaseForm>['messages']) =>
  within(messages, path).filter(({ at }) => !field.fields.some(({ key }) => isWithin(at, [...path, key])))

export function ListItem({
  path,
  list,
  index,
  count,
  item,
  noun,
  title,
  aside,
  children,
  onMove,
  onRemove,
}: {
  readonly path: Path
  readonly list: Path
  readonly index: number
  readonly count: number
  readonly item: unknown
  readonly noun: string
  readonly title: string
  readonly aside: string
  readonly children: ReactNode
  readonly onMove?: (by: 1 | -1) => void
  readonly onRemove?: () => void
}) {
  const { change, messages, expanded, setOpen } = useCaseForm()
  const key = keyOf(path)
  const open = expanded.has(key)
  const move = (by: 1 | -1) => {
    if (onMove) onMove(by)
    else change((now) => moveAt(now, list, index, by))
    setOpen(keyOf([...list, index + by]), open)
    setOpen(key, expanded.has(keyOf([...list, index + by])))
  }
  const remove = () => {
    setOpen(key, false)
    if (onRemove) return onRemove()
    change((now) => removeAt(now, list, index))
    showToast({
      tone: 'info',
      title: t`Removed: ${isolated(title)}`,
      action: { label: t`Undo`, onPress: () => change((now) => insertAt(now, list, index, item)) },
    })
  }
  return (
    <li data-at={key} className="rounded-lg border border-line bg-raised">
      <div className="flex items-center gap-1 pr-1">
        <AriaButton
          aria-expanded={open}
          onPress={() => setOpen(key, !open)}
          className="flex min-w-0 grow cursor-default items-center gap-1.5 rounded-lg py-2 pl-2 text-left text-sm hovered:text-accent-ink"
        >
          <ChevronRight
            aria-hidden="true"
            className={cx('size-4 shrink-0 text-ink-faint transition-transform duration-150', open && 'rotate-90')}
          />
          <span className="min-w-0 grow truncate text-start" dir="auto">
            {title}
          </span>
          {aside && (
            <span className="max-w-28 shrink-0 truncate text-xs text-ink-faint max-sm:hidden" dir="auto">
              {aside}
            </span>
          )}
          <Counts messages={within(messages, path)} />
        </AriaButton>
        <IconButton size="sm" label={t`Move this ${noun} up`} isDisabled={index === 0} onPress={() => move(-1)}>
          <ArrowUp aria-hidden="true" />
        </IconButton>
        <IconButton
          size="sm"
          label={t`Move this ${noun} down`}
          isDisabled={index === count - 1}
          onPress={() => move(1)}
        >
          <ArrowDown aria-hidden="true" />
        </IconButton>
        <IconButton size="sm" label={t`Remove this ${noun}`} onPress={remove}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </div>
      {open && (
        <div className="flex flex-col gap-4 border-t border-line p-3">
          {path[0] === 'guide' && path.length === 3 && isLeftOut(String(path[1]), item) && (
            <p className="text-sm text-ink-faint">{t`A session leaves this out until everything in it is written.`}</p>
          )}
          {children}
        </div>
      )}
    </li>
  )
}
