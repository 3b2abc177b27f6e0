/** The real clock, that a test can turn on: time-outs come due without waiting for them. */
export const createTurnedClock = () => {
  let ahead = 0
  return {
    now: (): number => Date.now() + ahead,
    monotonic: (): number => performance.now() + ahead,
    turn: (milliseconds: number): void => {
      ahead += milliseconds
    },
  }
}
