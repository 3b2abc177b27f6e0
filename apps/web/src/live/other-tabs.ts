import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'

const saidSchema = z.object({ kind: z.enum(['hello', 'here', 'gone']), tab: z.string().max(40) })
type Said = z.infer<typeof saidSchema>

/** The other tabs of this browser that show the same thing. */
export type Tabs = {
  /** Asks again who is there: a tab that crashed has said nothing. */
  readonly count: () => void
  /** Says goodbye. */
  readonly close: () => void
}

/**
 * Tells the tabs of one browser that watch the same `name` about each other; `tab` is this one's own name. `changed` receives how many
 * others there are. Where a browser has no BroadcastChannel there are none.
 */
function watchTabs(name: string, tab: string, changed: (others: number) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { count: () => undefined, close: () => undefined }
  const channel = new BroadcastChannel(`greenroom.tabs ${name}`)
  const others = new Set<string>()
  const say = (kind: Said['kind']): void => channel.postMessage({ kind, tab } satisfies Said)
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const said = saidSchema.safeParse(data)
    if (!said.success) return
    const before = others.size
    if (said.data.kind === 'gone') others.delete(said.data.tab)
    else others.add(said.data.tab)
    if (said.data.kind === 'hello') say('here')
    if (others.size !== before) changed(others.size)
  }
  say('hello')
  return {
    count: () => {
      if (others.size > 0) changed(0)
      others.clear()
      say('hello')
    },
    close: () => {
      say('gone')
      channel.close()
    },
  }
}

/** In how many other tabs of this browser this participant has the session open. */
export function useOtherTabs(session: string | null, participant: string): number {
  const [others, setOthers] = useState(0)
  const open = useCallback(
    () => watchTabs(`${session} ${participant}`, Math.random().toString(36).slice(2), setOthers),
    [session, participant],
  )
  useEffect(() => {
    if (session === null) return
    let tabs: Tabs | null = open()
    const leave = (): void => {
      tabs?.close()
      tabs = null
    }
    // A page that the browser kept while one went back and forth comes back as it was.
    const comeBack = (): void => {
      tabs ??= open()
    }
    const look = (): void => {
      if (document.visibilityState === 'visible') tabs?.count()
    }
    window.addEventListener('pagehide', leave)
    window.addEventListener('pageshow', comeBack)
    document.addEventListener('visibilitychange', look)
    return () => {
      leave()
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('pageshow', comeBack)
      document.removeEventListener('visibilitychange', look)
    }
  }, [session, open])
  return others
}
