import { addNote, notesOf, openPageBoard, openRoom } from './room-page.ts'

/**
 * A person at a computer of their own: a live room in a process that a test can put to sleep. Writes one card at once, and another when
 * told to on its input; prints what it sees as JSON whenever that changes.
 */
const [url = '', session = '', participant = '', token = ''] = process.argv.slice(2)
const room = openRoom(url, { session, participant, token } as never)
const board = await openPageBoard(room)
let printed = ''
const look = (): void => {
  const { session: state, connection, here } = room.getSnapshot()
  const seen = JSON.stringify({
    connection: connection.kind,
    here: here.length,
    notes: notesOf(board),
    saved: board.getSnapshot().saved.kind,
    clock: state?.rounds.at(-1)?.clock.kind ?? null,
  })
  if (seen === printed) return
  printed = seen
  process.stdout.write(`${seen}\n`)
}
room.subscribe(look)
board.subscribe(look)
look()
process.stdin.on('data', (said: Buffer) => {
  board.apply(addNote(said.toString().trim()))
})
