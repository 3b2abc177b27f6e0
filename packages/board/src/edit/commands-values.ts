import type { BoardCommand } from '../document/board-view.ts'
import type { Framework, ItemKind } from '../document/framework.ts'
import { kindOf } from '../document/items.ts'
import { contentLimits, fieldKey, isItemId, kindKey, linkKey } from '../document/keys.ts'
import { readShape } from '../document/shape.ts'
import { type CommandContext, type Decision, isFixed, standingMap } from './command-context.ts'
import { refuseKinds } from './commands-place.ts'

const kindIn = (framework: Framework, id: string): ItemKind | undefined =>
  framework.kinds.find((kind) => kind.id === id)

export function setField(context: CommandContext, command: Extract<BoardCommand, { kind: 'setField' }>): Decision {
  const map = standingMap(context.doc, command.item)
  if (map === null) return 'unknown-item'
  const kind = kindIn(context.framework, kindOf(map))
  if (kind === undefined) return 'unknown-kind'
  const field = kind.fields.find((candidate) => candidate.id === command.field)
  if (field === undefined) return 'unknown-field'
  const value = command.value.toWellFormed()
  if (value.length > contentLimits.fieldLength) return 'text-too-long'
  if (field.type === 'choice' && value !== '' && !field.choices.some((choice) => choice.value === value))
    return 'bad-value'
  const key = fieldKey(field.id)
  if ((map.get(key) ?? '') === value) return null
  return () => {
    if (value === '') map.delete(key)
    else map.set(key, value)
  }
}

/** Fields and links of the former kind stay in the document, so that turning the item back brings them back. */
export function setKind(context: CommandContext, command: Extract<BoardCommand, { kind: 'setKind' }>): Decision {
  const map = standingMap(context.doc, command.item)
  if (map === null) return 'unknown-item'
  if (isFixed(context.framework, command.item)) return 'fixed-item'
  if (kindIn(context.framework, command.itemKind) === undefined) return 'unknown-kind'
  if (kindOf(map) === command.itemKind) return null
  const section = readShape(context.doc).forest.sectionOf.get(command.item) ?? ''
  const refusal = refuseKinds(context.framework, section, [command.itemKind])
  return refusal ?? (() => map.set(kindKey, command.itemKind))
}

export function addLink(context: CommandContext, command: Extract<BoardCommand, { kind: 'addLink' }>): Decision {
  const map = standingMap(context.doc, command.item)
  const target = isItemId(command.link.to) ? standingMap(context.doc, command.link.to) : null
  if (map === null || target === null) return 'unknown-item'
  const allowed = kindIn(context.framework, kindOf(map))?.links.find((link) => link.id === command.link.kind)
  if (allowed === undefined || !allowed.to.includes(kindOf(target)) || command.link.to === command.item)
    return 'link-not-allowed'
  const key = linkKey(command.link.kind, command.link.to)
  return map.get(key) === true ? null : () => map.set(key, true)
}

export function removeLink(context: CommandContext, command: Extract<BoardCommand, { kind: 'removeLink' }>): Decision {
  const map = standingMap(context.doc, command.item)
  if (map === null) return 'unknown-item'
  const key = linkKey(command.link.kind, command.link.to)
  return map.has(key) ? () => map.delete(key) : null
}
