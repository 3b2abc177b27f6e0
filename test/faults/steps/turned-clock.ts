/** The real clock, which a test can move forward: time-outs come due without waiting for them. */
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
