import type { BoardView, Framework, Item, ItemId } from '@greenroom/board'
import { coverageRulesFor, readCoverage } from '@greenroom/frameworks'
import { faultsOfItems, missingSeeds, type WrittenItem } from '../board-items.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

/** The board as coverage reads it: without order, since no rule asks for any. */
function viewOf(items: readonly WrittenItem[]): BoardView {
  const byId = new Map<ItemId, Item>()
  const children = new Map<ItemId, ItemId[]>()
  for (const { id, kind, text, fields, links, section, parent } of items) {
    const above = (parent ?? null) as ItemId | null
    byId.set(id as ItemId, {
      id: id as ItemId,
      kind,
      text,
      fields,
      links: links.map((link) => ({ kind: link.kind, to: link.to as ItemId })),
      section,
      parent: above,
      removed: false,
    })
    if (above !== null) children.set(above, [...(children.get(above) ?? []), id as ItemId])
  }
  return { items: byId, roots: new Map(), children }
}

/** From this level on a board leaves nothing open that coverage asks for; below the level before it, something is left open. */
const whole = 4
const bar = 3

function openQuestions(items: readonly WrittenItem[], framework: Framework): string[] {
  return readCoverage(viewOf(items), framework, coverageRulesFor(framework)).map(({ rule, items: about }) =>
    about.length === 0 ? rule : `${rule} (${about.join(', ')})`,
  )
}

export const sampleBoards: CaseRule = {
  id: 'sample-boards',
  guarantees: 'There is a whole board for each level that the category asks for; what it leaves open fits its level.',
  check: ({ case: { guide }, category, framework }) => {
    const faults: Fault[] = []
    const list = ['guide', 'sampleBoards']
    for (const level of category.demands.sampleBoards)
      if (guide.sampleBoards.filter((board) => board.level === level).length !== 1)
        faults.push({ at: list, key: true, message: `needs exactly one sample board at level ${level}` })
    const seen = new Set<string>()
    for (const [index, { id, level, items }] of guide.sampleBoards.entries()) {
      const at = [...list, index]
      if (seen.has(id)) faults.push({ at: [...at, 'id'], message: `the id ${id} is already used` })
      seen.add(id)
      const ids = items.map((item) => item.id)
      for (const [nth, item] of ids.entries())
        if (ids.indexOf(item) < nth)
          faults.push({ at: [...at, 'items', nth, 'id'], message: `the id ${item} is already used on this board` })
      faults.push(...faultsOfItems(items, framework, [...at, 'items']))
      for (const message of missingSeeds(items, framework)) faults.push({ at: [...at, 'id'], message })
      const open = openQuestions(items, framework)
      if (level >= whole && open.length > 0)
        faults.push({ at: [...at, 'id'], message: `a board at level ${level} leaves open: ${open.join('; ')}` })
      if (level < bar && open.length === 0)
        faults.push({ at: [...at, 'id'], message: `a board at level ${level} leaves nothing open; show what it lacks` })
    }
    return faults
  },
}
