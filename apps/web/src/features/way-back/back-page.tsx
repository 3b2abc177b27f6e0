import { useWayBackAnswerSchema } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { callApi } from '../../browser/api.ts'
import { keptSecrets, takeSecretFromAddress } from '../../browser/kept-secret.ts'
import { usePageTitle } from '../../browser/page-title.ts'
import { Button, ButtonLink, Callout } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { PasteLink } from '../join/paste-link.tsx'
import { recents } from '../recents/browser-recents.ts'

/** `/back#<secret>`: a link that somebody kept brings them back as themself. Only their click uses it, so that no preview does. */
export function BackPage() {
  usePageTitle(t`Come back`)
  const { key, hash } = useLocation()
  const navigate = useNavigate()
  const [secret, setSecret] = useState(() => keptSecrets.read('back'))
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  useEffect(() => {
    takeSecretFromAddress()
    setSecret(keptSecrets.read('back'))
    setRefused(null)
  }, [key, hash])

  const comeBack = async () => {
    if (secret === null) return
    setBusy(true)
    const answer = await callApi('/ways-back', { method: 'POST', body: { secret }, schema: useWayBackAnswerSchema })
    setBusy(false)
    if (!answer.ok) return setRefused(answer.message)
    keptSecrets.forget('back')
    const { session, participant, token, name, mode, owner } = answer.value
    recents.enter({ session, participant, token }, { name, title: null, mode, owner })
    void navigate(`/s/${session}`, { replace: true })
  }

  return (
    <PageShell narrow>
      <div className="mx-auto mt-2 w-full max-w-md rounded-xl border border-line bg-surface p-6 shadow-2 sm:mt-8 sm:p-8">
        {secret === null ? (
          <>
            <h1 className="text-xl font-semibold">{t`Part of the link is missing`}</h1>
            <p className="mt-1.5 mb-6 text-sm text-ink-soft">{t`The link you saved has a long part after the #. Copy all of it.`}</p>
            <PasteLink />
          </>
        ) : (
          <>
            <h1 className="text-xl font-semibold">{t`Come back to your session`}</h1>
            <p className="mt-1.5 mb-6 text-sm text-ink-soft">{t`This link brings you back as yourself on this device: your seat, your notes, and what only you can see.`}</p>
            {refused && (
              <Callout tone="danger" role="alert" className="mb-5">
                {refused}
              </Callout>
            )}
            <div className="flex flex-wrap gap-2">
              <Button variant="primary" size="lg" isPending={busy} onPress={() => void comeBack()}>
                {refused ? t`Try again` : t`Come back`}
              </Button>
              {refused && <ButtonLink size="lg" to="/">{t`Go to the start page`}</ButtonLink>}
            </div>
          </>
        )}
      </div>
    </PageShell>
  )
}
