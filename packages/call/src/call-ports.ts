import type { CallAnswer, CallMessage, CallNotice } from '@greenroom/protocol'

/** Both return a function that cancels. */
export type CallTimers = {
  readonly after: (milliseconds: number, run: () => void) => () => void
  readonly every: (milliseconds: number, run: () => void) => () => void
}

/** The session's socket as far as the call needs it: see `CallChannel` of `packages/room-client`. */
export type Signalling = {
  readonly isOpen: () => boolean
  readonly send: (message: CallMessage, answered?: (answer: CallAnswer) => void) => void
  readonly listen: (listener: {
    readonly notice: (notice: CallNotice) => void
    readonly opened: () => void
  }) => () => void
}
