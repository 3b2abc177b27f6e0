import type { SessionMode } from '@greenroom/session'
import { useSite } from '../../app/site.ts'
import { Button, Callout, Spinner } from '../../design/index.ts'
import { type LinkBase, linkBaseOf } from './invitation-link.ts'
import { invitationSets } from './invitation-sets.ts'
import { ShareLink } from './share-link.tsx'
import { type Invitations, useInvitations } from './use-invitations.ts'

export type Sharing = { readonly invitations: Invitations; readonly base: LinkBase; readonly mode: SessionMode }

/** The owner's invitations, and the address that they are made with. */
export const useSharing = (session: string, token: string, mode: SessionMode): Sharing => {
  const site = useSite()
  const first = mode === 'solo' ? null : (invitationSets[mode][0] ?? null)
  const invitations = useInvitations(session, token, first)
  return { invitations, base: linkBaseOf(site, window.location.origin), mode }
}

const OnlyHere = ({ base }: { readonly base: LinkBase }) => (
  <Callout tone="warn" title="These links only work on this computer">
    {base.instead.length > 0 ? (
      <>
        For somebody in the same network, open Greenroom at{' '}
        {base.instead.map((url, index) => (
          <span key={url}>
            {index > 0 && ' or '}
            <a href={url} className="rounded-sm font-mono text-xs text-ink underline underline-offset-3">
              {url}
            </a>
          </span>
        ))}{' '}
        and start the session there.
      </>
    ) : (
      'Set PUBLIC_URL on the server to an address that others can open.'
    )}
  </Callout>
)

/** Invitations to send, the most needed first. */
export const SharePanel = ({ sharing }: { readonly sharing: Sharing }) => {
  const { invitations, base, mode } = sharing
  const { state } = invitations
  if (typeof state === 'object') {
    return (
      <Callout
        tone="danger"
        actions={
          <Button size="sm" onPress={invitations.reload}>
            Try again
          </Button>
        }
      >
        {state.failed}
      </Callout>
    )
  }
  if (state === 'loading') {
    return (
      <p className="flex h-14 items-center gap-2 text-sm text-ink-soft">
        <Spinner label="Loading" /> Loading invitations…
      </p>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="divide-y divide-line">
        {invitationSets[mode].map((set, index) => (
          <ShareLink key={set.id} set={set} invitations={invitations} base={base} primary={index === 0} />
        ))}
      </div>
      {base.onlyHere && <OnlyHere base={base} />}
    </div>
  )
}

/** The address that opens the second seat in a new tab, for somebody alone. `null` while there is none to take. */
export const secondSeatLink = ({ invitations, mode }: Sharing): string | null => {
  const set = invitationSets[mode].find((one) => one.seats.includes('candidate') || one.seats.includes('interviewer'))
  const secret = set && invitations.of(set)?.secret
  return secret ? `/join?second#${secret}` : null
}
