import { type BoardView, emptyView } from '@greenroom/board'
import { boardForksOf, createBoardSeeker, type SeekAnswer } from '@greenroom/replay'
import { useCallback } from 'react'
import type { BoardHistory } from '../../live/board-history.ts'
import { loadRecording } from '../replay/source/load-recording.ts'

/** Boards at earlier times, sought in the recording of the session so far; each question loads the recording as it is by then. */
export function useRecordedHistory(session: string, token: string): BoardHistory {
  return useCallback(
    async (moments) => {
      const loaded = await loadRecording(session, token, () => {}, new AbortController().signal)
      if (!loaded.ok) throw new Error(loaded.message)
      const worker = new Worker(new URL('../replay/source/replay-worker.ts', import.meta.url), { type: 'module' })
      try {
        const { edits, entries } = loaded.recording
        const seeker = createBoardSeeker(
          edits,
          (request) => worker.postMessage(request),
          undefined,
          // The board of a second take begins as its source's was.
          boardForksOf(entries),
        )
        worker.addEventListener('message', (message: MessageEvent<SeekAnswer>) => seeker.receive(message.data))
        worker.addEventListener('error', () => seeker.receive({ kind: 'failed', words: 'The worker failed.' }))
        await seeker.opened
        const views: BoardView[] = []
        for (const { document, at } of moments) views.push((await seeker.seek(document, at)).view ?? emptyView)
        return views
      } finally {
        worker.terminate()
      }
    },
    [session, token],
  )
}
