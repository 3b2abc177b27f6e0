import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { usePageTitle } from '../../browser/page-title.ts'
import { useSite } from '../../browser/site.ts'
import { Button, showToast } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { useRecents } from '../recents/browser-recents.ts'
import { forgetSession } from '../recents/forget-session.ts'
import { clearSeen, useSeen } from '../seen/seen.ts'

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="border-t border-line py-6">
    <h2 className="text-base font-semibold">{title}</h2>
    <div className="mt-2 flex flex-col gap-3 text-base text-ink-soft">{children}</div>
  </section>
)

/** What is stored, where, for how long, and how it is deleted. */
export function PrivacyPage() {
  usePageTitle(t`What is stored`)
  const site = useSite()
  const kept = useRecents()
  const seen = useSeen((state) => state.seen)
  const days = site?.retentionDays ?? null
  return (
    <PageShell narrow>
      <h1 className="text-2xl font-semibold">{t`What is stored, and for how long`}</h1>
      <p className="mt-3 mb-8 text-base text-ink-soft">{t`You need no account, and there are no trackers. The only cookies are for people who sign in, either to an account (where the server offers accounts) or to run the server. This page contacts only the server that it came from.`}</p>
      <Part title={t`On the server`}>
        <p>{t`A session is a log: names, the case, the clock, every edit on the board, hints, notes and scores. It is what makes the replay possible. Notes and whispers are shown only to the people they are meant for, in the replay too.`}</p>
        <p>
          <Trans>
            {days === null
              ? t`This server keeps sessions until their owner deletes them.`
              : t`This server deletes a session ${days} days after its last entry.`}{' '}
            The owner can delete a session permanently from the room menu: its data is removed and overwritten. Backups
            are up to the person who runs the server.
          </Trans>
        </p>
        <p>{t`Your own cases stay on the server until someone with their link deletes them. A session that uses one keeps its own copy, with the guide. A recording that someone keeps here stays until the browser that kept it deletes it.`}</p>
        <p>{t`The owner can share a session’s recording with a link, with or without names. Anyone who has the link can open it. It ends when they revoke it, or when the session is deleted. Nobody can take back a recording that was saved as a file.`}</p>
        <p>{t`Invitations, tokens, the links people keep to come back, share links and case links are stored only as hashes.`}</p>
        {site?.signIn === true && (
          <p>{t`If you sign in, an ID from your sign-in provider is stored with the list of your sessions, but not your name or email address.`}</p>
        )}
        {site?.passkeys === true && (
          <p>{t`If you make a passkey, its public half is stored with the list of your sessions. The other half stays on your device.`}</p>
        )}
      </Part>
      <Part title={t`When you talk in the room`}>
        <p>{t`Voice, camera and shared screens travel from browser to browser and are encrypted from end to end: this server helps the browsers to find one another, and never receives what is said. Where browsers can’t reach one another, or more than four people talk, voice goes over this server, and the room says “Voice over the server”. It is then encrypted only between each browser and the server, which passes it on and keeps nothing. If the person who runs this server has set up LiveKit, the call goes over that, and the room says “Over LiveKit”: voice, camera and screens are then encrypted only between each browser and the LiveKit server, which passes them on and could listen. It learns nobody’s name. A mentor’s voice never goes there.`}</p>
        <p>{t`Nothing is recorded unless someone asks for it and everybody with a microphone agrees; someone who joins is asked too, and until they answer nobody is recorded. Each browser records its own microphone only and sends it to this server, which can read it. Everybody in the session can hear it in the replay, and can choose to have it in a file that they save. The owner can choose to have it in a share link. Other files and links contain none of it. Anyone who agreed can erase it at any time: it is then gone from the server and from share links, except in backups that were made earlier. Nobody can take it back from files that were saved.`}</p>
        <p>{t`Who speaks when is measured only if interviewer and candidate both agree. Each browser listens to its own microphone, with a program from this server, and sends only the times at which someone spoke: no words and no sound. Others see it once the scores of the round are open; files of the session contain it, share links don’t. Anyone who agreed can delete it at any time. After that, nobody is sent it any more.`}</p>
        <p>{t`Browsers that are connected learn each other’s IP address. In the device check you can turn direct connections off.`}</p>
        <p>{t`Observers only listen. A mentor is not heard while a round runs. What your seat may not hear is not sent to you.`}</p>
      </Part>
      <Part title={t`In this browser`}>
        <p>{t`Your name, your sessions with the token that lets you back into each, the invitations you made, the cases you have seen, the links and drafts of your own cases, the links of recordings that you kept on the server, your progress and coach’s view, your theme, what you typed and have not sent, your recorded voice and when you spoke until the server has it, and edits that the server has not confirmed yet. On a shared computer, clear this when you leave: anyone with your token can act as you.`}</p>
        <div className="flex flex-wrap gap-2">
          <Button
            isDisabled={kept.length === 0}
            onPress={() => {
              for (const recent of kept) forgetSession(recent.session, recent.participant)
              showToast({ tone: 'good', title: t`This browser has forgotten its sessions` })
            }}
          >
            {plural(kept.length, { one: 'Forget 1 session here', other: 'Forget # sessions here' })}
          </Button>
          <Button
            isDisabled={seen.length === 0}
            onPress={() => {
              clearSeen()
              showToast({ tone: 'good', title: t`Your list of seen cases is now empty` })
            }}
          >
            {plural(seen.length, { one: 'Clear 1 seen case', other: 'Clear # seen cases' })}
          </Button>
        </div>
      </Part>
      <Part title={t`Nowhere else`}>
        <p>{t`No telemetry, no analytics, no fonts or scripts from other hosts. The secret of an invitation, or of a link you kept, comes after the # in its address, which browsers never send. This page exchanges it for your own token and removes it from the address bar.`}</p>
      </Part>
    </PageShell>
  )
}
