import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'
import { Button, ButtonLink, EmptyState, showToast } from '../../design/index.ts'
import { useRoom } from '../../live/room-context.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { recents } from '../recents/browser-recents.ts'
import { forgetSession } from '../recents/forget-session.ts'

/** The session's log cannot be read to the end: shows what is left of it, and lets the owner delete it. */
export function DamagedSession() {
  const { session = '' } = useParams()
  const { token } = useRoom()
  const navigate = useNavigate()
  const [sure, setSure] = useState(false)
  const deleteForGood = async () => {
    const answer = await callApi(`/sessions/${session}`, { method: 'DELETE', token, schema: z.unknown() })
    if (!answer.ok) {
      showToast({ tone: 'danger', title: t`The session was not deleted`, words: answer.message })
      return
    }
    for (const known of recents.of(session)) forgetSession(session, known.participant)
    void navigate('/')
  }
  return (
    <PageShell narrow>
      <EmptyState
        isPage
        title={t`Part of this session can’t be read`}
        className="pt-16"
        actions={
          sure ? (
            <>
              <Button variant="danger" onPress={() => void deleteForGood()}>{t`Delete it permanently`}</Button>
              <Button onPress={() => setSure(false)}>{t`Keep it`}</Button>
            </>
          ) : (
            <>
              <ButtonLink to={`/s/${session}/replay`} variant="primary">{t`Open what can be read`}</ButtonLink>
              <Button onPress={() => setSure(true)}>{t`Delete this session`}</Button>
            </>
          )
        }
      >
        {sure
          ? t`Only its owner can delete it. What can still be read would be lost too.`
          : t`Its data on the server was damaged, so nobody can continue it. Everything before the damage can still be replayed. Other sessions are not affected.`}
      </EmptyState>
    </PageShell>
  )
}
