import type { Framework, ItemKind } from '@greenroom/board'
import type { ReferenceItem } from '../schema/reference-board.ts'
import type { Fault } from './lint-message.ts'

/** What every written board has, whether it is the reference or a sample. */
export type WrittenItem = Omit<ReferenceItem, 'mark' | 'dimension' | 'value'>

function fieldFaults(item: WrittenItem, kind: ItemKind, at: readonly (string | number)[]): Fault[] {
  return Object.entries(item.fields).flatMap(([id, value]) => {
    const field = kind.fields.find((candidate) => candidate.id === id)
    if (field === undefined) {
      const known = kind.fields.map((candidate) => candidate.id).join(', ') || 'none'
      return [
        {
          at: [...at, 'fields', id],
          key: true,
          message: `a ${kind.id} has no field ${id}; it has ${known}`,
          broken: true,
        },
      ]
    }
    if (field.type === 'text' || field.choices.some((choice) => choice.value === value)) return []
    const choices = field.choices.map((choice) => choice.value).join(', ')
    return [{ at: [...at, 'fields', id], message: `${id} cannot be “${value}”; it is one of ${choices}`, broken: true }]
  })
}

function linkFaults(
  item: WrittenItem,
  kind: ItemKind,
  byId: ReadonlyMap<string, WrittenItem>,
  at: readonly (string | number)[],
): Fault[] {
  return item.links.flatMap((link, nth) => {
    const linkKind = kind.links.find((candidate) => candidate.id === link.kind)
    const target = byId.get(link.to)
    if (linkKind === undefined) {
      const known = kind.links.map((candidate) => candidate.id).join(', ') || 'none'
      return [
        {
          at: [...at, 'links', nth, 'kind'],
          message: `a ${kind.id} has no link ${link.kind}; it has ${known}`,
          broken: true,
        },
      ]
    }
    if (target === undefined)
      return [{ at: [...at, 'links', nth, 'to'], message: `there is no item ${link.to}`, broken: true }]
    if (linkKind.to.includes(target.kind)) return []
    return [
      {
        at: [...at, 'links', nth, 'to'],
        message: `${link.kind} points at ${linkKind.to.join(' or ')}, and ${link.to} is a ${target.kind}`,
        broken: true,
      },
    ]
  })
}

function parentFault(item: WrittenItem, byId: ReadonlyMap<string, WrittenItem>, nests: boolean): string | null {
  if (item.parent === undefined) return null
  const parent = byId.get(item.parent)
  if (parent === undefined) return `there is no item ${item.parent}`
  if (!nests) return `items in ${item.section} cannot have parents`
  if (parent.section !== item.section) return `its parent is in ${parent.section}`
  const above = new Set([item.id])
  for (let at: WrittenItem | undefined = parent; at !== undefined; at = byId.get(at.parent ?? '')) {
    if (above.has(at.id)) return 'its parents form a loop'
    above.add(at.id)
  }
  return null
}

/** Which of these items the framework does not have. `base`: where the list is in the case. */
export function faultsOfItems(
  items: readonly WrittenItem[],
  framework: Framework,
  base: readonly (string | number)[],
): Fault[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  return [...items.entries()].flatMap(([index, item]): Fault[] => {
    const at = [...base, index]
    const section = framework.sections.find((candidate) => candidate.id === item.section)
    const kind = framework.kinds.find((candidate) => candidate.id === item.kind)
    const faults: Fault[] = []
    if (section === undefined)
      faults.push({ at: [...at, 'section'], message: `the framework has no section ${item.section}`, broken: true })
    if (kind === undefined)
      faults.push({ at: [...at, 'kind'], message: `the framework has no kind ${item.kind}`, broken: true })
    if (section === undefined || kind === undefined) return faults
    if (!section.kinds.includes(kind.id))
      faults.push({
        at: [...at, 'kind'],
        message: `${section.id} holds ${section.kinds.join(', ')}; not ${kind.id}`,
        broken: true,
      })
    faults.push(...fieldFaults(item, kind, at), ...linkFaults(item, kind, byId, at))
    const parent = parentFault(item, byId, section.nests)
    if (parent !== null) faults.push({ at: [...at, 'parent'], message: parent, broken: true })
    return faults
  })
}

/** The pinned items that a board of the framework begins with, and that these items lack. */
export function missingSeeds(items: readonly WrittenItem[], framework: Framework): string[] {
  return framework.seeds
    .filter((seed) => items.find(({ id }) => id === seed.item)?.kind !== seed.kind)
    .map((seed) => `the pinned item ${seed.item} of kind ${seed.kind} is missing`)
}
