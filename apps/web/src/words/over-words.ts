import type { EndedReason } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'

/** Why a connection has ended permanently. `forget`: this person cannot come back by it. */
export const overWords: Readonly<
  Record<
    Exclude<EndedReason, 'session-damaged'>,
    { readonly title: string; readonly words: string; readonly forget: boolean }
  >
> = {
  unauthorized: {
    title: t`You need to join this session again`,
    words: t`Your access has expired, or the session was deleted. Open your invitation again.`,
    forget: true,
  },
  revoked: {
    title: t`You are no longer in this session`,
    words: t`The owner removed you or revoked the invitation you joined with, or you signed out this device from another one. You need a new invitation to come back; if you signed it out yourself, a new link from your other device also works.`,
    forget: true,
  },
  'session-deleted': {
    title: t`This session was deleted`,
    words: t`Its owner deleted it, with the board, the scores and the recording.`,
    forget: true,
  },
  protocol: {
    title: t`This page is out of date`,
    words: t`Reload to get the newest version. What you typed is kept on this device.`,
    forget: false,
  },
  flood: {
    title: t`The connection was closed`,
    words: t`This page sent too much at once. Wait a moment, then reload it.`,
    forget: false,
  },
  'closed-by-us': { title: t`You have left the room`, words: t`Reload the page to join again.`, forget: false },
}
