import type { Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { memo } from 'react'
import { ButtonLink, Select } from '../../design/index.ts'

/** Every round of the session: links to its start, and to its debrief. */
export const ReplayRounds = memo(function ReplayRounds({
  rounds,
  round,
  onSeek,
  debriefOf,
}: {
  readonly rounds: readonly Round[]
  readonly round: Round | null
  readonly onSeek: (at: number) => void
  readonly debriefOf: ((round: string) => string) | undefined
}) {
  const ended = rounds.find((one) => one.id === round?.id && one.endedAt !== null)
  return (
    <>
      {rounds.length > 1 && (
        <Select
          aria-label={t`Round`}
          className="w-64 min-w-0 max-w-full max-sm:order-last max-sm:w-full"
          selectedKey={round?.id ?? null}
          onSelectionChange={(chosen) => {
            const startedAt = rounds.find((one) => one.id === chosen)?.startedAt
            if (startedAt != null) onSeek(startedAt)
          }}
          disabledKeys={rounds.filter((one) => one.startedAt === null).map((one) => one.id)}
          choices={rounds.map((one, index) => ({ id: one.id, label: roundTitle(one, index) }))}
        />
      )}
      {debriefOf && ended && <ButtonLink size="sm" to={debriefOf(ended.id)}>{t`Debrief`}</ButtonLink>}
    </>
  )
})

const roundTitle = (round: Round, index: number): string =>
  t`Round ${index + 1}${round.promptShownAt !== null && round.case ? `: ${round.case.title}` : ''}`
