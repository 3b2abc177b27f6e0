import type { AdminState } from '@greenroom/protocol'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import type { ApiRefusal } from '../../browser/api.ts'
import { keptSecrets, takeSecretFromAddress } from '../../browser/take-secret.ts'
import { adminApi } from './admin-api.ts'

/** Milliseconds between two requests: while a backup is being made, and otherwise. */
const lookAgainSoon = 1_500
const lookAgain = 20_000

export type AdminView = {
  /** `null` until it is known, and for somebody without the right to see it. */
  readonly state: AdminState | null
  readonly refused: ApiRefusal | null
  /** Asks again: with the link, if it has not been used yet. */
  readonly reload: () => Promise<void>
  readonly leave: () => Promise<void>
}

/** Exchanges the link that the page was opened with, and keeps the figures fresh. */
export function useAdmin(): AdminView {
  const { key, hash } = useLocation()
  const [state, setState] = useState<AdminState | null>(null)
  const [refused, setRefused] = useState<ApiRefusal | null>(null)
  /** One request at a time: a link works once. */
  const asking = useRef<Promise<void> | null>(null)

  const reload = useCallback((): Promise<void> => {
    const ask = async (): Promise<void> => {
      takeSecretFromAddress()
      const secret = keptSecrets.read('admin')
      const entered = secret === null ? null : await adminApi.enter(secret)
      if (entered !== null && (entered.ok || entered.code === 'unknown-admin-link')) keptSecrets.forget('admin')
      // Somebody who is signed in here needs no link.
      const answer = await adminApi.readState()
      const noWayIn = entered?.ok === false && !answer.ok ? entered : answer
      setRefused(noWayIn.ok ? null : noWayIn)
      if (answer.ok) setState(answer.value)
      else if (answer.code === 'admin-only') setState(null)
    }
    // An answer requested before an action does not include its effect.
    const asked = (asking.current ?? Promise.resolve()).then(ask).finally(() => {
      if (asking.current === asked) asking.current = null
    })
    asking.current = asked
    return asked
  }, [])

  // A link opened in this tab is a new address.
  useEffect(() => {
    void reload()
  }, [reload, key, hash])

  const busy = state?.backups?.doing != null
  const isIn = state !== null
  useEffect(() => {
    if (!isIn) return
    const timer = setInterval(
      () => {
        if (document.visibilityState === 'visible' && asking.current === null) void reload()
      },
      busy ? lookAgainSoon : lookAgain,
    )
    return () => clearInterval(timer)
  }, [isIn, busy, reload])

  return {
    state,
    refused,
    reload,
    leave: async () => {
      await adminApi.leave()
      setState(null)
      await reload()
    },
  }
}
