import { knownCasesAnswerSchema } from '@greenroom/protocol'
import { holderOf, type Round, type SessionState } from '@greenroom/session'
import { useEffect, useState } from 'react'
import { callApi } from '../../browser/api.ts'
import { recents } from '../recents/browser-recents.ts'

const none: ReadonlySet<string> = new Set()

/**
 * Cases whose guide the candidate of this round knows, requested from the server for the person who prepares a case: this page was not sent
 * what others opened and discarded. Anything it could not learn, the server still refuses.
 */
export function useKnownCases(session: SessionState, round: Round): ReadonlySet<string> {
  const [known, setKnown] = useState(none)
  const id = session.session
  const candidate = holderOf(round, 'candidate')
  useEffect(() => {
    const token = id === null ? null : (recents.admission(id)?.token ?? null)
    if (id === null || token === null || candidate === null || session.mode === 'solo') return setKnown(none)
    const gone = new AbortController()
    const path = `/sessions/${encodeURIComponent(id)}/known-cases`
    void callApi(path, { token, schema: knownCasesAnswerSchema, signal: gone.signal }).then((answer) => {
      if (!gone.signal.aborted && answer.ok) setKnown(new Set(answer.value.cases))
    })
    return () => gone.abort()
  }, [id, candidate, session.mode])
  return known
}
