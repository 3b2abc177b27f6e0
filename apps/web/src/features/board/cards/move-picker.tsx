import { t } from '@lingui/core/macro'
import { moveTo } from '../actions/index.ts'
import { useBoardContext } from '../board-context.ts'
import type { Overlay } from '../board-ui.ts'
import { nameOf, short } from '../model/board-words.ts'
import { destinationsOf } from '../model/placement.ts'
import { TargetPicker } from './target-picker.tsx'

/** Every section and parent that can take a card: the way to move without dragging and without knowing keys. */
export function MovePicker({ overlay }: { readonly overlay: Extract<Overlay, { kind: 'move' }> }) {
  const context = useBoardContext()
  const action = context.contextOf(overlay.item, 'rest')
  if (!action) return null
  const { view, framework, item } = action
  const places = destinationsOf(view, framework, item)
  const depthOf = (id: typeof item.id): number => {
    const parent = view.items.get(id)?.parent
    return parent ? 1 + depthOf(parent) : 1
  }
  const groups = framework.sections
    .map((section) => ({
      key: section.id,
      title: section.title,
      picks: places
        .filter((place) => place.section === section)
        .map((place) => ({
          key: place.key,
          text: place.parent
            ? t`Under ${short(place.parent.text, 50) || t`an empty card`}`
            : t`${section.title}, top level`,
          depth: place.parent ? depthOf(place.parent.id) : 0,
        })),
    }))
    .filter((group) => group.picks.length > 0)
  return (
    <TargetPicker
      item={item.id}
      title={t`Move ${nameOf(framework, item)} to`}
      search={t`Find a place`}
      empty={t`This card has nowhere else to go.`}
      groups={groups}
      onPick={(key) => {
        const place = places.find((one) => one.key === key)
        context.ui.closeOverlay()
        const now = context.contextOf(item.id, 'rest')
        if (place && now) moveTo(now, place.at)
      }}
    />
  )
}
