import type { ParticipantId, SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Link2 } from 'lucide-react'
import { memo, useState } from 'react'
import { copyText } from '../../../browser/copy-text.ts'
import { useSite } from '../../../browser/site.ts'
import { Button, Callout, Dialog, DialogTrigger, Modal, showToast } from '../../../design/index.ts'
import { CopyButton } from '../../invitations/copy-button.tsx'
import { linkBaseOf } from '../../invitations/invitation-link.ts'
import { invitationSets } from '../../invitations/invitation-sets.ts'
import { useInvitations } from '../../invitations/use-invitations.ts'
import type { RecordedVoices } from '../audio/recorded-voices.ts'

/** Who can open links to the moments of a recording. */
export type MomentAudience =
  | { readonly kind: 'anyone' }
  /**
   * A recording that nobody has a seat for. `reader`: the participant whose view it is; `null`: nobody’s. `shared`: the secret of the
   * share link that it was opened with; `null`: it has no address of its own. `voices`: what can be heard.
   */
  | {
      readonly kind: 'nobody'
      readonly reader: ParticipantId | null
      readonly shared: string | null
      readonly voices?: RecordedVoices
    }
  | { readonly kind: 'session'; readonly session: string; readonly token: string; readonly participant: string }

const trigger = (
  <>
    <Link2 aria-hidden="true" />
    <span className="max-sm:sr-only">{t`Copy link to this moment`}</span>
  </>
)

/**
 * The link to a moment, and who can open it: somebody outside the session cannot, unless an invitation goes with it. Asks for the moment
 * when it is pressed, so that it is not drawn again with each of them.
 */
export const MomentLink = memo(function MomentLink(props: Props) {
  // A saved page has no server to ask for its address.
  if (props.audience.kind === 'nobody' && props.audience.shared === null) return null
  return <LinkFromServer {...props} />
})

const LinkFromServer = (props: Props) => {
  const { audience, seconds } = props
  const base = linkBaseOf(useSite(), window.location.origin).url.replace(/\/+$/, '')
  if (audience.kind === 'session') return <LinkWithinSession {...props} audience={audience} base={base} />
  if (audience.kind === 'anyone')
    return <CopyLink link={() => `${base}${props.path}?t=${seconds()}`} words={t`Anyone can open it.`} />
  if (audience.shared === null) return null
  return (
    <CopyLink
      link={() => `${base}/shared?t=${seconds()}#${audience.shared}`}
      words={t`Anyone who has it can open it, until the share link is revoked.`}
    />
  )
}

const CopyLink = ({ link, words }: { readonly link: () => string; readonly words: string }) => (
  <Button
    size="sm"
    className="ml-auto"
    onPress={() => {
      const copied = link()
      void copyText(copied).then((done) =>
        showToast(
          done
            ? { tone: 'good', title: t`Link to this moment copied`, words }
            : { tone: 'danger', title: t`The browser blocked copying`, words: copied },
        ),
      )
    }}
  >
    {trigger}
  </Button>
)

type Props = {
  /** The address of the replay, without a moment. */
  readonly path: string
  /** The moment that is shown, in seconds from the start. Stable. */
  readonly seconds: () => number
  readonly audience: MomentAudience
  /** The session's state at the end of the recording. */
  readonly state: SessionState
}

type WithinSession = Props & {
  readonly audience: Extract<MomentAudience, { readonly kind: 'session' }>
  readonly base: string
}

const LinkWithinSession = (props: WithinSession) => (
  <DialogTrigger>
    <Button size="sm" className="ml-auto">
      {trigger}
    </Button>
    <Modal>
      <Dialog title={t`Link to this moment`} lead={t`It opens the replay at this second.`}>
        <Links {...props} />
      </Dialog>
    </Modal>
  </DialogTrigger>
)

/** To the moment at which the dialog was opened, though the replay may be playing behind it. */
function Links({ path, seconds: now, audience, state, base }: WithinSession) {
  const [seconds] = useState(now)
  const owner = state.owner === audience.participant
  return (
    <div className="flex flex-col gap-5">
      <Row
        title={t`For people in this session`}
        words={t`It opens for anyone in this session, in a browser they joined with, and shows each person only what they’re allowed to see. Nobody else can open it.`}
        link={`${base}${path}?t=${seconds}`}
      />
      {owner ? (
        <WithInvitation {...audience} state={state} base={base} seconds={seconds} />
      ) : (
        <p className="text-sm text-ink-soft">{t`To show it to someone else, ask the session’s owner: they can send a link that includes an invitation.`}</p>
      )}
    </div>
  )
}

const Row = ({ title, words, link }: { readonly title: string; readonly words: string; readonly link: string }) => (
  <section aria-label={title} className="flex flex-col gap-1">
    <h3 className="text-sm font-medium">{title}</h3>
    <p className="text-sm text-ink-soft">{words}</p>
    <div className="mt-1.5 flex items-center gap-3">
      <p className="min-w-0 grow truncate font-mono text-xs text-ink-faint select-all" title={link}>
        {link.replace(/^https?:\/\//, '')}
      </p>
      <CopyButton text={link} primary copied={t`Link copied.`} />
    </div>
  </section>
)

/** Only the owner can let somebody else see it: with the observers' invitation, which admits to nothing else. */
const WithInvitation = ({
  session,
  token,
  state,
  base,
  seconds,
}: {
  readonly session: string
  readonly token: string
  readonly state: SessionState
  readonly base: string
  readonly seconds: number
}) => {
  const invitations = useInvitations(session, token, null)
  const [busy, setBusy] = useState(false)
  const title = t`For someone else`
  const set = invitationSets[state.mode].find(({ id }) => id === 'observer')
  if (state.status.kind === 'closed')
    return (
      <section aria-label={title}>
        <h3 className="text-sm font-medium">{title}</h3>
        <p className="mt-1 text-sm text-ink-soft">{t`The session is closed, so nobody else can join and see it. Open it again first, in the room.`}</p>
      </section>
    )
  if (typeof invitations.state === 'object') return <Callout tone="danger">{invitations.state.failed}</Callout>
  if (!set || invitations.state === 'loading') return null
  const open = invitations.of(set)
  if (open?.secret)
    return (
      <Row
        title={title}
        words={t`Includes an observer’s invitation: anyone who has this link enters a name, joins as an observer, and then sees the whole replay as an observer does. Revoke it in the room under Invitations.`}
        link={`${base}/join?moment=${seconds}#${open.secret}`}
      />
    )
  return (
    <section aria-label={title} className="flex flex-col items-start gap-1">
      <h3 className="text-sm font-medium">{title}</h3>
      <p className="text-sm text-ink-soft">
        <Trans>
          A link that includes an observer’s invitation lets anyone who has it join as an observer.
          {open && t` One was already made in another browser; it will stop working.`}
        </Trans>
      </p>
      <Button
        size="sm"
        className="mt-1.5"
        isPending={busy}
        onPress={() => {
          setBusy(true)
          void invitations.make(set).finally(() => setBusy(false))
        }}
      >{t`Include an observer’s invitation`}</Button>
    </section>
  )
}
