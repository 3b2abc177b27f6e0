import { z } from 'zod'
import { airtimeCommands } from './airtime-commands.ts'
import { audioCommands } from './audio-commands.ts'
import { clockCommands } from './clock-commands.ts'
import type { CommandRow, WithoutVersions } from './command.ts'
import { commentCommands } from './comment-commands.ts'
import { debriefCommands } from './debrief-commands.ts'
import { deskCommands } from './desk-commands.ts'
import { noteCommands } from './note-commands.ts'
import { pairCommands } from './pair-commands.ts'
import { peopleCommands } from './people-commands.ts'
import { pinCommands } from './pin-commands.ts'
import { quietCommands } from './quiet-commands.ts'
import { returnCommands } from './return-commands.ts'
import type { CreateSession, roomCommands } from './room-commands.ts'
import { roundCommands } from './round-commands.ts'
import { sessionCommands } from './session-commands.ts'
import { soloCommands } from './solo-commands.ts'
import { takeCommands } from './take-commands.ts'
import { trayCommands } from './tray-commands.ts'

/**
 * Every command of participants: its form on the wire, its rule and what it decides. Parsing, deciding and asking "may I?" are derived from
 * this table.
 */
export const commandTable = {
  ...peopleCommands,
  ...roundCommands,
  ...takeCommands,
  ...clockCommands,
  ...quietCommands,
  ...trayCommands,
  ...deskCommands,
  ...pinCommands,
  ...soloCommands,
  ...noteCommands,
  ...debriefCommands,
  ...pairCommands,
  ...commentCommands,
  ...sessionCommands,
  ...returnCommands,
  ...audioCommands,
  ...airtimeCommands,
}
export type WireCommandKind = keyof typeof commandTable
/** A schema without fields would be inferred as a record of `never`, which no kind fits into. */
type Fields<D> = string extends keyof D ? object : D
type CommandData<K extends WireCommandKind> = Fields<z.infer<(typeof commandTable)[K]['schema']>>

/** One command as a participant sends it. */
export type WireCommand = { [K in WireCommandKind]: CommandData<K> & { readonly kind: K } }[WireCommandKind]

/** A command as a button asks about it: without the versions of seats and clock, because the screen always shows the newest. */
export type AskedCommand = {
  [K in WireCommandKind]: WithoutVersions<CommandData<K>> & { readonly kind: K }
}[WireCommandKind]

/** The row of one kind, for callers that hold a command of that kind: the type system cannot follow the look-up. */
export function commandRow(kind: WireCommandKind): CommandRow<z.ZodObject> {
  return commandTable[kind] as CommandRow<z.ZodObject>
}

export function isWireCommandKind(kind: string): kind is WireCommandKind {
  return Object.hasOwn(commandTable, kind)
}

const options = Object.entries(commandTable).map(([kind, { schema }]) => schema.extend({ kind: z.literal(kind) }))
type Options = Parameters<typeof z.discriminatedUnion>[1]

/** One command as it appears in a message. */
export const wireCommandSchema = z.discriminatedUnion('kind', options as unknown as Options) as unknown as z.ZodType<
  WireCommand,
  WireCommand
>

type RoomTable = typeof roomCommands
type DataOfRow<R> = R extends { readonly decide: (context: never, command: infer C) => unknown } ? C : never

/** Commands that only the server itself may send. */
export type RoomCommand =
  | ({ readonly kind: 'createSession' } & CreateSession)
  | { [K in keyof RoomTable]: DataOfRow<RoomTable[K]> & { readonly kind: K } }[keyof RoomTable]

/** The command that the server completes with what is on the board, as `publishThoughts`. */
export type ThoughtsCommand = Extract<WireCommand, { kind: 'openThoughts' }>

/** Commands that the server completes with a case of the bank, as `prepareCase` and, where they open a round, as `openPrepared`. */
export type CaseCommand = Extract<WireCommand, { kind: 'drawCase' } | { kind: 'chooseCase' } | { kind: 'openWithCase' }>

/** The command that the server completes with the state of a round at a moment, as `forkRound`. */
export type TakeCommand = Extract<WireCommand, { kind: 'takeAgain' }>

/** What `decide` accepts. */
export type Command = Exclude<WireCommand, CaseCommand | TakeCommand | ThoughtsCommand> | RoomCommand
