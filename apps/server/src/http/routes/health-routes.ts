import { createHash, timingSafeEqual } from 'node:crypto'
import type { Registry } from '@prometheus-io/client'
import { type Request, type RequestHandler, Router } from 'express'
import type { Config } from '../../config.ts'
import { answerNotFound } from '../error-handler.ts'
import { isLoopback } from '../own-addresses.ts'
import { readBearer } from './mount-routes.ts'

type Health = {
  readonly config: Pick<Config, 'metricsToken'>
  readonly version: string
  readonly registry: Registry
  /** Resolves when the store answers. */
  readonly pingStore: () => Promise<void>
  readonly isDraining: () => boolean
}

const same = (a: string, b: string): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

const proxyHeaders = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'] as const

/**
 * Whether the visitor is at this machine and asked for it by its own name. A proxy on it acts for others, and says so in its headers; a
 * foreign page whose name was made to resolve to this machine has its own name in `Host`.
 */
const isLocal = (request: Request): boolean => {
  if (proxyHeaders.some((name) => request.headers[name] !== undefined)) return false
  const host = `http://${request.headers.host ?? ''}`
  if (!URL.canParse(host) || !isLoopback(new URL(host).hostname.replace(/^\[(.*)\]$/, '$1'))) return false
  return /^(::ffff:)?127\.|^::1$/.test(request.socket.remoteAddress ?? '')
}

const pingDeadline = 2_000

const answersInTime = async (ping: () => Promise<void>): Promise<boolean> => {
  const late = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => late.resolve(false), pingDeadline)
  try {
    return await Promise.race([ping().then(() => true), late.promise])
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
}

/** For the operator: is the process up, can it serve, how is it doing, which version is it. */
export function createHealthRoutes({ config, version, registry, pingStore, isDraining }: Health): Router {
  const router = Router()
  /** However many ask at once, the store is asked one time. */
  let asking: Promise<boolean> | null = null
  const isReady = (): Promise<boolean> => {
    asking ??= answersInTime(pingStore).finally(() => {
      asking = null
    })
    return asking
  }
  router.use(((_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  }) satisfies RequestHandler)
  // Says only that the process is alive: a stalled disk must not make a supervisor kill it.
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    if (isDraining()) response.status(503).json({ status: 'draining' })
    else if (await isReady()) response.json({ status: 'ready' })
    else response.status(503).json({ status: 'store-unavailable' })
  })
  router.get('/version', (_request, response) => {
    response.json({ version })
  })
  router.get('/metrics', async (request, response, next) => {
    const token = readBearer(request)
    const allowed = config.metricsToken === null ? isLocal(request) : token !== null && same(token, config.metricsToken)
    if (!allowed) return answerNotFound(request, response, next)
    response.type(registry.contentType).send(await registry.metrics())
  })
  return router
}
