import * as protocol from '@greenroom/protocol'
import { commandMessageSchema, handshakeSchema } from '@greenroom/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { boundedParser } from '../live/bounded-parser.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

type Node = Readonly<Record<string, unknown>>
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)

/** A pattern that cannot match more than so many letters says how many. */
const isBoundedPattern = (pattern: unknown): boolean =>
  typeof pattern === 'string' && pattern.startsWith('^') && pattern.endsWith('$') && !/[*+]|\{\d+,\}/.test(pattern)

/** Where a JSON Schema lets in a list, a record or a text of any size. */
const unboundedIn = (schema: unknown, path: string): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap((each, index) => unboundedIn(each, `${path}/${index}`))
  if (!isNode(schema)) return []
  const faults: string[] = []
  const { type } = schema
  if (type === 'array' && schema.maxItems === undefined) faults.push(`${path}: a list of any length`)
  const isRecord = type === 'object' && isNode(schema.additionalProperties)
  if (isRecord && schema.maxProperties === undefined) faults.push(`${path}: a record of any size`)
  const isText = type === 'string' && schema.enum === undefined && schema.const === undefined
  if (isText && schema.maxLength === undefined && !isBoundedPattern(schema.pattern))
    faults.push(`${path}: a text of any length`)
  for (const [key, value] of Object.entries(schema)) {
    // Keys of a record are texts as well; examples and defaults are not schemas.
    if (['enum', 'const', 'default', 'examples', 'required'].includes(key)) continue
    if (isNode(value) || Array.isArray(value)) faults.push(...unboundedIn(value, `${path}/${key}`))
  }
  return faults
}
const asJson = (schema: z.ZodType): unknown => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })

const scoresOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`d-${n}`, { score: 1, words: '', evidence: [] }]))

let at: TestServer
beforeAll(async () => {
  at = await startTestServer()
})
afterAll(() => at.close())

describe('T25: structure beyond every bound', () => {
  /** What is parsed as JSON during the request, and begins like that. */
  const parsedOf = async (beginning: string, act: () => Promise<void>): Promise<number> => {
    const parse = vi.spyOn(JSON, 'parse')
    try {
      await act()
      return parse.mock.calls.filter(([text]) => String(text).startsWith(beginning)).length
    } finally {
      parse.mockRestore()
    }
  }

  it('in a request is refused before it is parsed, whichever the route', async () => {
    const many = `{"files":[${'1,'.repeat(2_000)}1]}`
    const deep = `{"files":${'['.repeat(60)}${']'.repeat(60)}}`
    for (const [method, path] of [
      ['POST', '/api/own-cases'],
      ['PUT', `/api/own-cases/own-${'0'.repeat(24)}`],
      ['POST', '/api/sessions'],
      ['POST', '/api/invitations/look'],
      ['POST', '/api/invitations/join'],
      ['POST', '/api/returns'],
      ['POST', '/api/ways-back'],
      ['POST', '/api/ways-back/look'],
    ] as const)
      for (const body of [many, deep]) {
        let status = 0
        const parsed = await parsedOf('{"files":[', async () => {
          status = (await at.request(method, path, { body })).status
        })
        expect([method, path, status, parsed]).toEqual([method, path, 400, 0])
      }
    // And what is within them is parsed, and refused for its shape.
    expect(
      await parsedOf(
        '{"files":[',
        async () => void (await at.request('POST', '/api/own-cases', { body: '{"files":[1]}' })),
      ),
    ).toBe(1)
  })

  it('in a message or a handshake ends its connection before it is parsed', () => {
    const decode = (packet: string): void => new boundedParser.Decoder().add(packet)
    for (const packet of [
      `42["command",[${'1,'.repeat(2_000)}1]]`,
      `42["command",${'['.repeat(30)}${']'.repeat(30)}]`,
      `40{"seenCases":[${'1,'.repeat(2_000)}1]}`,
    ]) {
      const parse = vi.spyOn(JSON, 'parse')
      expect(() => decode(packet.slice(1))).toThrow('too much structure')
      expect(parse).not.toHaveBeenCalled()
      parse.mockRestore()
    }
    expect(() => decode('2["command",{"commandId":"c"}]')).not.toThrow()
  })
})

describe('whatever comes from outside', () => {
  it('on the sockets has a bound for every list, record and text', () => {
    for (const [name, schema] of [
      ['handshake', handshakeSchema],
      ['command', commandMessageSchema],
      ['awareness', protocol.awarenessStateSchema],
    ] as const)
      expect(unboundedIn(asJson(schema), name), name).toEqual([])
  })

  it('in a request has one too, in body and query, whichever the route', async () => {
    const { json } = await at.request('GET', '/api/openapi.json')
    const { paths } = json as { paths: Record<string, Record<string, Node>> }
    let looked = 0
    for (const [path, operations] of Object.entries(paths))
      for (const [method, operation] of Object.entries(operations)) {
        const outside = { body: operation.requestBody, query: operation.parameters }
        const parameters = Array.isArray(outside.query)
          ? outside.query.filter((each) => isNode(each) && each.in === 'query')
          : []
        expect(unboundedIn(outside.body ?? {}, `${method} ${path}`)).toEqual([])
        expect(unboundedIn(parameters, `${method} ${path} query`)).toEqual([])
        if (outside.body !== undefined) looked++
      }
    expect(looked).toBeGreaterThan(5)
  })

  it('would be named if it had none, and is counted before any of it is looked at', () => {
    const open = z.object({ list: z.array(z.number()), record: z.record(z.string(), z.number()), text: z.string() })
    expect(unboundedIn(asJson(open), '').length).toBeGreaterThanOrEqual(3)
    const command = (count: number) => ({
      commandId: 'c',
      command: { kind: 'sealScorecard', scorecard: { scores: scoresOf(count) } },
    })
    expect(commandMessageSchema.safeParse(command(32)).success).toBe(true)
    expect(commandMessageSchema.safeParse(command(33)).success).toBe(false)
  })
})
