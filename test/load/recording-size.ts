import { existsSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { encodeRecording, type RecordingItem } from '@greenroom/recording'
import { sampleHeader } from '@greenroom/recording/testing'
import { recordEdits } from '../../packages/replay/src/testing-recording.ts'

const savedPage = fileURLToPath(new URL('../../apps/web/dist/saved-page.html', import.meta.url))

/** Bytes. `page`: of the self-contained web page with the recording in it; `null` when the page is not built. */
export type RecordingSize = { readonly file: number; readonly page: number | null }

/** How large the recording of a session of one hour and 13,000 updates is, as a file and as a saved page. */
export async function measureRecordingSize(updates = 13_000): Promise<RecordingSize> {
  let state = 42
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const { edits } = recordEdits(updates, random)
  const items = (async function* (): AsyncGenerator<readonly RecordingItem[], { readonly damaged: boolean }> {
    for (const edit of edits) yield [{ kind: 'edit', edit: { ...edit, n: 0 } }]
    return { damaged: false }
  })()
  let file = 0
  for await (const chunk of encodeRecording(sampleHeader, items, null)) file += chunk.length
  const page = existsSync(savedPage) ? statSync(savedPage).size + Math.ceil(file / 3) * 4 : null
  return { file, page }
}
