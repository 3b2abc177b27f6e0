/**
 * A log is damaged from entry `seq` on, or makes no sense. What stands before it is sound. This affects only its session: nothing more is
 * appended to it, and it can be read up to there and deleted.
 */
export class DamagedLog extends Error {
  readonly seq: number

  /** `found`: the entry that was read when the damage was noticed; after a gap, not the one that is missing. */
  constructor(seq: number, options: { readonly cause: unknown }, found = seq) {
    super(`Entry ${found} of the log cannot be read.`, options)
    this.seq = seq
  }
}
