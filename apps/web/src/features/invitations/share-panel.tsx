import type { SessionMode } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { useSite } from '../../browser/site.ts'
import { Button, Callout, Spinner } from '../../design/index.ts'
import { type LinkBase, linkBaseOf } from './invitation-link.ts'
import { invitationSets } from './invitation-sets.ts'
import { OnlyHere } from './only-here.tsx'
import { ShareLink } from './share-link.tsx'
import { type Invitations, useInvitations } from './use-invitations.ts'

export type Sharing = {
  readonly invitations: Invitations
  readonly base: LinkBase
  readonly mode: SessionMode
  /** Makes the links with another address of this server. */
  readonly useAddress: (url: string) => void
}

/** The owner's invitations, and the address used in their links. */
export function useSharing(session: string, token: string, mode: SessionMode): Sharing {
  const site = useSite()
  const [lan, setLan] = useState<string | null>(null)
  const first = mode === 'solo' ? null : (invitationSets[mode][0] ?? null)
  const invitations = useInvitations(session, token, first)
  const own = linkBaseOf(site, window.location.origin)
  const base: LinkBase = lan ? { url: lan, onlyHere: false, instead: [] } : own
  return { invitations, base, mode, useAddress: setLan }
}

/** Invitations to send, the most needed first; once the seats are taken, those for onlookers first. */
export function SharePanel({
  sharing,
  onlookers = false,
}: {
  readonly sharing: Sharing
  readonly onlookers?: boolean
}) {
  const { invitations, base, mode } = sharing
  const { state } = invitations
  if (typeof state === 'object') {
    return (
      <Callout tone="danger" actions={<Button size="sm" onPress={invitations.reload}>{t`Try again`}</Button>}>
        {state.failed}
      </Callout>
    )
  }
  if (state === 'loading') {
    return (
      <div className="flex h-14 items-center gap-2 text-sm text-ink-soft">
        <Spinner label={t`Loading`} />
        {t` Loading invitations…`}
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={t`Invitations`} className="divide-y divide-line">
        {(onlookers ? invitationSets[mode].toReversed() : invitationSets[mode]).map((set, index) => (
          <ShareLink
            key={set.id}
            set={set}
            invitations={invitations}
            base={base}
            useAddress={sharing.useAddress}
            primary={index === 0 && !onlookers}
          />
        ))}
      </ul>
      {base.onlyHere && (
        <OnlyHere title={t`These invitations only work on this computer`} base={base} onUse={sharing.useAddress} />
      )}
    </div>
  )
}

/** The address that opens the second seat in a new tab, for somebody alone. `null` while there is none to take. */
export function secondSeatLink({ invitations, mode }: Sharing): string | null {
  const set = invitationSets[mode].find((one) => one.seats.includes('candidate') || one.seats.includes('interviewer'))
  const secret = set && invitations.of(set)?.secret
  return secret ? `/join?second#${secret}` : null
}
