import { type ImportedRecording, importedRecordingSchema } from '@greenroom/protocol'
import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { type ApiAnswer, callApi } from '../../browser/api.ts'
import { browserStore } from '../../browser/browser-store.ts'

const keptSchema = z.object({
  id: importedRecordingSchema.shape.id,
  secret: importedRecordingSchema.shape.secret,
  key: importedRecordingSchema.shape.key,
  title: z.string().nullable(),
  /** Milliseconds since the epoch, of this device. */
  at: z.number(),
})
/** A recording that was imported from this browser, with the secrets that open and delete it. */
export type KeptRecording = z.infer<typeof keptSchema>

const entry = browserStore.entry({
  area: 'device',
  key: 'greenroom.imported-recordings',
  schema: z.array(keptSchema),
  otherwise: [],
})

/** The newest first. */
export function useKeptRecordings(): readonly KeptRecording[] {
  return useSyncExternalStore(entry.subscribe, entry.read)
}

/** Bytes as base64, in portions: a call takes only so many arguments. */
async function lettersOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let letters = ''
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(letters)
}

/** Stores a recording on this page’s server. `now`: milliseconds since the epoch. */
export async function keepRecording(file: Blob, now: number): Promise<ApiAnswer<ImportedRecording>> {
  const answer = await callApi('/recordings', {
    method: 'POST',
    body: { file: await lettersOf(file) },
    schema: importedRecordingSchema,
  })
  if (answer.ok) {
    const { id, secret, key, title } = answer.value
    entry.write([{ id, secret, key, title, at: now }, ...entry.read()])
  }
  return answer
}

/** Deletes it on the server, and forgets it here; one that is already gone there is forgotten as well. */
export async function deleteRecording({ id, key }: KeptRecording): Promise<ApiAnswer<unknown>> {
  const answer = await callApi(`/recordings/${id}`, { method: 'DELETE', token: key, schema: z.unknown() })
  if (answer.ok || answer.code === 'unknown-recording') entry.write(entry.read().filter((one) => one.id !== id))
  return answer.ok || answer.code !== 'unknown-recording' ? answer : { ok: true, value: undefined }
}
