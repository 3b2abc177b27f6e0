import { addNote, notesOf, openPageBoard, openRoom } from './room-page.ts'

/**
 * A person at a computer of their own: a live room in a process that a test can put to sleep. Writes one card at once, and another
 * that it was about to send when it is told to on its input; prints as JSON what it sees whenever that changes.
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
  const words = said.toString().trim()
  // How far the server's time, as this process shows it, is from the machine's clock.
  if (words === 'time') process.stdout.write(`${JSON.stringify({ wrong: Math.abs(room.serverNow() - Date.now()) })}\n`)
  else board.apply(addNote(words))
})
