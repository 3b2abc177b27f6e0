import { beginCall } from '../../../browser/begun-calls.ts'
import { recents } from '../../recents/browser-recents.ts'
import { warmSeekWorker } from './seek-workers.ts'

const played = /^\/(?:s\/([^/]+)\/replay|sample|shared)\/?$/

/** Called before anything is drawn: the data that a replay at this address needs is fetched in parallel with the code that plays it. */
export function beginReplay(path: string): void {
  const found = played.exec(path)
  if (found === null) return
  warmSeekWorker()
  const [, session] = found
  const admission = session === undefined ? null : recents.admission(session)
  if (admission !== null) beginCall(`/sessions/${session}/replay`, admission.token)
}
