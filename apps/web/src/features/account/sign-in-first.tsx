import { t } from '@lingui/core/macro'
import { useLocation } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { afterSignIn } from './after-sign-in.ts'
import { SignInCard } from './sign-in-card.tsx'

/** Shown in place of a page that a server gives only to people who are signed in; the page follows afterwards. */
export function SignInFirst() {
  usePageTitle(t`Sign in`)
  const { pathname, search, hash } = useLocation()
  return (
    <PageShell narrow>
      <SignInCard title={t`Sign in to continue`} onBegin={() => void afterSignIn.write(`${pathname}${search}${hash}`)}>
        <p>
          {pathname === '/join'
            ? t`On this server everybody signs in. Your invitation opens here afterwards.`
            : t`On this server everybody signs in. You come back to this page afterwards.`}
        </p>
      </SignInCard>
    </PageShell>
  )
}
