import type { EndedReason } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'
import { Callout } from '../../design/index.ts'
import { useUnsentWords } from '../../live/room-draft.ts'
import { UnsentWordsList } from '../../live/unsent-words.tsx'
import { overWords } from '../../words/over-words.ts'

/** In place of the field for a comment, when its session can no longer be reached: why, and what was typed and never sent. */
export function CommentsOver({
  reason,
  session,
  participant,
}: {
  readonly reason: EndedReason
  readonly session: string
  readonly participant: string
}) {
  const unsent = useUnsentWords(session, participant)
  const over = reason === 'session-damaged' ? null : overWords[reason]
  return (
    <>
      <Callout tone="warn" title={over?.title ?? t`This session can’t be read`}>
        {over?.words}
      </Callout>
      <UnsentWordsList unsent={unsent} save={null} />
    </>
  )
}
