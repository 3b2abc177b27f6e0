import type { BoardView, ItemId } from '@greenroom/board'
import type { OtherPerson } from '../board-props.ts'

/** Others by the item they have focused. Lists that did not change keep their identity. */
export type Presence = ReadonlyMap<ItemId, readonly OtherPerson[]>

const samePerson = (a: OtherPerson, b: OtherPerson): boolean =>
  a === b ||
  (a.key === b.key &&
    a.name === b.name &&
    a.colour === b.colour &&
    a.focus === b.focus &&
    a.caret?.field === b.caret?.field &&
    a.caret?.anchor === b.caret?.anchor &&
    a.caret?.head === b.caret?.head &&
    (a.caret === null) === (b.caret === null))

export function createPresence(): (others: readonly OtherPerson[]) => Presence {
  let last: Presence = new Map()
  return (others) => {
    const next = new Map<ItemId, OtherPerson[]>()
    for (const person of others) {
      if (person.focus === null) continue
      const list = next.get(person.focus)
      if (list) list.push(person)
      else next.set(person.focus, [person])
    }
    const merged = new Map<ItemId, readonly OtherPerson[]>()
    for (const [item, people] of next) {
      const before = last.get(item)
      const same =
        before?.length === people.length && before.every((person, at) => samePerson(person, people[at] ?? person))
      merged.set(item, same ? before : people)
    }
    last = merged
    return last
  }
}

/** Others by the section of the card they have focused; the same map until somebody joins, leaves, or changes section. */
export function createSectionPeople(): (
  others: readonly OtherPerson[],
  view: BoardView,
) => ReadonlyMap<string, readonly OtherPerson[]> {
  let last: ReadonlyMap<string, readonly OtherPerson[]> = new Map()
  let lastKey = ''
  return (others, view) => {
    const next = new Map<string, OtherPerson[]>()
    for (const person of others) {
      const section = person.focus && view.items.get(person.focus)?.section
      if (section) next.set(section, [...(next.get(section) ?? []), person])
    }
    const key = JSON.stringify([...next].map(([id, people]) => [id, people.map(({ key, name }) => [key, name])]))
    if (key !== lastKey) {
      last = next
      lastKey = key
    }
    return last
  }
}

/** A person's caret in the card's own text, kept within the text as it is drawn. */
function caretIn(person: OtherPerson, field: string | null, length: number): { anchor: number; head: number } | null {
  if (!person.caret || person.caret.field !== field) return null
  return { anchor: Math.min(person.caret.anchor, length), head: Math.min(person.caret.head, length) }
}

export type TextPiece =
  | { readonly kind: 'text'; readonly text: string; readonly by: OtherPerson | null }
  | { readonly kind: 'caret'; readonly by: OtherPerson }

/** A text divided at others' carets and selections, in order; of overlapping selections the first person's is drawn. */
export function piecesOf(text: string, people: readonly OtherPerson[], field: string | null): readonly TextPiece[] {
  const carets = people.flatMap((by) => {
    const caret = caretIn(by, field, text.length)
    return caret
      ? [{ by, head: caret.head, from: Math.min(caret.anchor, caret.head), to: Math.max(caret.anchor, caret.head) }]
      : []
  })
  const cuts = [...new Set([0, text.length, ...carets.flatMap((caret) => [caret.from, caret.to])])].sort(
    (a, b) => a - b,
  )
  const pieces: TextPiece[] = []
  cuts.forEach((start, at) => {
    for (const caret of carets) if (caret.head === start) pieces.push({ kind: 'caret', by: caret.by })
    const end = cuts[at + 1]
    if (end === undefined || end === start) return
    const by = carets.find((caret) => caret.from < caret.to && caret.from <= start && caret.to >= end)?.by ?? null
    pieces.push({ kind: 'text', text: text.slice(start, end), by })
  })
  return pieces
}
