import type { BoardView, Framework, ItemId } from '@greenroom/board'
import { plural } from '@lingui/core/macro'
import { isBlank } from './model/board-model.ts'

/** What others did is announced once they pause for this many milliseconds, or at the latest after this many. */
const pause = 2500
const atMost = 10_000

export type BoardNewsDeps = {
  readonly framework: Framework
  /** The name of the person who last added or removed an item; `me` for one's own, `null` when nobody knows. */
  readonly authorOf: (item: ItemId) => { readonly name: string } | 'me' | null
  readonly say: (words: string) => void
  /** Runs once, later; returns a function that cancels it. */
  readonly after: (milliseconds: number, run: () => void) => () => void
  /** Monotonic milliseconds. */
  readonly now: () => number
}

type Change = { readonly kind: 'added' | 'removed'; readonly name: string | null; readonly section: string }

const counted = (count: number): string => plural(count, { one: 'a card', other: '# cards' })

/**
 * Announces which cards others added and removed, gathered: "Caro added 3 cards in Metrics tree." A card that came and went is not
 * announced, and one that is still empty waits for its text. Pass it every view in turn; the first one is the starting point.
 */
export function createBoardNews(deps: BoardNewsDeps) {
  const { framework, authorOf, say, after, now } = deps
  let last: BoardView | null = null
  const waiting = new Map<ItemId, Change>()
  let first: number | null = null
  let cancel: (() => void) | null = null

  const tell = (): void => {
    cancel = null
    first = null
    const lines = new Map<string, { readonly change: Change; count: number; sections: Set<string> }>()
    for (const [item, change] of waiting) {
      const shown = last?.items.get(item)
      if (change.kind === 'added' && shown && isBlank(shown)) continue
      waiting.delete(item)
      const key = `${change.name} ${change.kind}`
      const line = lines.get(key) ?? { change, count: 0, sections: new Set() }
      line.count += 1
      line.sections.add(change.section)
      lines.set(key, line)
    }
    const words = [...lines.values()].map(({ change, count, sections }) => {
      const [only] = sections
      const title = sections.size === 1 ? framework.sections.find((one) => one.id === only)?.title : undefined
      const where = title === undefined ? '' : ` ${change.kind === 'added' ? 'in' : 'from'} ${title}`
      return `${change.name ?? 'Someone'} ${change.kind} ${counted(count)}${where}`
    })
    if (words.length > 0) say(words.join('. '))
    if (waiting.size > 0) soon()
  }
  const soon = (): void => {
    first ??= now()
    cancel?.()
    cancel = after(Math.max(0, Math.min(pause, first + atMost - now())), tell)
  }

  return {
    take: (view: BoardView): void => {
      const before = last
      last = view
      if (before === null || before.items === view.items) return
      const note = (item: ItemId, kind: Change['kind'], section: string): void => {
        const author = authorOf(item)
        if (author === 'me') return
        // Came and went before anybody was told.
        const known = waiting.get(item)
        if (known && known.kind !== kind) waiting.delete(item)
        else waiting.set(item, { kind, name: author?.name ?? null, section })
        soon()
      }
      for (const [id, item] of view.items) if (!before.items.has(id)) note(id, 'added', item.section)
      for (const [id, item] of before.items) if (!view.items.has(id)) note(id, 'removed', item.section)
    },
    stop: (): void => cancel?.(),
  }
}
