import type { Tried, TriedPart } from '@greenroom/protocol'
import type { Config } from '../config.ts'
import { turnCredentials } from '../http/call-routes.ts'
import type { Clock } from '../ports.ts'
import { type IceOutcome, tryIce } from './try-ice.ts'

type Trying = {
  readonly config: Pick<Config, 'publicUrl' | 'stunUrls' | 'turnUrls' | 'turnSecret'>
  readonly version: string
  readonly clock: Clock
  readonly pingStore: () => Promise<void>
}

const answersWithin = 5_000

/** Whether this server, and no other one, answers at the address that people use. */
const tryAddress = async (address: string, version: string): Promise<IceOutcome> => {
  try {
    const answer = await fetch(`${address}/version`, { signal: AbortSignal.timeout(answersWithin), redirect: 'error' })
    if (!answer.ok) return 'refused'
    const said: unknown = await answer.json().catch(() => null)
    return typeof said === 'object' && said !== null && Reflect.get(said, 'version') === version ? 'works' : 'another'
  } catch (error) {
    const cause: unknown = error instanceof Error ? error.cause : null
    const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined
    return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'not-found' : code === 'ECONNREFUSED' ? 'refused' : 'silent'
  }
}

/** Tries a part of the server from where it runs. */
export async function tryPart(part: TriedPart, { config, version, clock, pingStore }: Trying): Promise<Tried> {
  const timed = async (address: string, work: () => Promise<IceOutcome>): Promise<Tried['tries'][number]> => {
    const from = clock.monotonic()
    const outcome = await work()
    return { address, outcome, milliseconds: Math.round(clock.monotonic() - from) }
  }
  const { publicUrl, stunUrls, turnUrls, turnSecret } = config
  switch (part) {
    case 'database':
      return {
        tries: [
          await timed('', () =>
            pingStore().then(
              () => 'works',
              () => 'silent',
            ),
          ),
        ],
      }
    case 'public-url':
      return {
        tries: publicUrl === null ? [] : [await timed(publicUrl, () => tryAddress(publicUrl, version))],
      }
    case 'stun':
      return { tries: await Promise.all(stunUrls.map((url) => timed(url, () => tryIce(url, null)))) }
    case 'turn': {
      if (turnSecret === null) return { tries: [] }
      const credentials = turnCredentials(turnSecret, 'try', clock.now())
      return { tries: await Promise.all(turnUrls.map((url) => timed(url, () => tryIce(url, credentials)))) }
    }
  }
}
