import { Button, EmptyState } from '../../design/index.ts'
import { useRoom } from '../../live/room-context.ts'
import { PageShell } from '../../shell/page-shell.tsx'

/** The page came from this device's cache, or the server is away: nothing of the session is known yet. */
export const RoomUnreachable = () => {
  const { client } = useRoom()
  return (
    <PageShell narrow>
      <EmptyState
        isPage
        className="pt-16"
        title="Can’t reach the server"
        actions={
          <Button variant="primary" onPress={client.retryNow}>
            Try now
          </Button>
        }
      >
        The room will open as soon as you’re back online. What you typed is kept on this device and sent then.
      </EmptyState>
    </PageShell>
  )
}
