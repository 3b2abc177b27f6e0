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
              You have been in this session in this browser. To join as someone else, open the invitation again.
            </p>
            <AlreadyHere known={known} />
          </>
        ) : (
          <>
            <h1 className="text-xl font-semibold">You need an invitation</h1>
            <p className="mt-1.5 mb-6 text-sm text-ink-soft">
              The address of a session isn’t enough to join it. Open the invitation you were sent, or ask the session’s
              owner for one.
            </p>
            <div className="flex flex-wrap gap-2">
              <ButtonLink to="/" variant="primary">
                Start a session
              </ButtonLink>
              <ButtonLink to="/bank">Browse the cases</ButtonLink>
            </div>
          </>
        )}
      </div>
    </PageShell>
  )
}
