import {
  type ImportCasesBody,
  importCasesAnswerSchema,
  type OwnCase,
  type OwnCaseFile,
  type OwnCaseKey,
  ownCaseFileSchema,
  ownCaseSchema,
} from '@greenroom/protocol'
import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { type ApiAnswer, callApi } from '../../browser/api.ts'
import { browserStore } from '../../browser/browser-store.ts'
import { forgetDrafts } from '../../browser/drafts.ts'
import { textAt } from './draft.ts'
import { createKeptCases, isOwnCasesKey, type KeptDraft, type OwnCaseEntry } from './kept-cases.ts'

export const keptCases = createKeptCases(browserStore)

/** Drafts that were deleted or saved under another id: a page that saves its draft while closing must not bring them back. */
const settled = new Set<string>()

export function keepDraft(id: string, draft: KeptDraft): boolean {
  return settled.has(id) || keptCases.keepDraft(id, draft)
}
/** The beginning of the keys of field contents that do not fit into the case yet. */
export function caseDraftsOf(id: string): string {
  return `own-case.${id}.`
}
export function dropDraft(id: string): void {
  keptCases.dropDraft(id)
}
export function settleDraft(id: string): void {
  settled.add(id)
  dropDraft(id)
  forgetDrafts(caseDraftsOf(id))
}
export function readDraft(id: string): KeptDraft | null {
  settled.delete(id)
  return keptCases.draft(id)
}

/** A case in the list: saved on the server, only begun here, or both with changes that are not saved. */
export type OwnCaseRow = {
  readonly id: string
  readonly title: string
  readonly category: string
  readonly difficulty: string
  readonly changedAt: number
  readonly secret: string | null
  readonly draft: boolean
}

const rowOfDraft = (id: string, draft: KeptDraft): OwnCaseRow => ({
  id,
  title: textAt(draft.value, ['public', 'title']),
  category: textAt(draft.value, ['public', 'category']),
  difficulty: textAt(draft.value, ['public', 'difficulty']),
  changedAt: draft.changedAt,
  secret: null,
  draft: true,
})

const readRows = (): readonly OwnCaseRow[] => {
  const drafts = new Set(keptCases.draftIds())
  const saved = keptCases.list().map((entry): OwnCaseRow => ({ ...entry, draft: drafts.has(entry.id) }))
  const known = new Set(saved.map(({ id }) => id))
  const begun = [...drafts].flatMap((id) => {
    const draft = known.has(id) ? null : keptCases.draft(id)
    return draft === null ? [] : [rowOfDraft(id, draft)]
  })
  return [...saved, ...begun].sort((a, b) => b.changedAt - a.changedAt)
}

let rows: readonly OwnCaseRow[] | null = null

// Before every list's own watcher, so that each reads the new rows.
browserStore.watch((key) => {
  if (isOwnCasesKey(key)) rows = null
})
const subscribe = (changed: () => void) =>
  browserStore.watch((key) => {
    if (isOwnCasesKey(key)) changed()
  })
const read = () => {
  rows ??= readRows()
  return rows
}
export function useOwnCases(): readonly OwnCaseRow[] {
  return useSyncExternalStore(subscribe, read)
}

/** Its key, if this browser has it. */
export function ownCaseKey(id: string): OwnCaseKey | null {
  const entry = keptCases.list().find((one) => one.id === id)
  return entry === undefined ? null : { id: entry.id, secret: entry.secret }
}
export function isOwnCaseId(id: string): boolean {
  return /^own-[0-9a-f]{24}$/.test(id)
}

const remember = (one: OwnCase, secret: string): void => {
  const { id, changedAt } = one
  const { title, category, difficulty } = one.public
  keptCases.put({ id, secret, title, category, difficulty, changedAt } satisfies OwnCaseEntry)
}

/** All of the files are imported, or none; the refusal contains every fault of every file. */
export async function importCases(
  files: ImportCasesBody['files'],
): Promise<ApiAnswer<readonly (OwnCase & { readonly secret: string })[]>> {
  const answer = await callApi('/own-cases', { method: 'POST', body: { files }, schema: importCasesAnswerSchema })
  if (!answer.ok) return answer
  for (const one of [...answer.value.cases].reverse()) remember(one, one.secret)
  return { ok: true, value: answer.value.cases }
}

export async function loadOwnCase({ id, secret }: OwnCaseKey): Promise<ApiAnswer<OwnCaseFile>> {
  const answer = await callApi(`/own-cases/${id}`, { token: secret, schema: ownCaseFileSchema })
  if (answer.ok) remember(answer.value, secret)
  return answer
}

export async function saveOwnCase(
  { id, secret }: OwnCaseKey,
  expects: number,
  text: string,
): Promise<ApiAnswer<OwnCase>> {
  const answer = await callApi(`/own-cases/${id}`, {
    method: 'PUT',
    token: secret,
    body: { text, expects },
    schema: ownCaseSchema,
  })
  if (answer.ok) remember(answer.value, secret)
  return answer
}

/** Removes it from this browser's list; it stays on the server, for anybody who has its link. */
export function forgetOwnCase(id: string): void {
  keptCases.remove(id)
  settleDraft(id)
}

export async function deleteOwnCase({ id, secret }: OwnCaseKey): Promise<ApiAnswer<unknown>> {
  const answer = await callApi(`/own-cases/${id}`, { method: 'DELETE', token: secret, schema: z.unknown() })
  // Deleting one that is already gone succeeds.
  if (answer.ok || answer.code === 'unknown-own-case') forgetOwnCase(id)
  return answer
}

/** Prepares it for the round, if this person may prepare its case. */
export function prepareOwnCase(session: string, token: string, key: OwnCaseKey): Promise<ApiAnswer<unknown>> {
  return callApi(`/sessions/${session}/own-case`, { method: 'POST', token, body: key, schema: z.unknown() })
}

/** The link that opens the case to anybody who has it: the secret comes after the #, which browsers send to nobody. */
export function linkOf({ id, secret }: OwnCaseKey): string {
  return `${location.origin}/bank/own/${id}#${secret}`
}

export function downloadFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}
