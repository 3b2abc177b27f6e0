import type { EndedReason } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'
import { useEffect } from 'react'
import { useNavigate } from 'react-router'
import { Button, ButtonLink, EmptyState } from '../../design/index.ts'
import { useUnsentWords } from '../../live/room-draft.ts'
import { UnsentWordsList } from '../../live/unsent-words.tsx'
import { PageShell } from '../../shell/page-shell.tsx'
import { overWords } from '../../words/over-words.ts'
import { forgetKeptBoards, forgetSession } from '../recents/forget-session.ts'
import { DamagedSession } from './damaged-session.tsx'

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
  const over = overWords[reason]
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
