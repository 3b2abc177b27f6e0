import { type BankCase, bankCaseSchema } from '@greenroom/protocol'
import { useEffect, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'

export type { BankCase } from '@greenroom/protocol'

/** The public parts of all cases. */
const bankSchema = z
  .union([z.array(bankCaseSchema), z.object({ cases: z.array(bankCaseSchema) })])
  .transform((bank) => ('cases' in bank ? bank.cases : bank))

export type BankState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly cases: readonly BankCase[] }

let state: BankState = { kind: 'loading' }
let asked = false
const listeners = new Set<() => void>()

const become = (next: BankState) => {
  state = next
  for (const listener of listeners) listener()
}

/** The bank is fetched once per page load: it changes only with the server's version. */
export async function loadBank(): Promise<void> {
  if (asked && state.kind !== 'failed') return
  asked = true
  if (state.kind === 'failed') become({ kind: 'loading' })
  const answer = await callApi('/bank', { schema: bankSchema })
  become(answer.ok ? { kind: 'ready', cases: answer.value } : { kind: 'failed', message: answer.message })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function useBank(): BankState {
  useEffect(() => void loadBank(), [])
  return useSyncExternalStore(subscribe, () => state)
}
