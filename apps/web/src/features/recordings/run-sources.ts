import { roundIdSchema } from '@greenroom/session'
import type { RunSources } from '../replay/compare/choose-run.tsx'

/** The code that reads files is loaded with the first of them. */
export const runsFromFiles: RunSources = {
  fromFile: async (file) => (await import('./file-page.tsx')).openFile(file),
}

/** For a participant of a session: also the reference runs of its cases, which the server shows once the scores are open. */
export function runsOfSession(session: string, token: string): RunSources {
  const runsOf = async (round: string) =>
    (await import('./reference-runs.ts')).createReferenceRuns(session, roundIdSchema.parse(round), token)
  return {
    ...runsFromFiles,
    references: {
      list: async (round, signal) => {
        const answer = await (await runsOf(round)).list(signal)
        return answer.ok ? answer.value : []
      },
      open: async (round, run) => (await runsOf(round)).open(run),
    },
  }
}
