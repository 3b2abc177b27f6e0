import { Menu as AriaMenu } from 'react-aria-components'
import { MenuItem, MenuSection, MenuSeparator } from '../../../design/index.ts'
import { type BoardAction, menuActions } from '../actions/index.ts'
import { useBoardRoom } from '../board-context.ts'
import type { Overlay } from '../board-ui.ts'
import { keysForKbd } from '../keyboard.ts'
import { nameOf } from '../model/board-words.ts'
import { CardPopover } from './card-popover.tsx'

/** Everything that can be done with a card, with the key that does the same. */
export const CardMenu = ({ overlay }: { readonly overlay: Extract<Overlay, { kind: 'menu' }> }) => {
  const room = useBoardRoom()
  const mode = room.ui.store.getState().focus?.mode ?? 'rest'
  const action = room.roomOf(overlay.item, 'rest')
  if (!action) return null
  const label = `Actions for ${nameOf(room.framework, action.item)}`
  const all = menuActions(action)
  const groups: readonly (readonly BoardAction[])[] = [
    all.filter((one) => one.group === 'Cards' && one.danger !== true),
    all.filter((one) => one.group === 'Moving'),
    all.filter((one) => one.danger === true),
  ].filter((group) => group.length > 0)
  return (
    <CardPopover item={overlay.item} className="min-w-60" label={label}>
      <AriaMenu
        aria-label={label}
        className="max-h-[70vh] overflow-auto p-1 outline-none"
        autoFocus="first"
        onAction={(key) => {
          const chosen = all.find((one) => one.id === key)
          room.ui.closeOverlay()
          if (chosen) room.run(chosen, overlay.item, chosen.id === 'write' ? 'rest' : mode)
        }}
      >
        {groups.map((group, at) => (
          <MenuSection key={group[0]?.id} aria-label={group[0]?.group ?? 'Actions'}>
            {at > 0 && <MenuSeparator />}
            {group.map(({ id, label, icon: Icon, danger, restKeys, textKeys }) => {
              const chord = restKeys?.[0] ?? textKeys?.[0]
              return (
                <MenuItem
                  key={id}
                  id={id}
                  icon={<Icon aria-hidden="true" />}
                  danger={danger ?? false}
                  {...(chord ? { keys: keysForKbd(chord) } : {})}
                >
                  {label}
                </MenuItem>
              )
            })}
          </MenuSection>
        ))}
      </AriaMenu>
    </CardPopover>
  )
}
