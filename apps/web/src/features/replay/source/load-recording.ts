import { type ReplayPage, replayPageSchema } from '@greenroom/protocol'
import type { RecordedEdit, RecordedSession } from '@greenroom/replay'
import type { ProjectedEntry } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type ApiAnswer, callApi } from '../../../browser/api.ts'

export type Loaded =
  /** `damaged`: the rest could not be read on the server. */
  | { readonly ok: true; readonly recording: RecordedSession; readonly damaged: boolean }
  | { readonly ok: false; readonly code: string; readonly message: string }

/** A long session has more pages than may be requested at once: the next one is then requested again, a while later. */
const waitFor = 1_500
const mostWaits = 8

/**
 * `progress` is called with the number of edits so far; `early` receives the beginning while the rest is loading, each time that it has
 * grown by half. Its result is awaited, so that loading the rest does not hold up what is being drawn.
 */
export type LoadRecording = (
  progress: (edits: number) => void,
  signal: AbortSignal,
  early?: (beginning: RecordedSession) => Promise<void> | undefined,
) => Promise<Loaded>

/** A whole session as this participant may see it, page by page (`LoadRecording`). */
export async function loadRecording(
  session: string,
  token: string,
  progress: (edits: number) => void,
  signal: AbortSignal,
  early: (beginning: RecordedSession) => Promise<void> | undefined = () => undefined,
): Promise<Loaded> {
  const entries: ProjectedEntry[] = []
  const edits: RecordedEdit[] = []
  let after: string | null = null
  let damaged = false
  let waits = 0
  let shown = 0
  do {
    const query: string = after === null ? '' : `?after=${after}`
    const answer: ApiAnswer<ReplayPage> = await callApi(`/sessions/${encodeURIComponent(session)}/replay${query}`, {
      token,
      schema: replayPageSchema,
      signal,
    })
    if (!answer.ok) {
      if (answer.code !== 'rate-limited' || waits === mostWaits || signal.aborted) return answer
      waits++
      await new Promise((resolve) => setTimeout(resolve, waitFor))
      continue
    }
    waits = 0
    add(answer.value, entries, edits)
    progress(edits.length)
    after = answer.value.next
    damaged = answer.value.damaged === true
    if (after !== null && edits.length >= shown * 1.5) {
      shown = edits.length
      await early({ entries: [...entries], edits: [...edits] })
    }
  } while (after !== null)
  return { ok: true, recording: { entries, edits }, damaged }
}

/** The sample session that ships with the page: the same form, as one file. */
export async function loadSample(signal: AbortSignal): Promise<Loaded> {
  const failed = {
    ok: false,
    code: 'unreachable',
    message: t`The sample session could not be loaded. Check your connection and try again.`,
  } as const
  try {
    const response = await fetch('/sample-session.json', { signal })
    const page = replayPageSchema.safeParse(await response.json())
    if (!page.success) return failed
    const entries: ProjectedEntry[] = []
    const edits: RecordedEdit[] = []
    add(page.data, entries, edits)
    return { ok: true, recording: { entries, edits }, damaged: false }
  } catch {
    return failed
  }
}

/** The updates of a page are views of one buffer: two hundred thousand buffers would hold up the page each time they are collected. */
function add(page: ReplayPage, entries: ProjectedEntry[], edits: RecordedEdit[]): void {
  entries.push(...(page.entries as readonly ProjectedEntry[]))
  const bytes = new Uint8Array(page.edits.reduce((sum, { update }) => sum + (update.length / 4) * 3, 0))
  let end = 0
  for (const { update, ...edit } of page.edits) {
    const from = end
    end = writeBytes(update, bytes, from)
    edits.push({ ...edit, update: bytes.subarray(from, end) })
  }
}

/** Returns where they end. A loop: there are hundreds of thousands, and an iterator over letters takes four times as long. */
function writeBytes(base64: string, bytes: Uint8Array, from: number): number {
  const letters = atob(base64)
  for (let at = 0; at < letters.length; at++) bytes[from + at] = letters.charCodeAt(at)
  return from + letters.length
}
