/**
 * Every version of what crosses the wire: a change that an older client or server would not understand is a new version with a line of its
 * own. What crosses it today is in the snapshot of the test beside this file, by name, so that no change goes unnoticed.
 */
export const protocolVersions: readonly { readonly version: number; readonly change: string }[] = [
  { version: 1, change: 'The first.' },
  { version: 2, change: 'A refusal carries its code without a sentence.' },
]
