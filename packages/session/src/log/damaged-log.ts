/**
 * A log is not as it was written from entry `seq` on, or cannot be understood. What stands before it is sound. It costs its session
 * alone: nothing more is appended to it, and it can be read up to there and deleted.
 */
export class DamagedLog extends Error {
  readonly seq: number

  /** `found`: the entry that was read when it was noticed; behind a hole another than the one that is missing. */
  constructor(seq: number, options: { readonly cause: unknown }, found = seq) {
    super(`Entry ${found} of the log cannot be read.`, options)
    this.seq = seq
  }
}
