import {
  type CallAnswer,
  type CallMessage,
  type CallNotice,
  callAnswerSchema,
  callNoticeSchema,
} from '@greenroom/protocol'

/** The call's signalling over the session's socket. Nothing is buffered: what is sent while disconnected is lost. */
export type CallChannel = {
  /** Whether something sent now would leave. */
  readonly isOpen: () => boolean
  /** `answered` is not called when the connection ends first. */
  readonly send: (message: CallMessage, answered?: (answer: CallAnswer) => void) => void
  /** A new listener is told who is in the call, as far as is known, and whether the connection is open. */
  readonly listen: (listener: CallListener) => () => void
}
export type CallListener = {
  readonly notice: (notice: CallNotice) => void
  /** The connection is usable, for the first time or again: a page that is in the call has to say so. */
  readonly opened: () => void
}
/** As the session's dial drives it. */
export type DrivenCallChannel = CallChannel & {
  readonly connectionOpened: (ask: (message: CallMessage, answered: (answer: unknown) => void) => void) => void
  readonly connectionBroke: () => void
  readonly noticed: (payload: unknown) => void
}

export function createCallChannel(): DrivenCallChannel {
  const listeners = new Set<CallListener>()
  let ask: ((message: CallMessage, answered: (answer: unknown) => void) => void) | null = null
  const nobody: CallNotice = { kind: 'people', people: [] }
  /**
   * According to this connection, or to the previous one while there is none. When a server names nobody after connecting, nobody is in the
   * call.
   */
  let people: CallNotice = nobody
  let isOld = false
  const tell = (notice: CallNotice): void => {
    for (const listener of [...listeners]) listener.notice(notice)
  }
  return {
    isOpen: () => ask !== null,
    send: (message, answered) => {
      ask?.(message, (answer) => {
        const parsed = callAnswerSchema.safeParse(answer)
        answered?.(parsed.success ? parsed.data : { ok: false, code: 'malformed' })
      })
    },
    listen: (listener) => {
      listeners.add(listener)
      listener.notice(people)
      if (ask !== null) listener.opened()
      return () => {
        listeners.delete(listener)
      }
    },
    connectionOpened: (given) => {
      ask = given
      if (isOld) {
        isOld = false
        people = nobody
        tell(people)
      }
      for (const listener of [...listeners]) listener.opened()
    },
    connectionBroke: () => {
      ask = null
      isOld = true
    },
    noticed: (payload) => {
      const parsed = callNoticeSchema.safeParse(payload)
      if (!parsed.success) return
      if (parsed.data.kind === 'people') {
        people = parsed.data
        isOld = false
      }
      tell(parsed.data)
    },
  }
}
