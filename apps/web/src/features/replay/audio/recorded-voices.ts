/** The recorded voices of a replay, and where their sound comes from. */
export type RecordedVoices = {
  /** The sound of a part, by its hash; `null`: there is none (any more), and that stretch is silent. */
  readonly load: (hash: string) => Promise<ArrayBuffer | null>
  /** Parts that are known to have no sound here: gaps. `damaged`: what stands in the file is not what was recorded. */
  readonly missing: ReadonlyMap<string, 'damaged' | 'left-out'>
}
