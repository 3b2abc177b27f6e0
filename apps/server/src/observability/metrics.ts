import { Counter, collectDefaultMetrics, Histogram, Registry } from '@prometheus-io/client'
import type { RequestHandler } from 'express'
import type { CommitReport } from '../storage/log-store.ts'

/** What `/metrics` shows of the process, the requests and the store. Labels name routes and outcomes, never anybody's id. */
export type Metrics = {
  /** Where others register theirs. */
  readonly registry: Registry
  readonly timeRequests: RequestHandler
  readonly onCommit: (report: CommitReport) => void
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  // Sampled ten times a second: the default would wake an idle server a hundred times.
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 100 })
  const requests = new Histogram({
    name: 'greenroom_http_request_seconds',
    help: 'Time to answer a REST request, by route.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  })
  const appends = new Counter({
    name: 'greenroom_store_appends_total',
    help: 'Appends to the log that the store has answered.',
    labelNames: ['outcome'],
    registers: [registry],
  })
  const commits = new Histogram({
    name: 'greenroom_store_commit_seconds',
    help: 'Duration of one commit, which holds the appends of every waiting room.',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.25, 1, 5],
    registers: [registry],
  })

  const timeRequests: RequestHandler = (request, response, next) => {
    const stop = requests.startTimer()
    response.on('finish', () => {
      const path: unknown = request.route?.path
      stop({
        method: request.method,
        route: typeof path === 'string' ? path : 'other',
        status: String(response.statusCode),
      })
    })
    next()
  }
  return {
    registry,
    timeRequests,
    onCommit: ({ appends: count, failed, milliseconds }: CommitReport): void => {
      if (count > failed) appends.inc({ outcome: 'answered' }, count - failed)
      if (failed > 0) appends.inc({ outcome: 'failed' }, failed)
      commits.observe(milliseconds / 1000)
    },
  }
}
