import { type LookAtWayBackAnswer, lookAtWayBackAnswerSchema, useWayBackAnswerSchema } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { callApi } from '../../browser/api.ts'
import { usePageTitle } from '../../browser/page-title.ts'
import { keptSecrets, takeSecretFromAddress } from '../../browser/take-secret.ts'
import { Badge, Button, ButtonLink, Callout, Loading } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { modeWords, seatWords } from '../../words/words.ts'
import { PasteLink } from '../join/paste-link.tsx'
import { recents } from '../recents/browser-recents.ts'

type Refused = { readonly code: string; readonly message: string }

/**
 * `/back#<secret>`: a saved link brings its owner back as themselves. Only their click uses it, so that no link preview does, and the page
 * first says whose link it is: somebody else may have been sent it, to make them write under another person's name.
 */
export function BackPage() {
  usePageTitle(t`Come back`)
  const { key, hash } = useLocation()
  const navigate = useNavigate()
  const [secret, setSecret] = useState(() => keptSecrets.read('back'))
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<Refused | null>(null)
  const [whose, setWhose] = useState<LookAtWayBackAnswer | null>(null)
  useEffect(() => {
    takeSecretFromAddress()
    setSecret(keptSecrets.read('back'))
    setRefused(null)
  }, [key, hash])
  const [attempt, setAttempt] = useState(0)
  useEffect(() => {
    setWhose(null)
    if (secret === null) return
    const aborted = new AbortController()
    void callApi('/ways-back/look', {
      method: 'POST',
      body: { secret },
      schema: lookAtWayBackAnswerSchema,
      signal: aborted.signal,
    }).then((answer) => {
      if (aborted.signal.aborted) return
      if (answer.ok) setWhose(answer.value)
      setRefused(answer.ok ? null : answer)
    })
    return () => aborted.abort()
  }, [secret, attempt])

  const comeBack = async () => {
    if (secret === null) return
    setBusy(true)
    const answer = await callApi('/ways-back', { method: 'POST', body: { secret }, schema: useWayBackAnswerSchema })
    setBusy(false)
    if (!answer.ok) return setRefused(answer)
    keptSecrets.forget('back')
    const { session, participant, token, name, mode, owner } = answer.value
    recents.enter({ session, participant, token }, { name, title: null, mode, owner })
    void navigate(`/s/${session}`, { replace: true })
  }

  // A link that is not known will not be known the next time either.
  const isGone = refused?.code === 'unknown-way-back'
  return (
    <PageShell narrow>
      <div className="mx-auto mt-2 w-full max-w-md rounded-xl border border-line bg-surface p-6 shadow-2 sm:mt-8 sm:p-8">
        {secret === null ? (
          <>
            <h1 className="text-xl font-semibold">{t`Part of the link is missing`}</h1>
            <p className="mt-1.5 mb-6 text-sm text-ink-soft">{t`The link you saved has a long part after the #. Copy all of it.`}</p>
            <PasteLink />
          </>
        ) : whose === null && refused === null ? (
          <Loading>{t`Opening the link`}</Loading>
        ) : (
          <>
            {whose === null ? (
              <h1 className="mb-5 text-xl font-semibold">{t`Come back to your session`}</h1>
            ) : (
              <Whose {...whose} />
            )}
            {refused && (
              <Callout tone="danger" role="alert" className="mb-5">
                {refused.message}
              </Callout>
            )}
            <div className="flex flex-wrap gap-2">
              {!isGone && (
                <Button
                  variant="primary"
                  size="lg"
                  isPending={busy}
                  onPress={() => (whose === null ? setAttempt(attempt + 1) : void comeBack())}
                >
                  {refused ? t`Try again` : t`Come back`}
                </Button>
              )}
              {refused && (
                <ButtonLink size="lg" variant={isGone ? 'primary' : 'secondary'} to="/">
                  {t`Go to the start page`}
                </ButtonLink>
              )}
            </div>
          </>
        )}
      </div>
    </PageShell>
  )
}

const Whose = ({ name, ownerName, mode, seat, owner }: LookAtWayBackAnswer) => (
  <>
    <div className="flex flex-wrap gap-1.5">
      <Badge tone="accent">{modeWords[mode]}</Badge>
      {seat && <Badge>{seatWords[seat]}</Badge>}
    </div>
    <h1 className="mt-3 text-xl font-semibold">{t`Come back as ${name}`}</h1>
    <p className="mt-1.5 text-sm text-ink-soft">
      {owner
        ? t`This link brings you back to your own session on this device: your seat, your notes, and what only you can see.`
        : t`This link brings you back to ${ownerName}’s session on this device: your seat, your notes, and what only you can see.`}
    </p>
    <p className="mt-1.5 mb-6 text-sm text-ink-soft">{t`If you’re not ${name}, don’t use it: what you write would appear under that name.`}</p>
  </>
)
