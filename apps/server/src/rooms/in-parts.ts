/**
 * Visits everything in a collection once a round, in so many parts: a long list in one go would hold up everybody else. Call the function that
 * is returned for each part; it returns whether that was the last one of a round.
 */
export function visitInParts<T>(all: ReadonlyMap<unknown, T>, parts: number, visit: (one: T) => void): () => boolean {
  let part = 0
  let left = all.values()
  return () => {
    if (part === 0) left = all.values()
    part = (part + 1) % parts
    // What came in the meantime is visited by the last part.
    const most = part === 0 ? Number.POSITIVE_INFINITY : Math.ceil(all.size / parts)
    for (let visited = 0; visited < most; visited++) {
      const next = left.next()
      if (next.done) break
      visit(next.value)
    }
    return part === 0
  }
}
