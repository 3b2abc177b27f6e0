import { type BoardView, emptyView } from '@greenroom/board'
import { createBoardSeeker, type SeekAnswer } from '@greenroom/replay'
import { useCallback } from 'react'
import type { BoardHistory } from '../../live/board-history.ts'
import { loadRecording } from '../replay/source/load-recording.ts'

/** Boards at earlier times, sought in the recording of the session so far; each question loads the recording as it is by then. */
export function useRecordedHistory(session: string, token: string): BoardHistory {
  return useCallback(
    async (document, times) => {
      const loaded = await loadRecording(session, token, () => {}, new AbortController().signal)
      if (!loaded.ok) throw new Error(loaded.message)
      const worker = new Worker(new URL('../replay/source/replay-worker.ts', import.meta.url), { type: 'module' })
      try {
        const seeker = createBoardSeeker(loaded.recording.edits, (request) => worker.postMessage(request))
        worker.addEventListener('message', (message: MessageEvent<SeekAnswer>) => seeker.receive(message.data))
        worker.addEventListener('error', () => seeker.receive({ kind: 'failed', words: 'The worker failed.' }))
        await seeker.opened
        const views: BoardView[] = []
        for (const at of times) views.push((await seeker.seek(document, at)).view ?? emptyView)
        return views
      } finally {
        worker.terminate()
      }
    },
    [session, token],
  )
}
