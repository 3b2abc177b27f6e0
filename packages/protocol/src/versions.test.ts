import { createHash } from 'node:crypto'
import { commandTable, entryDataSchema, entryKinds, refusalCodes } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as protocol from './index.ts'
import { protocolVersion } from './messages.ts'
import { protocolVersions } from './versions.ts'

const hashOf = (value: unknown): string => {
  const plain = value instanceof z.ZodType ? z.toJSONSchema(value, { unrepresentable: 'any', io: 'input' }) : value
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex').slice(0, 16)
}

/** Everything that both sides must agree on, by its name. */
const crossesTheWire = (): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(
    Object.entries(protocol).filter(
      ([name, value]) =>
        !['limits', 'serverLimits', 'protocolVersion', 'protocolVersions'].includes(name) &&
        typeof value !== 'function',
    ),
  ),
  ...Object.fromEntries(Object.entries(commandTable).map(([kind, { schema }]) => [`command ${kind}`, schema])),
  ...Object.fromEntries(entryKinds.map((kind) => [`entry ${kind}`, entryDataSchema(kind)])),
  refusalCodes,
})

describe('the protocol version', () => {
  it('is the newest line of its history [P29]', () => {
    expect(protocolVersions.map(({ version }) => version)).toEqual(protocolVersions.map((_, index) => index + 1))
    expect(protocolVersions.at(-1)?.version).toBe(protocolVersion)
  })

  // When this fails, decide first: a change that an older client or server would not understand is a new version, with a line in
  // `versions.ts`. Then `vitest run --project unit packages/protocol/src/versions.test.ts -u` writes what is new.
  it('is that of everything that crosses the wire as it is [P29]', () => {
    const hashes = Object.entries(crossesTheWire()).map(([name, value]) => [name, hashOf(value)] as const)
    expect({ protocolVersion, ...Object.fromEntries(hashes) }).toMatchSnapshot()
  })
})
