import { realClock } from '../real-deps.ts'
import { openStorage } from '../storage/open-storage.ts'
import { boardEdit, sessionOf } from './folders-and-entries.ts'

/** Appends to several sessions until it is killed, and prints each acknowledgement: the process that a test kills. */
const [folder = '', sessions = '8'] = process.argv.slice(2)
const { store } = await openStorage({ dataDir: folder, clock: realClock, invitationId: () => 'none' })

const appendForever = async (name: string): Promise<void> => {
  for (let after = await store.lastSeq(sessionOf(name)); ; ) {
    const count = 1 + (after % 3)
    const entries = Array.from({ length: count }, (_, index) => boardEdit(Buffer.from(`${name} ${after + 1 + index}`)))
    const result = await store.append(sessionOf(name), after, entries)
    if (!result.ok) throw new Error(`${name} is behind`)
    after += count
    // If output dies in a buffer, an acknowledgement was not heard: less is promised then, never more.
    process.stdout.write(`${name} ${after}\n`)
  }
}
await Promise.all(Array.from({ length: Number(sessions) }, (_, index) => appendForever(`s${index}`)))
