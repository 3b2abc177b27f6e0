import { limits } from '@greenroom/protocol'
import type { ConnectionTrouble } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'

type Words = {
  /** On the chip. */
  readonly short: string
  readonly title: string
  /** What to do about it. */
  readonly words: string
}

/** Why there is no connection, and what to do about it. `address`: the one that the page was opened at. */
export function troubleWords(trouble: ConnectionTrouble, address: string): Words {
  switch (trouble) {
    case 'unreachable':
      return {
        short: t`Offline`,
        title: t`Can’t reach the server`,
        words: t`The room will open as soon as you’re back online. What you typed is kept on this device and sent then.`,
      }
    case 'sockets-blocked':
      return {
        short: t`Blocked`,
        title: t`Your network blocks live connections`,
        words: t`The server answers, but WebSocket connections don’t get through. A company network, a VPN, a proxy or a browser extension usually causes this: try without it, or use another network. If you run the server, let the proxy in front of it pass WebSocket upgrades.`,
      }
    case 'foreign-address':
      return {
        short: t`Wrong address`,
        title: t`The server doesn’t know this address`,
        words: t`You opened it at ${address}, which isn’t one of its own. Open it at the address you were given. If you run it, set PUBLIC_URL to ${address} and restart it.`,
      }
    case 'too-many-tabs':
      return {
        short: t`Too many tabs`,
        title: t`This session is open in too many tabs`,
        words: t`One person can have it open ${limits.connectionsPerParticipant} times. Close one of your other tabs or windows, and this one connects automatically.`,
      }
  }
}
