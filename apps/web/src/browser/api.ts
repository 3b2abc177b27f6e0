import { type CaseFault, restErrorSchema } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import type { z } from 'zod'
import { sentenceOfCode } from '../words/refusal-words.ts'
import { takeBegunCall } from './begun-calls.ts'
import { noteServerTime } from './server-time.ts'
import { noteSignInNeeded } from './sign-in-needed.ts'

/** REST without exceptions: an answer, or a refusal with the sentence for the screen. */
export type ApiRefusal = {
  readonly ok: false
  readonly code: string
  readonly message: string
  /** Everything that has to be fixed in files that were refused. */
  readonly faults?: readonly CaseFault[] | undefined
}
export type ApiAnswer<T> = { readonly ok: true; readonly value: T } | ApiRefusal

const unreachable: ApiRefusal = {
  ok: false,
  code: 'unreachable',
  message: t`The server didn’t answer. Check your connection and try again.`,
}
const unreadable: ApiRefusal = {
  ok: false,
  code: 'unreadable',
  message: t`This page is out of date. Reload it to get the newest version.`,
}

export type ApiCall<T> = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly body?: unknown
  /** A body that is not JSON, with its type. */
  readonly bytes?: Blob
  /** The participant's own token, or the secret of a case. */
  readonly token?: string
  readonly schema: z.ZodType<T>
  readonly signal?: AbortSignal
}

const ask = (path: string, { method = 'GET', body, bytes, token, signal }: Omit<ApiCall<unknown>, 'schema'>) =>
  fetch(`/api${path}`, {
    method,
    // The cookies of people who sign in, and of an administrator; there are no others.
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: bytes ?? (body === undefined ? null : JSON.stringify(body)),
    signal: signal ?? null,
  })

const refusalIn = (path: string, status: number, json: unknown): ApiRefusal => {
  const refusal = restErrorSchema.safeParse(json)
  if (refusal.success) {
    const { code, message, faults } = refusal.data.error
    if (code === 'account-only' && !path.startsWith('/accounts/')) noteSignInNeeded()
    return { ok: false, code, message: sentenceOfCode(code) ?? message, faults }
  }
  return status >= 500 ? unreachable : unreadable
}

export async function callApi<T>(path: string, call: ApiCall<T>): Promise<ApiAnswer<T>> {
  let response: Response
  let text: string
  try {
    const { method = 'GET', token } = call
    const begun = method === 'GET' && token !== undefined ? takeBegunCall(path, token) : null
    response = await (begun ?? ask(path, call))
    noteServerTime(response.headers.get('date'))
    text = await response.text()
  } catch {
    return unreachable
  }
  const json = parseJson(text)
  if (!response.ok) return refusalIn(path, response.status, json)
  const value = call.schema.safeParse(json)
  return value.success ? { ok: true, value: value.data } : unreadable
}

/** The same for an answer that is a file, which is passed on while it arrives. */
export async function callForFile(
  path: string,
  call: Omit<ApiCall<unknown>, 'schema'>,
): Promise<ApiAnswer<ReadableStream<Uint8Array>>> {
  try {
    const response = await ask(path, call)
    if (!response.ok) return refusalIn(path, response.status, parseJson(await response.text()))
    return response.body === null ? unreadable : { ok: true, value: response.body }
  } catch {
    return unreachable
  }
}

const parseJson = (text: string): unknown => {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
