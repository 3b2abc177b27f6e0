import { commandTable } from '@greenroom/session'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { budgetTable } from '../../../apps/server/src/budgets/budget-table.ts'
import { createBudgets } from '../../../apps/server/src/budgets/index.ts'
import type { Stage } from '../../../apps/server/src/testing/stage.ts'
import { enterSession, type SessionClient } from '../steps/session-client.ts'
import { type Cast, castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

type Shape = {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly allOf?: readonly Shape[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly maxItems?: number
}

/** Names that occur in a session, by what they name: people, rounds, phases, facts, hints, dimensions, comments. */
type Known = ReadonlyMap<string, ReadonlySet<string>>

function knownIn(state: unknown): Known {
  const known = new Map<string, Set<string>>()
  const note = (what: string, name: unknown): void => {
    if (typeof name !== 'string' || name.length > 60) return
    known.set(what, (known.get(what) ?? new Set()).add(name))
  }
  const walk = (value: unknown, under: string): void => {
    if (typeof value !== 'object' || value === null) {
      note(under, value)
      return
    }
    const one = under.replace(/s$/, '')
    for (const [key, each] of Object.entries(value)) {
      if (Array.isArray(value)) {
        if (typeof each === 'object' && each !== null) note(one, Reflect.get(each, 'id'))
        walk(each, typeof each === 'object' ? '' : one)
      } else {
        if (under !== '') note(one, key)
        walk(each, key)
      }
    }
  }
  walk(state, '')
  return known
}

/** Fields of messages that name a person, and the like, by another word. */
const alike: ReadonlyMap<string, string> = new Map([
  ['author', 'participant'],
  ['by', 'participant'],
  ['to', 'participant'],
  ['who', 'participant'],
])

/** What a message of this shape may hold: words, numbers and names that are meant, beside those that nobody would send. */
function valuesOf(shape: Shape, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum !== undefined) return fc.constantFrom(...shape.enum)
  const ways = shape.anyOf ?? shape.oneOf ?? shape.allOf
  if (ways !== undefined) return fc.oneof(...ways.map((way) => valuesOf(way, known, name)))
  switch (shape.type) {
    case 'object': {
      const { properties = {}, required = [] } = shape
      const fields = Object.entries(properties).map(([key, field]) => [key, valuesOf(field, known, key)] as const)
      return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] })
    }
    case 'array':
      return fc.array(valuesOf(shape.items ?? {}, known, name.replace(/s$/, '')), {
        maxLength: Math.min(4, shape.maxItems ?? 4),
      })
    case 'integer':
    case 'number':
      return fc.oneof(
        fc.constantFrom(0, 1, 2, -1, shape.minimum ?? 3, shape.maximum ?? 4, Number.MAX_SAFE_INTEGER),
        fc.integer({ min: 0, max: 100_000 }),
      )
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default: {
      const meant = [...(known.get(alike.get(name) ?? name) ?? [])]
      return fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom('one', 'two', ...meant) },
        { weight: 1, arbitrary: fc.constantFrom(...[...known.values()].flatMap((names) => [...names])) },
        { weight: 1, arbitrary: fc.constantFrom('', '__proto__', 'constructor', 'a'.repeat(300), 'é😀\u202e') },
        { weight: 1, arbitrary: fc.string() },
      )
    }
  }
}

describe('T32: every command that there is', () => {
  const atTimes: readonly (readonly [when: string, prepare: (stage: Stage, cast: Cast) => Promise<void>])[] = [
    ['before its round', async () => {}],
    ['while its round runs', (stage, { interviewer }) => stage.startRound(interviewer)],
    [
      'once its scores are open',
      async (stage, { interviewer, candidate, mentor }) => {
        await stage.startRound(interviewer)
        await stage.must(interviewer, { kind: 'endRound' })
        for (const scorer of [interviewer, candidate, mentor])
          await stage.must(scorer, { kind: 'sealScorecard', scorecard: { scores: {} } })
      },
    ],
  ]

  it.each(atTimes)(
    '%s, in any order, with names that exist and names that do not, is done or refused; nothing throws',
    async (when, prepare) => {
      // How much somebody sends is not what is tried here: other tests do.
      const generous = { ...budgetTable, messages: {}, bytes: {}, parsing: {}, commands: {}, connecting: {} }
      const stage = await stageForTest({ budgets: createBudgets({ table: generous }) })
      const calm = await castSession(stage)
      const beside = await enterSession(stage.url, calm.interviewer)
      const outcomes = new Map<string, number>()
      let sent = 0
      /** Of one session: what is done to it makes way for other things, and may end it. */
      const session = async () => {
        const cast = await castSession(stage, { started: false })
        await prepare(stage, cast)
        const state = await stage.rooms.read(cast.interviewer.session)
        const known = knownIn(state)
        const commands = Object.entries(commandTable)
          .filter(([kind]) => kind !== 'closeSession')
          .map(([kind, { schema }]) =>
            valuesOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, known).map((data) => ({
              ...(data as object),
              kind,
            })),
          )
        const people = Object.values(cast).map((person) => ({ person, client: null as SessionClient | null }))
        const close = (): void => {
          for (const { client } of people) client?.close()
        }
        return { commands: fc.oneof(...commands), people, close }
      }
      for (let part = 0; part < 5; part++) {
        const { commands, people, close } = await session()
        await fc.assert(
          fc.asyncProperty(commands, fc.nat({ max: people.length - 1 }), async (command, who) => {
            const one = people[who]
            if (one === undefined) return
            if (one.client === null || one.client.socket.disconnected)
              one.client = await enterSession(stage.url, one.person).catch(() => null)
            // They were removed by one of the commands.
            if (one.client === null || one.client.goodbye() !== null) return
            const answer = await one.client.command(command, `odd-${sent++}`)
            const outcome = answer.ok ? 'done' : String(answer.code)
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
            if (outcome !== 'rate-limited') return
            one.client.close()
            one.client = null
          }),
          { numRuns: 100, seed: part },
        )
        close()
      }
      process.stdout.write(`T32: ${when}: ${sent} commands, ${outcomes.get('done') ?? 0} of them done\n`)
      expect(outcomes.get('done') ?? 0).toBeGreaterThan(10)
      expect(stage.rooms.counts.handlerErrors).toBe(0)
      expect(stage.rooms.counts.roomsFailed).toBe(0)
      expect(await beside.ask('time')).toHaveProperty('serverTime')
      beside.close()
    },
  )
})

describe('T32: packets of Socket.IO in any order', () => {
  const engine = fc.constantFrom('0', '0{}', '1', '2', '2probe', '3', '3probe', '5', '6', '7', 'b', 'bAAAA', '', '9')
  const packet = fc.oneof(
    fc.constantFrom(
      '40',
      '40{}',
      '40/admin,',
      '40/__proto__,{}',
      '41',
      '41/admin,',
      '42',
      '42[]',
      '42["time"]',
      '421["time"]',
      '42["command",{}]',
      '429007199254740993["time"]',
      '42["connect"]',
      '42["disconnect"]',
      '42["newListener",1]',
      '42["error",{}]',
      '42[1]',
      '42{}',
      '43[]',
      '431[]',
      '44',
      '44{"message":"x"}',
      '451-["time",{"_placeholder":true,"num":0}]',
      '45-["time"]',
      '4599999999-["time"]',
      '461-1[{"_placeholder":true,"num":5}]',
      '47',
      '4',
    ),
    fc.json().map((json) => `42${json}`),
  )
  const binary = fc.uint8Array({ maxLength: 20 })

  it('end at most the connection that they came by: nothing throws, nothing stays, and another room goes on', async () => {
    const generous = { ...budgetTable, connecting: {}, messages: {}, commands: {} }
    const stage = await stageForTest({ budgets: createBudgets({ table: generous }) })
    const { interviewer, candidate } = await castSession(stage)
    const calm = await enterSession(stage.url, interviewer)
    const hello = `40${JSON.stringify({ protocol: 1, token: candidate.token, after: 0, seenCases: [] })}`
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(engine, packet, packet, binary, fc.constant(hello)), { minLength: 1, maxLength: 12 }),
        async (packets) => {
          const socket = new WebSocket(`${stage.socketUrl}/socket.io/?EIO=4&transport=websocket`)
          socket.on('error', () => {})
          const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
          await new Promise<void>((resolve) => {
            socket.once('open', () => resolve())
            socket.once('close', () => resolve())
          })
          for (const each of packets) if (socket.readyState === WebSocket.OPEN) socket.send(each)
          socket.close()
          await closed
        },
      ),
      { numRuns: 150 },
    )
    expect(await calm.ask('time')).toHaveProperty('serverTime')
    expect(stage.rooms.counts.handlerErrors).toBe(0)
    expect(stage.rooms.counts.roomsFailed).toBe(0)
    await calm.until('only those who stayed', () => calm.here().length === 1)
    calm.close()
  })
})
