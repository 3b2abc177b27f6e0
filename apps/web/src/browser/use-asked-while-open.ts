import { useEffect } from 'react'

/** How often an open page asks whether what it shows is still there, in milliseconds; it also asks at once when somebody comes back to it. */
const asksEvery = 15_000

/** `ask`: stable; another function asks from then on. `null`: there is nothing to ask. */
export function useAskedWhileOpen(ask: ((signal: AbortSignal) => Promise<void>) | null): void {
  useEffect(() => {
    if (ask === null) return
    const gone = new AbortController()
    const asked = (): void => {
      if (document.visibilityState === 'visible') void ask(gone.signal)
    }
    const timer = setInterval(() => void ask(gone.signal), asksEvery)
    document.addEventListener('visibilitychange', asked)
    return () => {
      gone.abort()
      clearInterval(timer)
      document.removeEventListener('visibilitychange', asked)
    }
  }, [ask])
}
