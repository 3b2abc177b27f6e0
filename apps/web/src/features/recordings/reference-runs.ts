import { type ReferenceRun, referenceRunSchema } from '@greenroom/protocol'
import { z } from 'zod'
import { type ApiAnswer, callApi, callForFile } from '../../browser/api.ts'
import { chunksOf } from './file-chunks.ts'
import { type Opened, openRecording } from './open-recording.ts'

/** The reference runs of a round's case, to compare one's own run with. The server refuses them until the round's scores are open. */
export type ReferenceRuns = {
  /** The strong one first; empty when the case has none. */
  readonly list: (signal?: AbortSignal) => Promise<ApiAnswer<readonly ReferenceRun[]>>
  /** The recording of one, as a source to seek in like any other. */
  readonly open: (run: string, signal?: AbortSignal) => Promise<Opened>
}

export function createReferenceRuns(session: string, round: string, token: string): ReferenceRuns {
  const path = `/sessions/${encodeURIComponent(session)}/rounds/${encodeURIComponent(round)}/runs`
  return {
    list: (signal) => callApi(path, { token, schema: z.array(referenceRunSchema), ...(signal && { signal }) }),
    open: async (run, signal) => {
      const answer = await callForFile(`${path}/${encodeURIComponent(run)}`, { token, ...(signal && { signal }) })
      if (!answer.ok) return { ok: false, message: answer.message }
      return await openRecording(chunksOf(answer.value), [])
    },
  }
}
