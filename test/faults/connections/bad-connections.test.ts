import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { openStage, type Person } from '../../../apps/server/src/testing/stage.ts'
import { freePort } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { openLineProxy } from '../steps/line-proxy.ts'
import { addNote, isSaved, notesOf, openPageBoard, openRoom, portOf, type RoomPage, until } from '../steps/room-page.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

vi.setConfig({ testTimeout: 60_000 })
closeStages()
const open: { close: () => Promise<unknown> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})
const keep = <T extends { close: () => Promise<unknown> }>(one: T): T => {
  open.push(one)
  return one
}
const enter = async (url: string, person: Person): Promise<RoomPage> => {
  const room = keep(openRoom(url, person))
  return { room, board: await openPageBoard(room) }
}
const two = async () => {
  const stage = await stageForTest()
  const cast = await castSession(stage)
  const proxies = [keep(await openLineProxy(portOf(stage.url))), keep(await openLineProxy(portOf(stage.url)))] as const
  const pages = [await enter(proxies[0].url, cast.interviewer), await enter(proxies[1].url, cast.candidate)] as const
  return { stage, cast, proxies, pages }
}

/** A page, and a client that never says anything by itself: both do nothing while the other tests run, behind proxies that cut idle lines. */
const idleSince = (async () => {
  const stage = await openStage()
  const { interviewer, candidate } = await castSession(stage)
  const [proxy, mute] = [await openLineProxy(portOf(stage.url)), await openLineProxy(portOf(stage.url))]
  for (const one of [proxy, mute]) one.idleCut = 12_000
  const room = openRoom(proxy.url, interviewer)
  const page = { room, board: await openPageBoard(room) }
  const silent = await openBoard(mute.url.replace('http', 'ws'), candidate)
  await silent.sync()
  const close = async (): Promise<void> => {
    silent.close()
    await room.close()
    await proxy.close()
    await mute.close()
    await stage.close()
  }
  return { proxy, mute, page, since: performance.now(), close }
})()
afterAll(async () => (await idleSince).close())

describe('F22: connections on which everything comes late, and which break', () => {
  it('end with the same board for both, nothing lost, doubled or set aside', async () => {
    const { proxies, pages } = await two()
    let seed = 20261128
    const random = (): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
      return seed / 2 ** 32
    }
    // 200 ± 100 ms each way. What a packet that is lost costs on TCP is time: one in twenty waits for being sent again.
    for (const proxy of proxies) proxy.delay = () => 100 + random() * 200 + (random() < 0.05 ? 400 : 0)
    const written: string[] = []
    for (let round = 0; round < 20; round++) {
      for (const [index, { board }] of pages.entries()) {
        const text = `${index}-${round}`
        expect(board.apply(addNote(text))).toEqual({ ok: true })
        written.push(text)
      }
      if (round === 6) proxies[0].cut()
      if (round === 13) {
        proxies[1].cut()
        for (const { room } of pages) room.retryNow()
      }
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    for (const { room } of pages) room.retryNow()
    await until('both boards', () => pages.every(({ board }) => isSaved(board) && notesOf(board).length === 40), 20_000)
    for (const { board } of pages) {
      expect(notesOf(board)).toEqual(written.toSorted())
      expect(board.getSnapshot().setAside).toEqual([])
    }
  })
})

describe('F21: a computer that changes its network', () => {
  it('continues over the new connection where it was, as the same participant', async () => {
    const { stage, cast, proxies, pages } = await two()
    const [anas, bens] = pages
    const mobile = keep(await openLineProxy(portOf(stage.url)))
    for (const [change, network] of [mobile.url, stage.url].entries()) {
      // The old line breaks; the page is told by the system that there is another network.
      proxies[0].target = portOf(network)
      proxies[0].cut()
      anas.board.apply(addNote(`during change ${change}`))
      anas.room.retryNow()
      await until('saved', () => isSaved(anas.board) && notesOf(bens.board).length === change + 1)
    }
    expect(bens.room.getSnapshot().here.toSorted()).toEqual(
      [cast.interviewer.participant, cast.candidate.participant].toSorted(),
    )
  })
})

describe('F27: a server that answers 500 while people come back', () => {
  it('is asked again until it has recovered, and then everybody is live', async () => {
    const { stage, proxies, pages } = await two()
    let asked = 0
    const broken = createServer((_request, response) => {
      asked++
      response.writeHead(500).end('out of order')
    })
    broken.on('upgrade', (_request, line) => {
      asked++
      line.end('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    })
    await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve))
    keep({ close: () => new Promise((resolve) => broken.close(resolve)) })
    for (const proxy of proxies) {
      proxy.target = (broken.address() as AddressInfo).port
      proxy.cut()
    }
    for (let attempt = 0; attempt < 3; attempt++) {
      for (const { room } of pages) room.retryNow()
      const before = asked
      await until('another try', () => asked > before)
    }
    pages[0].board.apply(addNote('meanwhile'))
    for (const { room } of pages) expect(['waiting', 'connecting']).toContain(room.getSnapshot().connection.kind)
    for (const proxy of proxies) proxy.target = portOf(stage.url)
    // Nobody presses anything: the next try comes by itself.
    await until('both back', () => pages.every(({ room }) => room.getSnapshot().connection.kind === 'live'), 30_000)
    await until('the note', () => notesOf(pages[1].board).length === 1, 20_000)
  })
})

describe('F32: proxies in between', () => {
  it('that hold back what they are told for a while, and hand it on in one piece, lose nothing', async () => {
    const { proxies, pages } = await two()
    const began = performance.now()
    proxies[0].delay = () => 300 - ((performance.now() - began) % 300)
    for (let note = 0; note < 30; note++) pages[0].board.apply(addNote(`note ${note}`))
    await until('all of it', () => isSaved(pages[0].board) && notesOf(pages[1].board).length === 30)
  })

  it('that do not let WebSockets through are said to the person as a connection that cannot be had, with the next try', async () => {
    const stage = await stageForTest()
    const { candidate } = await castSession(stage)
    const stripped = createServer((_request, response) => response.writeHead(400).end('no such thing'))
    stripped.on('upgrade', (_request, line) => line.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'))
    await new Promise<void>((resolve) => stripped.listen(0, '127.0.0.1', resolve))
    keep({ close: () => new Promise((resolve) => stripped.close(resolve)) })
    const room = keep(openRoom(`http://127.0.0.1:${(stripped.address() as AddressInfo).port}`, candidate))
    await until('the next try', () => room.getSnapshot().connection.kind === 'waiting')
    expect(room.getSnapshot().connection).toMatchObject({ kind: 'waiting', retryAt: expect.any(Number) })
    expect(room.getSnapshot().session).toBeNull()
  })

  /** Real proxies with nothing but what they need to be told, each in a folder of its own. */
  const proxies = [
    {
      program: 'nginx',
      configOf: (
        port: number,
        target: string,
        folder: string,
      ) => `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
      events {}
      http {
        access_log off;
        client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/f;
        uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
        server {
          listen 127.0.0.1:${port};
          location / {
            proxy_pass ${target};
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
          }
        }
      }`,
      argumentsFor: (config: string, folder: string) => ['-c', config, '-p', folder],
    },
    {
      program: 'haproxy',
      configOf: (port: number, target: string) => `defaults
  mode http
  timeout connect 5s
  timeout client 50s
  timeout server 50s
frontend near
  bind 127.0.0.1:${port}
  default_backend far
backend far
  server greenroom ${new URL(target).host}
`,
      argumentsFor: (config: string) => ['-db', '-f', config],
    },
  ]
  it.for(proxies.map((proxy) => ({ ...proxy, isThere: spawnSync(proxy.program, ['-v']).status === 0 })))(
    'a real $program with nothing but its usual settings lets both sockets through (skipped where it is not installed)',
    async ({ program, configOf, argumentsFor, isThere }, { skip }) => {
      skip(!isThere, `${program} is not installed`)
      const stage = await stageForTest()
      const { interviewer, candidate } = await castSession(stage)
      const folder = mkdtempSync(join(tmpdir(), `greenroom-${program}-`))
      const port = await freePort()
      const config = join(folder, 'config')
      writeFileSync(config, configOf(port, stage.url, folder))
      const proxy: ChildProcess = spawn(program, argumentsFor(config, folder), { stdio: 'ignore' })
      keep({
        close: async () => {
          const gone = new Promise((resolve) => proxy.once('exit', resolve))
          proxy.kill('SIGTERM')
          await gone
          rmSync(folder, { recursive: true, force: true })
        },
      })
      const url = `http://127.0.0.1:${port}`
      const writer = await enter(url, interviewer)
      const reader = await enter(url, candidate)
      writer.board.apply(addNote(`through ${program}`))
      await until('the note', () => isSaved(writer.board) && notesOf(reader.board).length === 1)
    },
  )

  it('that cut a line on which nothing was said for twelve seconds cut none of ours: the server speaks more often', async () => {
    const { proxy, mute, page, since } = await idleSince
    const left = 13_000 - (performance.now() - since)
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left))
    // The client that says nothing is kept by what the server says alone.
    expect([proxy.idle(), mute.idle()]).toEqual([0, 0])
    expect(page.room.getSnapshot().connection).toEqual({ kind: 'live' })
    page.board.apply(addNote('still here'))
    await until('saved', () => isSaved(page.board))
  })
})

describe('F42: presence when the clocks of computers are hours off', () => {
  it('goes by when something arrived: nobody lingers, and nobody vanishes', async () => {
    // The server has the right time; everything else in this process is five hours ahead, then five behind.
    const clock = {
      now: () => Math.round(performance.timeOrigin + performance.now()),
      monotonic: () => performance.now(),
    }
    const stage = await stageForTest({ clock })
    const { interviewer, candidate, observer } = await castSession(stage)
    const watcher = await enter(stage.url, observer)
    const isShown = (id: string) => watcher.room.getSnapshot().here.some((each) => each === id)
    const hasFocus = (id: string) => watcher.board.getSnapshot().others.some(({ participant }) => participant === id)
    for (const [hours, person] of [
      [5, interviewer],
      [-5, candidate],
    ] as const) {
      const date = vi.spyOn(Date, 'now').mockImplementation(() => clock.now() + hours * 3_600_000)
      try {
        const skewed = await enter(stage.url, person)
        skewed.board.setFocus('goal' as never, { field: null, anchor: 0, head: 0 })
        await until('presence', () => isShown(person.participant) && hasFocus(person.participant))
        expect(Math.abs(skewed.room.serverNow() - clock.now())).toBeLessThan(1_000)
        await skewed.room.close()
        await until('to be gone', () => !isShown(person.participant) && !hasFocus(person.participant))
      } finally {
        date.mockRestore()
      }
    }
  })
})
