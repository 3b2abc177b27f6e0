import type { Actor } from '../fixtures/chromium.ts'

/** All that a page is sent from now on, over every socket and every request: what is not in it was never there to be found. */
export function listenTo({ page }: Actor): () => string {
  const parts: string[] = []
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      parts.push(typeof payload === 'string' ? payload : payload.toString('utf8'))
    })
  })
  page.on('response', (response) => {
    if (!response.url().includes('/api/')) return
    response.text().then(
      (text) => parts.push(text),
      () => undefined,
    )
  })
  return () => parts.join('\n')
}
