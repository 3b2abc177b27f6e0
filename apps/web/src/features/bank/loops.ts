import { type PublicLoop, publicLoopSchema } from '@greenroom/question-bank'
import { useEffect, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'

export type { PublicLoop } from '@greenroom/question-bank'

export type LoopsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly loops: readonly PublicLoop[] }

let state: LoopsState = { kind: 'loading' }
let asked = false
const listeners = new Set<() => void>()

const become = (next: LoopsState) => {
  state = next
  for (const listener of listeners) listener()
}

/** Loops are fetched once per page load, when somebody asks for them: they change only with the server's version. */
export async function loadLoops(): Promise<void> {
  if (asked && state.kind !== 'failed') return
  asked = true
  if (state.kind === 'failed') become({ kind: 'loading' })
  const answer = await callApi('/loops', { schema: z.array(publicLoopSchema) })
  become(answer.ok ? { kind: 'ready', loops: answer.value } : { kind: 'failed', message: answer.message })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useLoops(): LoopsState {
  useEffect(() => void loadLoops(), [])
  return useSyncExternalStore(subscribe, () => state)
}

/** A loop’s company inside a sentence: “in the style of an AI lab”, for one that is called “An AI lab” at the start of a line. */
export function companyWithin(company: string): string {
  return company.replace(/^(?:An?|The) /, (article) => article.toLowerCase())
}

export function loopsOf(state: LoopsState): readonly PublicLoop[] {
  return state.kind === 'ready' ? state.loops : []
}
