/** A stretch of a drawing from top to bottom, as it goes onto one page. */
export type Band = { readonly from: number; readonly to: number }

/**
 * Divides a drawing into stretches of at most `most`, each as long as possible, so that no cut goes through one of the boxes; only a box
 * that is itself longer than a page is cut.
 */
export function bandsOf(
  boxes: readonly { readonly y: number; readonly height: number }[],
  height: number,
  most: number,
): readonly Band[] {
  const bands: Band[] = []
  let from = 0
  while (height - from > most) {
    const last = from + most
    // Where a cut is possible: at the top of a box, when no other box reaches over it.
    const free = boxes
      .map(({ y }) => y - 3)
      .filter((y) => y > from && y <= last && !boxes.some((box) => box.y < y && y < box.y + box.height))
    const to = free.length === 0 ? last : Math.max(...free)
    bands.push({ from, to })
    from = to
  }
  return [...bands, { from, to: height }]
}
