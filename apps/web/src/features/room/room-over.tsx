import type { EndedReason } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { Button, ButtonLink, EmptyState } from '../../design/index.ts'
import { useUnsentWords } from '../../live/room-draft.ts'
import { UnsentWordsList } from '../../live/unsent-words.tsx'
import { PageShell } from '../../shell/page-shell.tsx'
import { forgetKeptBoards, forgetSession } from '../recents/forget-session.ts'
import { DamagedSession } from './damaged-session.tsx'

const words: Readonly<
  Record<
    Exclude<EndedReason, 'session-damaged'>,
    { readonly title: string; readonly words: string; readonly forget: boolean }
  >
> = {
  unauthorized: {
    title: t`You need to join this session again`,
    words: t`Your access has expired, or the session was deleted. Open your invitation again.`,
    forget: true,
  },
  revoked: {
    title: t`You are no longer in this session`,
    words: t`The owner removed you or revoked the invitation you joined with, or you signed out this device from another one. With a new invitation, or a link you saved, you can come back.`,
    forget: true,
  },
  'session-deleted': {
    title: t`This session was deleted`,
    words: t`Its owner deleted it, with the board, the scores and the recording.`,
    forget: true,
  },
  protocol: {
    title: t`This page is out of date`,
    words: t`Reload to get the newest version. What you typed is kept on this device.`,
    forget: false,
  },
  flood: {
    title: t`The connection was closed`,
    words: t`This page sent too much at once. Wait a moment, then reload it.`,
    forget: false,
  },
  'closed-by-us': { title: t`You have left the room`, words: t`Reload the page to join again.`, forget: false },
}

/** The connection ended permanently: why, and what to do next. */
export function RoomOver({
  reason,
  session,
  participant,
}: {
  readonly reason: EndedReason
  readonly session: string
  readonly participant: string
}) {
  const navigate = useNavigate()
  const unsent = useUnsentWords(session, participant)
  useEffect(() => {
    // What is deleted for everybody is removed from their browsers as well.
    if (reason === 'session-deleted') void forgetKeptBoards(session)
  }, [reason, session])
  if (reason === 'session-damaged') return <DamagedSession />
  const over = words[reason]
  return (
    <PageShell narrow>
      <EmptyState
        isPage
        title={over.title}
        className="pt-16"
        actions={
          over.forget ? (
            <>
              <ButtonLink to="/" variant="primary">{t`Start a session`}</ButtonLink>
              <Button
                onPress={() => {
                  forgetSession(session, participant)
                  void navigate('/')
                }}
              >{t`Remove from recent sessions`}</Button>
            </>
          ) : (
            <Button variant="primary" onPress={() => window.location.reload()}>{t`Reload the page`}</Button>
          )
        }
      >
        {over.words}
      </EmptyState>
      <div className="mt-6 text-left">
        <UnsentWordsList unsent={unsent} save={null} />
      </div>
    </PageShell>
  )
}
