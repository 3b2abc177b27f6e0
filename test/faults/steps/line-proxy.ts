import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A proxy between clients and a server that may move: the address that clients know stays the same. */
export type LineProxy = {
  readonly url: string
  /** Where new connections go; `null` refuses them. */
  target: number | null
  /** How long the next piece is delayed, in milliseconds; `null`: not at all. Pieces never overtake one another. */
  delay: (() => number) | null
  /** A connection without traffic for this long, in either direction, is cut, as proxies do. `null`: never. */
  idleCut: number | null
  /** Connections that were cut because they were idle. */
  readonly idle: () => number
  /** Like a cable that is unplugged: nothing arrives any more, in either direction, not even the end of a connection. */
  readonly pull: () => void
  /** Whatever was in flight arrives now, however late. */
  readonly plug: () => void
  /** Breaks every connection at once. */
  readonly cut: () => void
  readonly close: () => Promise<void>
}

/** Passes on what one side sends, late if the proxy is told to. */
const pass = (line: Socket, other: Socket, delay: () => number, whenPlugged: (act: () => void) => void): void => {
  let lastDue = 0
  const waiting: Buffer[] = []
  const write = (piece: Buffer): void =>
    whenPlugged(() => {
      if (!other.destroyed) other.write(piece)
    })
  const next = (): void => {
    const piece = waiting.shift()
    if (piece !== undefined) write(piece)
  }
  line.on('data', (piece: Buffer) => {
    const late = delay()
    if (late === 0 && waiting.length === 0) {
      write(piece)
      return
    }
    waiting.push(piece)
    lastDue = Math.max(lastDue, performance.now() + late)
    setTimeout(next, lastDue - performance.now())
  })
  line.on('end', () => setTimeout(() => whenPlugged(() => other.end()), Math.max(0, lastDue - performance.now())))
}

export const openLineProxy = async (target: number | null): Promise<LineProxy> => {
  const lines = new Set<Socket>()
  let idle = 0
  /** What is waiting for the cable to be plugged in again; `null` while it is plugged in. */
  let held: (() => void)[] | null = null
  const whenPlugged = (act: () => void): void => {
    if (held === null) act()
    else held.push(act)
  }
  const server = createServer((near) => {
    if (proxy.target === null) {
      near.destroy()
      return
    }
    const far = connect(proxy.target, '127.0.0.1')
    let spoke = setTimeout(() => {}, 0)
    const heard = (): void => {
      clearTimeout(spoke)
      if (proxy.idleCut === null) return
      spoke = setTimeout(() => {
        idle++
        near.destroy()
        far.destroy()
      }, proxy.idleCut)
    }
    heard()
    for (const [line, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(line)
      line.setNoDelay(true)
      line.on('error', () => {})
      line.once('close', () => {
        lines.delete(line)
        clearTimeout(spoke)
        whenPlugged(() => other.destroy())
      })
      line.on('data', heard)
      pass(line, other, () => proxy.delay?.() ?? 0, whenPlugged)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const proxy: LineProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    target,
    delay: null,
    idleCut: null,
    idle: () => idle,
    pull: () => {
      held ??= []
    },
    plug: () => {
      const acts = held ?? []
      held = null
      for (const act of acts) act()
    },
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
