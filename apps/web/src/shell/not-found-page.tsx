import { usePageTitle } from '../browser/page-title.ts'
import { ButtonLink, EmptyState } from '../design/index.ts'
import { PageShell } from './page-shell.tsx'

export const NotFoundPage = () => {
  usePageTitle('No such page')
  return (
    <PageShell>
      <EmptyState
        isPage
        className="pt-16"
        title="There is no page at this address"
        actions={
          <>
            <ButtonLink to="/" variant="primary">
              Start a session
            </ButtonLink>
            <ButtonLink to="/bank">Look at the cases</ButtonLink>
          </>
        }
      >
        It may have been mistyped, or cut off when it was copied. An invitation has to be opened whole, with everything
        after the #.
      </EmptyState>
    </PageShell>
  )
}
