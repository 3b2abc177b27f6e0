import { usePageTitle } from '../browser/page-title.ts'
import { ButtonLink, EmptyState } from '../design/index.ts'
import { PageShell } from './page-shell.tsx'

export const NotFoundPage = () => {
  usePageTitle('Page not found')
  return (
    <PageShell>
      <EmptyState
        isPage
        className="pt-16"
        title="Page not found"
        actions={
          <>
            <ButtonLink to="/" variant="primary">
              Start a session
            </ButtonLink>
            <ButtonLink to="/bank">Browse the cases</ButtonLink>
          </>
        }
      >
        Check the address. If it is an invitation, copy the whole link, including everything after the #.
      </EmptyState>
    </PageShell>
  )
}
