import { useNavigate } from 'react-router'
import { Avatar, Button } from '../../design/index.ts'
import { recents } from '../recents/browser-recents.ts'
import type { Recent } from '../recents/recents.ts'

/** This browser was in the session before: the same person again, or somebody else at the same computer. */
export const AlreadyHere = ({
  known,
  onSomeoneElse,
}: {
  readonly known: readonly Recent[]
  readonly onSomeoneElse?: () => void
}) => {
  const navigate = useNavigate()
  return (
    <div className="flex flex-col gap-2">
      {known.map((recent) => (
        <Button
          key={recent.participant}
          variant="primary"
          size="lg"
          onPress={() => {
            const { session, participant, token, name, title, mode, owner } = recent
            recents.enter({ session, participant, token }, { name, title, mode, owner })
            void navigate(`/s/${session}`, { replace: true })
          }}
        >
          <Avatar name={recent.name} colour={8} size="sm" />
          Continue as {recent.name}
        </Button>
      ))}
      {onSomeoneElse && (
        <Button size="lg" onPress={onSomeoneElse}>
          Join as someone else
        </Button>
      )}
    </div>
  )
}
