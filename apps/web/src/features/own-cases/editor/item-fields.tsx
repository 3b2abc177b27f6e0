import { t } from '@lingui/core/macro'
import { Plus, X } from 'lucide-react'
import { Button, IconButton, Select } from '../../../design/index.ts'
import { insertAt, listAt, type Path, readAt, removeAt, textAt, writeAt } from '../../own-case-list/draft.ts'
import { type Field, itemChoices } from '../form/fields.ts'
import { useCaseForm, within } from './form-context.ts'
import { Messages } from './messages.tsx'

const useKind = (item: Path) => {
  const { draft, context } = useCaseForm()
  const id = textAt(readAt(draft, item), ['kind'])
  return context.category?.framework.kinds.find((kind) => kind.id === id) ?? null
}

/** The fields that a card of this kind has in the category's framework. */
export function useItemFields(item: Path): Field[] {
  const kind = useKind(item)
  return (kind?.fields ?? []).map((field): Field => {
    if (field.type === 'text')
      return {
        kind: 'line',
        key: field.id,
        label: field.label,
        ask: field.placeholder || field.label,
        optional: true,
        half: true,
      }
    const choices = field.choices.map(({ value, label }) => ({ id: value, label }))
    return { kind: 'choice', key: field.id, label: field.label, choices: () => choices, none: t`Not set`, half: true }
  })
}

/** The typed links that a card of this kind may have, each to a card that it may point at. */
export function ItemLinks({ item }: { readonly item: Path }) {
  const { draft, change, context, messages } = useCaseForm()
  const kind = useKind(item)
  const path = [...item, 'links']
  const links = listAt(draft, path)
  if (kind === null || (kind.links.length === 0 && links.length === 0)) return null
  const kindOf = new Map(
    listAt(draft, ['guide', 'referenceBoard', 'items']).map((one) => [textAt(one, ['id']), textAt(one, ['kind'])]),
  )
  const targets = (linkKind: string) => {
    const may = kind.links.find(({ id }) => id === linkKind)?.to ?? []
    return itemChoices(context).filter(({ id }) => may.includes(kindOf.get(id) ?? ''))
  }
  const add = () => {
    const first = kind.links.find(({ id }) => targets(id).length > 0) ?? kind.links[0]
    if (!first) return
    const to = targets(first.id)[0]?.id ?? ''
    change((now) => insertAt(now, path, links.length, { kind: first.id, to }))
  }
  return (
    <div className="flex flex-col gap-2">
      <span className="text-sm font-medium text-ink">{t`Links`}</span>
      {links.map((link, index) => {
        const linkKind = textAt(link, ['kind'])
        const to = textAt(link, ['to'])
        const choices = targets(linkKind)
        return (
          <div key={`${index} ${linkKind}`} data-at={[...path, index].join('/')} className="flex flex-col gap-1.5">
            <div className="grid grid-cols-[9rem_minmax(0,1fr)_auto] gap-2">
              <Select
                aria-label={t`Kind of link ${index + 1}`}
                choices={kind.links.map(({ id, label }) => ({ id, label }))}
                value={linkKind}
                onChange={(key) => change((now) => writeAt(now, [...path, index, 'kind'], String(key)))}
              />
              <Select
                aria-label={t`Target of link ${index + 1}`}
                choices={
                  choices.some(({ id }) => id === to) || to === '' ? choices : [...choices, { id: to, label: to }]
                }
                value={to === '' ? null : to}
                onChange={(key) => change((now) => writeAt(now, [...path, index, 'to'], String(key)))}
              />
              <IconButton
                label={t`Remove link ${index + 1}`}
                onPress={() => change((now) => removeAt(now, path, index))}
              >
                <X aria-hidden="true" />
              </IconButton>
            </div>
            <Messages messages={within(messages, [...path, index])} />
          </div>
        )
      })}
      <Button size="sm" className="self-start" onPress={add}>
        <Plus aria-hidden="true" />
        {t`Add a link`}
      </Button>
    </div>
  )
}
