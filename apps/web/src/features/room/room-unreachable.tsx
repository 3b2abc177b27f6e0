import { t } from '@lingui/core/macro'
import { Button, EmptyState } from '../../design/index.ts'
import { useRoom, useRoomSnapshot } from '../../live/room-context.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { troubleWords } from '../../words/trouble-words.ts'

/** The page came from this device's cache, or the server is away: nothing is known about the session yet. */
export function RoomUnreachable() {
  const { client } = useRoom()
  const { trouble } = useRoomSnapshot()
  const { title, words } = troubleWords(trouble ?? 'unreachable', window.location.origin)
  return (
    <PageShell narrow>
      <EmptyState
        isPage
        className="pt-16"
        title={title}
        actions={<Button variant="primary" onPress={client.retryNow}>{t`Try now`}</Button>}
      >
        {words}
      </EmptyState>
    </PageShell>
  )
}
