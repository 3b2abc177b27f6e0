import { t } from '@lingui/core/macro'
import { useLocation } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { ButtonLink } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { recents } from '../recents/browser-recents.ts'
import { AlreadyHere } from './already-here.tsx'
import { PasteLink } from './paste-link.tsx'

/** A room, or a moment of its replay, opened by its address alone: an address admits nobody, an invitation does. */
export function WayIn({
  session,
  moment = null,
}: {
  readonly session: string
  /** Seconds; `null`: the room. */
  readonly moment?: number | null
}) {
  usePageTitle(t`Enter the session`)
  const { pathname, search } = useLocation()
  const known = recents.of(session)
  return (
    <PageShell narrow>
      <div className="mx-auto mt-2 w-full max-w-md rounded-xl border border-line bg-surface p-6 shadow-2 sm:mt-8 sm:p-8">
        {known.length > 0 ? (
          <>
            <h1 className="text-xl font-semibold">{t`Who are you in this session?`}</h1>
            <p className="mt-1.5 mb-6 text-sm text-ink-soft">{t`You have already joined this session in this browser. To join as someone else, open the invitation again.`}</p>
            <AlreadyHere known={known} to={pathname + search} />
          </>
        ) : (
          <>
            <h1 className="text-xl font-semibold">{t`You need an invitation`}</h1>
            <p className="mt-1.5 mb-6 text-sm text-ink-soft">
              {moment === null
                ? t`The address of a session isn’t enough to join it. Open the invitation you were sent, or ask the session’s owner for one.`
                : t`This link opens a moment in a session’s replay. Only people in that session can see it. To join them, ask the person who sent you the link for an invitation.`}
            </p>
            <PasteLink moment={moment} />
            <div className="mt-6 flex flex-wrap gap-2">
              <ButtonLink to="/">{t`Start a session`}</ButtonLink>
              <ButtonLink to="/bank">{t`Browse the cases`}</ButtonLink>
            </div>
          </>
        )}
      </div>
    </PageShell>
  )
}
