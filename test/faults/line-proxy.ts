import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A proxy between clients and a server that may move: the address that clients know stays the same. */
export type LineProxy = {
  readonly url: string
  /** Where new connections go; `null` refuses them. */
  target: number | null
  /** Breaks every connection at once. */
  readonly cut: () => void
  readonly close: () => Promise<void>
}

export const openLineProxy = async (target: number | null): Promise<LineProxy> => {
  const lines = new Set<Socket>()
  const server = createServer((near) => {
    if (proxy.target === null) {
      near.destroy()
      return
    }
    const far = connect(proxy.target, '127.0.0.1')
    for (const [line, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(line)
      line.setNoDelay(true)
      line.on('error', () => {})
      line.once('close', () => {
        lines.delete(line)
        other.destroy()
      })
      line.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: LineProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    cut: () => {
      for (const line of lines) line.destroy()
    },
    close: async () => {
      proxy.cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return proxy
}
