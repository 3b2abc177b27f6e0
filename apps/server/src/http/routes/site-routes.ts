import { protocolVersion, siteSchema } from '@greenroom/protocol'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { describeRoutes } from '../openapi.ts'
import { readLanAddresses } from '../own-addresses.ts'
import { type SharedJson, shareJson } from '../shared-json.ts'
import { answer, done, maybeAccountRoute, openRoute, type Route, sharedAnswer } from './route.ts'

type Site = {
  readonly config: Pick<Config, 'host' | 'publicUrl' | 'retentionDays' | 'oidc' | 'oidcOnly' | 'passkeys'>
  readonly version: string
  /** The port that the server is listening on. */
  readonly port: () => number
}

const isOnThisMachineOnly = (host: string | null): boolean =>
  host !== null && /^(localhost|127\.[0-9.]+|::1)$/.test(host)

/** What a page needs to know about the server, and the description of all routes, including these. */
export function withSiteRoutes(others: readonly Route[], { config, version, port }: Site): readonly Route[] {
  const site = maybeAccountRoute({
    method: 'get',
    path: '/api/site',
    summary: 'What the page needs to know about this server',
    answers: siteSchema,
    run: async (_input, account) =>
      answer({
        version,
        protocol: protocolVersion,
        publicUrl: config.publicUrl,
        lanUrls: isOnThisMachineOnly(config.host)
          ? []
          : readLanAddresses().map((address) => `http://${address}:${port()}`),
        retentionDays: config.retentionDays,
        signIn: config.oidc !== null,
        passkeys: config.passkeys !== null,
        mustSignIn: config.oidcOnly && account === null,
      }),
  })
  const reach = openRoute({
    method: 'post',
    path: '/api/reach',
    summary: 'Whether pages at this address may call this server: 204, or the refusal every call would get',
    status: 204,
    run: async () => done,
  })
  let described: SharedJson | null = null
  const description = openRoute({
    method: 'get',
    path: '/api/openapi.json',
    summary: 'This description',
    answers: z.looseObject({}),
    run: async () => {
      described ??= shareJson(JSON.stringify(describeRoutes([...others, site, reach, description], version)))
      return sharedAnswer(described)
    },
  })
  return [...others, site, reach, description]
}
