import { createBoardTrack, type RecordedSession } from '@greenroom/replay'
import { type ParticipantId, type Round, trayOf } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'

/** The reader's own think tray at a moment of the recording; nothing when the round has none. Nobody else is sent it. */
export function ReplayTray({
  recording,
  round,
  me,
  at,
}: {
  readonly recording: RecordedSession
  readonly round: Round
  readonly me: ParticipantId
  /** The store's milliseconds. */
  readonly at: number
}) {
  const track = useMemo(() => {
    const document = trayOf(round.id, me)
    const edits = recording.edits.filter((edit) => edit.document === document)
    return edits.length === 0 ? null : createBoardTrack(edits)
  }, [recording, round.id, me])
  const position = track?.positionAt(at) ?? 0
  const view = useMemo(() => track?.viewAt(position), [track, position])
  if (track === null || view === undefined) return null
  const thoughts = (view.roots.get('tray') ?? []).flatMap((id) => view.items.get(id) ?? [])
  return (
    <section>
      <h2 className="text-xs font-medium text-ink-faint">{t`Your think tray`}</h2>
      <p className="text-xs text-ink-faint">{t`Only you see this.`}</p>
      {thoughts.length === 0 && <p className="mt-1 text-sm text-ink-soft">{t`Empty at this moment`}</p>}
      <ul aria-label={t`Your think tray`} className="mt-1 flex flex-col gap-1.5">
        {thoughts.map(({ id, text }) => (
          <li key={id} className="rounded-md border border-line bg-raised px-2.5 py-1.5 text-sm text-ink" dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </section>
  )
}
