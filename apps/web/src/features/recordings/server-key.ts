import { serverKeySchema } from '@greenroom/recording'

let known: readonly string[] | null = null

/** The key of the server that this page came from; none when it cannot be asked. */
export async function knownKeys(): Promise<readonly string[]> {
  if (known !== null) return known
  try {
    const response = await fetch('/.well-known/greenroom-key.json', { credentials: 'omit' })
    const answer = serverKeySchema.safeParse(await response.json())
    if (answer.success) known = [answer.data.key]
    return known ?? []
  } catch {
    return []
  }
}
