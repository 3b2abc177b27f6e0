import { realClock } from '../real-deps.ts'
import { openStorage } from '../storage/open-storage.ts'
import { boardEdit, sessionOf } from './folders-and-entries.ts'

/** Appends to several sessions until it is killed, and says after each answer what was acknowledged: a test's victim. */
const [folder = '', sessions = '8'] = process.argv.slice(2)
const { store } = await openStorage({ dataDir: folder, clock: realClock, invitationId: () => 'none' })

const appendForever = async (name: string): Promise<void> => {
  for (let after = await store.lastSeq(sessionOf(name)); ; ) {
    const count = 1 + (after % 3)
    const entries = Array.from({ length: count }, (_, index) => boardEdit(Buffer.from(`${name} ${after + 1 + index}`)))
    const result = await store.append(sessionOf(name), after, entries)
    if (!result.ok) throw new Error(`${name} is behind`)
    after += count
    // What dies in a buffer is an acknowledgement that nobody heard: then less is promised, never more.
    process.stdout.write(`${name} ${after}\n`)
  }
}
await Promise.all(Array.from({ length: Number(sessions) }, (_, index) => appendForever(`s${index}`)))
