import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { addCard, cardsOf } from './cards.ts'

/**
 * A standard y-websocket client in a process of its own, with default options except its token. Adds a card, and prints what it sees as
 * JSON once the other's card has arrived.
 */
const [url = '', room = '', token = '', native = ''] = process.argv.slice(2)
const doc = new Y.Doc()
const provider = new WebsocketProvider(url, room, doc, {
  protocols: [`token.${token}`],
  ...(native === '' && { WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket }),
})
provider.on('closed', ({ code }: { code: number }) => {
  process.stdout.write(`${JSON.stringify({ closed: code })}\n`)
  process.exit()
})
provider.once('sync', () => {
  addCard(doc, 'from-standard', 'hello from a standard client')
})
const look = (): void => {
  const cards = cardsOf(doc)
  if (cards.length < 2) return
  process.stdout.write(`${JSON.stringify({ cards })}\n`)
}
doc.on('update', look)
