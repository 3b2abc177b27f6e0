import { usePageTitle } from '../../browser/page-title.ts'
import { ButtonLink } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { recents } from '../recents/browser-recents.ts'
import { AlreadyHere } from './already-here.tsx'

/** A room opened by its address alone: an address admits nobody, an invitation does. */
export const WayIn = ({ session }: { readonly session: string }) => {
  usePageTitle('Enter the session')
  const known = recents.of(session)
  return (
    <PageShell narrow>
      <div className="mx-auto mt-2 w-full max-w-md rounded-xl border border-line bg-surface p-6 shadow-2 sm:mt-8 sm:p-8">
        {known.length > 0 ? (
          <>
            <h1 className="text-xl font-semibold">Who are you in this session?</h1>
            <p className="mt-1.5 mb-6 text-sm text-ink-soft">
              This browser was in it before. To come in as somebody else, open the invitation again.
            </p>
            <AlreadyHere known={known} />
          </>
        ) : (
          <>
            <h1 className="text-xl font-semibold">You need an invitation to come in</h1>
            <p className="mt-1.5 mb-6 text-sm text-ink-soft">
              The address of a session admits nobody by itself. Open the invitation that you were sent, or ask the owner
              of the session for one.
            </p>
            <div className="flex flex-wrap gap-2">
              <ButtonLink to="/" variant="primary">
                Start a session
              </ButtonLink>
              <ButtonLink to="/bank">Look at the cases</ButtonLink>
            </div>
          </>
        )}
      </div>
    </PageShell>
  )
}
