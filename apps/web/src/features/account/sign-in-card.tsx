import { t } from '@lingui/core/macro'
import { KeyRound, LogIn } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ApiAnswer } from '../../browser/api.ts'
import { useSite } from '../../browser/site.ts'
import { Button, Callout } from '../../design/index.ts'
import { accountApi } from './account-api.ts'
import { makePasskey, signInByPasskey } from './use-passkey.ts'

/** Says why one would sign in, and leads there. `refused`: why it has not worked so far. */
export function SignInCard({
  title,
  refused = null,
  onBegin,
  children,
}: {
  readonly title: string
  readonly refused?: string | null
  readonly onBegin: () => void
  readonly children: ReactNode
}) {
  const site = useSite()
  const [busy, setBusy] = useState<'provider' | 'passkey' | 'new' | null>(null)
  const [problem, setProblem] = useState(refused)
  const begin = async (): Promise<void> => {
    onBegin()
    setBusy('provider')
    const begun = await accountApi.signIn()
    if (begun.ok) return window.location.assign(begun.value.url)
    setBusy(null)
    setProblem(begun.message)
  }
  const byPasskey = async (kind: 'passkey' | 'new', work: () => Promise<ApiAnswer<null>>): Promise<void> => {
    onBegin()
    setProblem(null)
    setBusy(kind)
    const answer = await work()
    if (answer.ok) return window.location.assign('/account')
    setBusy(null)
    setProblem(answer.message)
  }
  return (
    <div className="mx-auto mt-2 w-full max-w-md rounded-xl border border-line bg-surface p-6 shadow-2 sm:mt-8 sm:p-8">
      <h1 className="text-xl font-semibold">{title}</h1>
      <div className="mt-1.5 mb-5 flex flex-col gap-1.5 text-sm text-ink-soft">
        {children}
        {site?.signIn === true && (
          <p>{t`Only an ID from your sign-in provider is stored, not your name or email address.`}</p>
        )}
        {site?.passkeys === true && <p>{t`Only the public half of a passkey is stored.`}</p>}
      </div>
      {problem !== null && (
        <Callout tone="danger" role="alert" className="mb-5">
          {problem}
        </Callout>
      )}
      <div className="flex flex-col items-start gap-3">
        {site?.signIn === true && (
          <Button
            variant="primary"
            size="lg"
            isDisabled={busy !== null && busy !== 'provider'}
            isPending={busy === 'provider'}
            onPress={() => void begin()}
          >
            <LogIn aria-hidden="true" />
            {t`Sign in`}
          </Button>
        )}
        {site?.passkeys === true && (
          <div className="flex flex-wrap gap-2">
            <Button
              {...(!site.signIn && { variant: 'primary' })}
              isDisabled={busy !== null && busy !== 'passkey'}
              isPending={busy === 'passkey'}
              onPress={() => void byPasskey('passkey', signInByPasskey)}
            >
              <KeyRound aria-hidden="true" />
              {t`Sign in with a passkey`}
            </Button>
            <Button
              variant="quiet"
              isDisabled={busy !== null && busy !== 'new'}
              isPending={busy === 'new'}
              onPress={() => void byPasskey('new', makePasskey)}
            >
              {t`Create a passkey`}
            </Button>
          </div>
        )}
      </div>
    </div>
  )
}
