import { t } from '@lingui/core/macro'
import { usePageTitle } from '../browser/page-title.ts'
import { ButtonLink, EmptyState } from '../design/index.ts'
import { PageShell } from './page-shell.tsx'

export function NotFoundPage() {
  usePageTitle(t`Page not found`)
  return (
    <PageShell>
      <EmptyState
        isPage
        className="pt-16"
        title={t`Page not found`}
        actions={
          <>
            <ButtonLink to="/" variant="primary">{t`Start a session`}</ButtonLink>
            <ButtonLink to="/bank">{t`Browse the cases`}</ButtonLink>
          </>
        }
      >{t`Check the address. If it is an invitation, copy the whole link, including everything after the #.`}</EmptyState>
    </PageShell>
  )
}
