import type { ItemId } from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { Menu as AriaMenu } from 'react-aria-components'
import { MenuItem, MenuSection, MenuSeparator } from '../../../design/index.ts'
import { type BoardAction, menuActions } from '../actions/index.ts'
import { type BoardContext, useBoardContext } from '../board-context.ts'
import type { Overlay } from '../board-ui.ts'
import { keysForKbd } from '../keyboard.ts'
import { nameOf } from '../model/board-words.ts'
import { roleField, rolesOf } from '../model/metric-role.ts'
import { RoleShape } from '../tree/role-shape.tsx'
import { CardPopover } from './card-popover.tsx'

/** Gives a metric a role, or removes the role if it already has it. */
function giveRole(context: BoardContext, id: ItemId, role: string, mode: 'rest' | 'edit'): void {
  const { board, apply, ui, framework } = context
  const item = board?.current().items.get(id)
  ui.closeOverlay()
  if (!board || !item) return
  const value = item.fields[roleField] === role ? '' : role
  board.breakUndo()
  const done = apply({ kind: 'setField', item: id, field: roleField, value })
  board.breakUndo()
  if (mode === 'edit') ui.edit(id, 'keep')
  else ui.rest(id)
  const kind = framework.kinds.find((one) => one.id === item.kind)
  const label =
    kind &&
    rolesOf(kind)
      .find((one) => one.value === role)
      ?.label.toLowerCase()
  if (done) ui.say(value === '' ? t`No longer a ${label ?? ''}.` : t`Now a ${label ?? ''}.`)
}

/**
 * A layer chosen in the menu opens once the menu is gone: when it closes, the menu returns the focus to what had it before, and a layer
 * that loses the focus closes.
 */
function openOnceGone({ ui }: BoardContext): void {
  const { overlay } = ui.store.getState()
  if (overlay === null) return
  ui.closeOverlay()
  requestAnimationFrame(() => requestAnimationFrame(() => ui.open(overlay)))
}

/** Everything that can be done with a card, with the key that does the same. */
export function CardMenu({ overlay }: { readonly overlay: Extract<Overlay, { kind: 'menu' }> }) {
  const context = useBoardContext()
  const mode = context.ui.store.getState().focus?.mode ?? 'rest'
  const action = context.contextOf(overlay.item, 'rest')
  if (!action) return null
  const kind = context.framework.kinds.find((one) => one.id === action.item.kind)
  const roles = kind ? rolesOf(kind) : []
  const label = t`Actions for ${nameOf(context.framework, action.item)}`
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
          const role = String(key).startsWith('role ') ? String(key).slice('role '.length) : null
          if (role !== null) return giveRole(context, overlay.item, role, mode)
          const chosen = all.find((one) => one.id === key)
          context.ui.closeOverlay()
          if (chosen) context.run(chosen, overlay.item, chosen.id === 'write' ? 'rest' : mode)
          openOnceGone(context)
        }}
      >
        {roles.length > 0 && (
          <MenuSection
            title={t`Role`}
            selectionMode="single"
            selectedKeys={[t`role ${action.item.fields[roleField] ?? ''}`]}
          >
            {roles.map((role) => (
              <MenuItem key={role.value} id={`role ${role.value}`} icon={<RoleShape role={role.value} />}>
                {role.label}
              </MenuItem>
            ))}
          </MenuSection>
        )}
        {groups.map((group, at) => (
          <MenuSection key={group[0]?.id} aria-label={group[0]?.group ?? t`Actions`}>
            {(at > 0 || roles.length > 0) && <MenuSeparator />}
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
