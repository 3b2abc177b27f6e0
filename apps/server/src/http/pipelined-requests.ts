import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** Requests of one connection that may be waiting for their answers. A browser sends the next one only after the answer. */
const mostUnanswered = 4
/**
 * What arrives at once is parsed at once, up to 64 KB of it, and each field of a head takes its time: so many may come together, with each
 * request counted as two more.
 */
const mostFieldsAtOnce = 320

/** How a connection stands. */
type Standing = { unanswered: number; fieldsAtOnce: number; newest: IncomingMessage; isPaused: boolean }

const forget = (standing: Standing): void => {
  standing.fieldsAtOnce = 0
}
const fieldsOf = ({ rawHeaders }: IncomingMessage): number => 2 + rawHeaders.length / 2

/**
 * Reads a connection that sends requests one behind the other no faster than they are answered: a megabyte of heads is only a moment's
 * work for a sender, and would be parsed at once and lie here until its turn comes. Returns `false` for a request that it does not take,
 * because too much has come with it: it has to be refused and its connection closed.
 */
export function createPipelinedRequests(): (request: IncomingMessage, response: ServerResponse) => boolean {
  const standings = new WeakMap<Socket, Standing>()

  const look = (socket: Socket, standing: Standing): void => {
    // The body of the newest one still has to be read.
    const isFull = standing.unanswered >= mostUnanswered && standing.newest.complete
    if (isFull) {
      standing.isPaused = true
      socket.pause()
    } else if (standing.isPaused) {
      standing.isPaused = false
      socket.resume()
    }
  }
  const meet = (request: IncomingMessage): Standing => {
    const { socket } = request
    const standing: Standing = { unanswered: 0, fieldsAtOnce: 0, newest: request, isPaused: false }
    standings.set(socket, standing)
    // Node goes on reading whenever the body of any request on it has been read.
    socket.on('resume', () => look(socket, standing))
    return standing
  }
  return (request, response) => {
    const { socket } = request
    const standing = standings.get(socket) ?? meet(request)
    const fields = fieldsOf(request)
    if (standing.fieldsAtOnce === 0) setImmediate(forget, standing)
    else if (standing.fieldsAtOnce + fields > mostFieldsAtOnce) return false
    standing.fieldsAtOnce += fields
    standing.newest = request
    standing.unanswered++
    // Everything that came with it has been parsed by then, its end included.
    process.nextTick(look, socket, standing)
    response.once('close', () => {
      standing.unanswered--
      look(socket, standing)
    })
    return true
  }
}
