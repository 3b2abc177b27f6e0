import { type Site, siteSchema } from '@greenroom/protocol'
import { useEffect, useState } from 'react'
import { callApi } from './api.ts'
import { noteSignInNeeded } from './sign-in-needed.ts'

let asked: Promise<Site | null> | null = null

const loadSite = (): Promise<Site | null> => {
  asked ??= callApi('/site', { schema: siteSchema }).then((answer) => {
    if (!answer.ok) asked = null
    if (answer.ok && answer.value.mustSignIn) noteSignInNeeded()
    return answer.ok ? answer.value : null
  })
  return asked
}

/** What the page needs to know about its server; `null` until it has answered. */
export function useSite(): Site | null {
  const [site, setSite] = useState<Site | null>(null)
  useEffect(() => {
    let gone = false
    void loadSite().then((answer) => {
      if (!gone) setSite(answer)
    })
    return () => {
      gone = true
    }
  }, [])
  return site
}
