import { type Admission, type LookAnswer, lookAnswerSchema } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { callApi } from '../../browser/api.ts'
import { usePageTitle } from '../../browser/page-title.ts'
import { secretIn } from '../../browser/secret-in-link.ts'
import { keptSecrets, takeSecretFromAddress } from '../../browser/take-secret.ts'
import { Badge, Button, ButtonLink, Callout, Loading } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { listInWords, modeWords, seatWords } from '../../words/words.ts'
import { CheckDevices } from '../call/check-devices.tsx'
import { recents } from '../recents/browser-recents.ts'
import { ImSomeone } from '../returns/im-someone.tsx'
import { ReturnWaiting } from '../returns/return-waiting.tsx'
import { useReturn } from '../returns/use-return.ts'
import { AlreadyHere } from './already-here.tsx'
import { guestName, JoinForm } from './join-form.tsx'
import { PasteLink } from './paste-link.tsx'

type Looked =
  | { readonly kind: 'looking' }
  | { readonly kind: 'found'; readonly look: LookAnswer }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }

/** The invitation that this tab was opened with; another one opened in the same page replaces it. */
const useInvitation = (): string | null => {
  const { key, hash } = useLocation()
  const [invitation, setInvitation] = useState(() => secretIn(hash) ?? keptSecrets.read('join'))
  useEffect(() => {
    takeSecretFromAddress()
    setInvitation(keptSecrets.read('join'))
  }, [key, hash])
  return invitation
}

export function JoinPage() {
  usePageTitle(t`Join a session`)
  const invitation = useInvitation()
  const query = new URLSearchParams(useLocation().search)
  const moment = Number.parseInt(query.get('moment') ?? '', 10)
  const asked = { second: query.has('second'), moment: Number.isFinite(moment) ? moment : null }
  return (
    <PageShell narrow>
      {invitation ? <Invited key={invitation} invitation={invitation} {...asked} /> : <NoInvitation />}
    </PageShell>
  )
}

/** What the link says besides the invitation. */
type Asked = {
  /** Somebody alone tries the second seat. */
  readonly second: boolean
  /** The moment of the replay that the link leads to, in seconds. `null`: the room. */
  readonly moment: number | null
}

const Invited = ({ invitation, ...asked }: Asked & { readonly invitation: string }) => {
  const [looked, setLooked] = useState<Looked>({ kind: 'looking' })
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    const aborted = new AbortController()
    void callApi('/invitations/look', {
      method: 'POST',
      body: { invitation },
      schema: lookAnswerSchema,
      signal: aborted.signal,
    }).then((answer) => {
      if (aborted.signal.aborted) return
      setLooked(answer.ok ? { kind: 'found', look: answer.value } : { ...answer, kind: 'refused' })
    })
    return () => aborted.abort()
  }, [invitation, attempt])

  if (looked.kind === 'looking') return <Loading>{t`Opening the invitation`}</Loading>
  if (looked.kind === 'refused') {
    return (
      <Refused
        code={looked.code}
        message={looked.message}
        onRetry={() => {
          setLooked({ kind: 'looking' })
          setAttempt(attempt + 1)
        }}
      />
    )
  }
  return <Found invitation={invitation} look={looked.look} {...asked} />
}

const Card = ({ children }: { readonly children: ReactNode }) => (
  <div className="mx-auto mt-2 w-full max-w-md rounded-xl border border-line bg-surface p-6 shadow-2 sm:mt-8 sm:p-8">
    {children}
  </div>
)

const Found = ({
  invitation,
  look,
  second,
  moment,
}: Asked & { readonly invitation: string; readonly look: LookAnswer }) => {
  const navigate = useNavigate()
  const known = recents.of(look.session)
  const [someoneElse, setSomeoneElse] = useState(second || known.length === 0)
  const none = look.freeSeats.length === 0
  const to = moment === null ? `/s/${look.session}` : `/s/${look.session}/replay?t=${moment}`
  const enter = useCallback(
    (admission: Admission, name: string) => {
      recents.enter(admission, { name, title: t`With ${look.ownerName}`, mode: look.mode, owner: false })
      keptSecrets.forget('join')
      void navigate(to, { replace: true })
    },
    [look, navigate, to],
  )
  const returning = useReturn(look, invitation, enter)
  return (
    <Card>
      <div className="flex flex-wrap gap-1.5">
        <Badge tone="accent">{modeWords[look.mode]}</Badge>
        <Badge>
          <Trans>{look.cut} minutes</Trans>
        </Badge>
      </div>
      <h1 className="mt-3 text-xl font-semibold">
        {moment === null
          ? t`${look.ownerName} invites you to a case interview`
          : t`${look.ownerName} wants to show you a moment from a case interview`}
      </h1>
      <p className="mt-1.5 mb-6 text-sm text-ink-soft">
        {none
          ? look.seats.length === 1 && look.seats[0]
            ? t`The ${seatWords[look.seats[0]].toLowerCase()}’s seat is taken. You can join now and take it when it’s free.`
            : t`The seats of this invitation (${listInWords(look.seats.map((seat) => seatWords[seat].toLowerCase()))}) are taken. You can join now and take one when it’s free.`
          : look.freeSeats.length === 1 && look.freeSeats[0]
            ? t`Your seat: ${seatWords[look.freeSeats[0]].toLowerCase()}. No account, nothing to install.`
            : t`No account, nothing to install.`}
      </p>
      {look.callHost !== null && (
        <p className="-mt-3 mb-6 text-sm text-ink-soft">
          <Trans>You’ll talk over {look.callHost}. The link to the call is in the room, once you have joined.</Trans>
        </p>
      )}
      {returning.state.kind !== 'idle' ? (
        <ReturnWaiting returning={returning} />
      ) : someoneElse ? (
        <>
          <JoinForm
            invitation={invitation}
            look={look}
            suggestedName={second ? guestName : recents.name()}
            onJoined={enter}
          />
          {!second && (
            <div className="mt-3 -ml-2.5">
              <CheckDevices />
            </div>
          )}
          {!second && <ImSomeone people={look.people} onChoose={(person) => void returning.ask(person)} />}
        </>
      ) : (
        <AlreadyHere known={known} to={to} onSomeoneElse={() => setSomeoneElse(true)} />
      )}
    </Card>
  )
}

const refusals: Readonly<Record<string, { readonly title: string; readonly words: string }>> = {
  'invitation-revoked': {
    title: t`This invitation was revoked`,
    words: t`Ask the person who sent it for a new one. Anyone who already joined is still in the session.`,
  },
  'unknown-invitation': {
    title: t`Invitation not found`,
    words: t`Check that you copied the whole link. The session may also have been deleted.`,
  },
  'session-closed': {
    title: t`This session is closed`,
    words: t`Its owner can open it again. Ask the person who sent you the invitation.`,
  },
}
const refusalOf = (code: string) => (Object.hasOwn(refusals, code) ? refusals[code] : null)

const Refused = ({
  code,
  message,
  onRetry,
}: {
  readonly code: string
  readonly message: string
  readonly onRetry: () => void
}) => {
  const words = refusalOf(code)
  if (!words) {
    return (
      <Card>
        <h1 className="text-xl font-semibold">{t`The invitation could not be opened`}</h1>
        <Callout tone="danger" role="alert" className="mt-4 mb-5">
          {message}
        </Callout>
        <Button variant="primary" onPress={onRetry}>{t`Try again`}</Button>
      </Card>
    )
  }
  return (
    <Card>
      <h1 className="text-xl font-semibold">{words.title}</h1>
      <p className="mt-2 text-sm text-ink-soft">{words.words}</p>
      <div className="mt-6 flex gap-2">
        <ButtonLink to="/">{t`Start your own session`}</ButtonLink>
      </div>
    </Card>
  )
}

const NoInvitation = () => (
  <Card>
    <h1 className="text-xl font-semibold">{t`Part of the invitation is missing`}</h1>
    <p className="mt-2 text-sm text-ink-soft">{t`The invitation is the part after the # of the link you were sent. Copy the whole link, or scan its QR code.`}</p>
    <div className="mt-5">
      <PasteLink />
    </div>
    <div className="mt-6">
      <ButtonLink to="/">{t`Start your own session`}</ButtonLink>
    </div>
  </Card>
)
