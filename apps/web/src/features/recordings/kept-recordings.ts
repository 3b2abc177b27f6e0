import { audioPartAnswerSchema, type ImportedRecording, importedRecordingSchema } from '@greenroom/protocol'
import { changeSounds, isSoundNamed } from '@greenroom/recording'
import { t } from '@lingui/core/macro'
import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { type ApiAnswer, callApi } from '../../browser/api.ts'
import { browserStore } from '../../browser/browser-store.ts'
import { recordingInFile } from './file-chunks.ts'

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
function lettersOf(bytes: Uint8Array): string {
  let letters = ''
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(letters)
}

async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  const whole = new Uint8Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of all) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

const unreadable = {
  ok: false,
  code: 'recording-unreadable',
  message: t`This file can’t be read. Check that it is still there, and try again.`,
} as const

/**
 * Keeps a recording on this page’s server: first without its voices, then each part of them. `now`: milliseconds since the epoch. `sound` of the answer:
 * the parts that could not be brought.
 */
export async function keepRecording(file: Blob, now: number): Promise<ApiAnswer<ImportedRecording>> {
  const found = await recordingInFile(file)
  if (!found.ok) return unreadable
  const bytes = await joined(changeSounds(found.read(), async () => null))
  const answer = await callApi('/recordings', {
    method: 'POST',
    body: { file: lettersOf(bytes) },
    schema: importedRecordingSchema,
  })
  if (!answer.ok) return answer
  const { id, secret, key, title } = answer.value
  entry.write([{ id, secret, key, title, at: now }, ...entry.read()])
  const missing = new Set(answer.value.sound)
  if (missing.size > 0)
    for await (const _ of changeSounds(found.read(), async ({ name, sound }) => {
      const isWanted = sound !== null && missing.has(name) && isSoundNamed(name, sound)
      if (isWanted && (await bringSound(secret, name, sound))) missing.delete(name)
      return null
    }));
  return { ok: true, value: { ...answer.value, sound: [...missing] } }
}

async function bringSound(secret: string, hash: string, sound: Uint8Array<ArrayBuffer>): Promise<boolean> {
  // The type only says that it is sound: the server looks at the bytes.
  const call = {
    method: 'PUT',
    token: secret,
    bytes: new Blob([sound], { type: 'audio/mp4' }),
    schema: audioPartAnswerSchema,
  } as const
  for (let tries = 0; tries < 3; tries++) {
    const answer = await callApi(`/shared/audio/${hash}`, call)
    if (answer.ok) return true
    if (answer.code !== 'unreachable') return false
  }
  return false
}

/** Deletes it on the server, and forgets it here; one that is already gone there is forgotten as well. */
export async function deleteRecording({ id, key }: KeptRecording): Promise<ApiAnswer<unknown>> {
  const answer = await callApi(`/recordings/${id}`, { method: 'DELETE', token: key, schema: z.unknown() })
  if (answer.ok || answer.code === 'unknown-recording') entry.write(entry.read().filter((one) => one.id !== id))
  return answer.ok || answer.code !== 'unknown-recording' ? answer : { ok: true, value: undefined }
}
