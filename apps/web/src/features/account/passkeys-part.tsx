import type { ListedPasskey } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { KeyRound } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { Button, showToast } from '../../design/index.ts'
import { agoInWords } from '../../words/time-words.ts'
import { accountApi } from './account-api.ts'
import { makePasskey } from './use-passkey.ts'

/** The passkeys of an account. `isOnlyWay`: there is no other way to sign in here, so the last one cannot be removed. */
export function PasskeysPart({ isOnlyWay }: { readonly isOnlyWay: boolean }) {
  const [passkeys, setPasskeys] = useState<readonly ListedPasskey[] | null>(null)
  const [busy, setBusy] = useState(false)
  const reload = useCallback(async () => {
    const answer = await accountApi.passkeys()
    if (answer.ok) setPasskeys(answer.value.passkeys)
  }, [])
  useEffect(() => {
    void reload()
  }, [reload])

  const add = async (): Promise<void> => {
    setBusy(true)
    const answer = await makePasskey()
    setBusy(false)
    if (!answer.ok) showToast({ tone: 'danger', title: t`No passkey was added`, words: answer.message })
    await reload()
  }
  const remove = async ({ id }: ListedPasskey): Promise<void> => {
    const answer = await accountApi.removePasskey(id)
    if (!answer.ok) {
      showToast({ tone: 'danger', title: t`Nothing was changed`, words: answer.message })
      return
    }
    // Somebody who signed in with it is signed out now.
    const listed = await accountApi.passkeys()
    if (listed.ok) setPasskeys(listed.value.passkeys)
    else window.location.reload()
  }
  if (passkeys === null) return null
  const now = Date.now()
  return (
    <section aria-labelledby="passkeys" className="mt-8">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 grow basis-64">
          <h2 id="passkeys" className="text-lg font-semibold">{t`Passkeys`}</h2>
          <p className="mt-1 text-sm text-ink-soft">{t`You sign in with one instead of a password. Add a second one on another device, in case you lose this one.`}</p>
        </div>
        <Button isPending={busy} onPress={() => void add()}>
          <KeyRound aria-hidden="true" />
          {t`Add a passkey`}
        </Button>
      </div>
      {passkeys.length > 0 && (
        <ul
          aria-labelledby="passkeys"
          className="mt-4 divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface"
        >
          {passkeys.map((passkey, index) => (
            <li key={passkey.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
              <div className="min-w-0 grow basis-48">
                <p className="text-sm font-medium">{t`Passkey ${index + 1}`}</p>
                <p className="text-xs text-ink-faint">{t`Added ${agoInWords(passkey.createdAt, now)}, used ${agoInWords(passkey.usedAt, now)}`}</p>
              </div>
              {(passkeys.length > 1 || !isOnlyWay) && (
                <Button
                  size="sm"
                  variant="quiet"
                  aria-label={t`Remove passkey ${index + 1}`}
                  onPress={() => void remove(passkey)}
                >{t`Remove`}</Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
