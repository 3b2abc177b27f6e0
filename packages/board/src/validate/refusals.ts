import type * as Y from 'yjs'

export type ValidationLimits = {
  /** Bytes of one update. */
  readonly updateBytes: number
  /** What applying one update may cost, in the units of `update-cost.ts`. */
  readonly updateCost: number
  /** Bytes of the whole encoded document; `documentBytes` is its present size. */
  readonly boardBytes: number
  readonly documentBytes: number
  readonly items: number
  /** Yjs clients whose new structs one update may bring. */
  readonly clientsPerUpdate: number
  /** Characters of one item's text. */
  readonly textLength: number
  readonly clientIds: number
  /** Yjs structs of one document, including removed ones. */
  readonly structs: number
  /** Yjs structs of one text, or of one entry's history, including removed ones. */
  readonly structsPerList: number
  /** What one participant may hold in total, so that nobody can fill a board for everybody else. */
  readonly share: {
    readonly clientIds: number
    readonly items: number
    readonly structs: number
    readonly bytes: number
  }
}

/** The sender of an update, as far as validation needs to know. */
export type UpdateAuthor = {
  /** Whether this Yjs client id may bring new structs on this connection: it is unbound, or this participant's. */
  readonly mayUse: (client: number) => boolean
  /** Whether this Yjs client id is bound to this participant in the log. */
  readonly owns: (client: number) => boolean
}

/** Why an update ends its replica; each reason has a close code in `packages/protocol`. */
export type UpdateRefusal =
  | 'malformed'
  | 'update-too-large'
  /** Applying it would hold up everybody else. */
  | 'too-costly'
  | 'board-full'
  /** This participant's share of the board is used up; others can continue. */
  | 'share-full'
  | 'gap'
  | 'foreign-client'
  | 'forbidden-content'

export type Validation =
  /** To be appended and applied. Cut down to what is new; `clients` are the Yjs client ids whose structs it brings. */
  | {
      readonly kind: 'accepted'
      readonly update: Uint8Array
      readonly clients: readonly number[]
      /** What applying it costs, to be charged to its author; roughly microseconds (`update-cost.ts`). */
      readonly cost: number
    }
  /** Nothing new in it: no entry. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'refused'; readonly code: UpdateRefusal; readonly detail: string }

export type ValidateUpdate = (
  doc: Y.Doc,
  bytes: Uint8Array,
  limits: ValidationLimits,
  author: UpdateAuthor,
) => Validation

/**
 * Thrown by any part of validation that finds that an update must be refused, and turned into a value by `validateUpdate`: a refusal ends
 * everything, and the parts need not pass it up from loop to loop. Not an `Error`: nobody reads its stack.
 */
export class Refused {
  readonly code: UpdateRefusal
  readonly detail: string
  constructor(code: UpdateRefusal, detail: string) {
    this.code = code
    this.detail = detail
  }
}
