/**
 * Why a file, or the rest of it, cannot be read. Blocks count from 1, which is the header. What stood before the damaged block has been
 * handed out by then.
 */
export type Damage =
  /** It does not begin as a recording does. */
  | { readonly kind: 'not-a-recording' }
  /** Made by a newer Greenroom: `version` is that of the file. */
  | { readonly kind: 'newer'; readonly version: number }
  /** It ends in this block, or before it: the rest was cut off. `offset`: bytes that are there. */
  | { readonly kind: 'cut'; readonly block: number; readonly offset: number }
  /** This block is not as it was written. `offset`: its first byte. */
  | { readonly kind: 'changed'; readonly block: number; readonly offset: number }
  /** This block, or all of them, are larger than a reader takes. */
  | { readonly kind: 'too-large'; readonly block: number; readonly offset: number }
  /** This block is as it was written, but holds what this version cannot read. `words` is for people who look for the cause. */
  | { readonly kind: 'unreadable'; readonly block: number; readonly offset: number; readonly words: string }
  /** Something stands behind the end. */
  | { readonly kind: 'trailing'; readonly block: number; readonly offset: number }
