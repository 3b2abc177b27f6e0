/** Runs once when the page has loaded and has nothing more urgent to do. Returns a function that cancels it. */
export function whenIdle(run: () => void): () => void {
  // Safari has no idle callback.
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(run, { timeout: 10_000 })
    return () => cancelIdleCallback(id)
  }
  const timer = setTimeout(run, 3000)
  return () => clearTimeout(timer)
}
