import { useRef } from 'react'
import type { SectionModel } from '../model/board-model.ts'

/**
 * Which of the open sections show their head alone: those without a card while another one has some. A section that had a card
 * keeps its size when the last one goes, until other sections are opened: nothing shrinks because a card was removed.
 */
export function useSmallSections(shown: readonly SectionModel[]): ReadonlySet<string> {
  const used = useRef<{ readonly shape: string; readonly ids: Set<string> }>({ shape: '', ids: new Set() })
  const shape = shown.map((one) => one.section.id).join(' ')
  if (used.current.shape !== shape) used.current = { shape, ids: new Set() }
  for (const one of shown) if (one.cards.length > 0) used.current.ids.add(one.section.id)
  const { ids } = used.current
  return new Set(ids.size === 0 ? [] : shown.map((one) => one.section.id).filter((id) => !ids.has(id)))
}
