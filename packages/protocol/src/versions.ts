/**
 * Every version of what crosses the wire. `schemas` is the hash of all schemas, codes and names of this package (computed by the test
 * beside this file): a change that an older client or server would not understand is a new version with a line of its own; a compatible one
 * replaces the newest hash.
 */
export const protocolVersions: readonly {
  readonly version: number
  readonly schemas: string
  readonly change: string
}[] = [
  { version: 1, schemas: '088e95ad6f8881b7', change: 'The first.' },
  { version: 2, schemas: '92f8458e3c84cbd5', change: 'A refusal carries its code without a sentence.' },
]
