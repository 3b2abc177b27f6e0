import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Requests of one connection that may be waiting for their answers. A browser sends the next one only after the answer. */
const mostUnanswered = 4
/**
 * What arrives at once is parsed at once, up to 64 KB of it, and each field of a head takes its time: so many may come together, with each
 * request counted as two more.
 */
const mostFieldsAtOnce = 320

type Line = { unanswered: number; fieldsAtOnce: number; newest: IncomingMessage; isPaused: boolean }

const forget = (line: Line): void => {
  line.fieldsAtOnce = 0
}
const fieldsOf = ({ rawHeaders }: IncomingMessage): number => 2 + rawHeaders.length / 2

/**
 * Reads a connection that sends requests one behind the other no faster than they are answered: a megabyte of heads is only a moment's
 * work for a sender, and would be parsed at once and lie here until its turn comes. Returns `false` for a request that it does not take,
 * because too much has come with it: it has to be refused and its connection closed.
 */
export function createPipelinedRequests(): (request: IncomingMessage, response: ServerResponse) => boolean {
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
    const line: Line = { unanswered: 0, fieldsAtOnce: 0, newest: request, isPaused: false }
    lines.set(socket, line)
    // Node goes on reading whenever the body of any request on it has been read.
    socket.on('resume', () => look(socket, line))
    return line
  }
  return (request, response) => {
    const { socket } = request
    const line = lines.get(socket) ?? meet(request)
    const fields = fieldsOf(request)
    if (line.fieldsAtOnce === 0) setImmediate(forget, line)
    else if (line.fieldsAtOnce + fields > mostFieldsAtOnce) return false
    line.fieldsAtOnce += fields
    line.newest = request
    line.unanswered++
    // Everything that came with it has been parsed by then, its end included.
    process.nextTick(look, socket, line)
    response.once('close', () => {
      line.unanswered--
      look(socket, line)
    })
    return true
  }
}
