import type { Admission } from '@greenroom/protocol'
import { useEffect } from 'react'
import { recents, useRecents } from './browser-recents.ts'

/**
 * Who this tab is in a session. When a link of the session is opened in a new tab of a browser that has been one person in it, the tab
 * continues as that person; when there were several, somebody has to say which. `undefined`: known in a moment.
 */
export function useAdmission(session: string): Admission | null | undefined {
  // Read again when recents change: "continue as" makes this tab somebody.
  useRecents()
  const admission = recents.admission(session)
  const [known, ...others] = recents.of(session)
  const only = admission === null && others.length === 0 ? known : undefined
  useEffect(() => {
    if (only) recents.enterAs(only)
  }, [only])
  return only ? undefined : admission
}
