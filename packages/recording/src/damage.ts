/**
 * Why a file, or the rest of it, cannot be read. Blocks count from 1, which is the header. Everything before the damaged block has been
 * delivered by then.
 */
export type Damage =
  /** It does not begin as a recording does. */
  | { readonly kind: 'not-a-recording' }
  /** Made by a newer Greenroom: `version` is the file's. */
  | { readonly kind: 'newer'; readonly version: number }
  /** It ends in this block, or before it: the rest was cut off. `offset`: the number of bytes that are there. */
  | { readonly kind: 'cut'; readonly block: number; readonly offset: number }
  /** This block is damaged. `offset`: its first byte. */
  | { readonly kind: 'changed'; readonly block: number; readonly offset: number }
  /** This block, or all of them together, are larger than a reader accepts. */
  | { readonly kind: 'too-large'; readonly block: number; readonly offset: number }
  /** This block is undamaged, but contains something that this version cannot read. `words` is for people who look for the cause. */
  | { readonly kind: 'unreadable'; readonly block: number; readonly offset: number; readonly words: string }
  /** There are bytes after the end. */
  | { readonly kind: 'trailing'; readonly block: number; readonly offset: number }
