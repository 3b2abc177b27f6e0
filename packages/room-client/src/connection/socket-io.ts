import { io } from 'socket.io-client'
import { type OpenSessionSocket, sessionSocketMessages } from './ports.ts'
import { openWithin } from './reconnect.ts'

/** One Socket.IO connection, over WebSocket only. Its own reconnecting is off: the connection dials. */
export const openSocketIo: OpenSessionSocket = (url, auth, events) => {
  const socket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    // A separate connection each time; a shared one would carry over the state of the last.
    forceNew: true,
    multiplex: false,
    timeout: openWithin,
    auth: { ...auth },
  })
  let over = false
  const broke = (data: unknown): void => {
    if (over) return
    over = true
    events.broke(data)
  }
  for (const event of sessionSocketMessages) {
    socket.on(event, (payload: unknown) => {
      events.heard()
      events.message(event, payload)
    })
  }
  socket.io.on('ping', events.heard)
  // Socket.IO delivers what the server's middleware said as `data` of the error.
  socket.on('connect_error', (error: Error & { data?: unknown }) => broke(error.data))
  socket.on('disconnect', () => broke(undefined))
  return {
    ask: (event, payload, answered) => {
      // Unsent packets would wait in Socket.IO's buffer; nothing is buffered here.
      if (!socket.connected) return
      const acknowledged = (answer: unknown): void => {
        events.heard()
        answered(answer)
      }
      if (payload === undefined) socket.emit(event, acknowledged)
      else socket.emit(event, payload, acknowledged)
    },
    close: () => {
      over = true
      socket.disconnect()
      socket.removeAllListeners()
    },
  }
}
