import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchChromium } from '../fixtures/chromium.ts'
import { startServer } from '../fixtures/server-process.ts'
import type { Aims } from './aims.ts'
import { printTable, round } from './figures.ts'

/** "Fast 3G" as Chromium's own tools define it: 1.6 Mbit/s down, 0.75 up, 150 ms round trip, each with their factor. */
const fast3G = {
  offline: false,
  latency: 562.5,
  downloadThroughput: (1.6 * 1024 * 1024 * 0.9) / 8,
  uploadThroughput: (0.75 * 1024 * 1024 * 0.9) / 8,
}

type Visit = {
  readonly firstPaint: number
  readonly largestPaint: number
  readonly requests: number
  readonly bytes: number
}

/** The start page in a browser that has never seen it, until the network has been quiet: milliseconds since the address was entered. */
export async function measureFirstPaint(aims: Aims, repeats: number): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'greenroom-paint-'))
  const server = await startServer(data)
  const browser = await launchChromium()
  const visits: Visit[] = []
  try {
    for (let at = 0; at < repeats; at++) {
      const context = await browser.newContext({ viewport: { width: 412, height: 823 } })
      const page = await context.newPage()
      const tools = await context.newCDPSession(page)
      let bytes = 0
      let requests = 0
      tools.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength
        requests += 1
      })
      await tools.send('Network.enable')
      await tools.send('Network.emulateNetworkConditions', fast3G)
      await tools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
      await page.addInitScript(() => {
        new PerformanceObserver((list) => Reflect.set(window, 'largest', list.getEntries().at(-1)?.startTime)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        })
      })
      await page.goto(server.url, { waitUntil: 'load' })
      await page.getByRole('button', { name: 'Start the session' }).waitFor()
      // What is loaded first, without the parts that are fetched in advance in quiet moments.
      const first = { bytes, requests }
      const paint = await page.evaluate(() => ({
        firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
        largestPaint: Number(Reflect.get(window, 'largest')),
      }))
      visits.push({ ...paint, ...first })
      await context.close()
    }
  } finally {
    await browser.close()
    await server.stop('SIGKILL')
    rmSync(data, { recursive: true, force: true })
  }
  printTable(
    'The start page on Fast 3G with a four times slower processor, nothing cached',
    ['first paint ms', 'largest paint ms', 'requests', 'KB'],
    visits.map((one) => [one.firstPaint, one.largestPaint, one.requests, one.bytes / 1024].map((n) => round(n))),
  )
  const middle = (of: (visit: Visit) => number): number =>
    visits.map(of).sort((a, b) => a - b)[Math.floor(visits.length / 2)] ?? 0
  aims.note('start page: largest paint, ms', round(middle((one) => one.largestPaint)), '2000 or less')
  aims.note('start page: first load, KB', round(middle((one) => one.bytes) / 1024), '230 or less')
}
