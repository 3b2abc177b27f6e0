import { newWayBackSchema, wayBackSchema } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'
import { serverTime } from '../../browser/server-time.ts'
import { useSite } from '../../browser/site.ts'
import { Button, Callout, Dialog, Modal, Spinner, showToast } from '../../design/index.ts'
import { agoInWords } from '../../words/time-words.ts'
import { CopyButton } from '../invitations/copy-button.tsx'
import { linkBaseOf } from '../invitations/invitation-link.ts'
import { QrCode } from '../invitations/qr-code.tsx'

type State =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  /** `createdAt: null`: there is none. `secret`: it was created in this dialog. */
  | { readonly kind: 'here'; readonly createdAt: number | null; readonly secret: string | null }

/** A link to save, by which a participant comes back on any device without anybody's permission. */
export function WayBackDialog({
  session,
  token,
  name,
  onClose,
}: {
  readonly session: string
  readonly token: string
  readonly name: string
  readonly onClose: () => void
}) {
  const site = useSite()
  const [state, setState] = useState<State>({ kind: 'loading' })
  const [busy, setBusy] = useState(false)
  const path = `/sessions/${session}/way-back`
  useEffect(() => {
    const gone = new AbortController()
    void callApi(path, { token, schema: wayBackSchema, signal: gone.signal }).then((answer) => {
      if (gone.signal.aborted) return
      setState(
        answer.ok
          ? { kind: 'here', createdAt: answer.value.createdAt, secret: null }
          : { kind: 'failed', message: answer.message },
      )
    })
    return () => gone.abort()
  }, [path, token])

  const make = async () => {
    setBusy(true)
    const answer = await callApi(path, { method: 'POST', token, body: {}, schema: newWayBackSchema })
    setBusy(false)
    if (answer.ok) setState({ kind: 'here', ...answer.value })
    else showToast({ tone: 'danger', title: t`No link was made`, words: answer.message })
  }
  const revoke = async () => {
    setBusy(true)
    const answer = await callApi(path, { method: 'DELETE', token, schema: wayBackSchema })
    setBusy(false)
    if (answer.ok) setState({ kind: 'here', createdAt: null, secret: null })
    else showToast({ tone: 'danger', title: t`The link was not revoked`, words: answer.message })
  }
  const signOutOthers = async () => {
    setBusy(true)
    const answer = await callApi(`/sessions/${session}/sign-out-others`, {
      method: 'POST',
      token,
      body: {},
      schema: z.unknown(),
    })
    setBusy(false)
    showToast(
      answer.ok
        ? {
            tone: 'good',
            title: t`Your other devices are signed out`,
            words: t`Only this browser is still signed in as you.`,
          }
        : { tone: 'danger', title: t`Your other devices were not signed out`, words: answer.message },
    )
  }
  const base = linkBaseOf(site, window.location.origin)
  const link =
    state.kind === 'here' && state.secret !== null ? `${base.url.replace(/\/+$/, '')}/back#${state.secret}` : null

  return (
    <Modal isOpen onOpenChange={(open) => !open && onClose()}>
      <Dialog
        title={t`Save a link to come back`}
        lead={t`With your own link you can come back as ${name} on any device, even if you lose this one.`}
      >
        {state.kind === 'loading' && <Spinner label={t`Loading`} />}
        {state.kind === 'failed' && <Callout tone="danger">{state.message}</Callout>}
        {state.kind === 'here' && (
          <div className="flex flex-col gap-4">
            {link !== null ? (
              <>
                <Callout
                  tone="warn"
                  title={t`Copy it now. It can’t be shown again.`}
                >{t`Anyone who has it can act as you in this session. Send it only to yourself.`}</Callout>
                <div className="flex items-center gap-3">
                  <p className="min-w-0 grow truncate font-mono text-xs text-ink-faint select-all" title={link}>
                    {link.replace(/^https?:\/\//, '')}
                  </p>
                  <CopyButton text={link} primary copied={t`Link copied.`} />
                </div>
                <div className="mx-auto w-48">
                  <QrCode text={link} label={t`QR code of your link`} />
                </div>
                {base.onlyHere && (
                  <p className="text-sm text-warn-ink">{t`This link only works on this computer. Open the room at an address that other devices can reach, and make the link there.`}</p>
                )}
              </>
            ) : (
              <p className="text-sm text-ink-soft">
                {state.createdAt === null
                  ? t`You don’t have a link yet. Once you have made one, you can use it as often as you like until you replace or revoke it.`
                  : t`You made a link ${agoInWords(state.createdAt, serverTime())}. It still works, and can’t be shown again.`}
              </p>
            )}
            <div className="flex flex-wrap gap-2">
              {link === null && (
                <Button variant="primary" isPending={busy} onPress={() => void make()}>
                  {state.createdAt === null ? t`Make a link` : t`Replace it with a new one`}
                </Button>
              )}
              {state.createdAt !== null && (
                <Button isDisabled={busy} onPress={() => void revoke()}>{t`Revoke it`}</Button>
              )}
            </div>
            <div className="border-t border-line pt-4">
              <h3 className="text-sm font-medium">{t`Has someone else signed in as you?`}</h3>
              <p className="mt-1 mb-2 text-sm text-ink-soft">{t`Signs out every other browser that joined as you and revokes your link. This browser stays signed in.`}</p>
              <Button
                isDisabled={busy}
                onPress={() =>
                  void signOutOthers().then(() => setState({ kind: 'here', createdAt: null, secret: null }))
                }
              >{t`Sign out my other devices`}</Button>
            </div>
          </div>
        )}
      </Dialog>
    </Modal>
  )
}
