import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Requests of one connection that may be waiting for their answers. A browser sends the next one only after the answer. */
const mostUnanswered = 4

type Line = { unanswered: number; newest: IncomingMessage; isPaused: boolean }

/**
 * Reads a connection that sends requests one behind the other no faster than they are answered: a megabyte of heads is only a moment's
 * work for a sender, and would be parsed at once and lie here until its turn comes.
 */
export function createPipelinedRequests(): (request: IncomingMessage, response: ServerResponse) => void {
  const lines = new WeakMap<Socket, Line>()

  const look = (socket: Socket, line: Line): void => {
    // The body of the newest one still has to be read.
    const isFull = line.unanswered >= mostUnanswered && line.newest.complete
    if (isFull) {
      line.isPaused = true
      socket.pause()
    } else if (line.isPaused) {
      line.isPaused = false
      socket.resume()
    }
  }
  const meet = (request: IncomingMessage): Line => {
    const { socket } = request
    const line: Line = { unanswered: 0, newest: request, isPaused: false }
    lines.set(socket, line)
    // Node goes on reading whenever the body of any request on it has been read.
    socket.on('resume', () => look(socket, line))
    return line
  }
  return (request, response) => {
    const { socket } = request
    const line = lines.get(socket) ?? meet(request)
    line.newest = request
    line.unanswered++
    // Everything that came with it has been parsed by then, its end included.
    process.nextTick(look, socket, line)
    response.once('close', () => {
      line.unanswered--
      look(socket, line)
    })
  }
}
