import type { SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useEffect, useMemo } from 'react'
import { Disclosure, Loading } from '../../../design/index.ts'
import { type StripState, stripPeople } from '../../replay/player/use-strip.ts'
import type { StripMoment } from '../../strip/strip-picture.tsx'
import { StripView } from '../../strip/strip-view.tsx'
import type { RecordingSource } from '../evidence/use-recording.ts'

/** The round in one picture, above its scores: a press shows the board of that moment beside them. */
export function RoundStrip({
  session,
  strip,
  recording,
  onGo,
}: {
  readonly session: SessionState
  readonly strip: StripState
  readonly recording: RecordingSource
  readonly onGo: (moment: StripMoment) => void
}) {
  const { state, ask } = recording
  useEffect(() => {
    if (state.kind === 'none') ask()
  }, [state.kind, ask])
  const people = useMemo(() => stripPeople(session), [session])
  if (strip.kind === 'none' || state.kind === 'failed') return null
  return (
    <section className="rounded-lg border border-line bg-surface px-3 py-1 print:hidden">
      <Disclosure defaultExpanded title={t`The round in one picture`}>
        <div className="min-h-60 pb-2 sm:min-h-72">
          {strip.kind === 'here' ? (
            <StripView strip={strip.strip} people={people} onGo={onGo} />
          ) : (
            <Loading>{t`Loading the recording`}</Loading>
          )}
        </div>
      </Disclosure>
    </section>
  )
}
