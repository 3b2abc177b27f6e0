import type { ReactNode } from 'react'
import { usePageTitle } from '../../browser/page-title.ts'
import { useSite } from '../../browser/site.ts'
import { Button, showToast } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { recents, useRecents } from '../recents/browser-recents.ts'
import { clearSeen, useSeen } from '../seen/seen.ts'

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="border-t border-line py-6">
    <h2 className="text-base font-semibold">{title}</h2>
    <div className="mt-2 flex flex-col gap-3 text-base text-ink-soft">{children}</div>
  </section>
)

/** What is kept, where, for how long, and how it is deleted. */
export const PrivacyPage = () => {
  usePageTitle('What is kept')
  const site = useSite()
  const kept = useRecents()
  const seen = useSeen((state) => state.seen)
  const days = site?.retentionDays ?? null
  return (
    <PageShell narrow>
      <h1 className="text-2xl font-semibold">What is kept, and for how long</h1>
      <p className="mt-3 mb-8 text-base text-ink-soft">
        There are no accounts, no cookies and no trackers. This page calls nobody but the server that it came from.
      </p>
      <Part title="On the server">
        <p>
          A session is a log: who joined by which name, the case, the clock, the board with every edit, hints, notes,
          scores. It is what makes the replay possible. Notes and whispers go only to those they are meant for, also in
          the replay.
        </p>
        <p>
          {days === null
            ? 'This server keeps sessions until their owner deletes them.'
            : `This server deletes a session ${days} days after its last entry.`}{' '}
          The owner deletes one for good in the room’s menu: its rows, its files and what its pages held are
          overwritten. Backups that whoever runs the server may have made are theirs to delete.
        </p>
        <p>
          Cases of your own stay on the server, for whoever holds their link, until somebody with the link deletes them.
          Their guides reach the desk of a session that runs one, as its own copy.
        </p>
        <p>
          Of invitations, tokens and the links of cases the server keeps only hashes. Voice and video are not recorded:
          a call link only opens your own call.
        </p>
      </Part>
      <Part title="In this browser">
        <p>
          Your name, the sessions you were in with the token that lets you back into each, the invitations you made, the
          cases you have seen, the links and drafts of your own cases, your theme, and edits that the server has not
          confirmed yet. On a computer that others use, clear it when you leave: whoever holds a token is you.
        </p>
        <div className="flex flex-wrap gap-2">
          <Button
            isDisabled={kept.length === 0}
            onPress={() => {
              for (const recent of kept) recents.forget(recent.session, recent.participant)
              showToast({ tone: 'good', title: 'This browser has forgotten its sessions' })
            }}
          >
            Forget {kept.length === 1 ? '1 session' : `${kept.length} sessions`} here
          </Button>
          <Button
            isDisabled={seen.length === 0}
            onPress={() => {
              clearSeen()
              showToast({ tone: 'good', title: 'The list of seen cases is empty' })
            }}
          >
            Clear {seen.length === 1 ? '1 seen case' : `${seen.length} seen cases`}
          </Button>
        </div>
      </Part>
      <Part title="Nowhere else">
        <p>
          No telemetry, no analytics, no fonts or scripts from other hosts. The secret of an invitation stands after the
          # of its address, which browsers send to nobody; this page trades it for your own token and takes it out of
          the address bar.
        </p>
      </Part>
    </PageShell>
  )
}
