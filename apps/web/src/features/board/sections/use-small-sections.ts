import { useState } from 'react'
import type { SectionModel } from '../model/board-model.ts'

type Used = { readonly shape: string; readonly ids: ReadonlySet<string> }

/** Which of the sections contain a card, or have contained one since other sections were opened. The same object while nothing is added. */
function withUsed(before: Used, shown: readonly SectionModel[]): Used {
  const shape = shown.map((one) => one.section.id).join(' ')
  const held = shown.filter((one) => one.cards.length > 0).map((one) => one.section.id)
  if (before.shape !== shape) return { shape, ids: new Set(held) }
  return held.every((id) => before.ids.has(id)) ? before : { shape, ids: new Set([...before.ids, ...held]) }
}

/**
 * Which of the open sections show only their heading: those without a card while another one has some. A section that had a card keeps its
 * size when the last one is removed, until other sections are opened: nothing shrinks because a card was removed.
 */
export function useSmallSections(shown: readonly SectionModel[]): ReadonlySet<string> {
  const [before, setUsed] = useState<Used>({ shape: '', ids: new Set() })
  const used = withUsed(before, shown)
  // During rendering, as React allows for state that follows from what is rendered.
  if (used !== before) setUsed(used)
  return new Set(used.ids.size === 0 ? [] : shown.map((one) => one.section.id).filter((id) => !used.ids.has(id)))
}
