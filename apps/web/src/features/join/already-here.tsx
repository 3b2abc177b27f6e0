import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useNavigate } from 'react-router'
import { Avatar, Button } from '../../design/index.ts'
import { recents } from '../recents/browser-recents.ts'
import type { Recent } from '../recents/recents.ts'

/** This browser was in the session before: the same person again, or somebody else at the same computer. */
export function AlreadyHere({
  known,
  to,
  onSomeoneElse,
}: {
  readonly known: readonly Recent[]
  /** Where to go next: the room, or a moment of the replay. */
  readonly to: string
  readonly onSomeoneElse?: () => void
}) {
  const navigate = useNavigate()
  return (
    <div className="flex flex-col gap-2">
      {known.map((recent) => (
        <Button
          key={recent.participant}
          variant="primary"
          size="lg"
          onPress={() => {
            recents.enterAs(recent)
            void navigate(to, { replace: true })
          }}
        >
          <Trans>
            <Avatar name={recent.name} colour={8} size="sm" />
            Continue as {recent.name}
          </Trans>
        </Button>
      ))}
      {onSomeoneElse && <Button size="lg" onPress={onSomeoneElse}>{t`Join as someone else`}</Button>}
    </div>
  )
}
