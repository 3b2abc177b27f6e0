import { createHash } from 'node:crypto'
import { entryDataSchema, entryKinds, refusalCodes } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as protocol from './index.ts'
import { protocolVersion } from './messages.ts'
import { protocolVersions } from './versions.ts'

/** Everything of this package that both sides must agree on, as plain data in one order. */
const described = (): string => {
  const parts = Object.entries(protocol)
    .filter(
      ([name, value]) =>
        !['limits', 'serverLimits', 'protocolVersion', 'protocolVersions'].includes(name) &&
        typeof value !== 'function',
    )
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]): [string, unknown] => {
      if (value instanceof z.ZodType) return [name, z.toJSONSchema(value, { unrepresentable: 'any', io: 'input' })]
      return [name, value]
    })
  const entries = entryKinds.map((kind) => [
    kind,
    z.toJSONSchema(entryDataSchema(kind), { unrepresentable: 'any', io: 'input' }),
  ])
  return JSON.stringify([parts, entries, refusalCodes])
}

describe('the protocol version', () => {
  it('is the newest line of its history [P29]', () => {
    expect(protocolVersions.map(({ version }) => version)).toEqual(protocolVersions.map((_, index) => index + 1))
    expect(protocolVersions.at(-1)?.version).toBe(protocolVersion)
  })

  it('names the schemas as they are: a change that an older side would not understand is a new version [P29]', () => {
    const hash = createHash('sha256').update(described()).digest('hex').slice(0, 16)
    expect(protocolVersions.at(-1)?.schemas).toBe(hash)
  })
})
