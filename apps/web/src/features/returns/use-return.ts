import {
  type Admission,
  askReturnAnswerSchema,
  type LookAnswer,
  type ReturnAnswer,
  returnAnswerSchema,
} from '@greenroom/protocol'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { callApi } from '../../browser/api.ts'
import { type KeptReturn, keptReturn } from './kept-return.ts'

export type Joined = LookAnswer['people'][number]

export type ReturnState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly name: string }
  /** `asked`: names of those who are in the room and can say yes. */
  | {
      readonly kind: 'waiting'
      readonly name: string
      readonly request: string
      readonly asked: readonly string[]
      readonly offline: boolean
    }
  | { readonly kind: 'declined' | 'over'; readonly person: Joined | null; readonly name: string }
  | { readonly kind: 'refused'; readonly message: string }

const lookEvery = 1_500

/** Says that this is somebody who has joined before, and waits until somebody in the room confirms it. `admitted` is called once. */
export function useReturn(
  { session, people }: Pick<LookAnswer, 'session' | 'people'>,
  invitation: string,
  admitted: (admission: Admission, name: string) => void,
) {
  const kept = useMemo(() => keptReturn(session), [session])
  const waitingFor = (one: KeptReturn, asked: readonly string[] = []): ReturnState => ({
    kind: 'waiting',
    name: one.name,
    request: one.request,
    asked,
    offline: false,
  })
  const [state, setState] = useState<ReturnState>(() => {
    const before = kept.read()
    return before ? waitingFor(before) : { kind: 'idle' }
  })

  const hear = useCallback(
    (one: KeptReturn, answer: ReturnAnswer): void => {
      if (answer.state === 'waiting') {
        setState({ kind: 'waiting', name: one.name, request: one.request, asked: answer.asked, offline: false })
        return
      }
      kept.remove()
      if (answer.state === 'granted') {
        admitted(answer.admission, one.name)
        return
      }
      const person = people.find(({ participant }) => participant === one.participant) ?? null
      setState({ kind: answer.state, person, name: one.name })
    },
    [kept, admitted, people],
  )

  const isWaiting = state.kind === 'waiting'
  useEffect(() => {
    const one = kept.read()
    if (!isWaiting || one === null) return
    let gone = false
    let timer = 0
    const look = async (): Promise<void> => {
      const answer = await callApi('/returns/look', {
        method: 'POST',
        body: { key: one.key },
        schema: returnAnswerSchema,
      })
      if (gone) return
      if (answer.ok) hear(one, answer.value)
      else if (answer.code === 'unknown-return') hear(one, { state: 'over' })
      else setState((now) => (now.kind === 'waiting' ? { ...now, offline: true } : now))
      timer = window.setTimeout(() => void look(), lookEvery)
    }
    void look()
    return () => {
      gone = true
      window.clearTimeout(timer)
    }
  }, [isWaiting, kept, hear])

  return {
    state,
    ask: async ({ participant, name }: Joined): Promise<void> => {
      setState({ kind: 'asking', name })
      const answer = await callApi('/returns', {
        method: 'POST',
        body: { invitation, participant },
        schema: askReturnAnswerSchema,
      })
      if (!answer.ok) return setState({ kind: 'refused', message: answer.message })
      const one = { key: answer.value.key, request: answer.value.request, participant, name }
      kept.write(one)
      setState(waitingFor(one, answer.value.asked))
    },
    /** Withdraws the request, so that nobody is asked in vain. */
    stop: (): void => {
      const one = kept.read()
      kept.remove()
      setState({ kind: 'idle' })
      if (one) void callApi('/returns/end', { method: 'POST', body: { key: one.key }, schema: z.unknown() })
    },
  }
}
export type Returning = ReturnType<typeof useReturn>
