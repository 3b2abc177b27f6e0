import type { RecordedSession } from '@greenroom/replay'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Loaded } from '../../replay/source/load-recording.ts'

export type RecordingState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'here'; readonly recording: RecordedSession }

/** The recording of the session, loaded when it is first needed and kept for the whole debrief. */
export type RecordingSource = {
  readonly state: RecordingState
  /** Loads it; tries again after a failure. */
  readonly ask: () => void
}

/** `load`: a new function discards what was loaded, for example when the round has moved on since. */
export function useRecording(load: (signal: AbortSignal) => Promise<Loaded>): RecordingSource {
  const [state, setState] = useState<RecordingState>({ kind: 'none' })
  const asked = useRef<AbortController | null>(null)
  useEffect(
    () => () => {
      asked.current?.abort()
      asked.current = null
      setState({ kind: 'none' })
    },
    [load],
  )
  const ask = useCallback(() => {
    if (asked.current !== null) return
    const gone = new AbortController()
    asked.current = gone
    setState({ kind: 'loading' })
    void load(gone.signal).then((loaded) => {
      if (gone.signal.aborted) return
      if (loaded.ok) setState({ kind: 'here', recording: loaded.recording })
      else {
        asked.current = null
        setState({ kind: 'failed', message: loaded.message })
      }
    })
  }, [load])
  return useMemo(() => ({ state, ask }), [state, ask])
}
