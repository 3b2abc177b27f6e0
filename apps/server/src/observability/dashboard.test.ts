import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { registerVoiceMetrics } from '../audio/voice-metrics.ts'
import { createBackups } from '../housekeeping/backups.ts'
import { createCounts } from '../rooms/counts.ts'
import { createMetrics } from './metrics.ts'
import { registerRoomMetrics } from './room-metrics.ts'

const read = (path: string): string => readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')
const dashboardSchema = z.object({
  panels: z.array(
    z.object({ id: z.number(), title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }),
  ),
})

it('the dashboard and the alerts ask for metrics that a server has, and show each of its own', async () => {
  const { registry } = createMetrics()
  registerRoomMetrics(registry, createCounts())
  registerVoiceMetrics(registry, { kept: () => ({ parts: 0, bytes: 0 }) })
  const backups = createBackups({
    dataDir: '/nowhere',
    folder: '/nowhere/at/all',
    version: 'test',
    keep: null,
    clock: { now: () => 0, monotonic: () => 0 },
    log: { info: () => {}, warn: () => {}, error: () => {} } as never,
    registry,
    run: async () => Promise.reject(new Error('nobody asks for one')),
  })
  await backups.close()
  const has = new Set<string>()
  for (const { name, type } of await registry.getMetricsAsJSON()) {
    has.add(name)
    if (String(type) === 'histogram') for (const end of ['bucket', 'count', 'sum']) has.add(`${name}_${end}`)
  }
  const { panels } = dashboardSchema.parse(JSON.parse(read('deploy/grafana/greenroom.json')))
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const namesIn = (text: string): readonly string[] => text.match(/\b(greenroom|process|nodejs)_[a-z0-9_]+/g) ?? []
  const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namesIn(expr)))
  const alerts = namesIn(read('OPERATIONS.md'))
  expect(alerts.length).toBeGreaterThan(4)
  expect([...shown, ...alerts].filter((name) => !has.has(name))).toEqual([])
  const worthShowing = [...has].filter((name) => /^greenroom_(store|backup|voice|rooms|board_edits_total)/.test(name))
  expect(
    worthShowing.filter((name) => !shown.some((each) => each.startsWith(name.replace(/_(bucket|count|sum)$/, '')))),
  ).toEqual([])
})
