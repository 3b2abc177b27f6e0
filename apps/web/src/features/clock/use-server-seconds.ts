import { useEffect, useState } from 'react'

/**
 * The server's milliseconds, drawn again when the given deadline's next second begins, so that all screens change at the same moment. A
 * hidden tab is throttled by its browser; it is right again when it is next drawn.
 */
export function useServerSeconds(serverNow: () => number, deadline: number | null): number {
  const [now, setNow] = useState(serverNow)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const turn = (): void => {
      const time = serverNow()
      setNow(time)
      const untilNextSecond = deadline === null ? 1000 : ((((deadline - time) % 1000) + 1000) % 1000) + 5
      timer = setTimeout(turn, untilNextSecond)
    }
    const show = (): void => {
      if (document.visibilityState === 'visible') setNow(serverNow())
    }
    turn()
    document.addEventListener('visibilitychange', show)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', show)
    }
  }, [serverNow, deadline])
  return now
}
