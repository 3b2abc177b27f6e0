import { type AccountSession, type SignInFailure, signInFailures } from '@greenroom/protocol'
import { plural, t } from '@lingui/core/macro'
import { LogOut, MonitorSmartphone } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import type { ApiAnswer } from '../../browser/api.ts'
import { usePageTitle } from '../../browser/page-title.ts'
import { useSite } from '../../browser/site.ts'
import { Badge, Button, Callout, EmptyState, Loading, showToast } from '../../design/index.ts'
import { NotFoundPage } from '../../shell/not-found-page.tsx'
import { PageShell } from '../../shell/page-shell.tsx'
import { agoInWords } from '../../words/time-words.ts'
import { modeWords } from '../../words/words.ts'
import { recents, useRecents } from '../recents/browser-recents.ts'
import { accountApi } from './account-api.ts'
import { afterSignIn } from './after-sign-in.ts'
import { PasskeysPart } from './passkeys-part.tsx'
import { SignInCard } from './sign-in-card.tsx'

const failureWords: Readonly<Record<SignInFailure, string>> = {
  'begin-again': t`Signing in took too long, or was started in another browser. Nothing was changed. Sign in again.`,
  refused: t`You were not signed in: the sign-in was cancelled, or you are not allowed in. Nothing was changed.`,
  'not-trusted': t`The reply from your sign-in provider could not be trusted, so nothing was changed. Try again; if it keeps happening, tell the person who runs this server.`,
  'provider-silent': t`Your sign-in provider doesn’t answer. Nothing was changed. Try again in a moment.`,
}

/** The reason why signing in failed comes after the `#`. */
const readFailure = (): SignInFailure | null =>
  signInFailures.find((failure) => window.location.hash === `#${failure}`) ?? null

/** `/account`: signing in, where a server offers it, and the sessions that follow the account. */
export function AccountPage() {
  usePageTitle(t`Your account`)
  const site = useSite()
  const navigate = useNavigate()
  const [failure, setFailure] = useState(readFailure)
  const [answer, setAnswer] = useState<ApiAnswer<{ sessions: AccountSession[] }> | null>(null)
  const reload = useCallback(async () => setAnswer(await accountApi.list()), [])
  // Removed from the address once read: a reload would show it again.
  useEffect(() => {
    if (readFailure() !== null) window.history.replaceState(window.history.state, '', '/account')
  }, [])
  const offered = site?.signIn === true || site?.passkeys === true
  useEffect(() => {
    if (offered) void reload()
  }, [offered, reload])

  // Somebody who was sent here to sign in returns to where they were.
  const signedIn = answer?.ok === true
  useEffect(() => {
    const from = afterSignIn.read()
    if (!signedIn || from === null) return
    afterSignIn.remove()
    void navigate(from, { replace: true })
  }, [signedIn, navigate])

  if (site !== null && !offered) return <NotFoundPage />
  if (answer === null)
    return (
      <PageShell narrow>
        <Loading>{t`Looking for your account`}</Loading>
      </PageShell>
    )
  return (
    <PageShell narrow>
      {failure !== null && (
        <Callout tone="danger" role="alert" className="mb-5">
          {failureWords[failure]}
        </Callout>
      )}
      {answer.ok ? (
        <SignedIn
          sessions={answer.value.sessions}
          reload={reload}
          hasPasskeys={site?.passkeys === true}
          isOnlyWay={site?.signIn !== true}
        />
      ) : (
        <SignInCard
          title={t`Your sessions in every browser`}
          refused={answer.code === 'account-only' ? null : answer.message}
          onBegin={() => setFailure(null)}
        >
          <p>
            {site?.mustSignIn === true
              ? t`On this server everybody signs in. You can add the sessions in this browser to your list, and open them in any other browser as yourself.`
              : t`You don’t need an account to rehearse. If you sign in, you can add the sessions in this browser to your list, and open them in any other browser as yourself.`}
          </p>
        </SignInCard>
      )}
    </PageShell>
  )
}

function SignedIn({
  sessions,
  reload,
  hasPasskeys,
  isOnlyWay,
}: {
  readonly sessions: readonly AccountSession[]
  readonly reload: () => Promise<void>
  readonly hasPasskeys: boolean
  /** Passkeys are the only way to sign in. */
  readonly isOnlyWay: boolean
}) {
  const navigate = useNavigate()
  const here = useRecents()
  const isSame = (a: { session: string; participant: string }, b: { session: string; participant: string }) =>
    a.session === b.session && a.participant === b.participant
  const unclaimed = here.filter((recent) => !sessions.some((listed) => isSame(listed, recent)))
  const [busy, setBusy] = useState(false)
  const told = (answer: ApiAnswer<unknown>, title: string): boolean => {
    if (!answer.ok) showToast({ tone: 'danger', title, words: answer.message })
    return answer.ok
  }

  const open = async (listed: AccountSession): Promise<void> => {
    const known = here.find((recent) => isSame(listed, recent))
    if (known !== undefined) recents.enterAs(known)
    else {
      const admitted = await accountApi.tokenFor(listed)
      if (!admitted.ok) return void told(admitted, t`The session was not opened`)
      const { name, title, mode, owner } = listed
      recents.enter(admitted.value, { name, title, mode, owner })
    }
    await navigate(`/s/${listed.session}`)
  }
  const claimAll = async (): Promise<void> => {
    setBusy(true)
    // One whose session is gone does not block the others.
    let added = 0
    for (const { token } of unclaimed) if ((await accountApi.claim(token)).ok) added++
    await reload()
    setBusy(false)
    showToast({
      tone: added > 0 ? 'good' : 'danger',
      title: plural(added, { 0: 'No session could be added', one: '# session added', other: '# sessions added' }),
    })
  }
  const remove = async (listed: AccountSession): Promise<void> => {
    if (told(await accountApi.remove(listed), t`Nothing was changed`)) await reload()
  }
  const signOut = async (): Promise<void> => {
    // What the server says about itself depends on it, too.
    if (told(await accountApi.signOut(), t`You are still signed in`)) window.location.reload()
  }
  const now = Date.now()
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-2xl font-semibold">{t`Your account`}</h1>
          <p className="mt-1 text-sm text-ink-soft">{t`These sessions follow you to every browser you sign in with.`}</p>
        </div>
        <Button onPress={() => void signOut()}>
          <LogOut aria-hidden="true" />
          {t`Sign out`}
        </Button>
      </div>
      {unclaimed.length > 0 && (
        <Callout
          className="mt-5"
          actions={
            <Button size="sm" variant="primary" isPending={busy} onPress={() => void claimAll()}>
              {t`Add to my list`}
            </Button>
          }
        >
          {plural(unclaimed.length, {
            one: 'This browser has # session that is not on your list.',
            other: 'This browser has # sessions that are not on your list.',
          })}
        </Callout>
      )}
      {sessions.length === 0 ? (
        <EmptyState
          className="mt-5 rounded-xl border border-line bg-surface"
          icon={<MonitorSmartphone />}
          title={t`No sessions on your list yet`}
        >{t`Start or join one in this browser, then come back here and add it.`}</EmptyState>
      ) : (
        <ul
          aria-label={t`Your sessions`}
          className="mt-5 divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface"
        >
          {sessions.map((listed) => (
            <li
              key={`${listed.session} ${listed.participant}`}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3"
            >
              <div className="min-w-0 grow basis-48">
                <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
                  {listed.title ?? modeWords[listed.mode]}
                  {listed.owner && <Badge tone="accent">{t`Yours`}</Badge>}
                </p>
                <p className="text-xs text-ink-faint">
                  {listed.title !== null && `${modeWords[listed.mode]} · `}
                  {t`As ${listed.name}, added ${agoInWords(listed.claimedAt, now)}`}
                </p>
              </div>
              <div className="flex flex-wrap gap-2">
                <Button size="sm" onPress={() => void open(listed)}>{t`Open`}</Button>
                <Button size="sm" variant="quiet" onPress={() => void remove(listed)}>{t`Remove from the list`}</Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {hasPasskeys && <PasskeysPart isOnlyWay={isOnlyWay} />}
    </>
  )
}
