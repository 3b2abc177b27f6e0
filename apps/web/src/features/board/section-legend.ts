import type { Framework } from '@greenroom/board'
import { create } from 'zustand'
import { sectionKeys } from './keyboard.ts'

type LegendLine = { readonly id: string; readonly title: string; readonly keys: string }

/** The sections that the page's keys reach now, by the board that is drawn; empty where there is none. */
export const useSectionLegend = create<readonly LegendLine[]>()(() => [])

/** Of this framework: the listed sections from 1 to 9, in their order. */
export function legendOf(sections: Framework['sections']): readonly LegendLine[] {
  return sections.slice(0, 9).map(({ id, title }, at) => ({ id, title, keys: sectionKeys(at + 1) }))
}

/** Sets which sections the keys reach; returns a function that undoes it, unless another board has set them since. */
export function setSectionLegend(lines: readonly LegendLine[]): () => void {
  useSectionLegend.setState(lines, true)
  return () => {
    if (useSectionLegend.getState() === lines) useSectionLegend.setState([], true)
  }
}
