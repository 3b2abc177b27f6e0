import { t } from '@lingui/core/macro'
import { useBoardContext } from '../board-context.ts'
import type { Overlay } from '../board-ui.ts'
import { type BoardModel, flatten } from '../model/board-model.ts'
import { nameOf, short } from '../model/board-words.ts'
import { TargetPicker } from './target-picker.tsx'

/** The cards that this one may point at, named by what the link would say. Picking one that is linked removes the link. */
export function LinkPicker({
  overlay,
  model,
}: {
  readonly overlay: Extract<Overlay, { kind: 'link' }>
  readonly model: BoardModel
}) {
  const { board, framework, apply, ui } = useBoardContext()
  const item = board?.current().items.get(overlay.item)
  const kind = framework.kinds.find((one) => one.id === item?.kind)
  if (!board || !item || !kind) return null
  const cards = model.sections.flatMap((section) =>
    flatten(section.cards).map((card) => ({ card, section: section.section })),
  )
  const groups = kind.links
    .map((link) => ({
      key: link.id,
      title: `${kind.label} ${link.label} …`,
      picks: cards
        .filter(
          ({ card }) => link.to.includes(card.item.kind) && card.item.id !== item.id && card.item.text.trim() !== '',
        )
        .map(({ card, section }) => ({
          key: `${link.id} ${card.item.id}`,
          text: short(card.item.text, 60),
          note: section.title,
          depth: card.level - 1,
          ...(item.links.some((one) => one.kind === link.id && one.to === card.item.id) ? { chosen: 'linked' } : {}),
        })),
    }))
    .filter((group) => group.picks.length > 0)
  return (
    <TargetPicker
      item={item.id}
      title={t`Link ${nameOf(framework, item)}`}
      search={t`Find a card`}
      empty={t`Nothing to link to yet: there is no card that this one can link to.`}
      groups={groups}
      onPick={(key) => {
        const target = cards.find(({ card }) => key.endsWith(` ${card.item.id}`))?.card.item
        const link = kind.links.find((one) => key.startsWith(`${one.id} `))
        if (!target || !link) return
        const linked = item.links.some((one) => one.kind === link.id && one.to === target.id)
        board.breakUndo()
        const tie = { kind: link.id, to: target.id }
        const done = apply({ kind: linked ? 'removeLink' : 'addLink', item: item.id, link: tie })
        board.breakUndo()
        ui.closeOverlay()
        if (done) ui.say(linked ? t`Link removed.` : `${kind.label} ${link.label} ${nameOf(framework, target)}.`)
      }}
    />
  )
}
