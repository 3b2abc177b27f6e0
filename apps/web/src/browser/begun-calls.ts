/** Requests that were sent before the part of the page that reads their answers was loaded. */
const begun = new Map<string, Promise<Response>>()

const keyOf = (path: string, token: string): string => `${path} ${token}`

/** Sends a request like `callApi`, whose answer then waits for that call. `path` begins after `/api`. */
export function beginCall(path: string, token: string): void {
  const answer = fetch(`/api${path}`, {
    credentials: 'omit',
    headers: { accept: 'application/json', authorization: `Bearer ${token}` },
  })
  // A failure is reported to the part that takes the answer.
  answer.catch(() => undefined)
  begun.set(keyOf(path, token), answer)
}

/** The answer to a request that was sent early, once: the next call asks the server. */
export function takeBegunCall(path: string, token: string): Promise<Response> | null {
  const key = keyOf(path, token)
  const answer = begun.get(key) ?? null
  begun.delete(key)
  return answer
}
