import { type Invitation, invitationSchema } from '@greenroom/protocol'
import type { Seat } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useCallback, useEffect, useState } from 'react'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'
import { showToast } from '../../design/index.ts'
import { keepSecret, secretOf } from './invitation-secrets.ts'
import { type InvitationSet, isOfSet } from './invitation-sets.ts'

const listSchema = z
  .union([z.array(invitationSchema), z.object({ invitations: z.array(invitationSchema) })])
  .transform((list) => ('invitations' in list ? list.invitations : list))

export type OpenInvitation = { readonly invitation: Invitation; readonly secret: string | null }

export type Invitations = {
  readonly state: 'loading' | 'ready' | { readonly failed: string }
  /** The one that admits to this set now. `null`: none was made, or it was revoked. */
  readonly of: (set: InvitationSet) => OpenInvitation | null
  /** Makes one for this set; any older one of the same set is revoked first. */
  readonly make: (set: InvitationSet) => Promise<void>
  /** `removing`: those who joined by it lose their seats and are disconnected at once. */
  readonly revoke: (set: InvitationSet, removing: boolean) => Promise<void>
  readonly reload: () => void
}

/** The owner's invitations, over REST. The first set's is made automatically, because without it nobody can join. */
export function useInvitations(session: string, token: string, first: InvitationSet | null): Invitations {
  const [list, setList] = useState<readonly Invitation[] | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)
  const path = `/sessions/${session}/invitations`

  const make = useCallback(
    async (seats: readonly Seat[]): Promise<void> => {
      const answer = await callApi(path, {
        method: 'POST',
        token,
        body: { seats: [...seats] },
        schema: invitationSchema,
      })
      if (!answer.ok) {
        showToast({ tone: 'danger', title: t`The invitation was not made`, words: answer.message })
        return
      }
      const { id, secret } = answer.value
      if (secret) keepSecret(session, id, secret)
      setList((now) => [...(now ?? []), answer.value])
    },
    [path, token, session],
  )

  useEffect(() => {
    const aborted = new AbortController()
    const load = async () => {
      setFailed(null)
      const answer = await callApi(path, { token, schema: listSchema, signal: aborted.signal })
      if (aborted.signal.aborted) return
      if (!answer.ok) return setFailed(answer.message)
      // Shown only once the first invitation is in it: otherwise a button to make one would flash up.
      if (first && answer.value.length === 0) await make(first.seats)
      setList((now) => now ?? answer.value)
    }
    void load()
    return () => aborted.abort()
  }, [path, token, first, make, attempt])

  const openOf = (set: InvitationSet): Invitation | null =>
    list?.findLast((one) => one.revokedAt === null && isOfSet(set, one)) ?? null

  const revoke = async (set: InvitationSet, removing: boolean): Promise<boolean> => {
    const invitation = openOf(set)
    if (!invitation) return true
    const answer = await callApi(`${path}/${invitation.id}`, {
      method: 'DELETE',
      token,
      body: { removeParticipants: removing },
      schema: z.unknown(),
    })
    if (!answer.ok) {
      showToast({ tone: 'danger', title: t`The invitation was not revoked`, words: answer.message })
      return false
    }
    setList((now) => now?.filter((one) => one.id !== invitation.id) ?? null)
    return true
  }

  return {
    state: failed ? { failed } : list ? 'ready' : 'loading',
    of: (set) => {
      const invitation = openOf(set)
      return invitation && { invitation, secret: invitation.secret ?? secretOf(session, invitation.id) }
    },
    make: async (set) => {
      if (await revoke(set, false)) await make(set.seats)
    },
    revoke: async (set, removing) => void (await revoke(set, removing)),
    reload: () => setAttempt((now) => now + 1),
  }
}
