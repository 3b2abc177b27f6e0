import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import compression from 'compression'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerNotFound } from './error-handler.ts'
import { createWebFiles } from './web-files.ts'

const nobody = (): void => {}
const secret = 'a-Z_09bcd'.repeat(5).slice(0, 43)

describe('the page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-web-'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Greenroom</title>')
  const server = createServer(express().use(createWebFiles(folder, null, nobody), answerNotFound))
  let url = ''
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([
    '/join',
    '/join/',
    `/join%23${secret}`,
    `/join%23${secret}.`,
    `/join%23${secret})`,
    `/join%2523${secret}%20`,
    `/join/%23${secret}`,
    `/join/${secret}`,
    `/join%E2%80%8B`,
    `/join%23${secret}%`,
    `/join%23${secret}%E2%80`,
    `/back%23${secret}.`,
    '/s/V1StGXR8_Z5jdHi6B-myT/replay%3Ft=75.',
    '/s/V1StGXR8_Z5jdHi6B-myT.',
  ])('is served at %s, which a link became on its way', async (path) => {
    const answer = await fetch(url + path)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(await answer.text()).toContain('<title>Greenroom</title>')
  })

  it('costs only its own answer when one of its files is gone, as when it is built again, which is said once', async () => {
    const gone = join(folder, 'gone.js')
    writeFileSync(gone, 'export const word = 2')
    let told = 0
    const files = createWebFiles(folder, null, () => void told++)
    const running = createServer(express().use(files, answerNotFound))
    await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve))
    try {
      const at = `http://127.0.0.1:${(running.address() as AddressInfo).port}`
      rmSync(gone)
      for (let time = 0; time < 2; time++) expect((await fetch(`${at}/gone.js`)).status).toBe(404)
      expect((await fetch(`${at}/join`)).status).toBe(200)
      expect((await fetch(`${at}/never.js`)).status).toBe(404)
      expect(told).toBe(1)
    } finally {
      running.close()
    }
  })

  it('is served again once a file that could not be read can be', async () => {
    const file = join(folder, 'moved.js')
    writeFileSync(file, 'export const word = 3')
    const running = createServer(express().use(createWebFiles(folder, null, nobody), answerNotFound))
    await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve))
    try {
      const at = `http://127.0.0.1:${(running.address() as AddressInfo).port}/moved.js`
      renameSync(file, `${file}.away`)
      expect((await fetch(at)).status).toBe(404)
      renameSync(`${file}.away`, file)
      expect(await (await fetch(at)).text()).toBe('export const word = 3')
    } finally {
      running.close()
    }
  })

  it('is served as small as the build has made it, to clients that accept it', async () => {
    writeFileSync(join(folder, 'page.js'), 'export const word = 1')
    writeFileSync(join(folder, 'page.js.br'), brotliCompressSync('export const word = 1'))
    writeFileSync(join(folder, 'page.js.gz'), gzipSync('export const word = 1'))
    const built = createServer(express().use(compression(), createWebFiles(folder, null, nobody)))
    await new Promise<void>((resolve) => built.listen(0, '127.0.0.1', resolve))
    try {
      const at = `http://127.0.0.1:${(built.address() as AddressInfo).port}/page.js`
      for (const [takes, gets] of [
        ['gzip, deflate, br', 'br'],
        ['gzip, deflate', 'gzip'],
        ['identity', null],
      ] as const) {
        const answer = await fetch(at, { headers: { 'accept-encoding': takes } })
        expect(answer.headers.get('content-encoding')).toBe(gets)
        expect(answer.headers.get('content-type')).toMatch(/^text\/javascript/)
        expect(answer.headers.get('vary')).toBe('Accept-Encoding')
        expect(await answer.text()).toBe('export const word = 1')
      }
    } finally {
      built.close()
    }
  })

  it('lies in memory once, however many people read a file of it slowly', async () => {
    const size = 8 * 1024 * 1024
    writeFileSync(join(folder, 'large.js'), 'x'.repeat(size))
    const answers: ServerResponse[] = []
    const running = createServer(express().use(createWebFiles(folder, null, nobody)))
    running.on('request', (_request, response) => answers.push(response))
    await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve))
    const { port } = running.address() as AddressInfo
    const before = process.memoryUsage().arrayBuffers
    const readers = Array.from({ length: 400 }, () => {
      const reader = createConnection(port, '127.0.0.1').on('error', () => {})
      reader.pause().write('GET /large.js HTTP/1.1\r\nHost: here\r\n\r\n')
      return reader
    })
    try {
      const waiting = (): number => answers.filter(({ writableLength }) => writableLength > 0).length
      await expect.poll(waiting, { timeout: 10_000 }).toBe(readers.length)
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * size)
    } finally {
      for (const reader of readers) reader.destroy()
      running.close()
    }
  })

  it('names its picture by the whole public address, for link previews', async () => {
    writeFileSync(join(folder, 'index.html'), '<meta property="og:image" content="/preview.png" />')
    writeFileSync(join(folder, 'preview.png'), 'a picture')
    const known = createServer(
      express().use(createWebFiles(folder, 'https://room.example.org', nobody), answerNotFound),
    )
    await new Promise<void>((resolve) => known.listen(0, '127.0.0.1', resolve))
    try {
      const at = `http://127.0.0.1:${(known.address() as AddressInfo).port}`
      for (const path of ['/', '/join', '/index.html']) {
        const answer = await fetch(at + path)
        expect(answer.headers.get('cache-control')).toBe('no-cache')
        expect(await answer.text()).toBe('<meta property="og:image" content="https://room.example.org/preview.png" />')
        expect(answer.headers.get('etag')).toMatch(/^"[\w-]{16}"$/)
      }
      expect(await (await fetch(`${at}/preview.png`)).text()).toBe('a picture')
    } finally {
      known.close()
    }
  })
})
