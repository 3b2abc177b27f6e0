import {
  createBoardSeeker,
  emptyView,
  type RecordedSession,
  type SeekAnswer,
  type SoughtBoard,
} from '@greenroom/replay'
import type { DocumentName } from '@greenroom/session'
import { useEffect, useRef, useState } from 'react'

export type BoardAt =
  | { readonly kind: 'opening'; readonly share: number }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'ready'; readonly board: SoughtBoard }

const nothing: SoughtBoard = { view: emptyView, lastEdit: null }

/** The board of a round at a time, sought in a worker. One seek is under way at a time; of those asked meanwhile only the last is made. */
export function useBoardAt(recording: RecordedSession, document: DocumentName | null, at: number): BoardAt {
  const [state, setState] = useState<BoardAt>({ kind: 'opening', share: 0 })
  const wanted = useRef({ document, at })
  const busy = useRef(false)
  const turn = useRef<() => void>(() => {})

  useEffect(() => {
    const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), { type: 'module' })
    let ready = false
    const opened = createBoardSeeker(
      recording.edits,
      (request) => worker.postMessage(request),
      (done, of) => setState({ kind: 'opening', share: of === 0 ? 1 : done / of }),
    )
    worker.addEventListener('message', (message: MessageEvent<SeekAnswer>) => opened.receive(message.data))
    worker.addEventListener('error', () =>
      setState({ kind: 'failed', words: 'The replay could not be opened in this browser.' }),
    )
    let gone = false
    const step = async (): Promise<void> => {
      if (busy.current || gone || !ready) return
      busy.current = true
      const asked = wanted.current
      const board = asked.document === null ? nothing : await opened.seek(asked.document, asked.at)
      busy.current = false
      if (gone) return
      setState({ kind: 'ready', board })
      if (wanted.current !== asked) void step()
    }
    turn.current = () => void step()
    opened.opened.then(
      () => {
        ready = true
        void step()
      },
      (error: Error) => {
        if (!gone) setState({ kind: 'failed', words: error.message })
      },
    )
    return () => {
      gone = true
      busy.current = false
      turn.current = () => {}
      worker.terminate()
    }
  }, [recording])

  useEffect(() => {
    wanted.current = { document, at }
    turn.current()
  }, [document, at])

  return state
}
