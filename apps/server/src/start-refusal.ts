/** Why the server does not start, as one sentence (or a list of them) with what to do about it. `main.ts` prints it and exits with 1. */
export class StartRefusal extends Error {
  override readonly name = 'StartRefusal'
}
