import type { BoardSeeker } from '@greenroom/replay'
import { boardOf, type Round, type SessionState } from '@greenroom/session'
import { create } from 'zustand'
import type { AlignedRun } from '../../replay/compare/aligned-runs.ts'
import { type KeptRun, readFramework } from '../../replay/source/kept-session.ts'

type RunShown = {
  readonly session: SessionState['session']
  readonly round: Round['id']
  /** `null`: it cannot be read. */
  readonly run: KeptRun | null
}

/** The reference run that was last put beside a round on this page; `null`: none was. */
export const useRunShown = create<{ readonly shown: RunShown | null }>()(() => ({ shown: null }))

/** The run that was put beside a round, to be taken home with it. */
export function runShownBeside({ session }: SessionState, { id }: Pick<Round, 'id'>): KeptRun | null {
  const { shown } = useRunShown.getState()
  return shown?.session === session && shown.round === id ? shown.run : null
}

/** A run as it is at its end. `seeker`: opened with the edits of its recording. `null`: it cannot be read. */
export async function keptRunOf(
  { title, recording, end, played }: Pick<AlignedRun, 'title' | 'recording' | 'end' | 'played'>,
  seeker: Pick<BoardSeeker, 'seek' | 'strip'>,
): Promise<KeptRun | null> {
  const framework = played === null ? null : readFramework(played)
  if (played === null || framework === null) return null
  const strip = await seeker.strip(played, recording.entries, framework)
  const { view } = await seeker.seek(boardOf(played.id), Number.MAX_SAFE_INTEGER)
  return strip === null ? null : { title, session: end, strip, board: { view, framework } }
}
