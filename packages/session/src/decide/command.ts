import { z } from 'zod'
import type { EditKind, EntryData, EntryKind } from '../fold/entries.ts'
import { textLimits } from '../limits/text-limits.ts'
import type { CommandContext } from '../rules/context.ts'
import type { Refusal, RefusalCode } from '../rules/refusals.ts'
import { typedText } from '../state/typed-words.ts'

type DecidedKind = Exclude<EntryKind, EditKind>

/** An entry as a command decides it: what happened. `decide` adds who caused it and by which command. */
export type NewFact = { readonly [K in DecidedKind]: { readonly kind: K; readonly data: EntryData<K> } }[DecidedKind]

/** Data is written in the order of its schema, so that a stream has the same bytes live and after a restart. */
export function entry<K extends DecidedKind>(
  kind: K,
  data: EntryData<K>,
): { readonly kind: K; readonly data: EntryData<K> } {
  return { kind, data }
}

/** What `decide` returns for one command. No entries: granted, and nothing changes. */
export type Decided = readonly NewFact[] | Refusal

type Versions = 'seatsVersion' | 'clockVersion'
/** A command without the versions that it expects: what a button uses to ask whether it may be sent. */
export type WithoutVersions<C> = Omit<C, Versions> & Partial<Pick<C, Extract<keyof C, Versions>>>

/** Everything that defines one command of participants. */
export type CommandRow<S extends z.ZodObject> = {
  /** Its form on the wire, without its kind. */
  readonly schema: S
  /**
   * Why it is refused, judging by what its sender can know. `null` here followed by a refusal of `decide` means that only the server could
   * tell. Browsers call this, too, for their buttons.
   */
  readonly refusal: (context: CommandContext, command: WithoutVersions<z.infer<S>>) => RefusalCode | null
  /** Called when `refusal` returned `null`. `now`: the server's milliseconds. */
  readonly decide: (context: CommandContext, command: z.infer<S>, now: number) => Decided
  /** Whether a closed session accepts it, too: it stays closed, and its clock stays where it is. */
  readonly whenClosed?: true
}

/** Ties `refusal` and `decide` to the schema of the same command. */
export function command<S extends z.ZodObject>(row: CommandRow<S>): CommandRow<S> {
  return row
}

/** The version of seats or clock that the sender saw; a command that names an older one is refused as `stale`. */
export const version = z.number().int().min(0)
/** The text of a note or a whisper. */
export const words = typedText(textLimits.noteOrWhisper).min(1)
/** An id within a case. */
export const partId = z.string().max(64)
/** What a candidate is working on: one line, which may be empty. */
export const focusWords = typedText(textLimits.focus).regex(/^[^\r\n]*$/)
