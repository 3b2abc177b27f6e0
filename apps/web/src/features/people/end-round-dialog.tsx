import type { SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ConfirmDialog } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'

/** Asks before the round ends, from wherever it can be ended. */
export function EndRoundDialog({
  session,
  send,
  isOpen,
  onOpenChange,
}: {
  readonly session: SessionState
  readonly send: RoomProps['send']
  readonly isOpen: boolean
  readonly onOpenChange: (open: boolean) => void
}) {
  return (
    <ConfirmDialog
      title={t`End the round?`}
      confirm={t`End the round`}
      danger={false}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      onConfirm={() => void send({ kind: 'endRound', clockVersion: session.clockVersion })}
    >{t`The board closes and the debrief opens. You can reopen the round until the scores are shown.`}</ConfirmDialog>
  )
}
