/** How often a connection is looked at. Milliseconds. */
export const lookAtConnectionEvery = 500
/** The server says something every second; after so many looks without anything the connection is taken for dead: two and a half seconds. */
const quietLooks = 5
/** A new connection that does not open by then is tried again. */
const dialLooks = 3

/**
 * Whether a connection is still worth waiting for. After a break the network itself waits longer and longer between its attempts, so that a voice would
 * come back many seconds later than the network; a new connection is there at once. Counts looks, and knows no clock: a page that the browser held up does not
 * take that for silence.
 */
export type ConnectionWatch = {
  readonly dialled: () => void
  readonly opened: () => void
  readonly heard: () => void
  /** Call it regularly while there is a connection. `true`: it is dead. */
  readonly look: () => boolean
}

export function createConnectionWatch(): ConnectionWatch {
  let looks = 0
  let isOpen = false
  /** An older server is silent while nobody speaks. */
  let tellsLife = false
  return {
    dialled: () => {
      looks = 0
      isOpen = false
    },
    opened: () => {
      looks = 0
      isOpen = true
    },
    heard: () => {
      looks = 0
      tellsLife = true
    },
    look: () => {
      looks += 1
      return tellsLife && looks >= (isOpen ? quietLooks : dialLooks)
    },
  }
}
