import type { Mark, Timeline } from '@greenroom/replay'

/** Marks that are drawn as one, at the place of the first of them. */
export type MarkGroup = { readonly at: number; readonly marks: readonly Mark[] }

/** Marks are pressed with a finger: two that are closer than this, in CSS pixels, cannot be told apart. */
export const leastApart = 24

/** All marks in order, in groups that are at least `leastApart` from one another on a line of `pixels`. */
export function groupMarks(timeline: Pick<Timeline, 'from' | 'end' | 'marks'>, pixels: number): readonly MarkGroup[] {
  const perPixel = (timeline.end - timeline.from) / Math.max(1, pixels)
  const groups: { readonly at: number; readonly marks: Mark[] }[] = []
  for (const mark of timeline.marks) {
    const last = groups.at(-1)
    if (last && (mark.at - last.at < leastApart * perPixel || mark.at === last.at)) last.marks.push(mark)
    else groups.push({ at: mark.at, marks: [mark] })
  }
  return groups
}
