import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'
import { loggedPath } from '../observability/log.ts'
import { sendRefusal } from './routes/mount-routes.ts'
import { refusal, roomRefusal } from './routes/route.ts'

export const answerNotFound: RequestHandler = (_request, response) => sendRefusal(response, refusal('not-found'))

const statusOf = (error: unknown): number => {
  const status: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'status') : undefined
  return typeof status === 'number' ? status : 500
}

/** The one shape of every error. Never a stack: that goes to the log. */
export function createErrorHandler(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const status = statusOf(error)
    if (status === 429) return sendRefusal(response, roomRefusal('rate-limited'))
    if (status === 413) return sendRefusal(response, refusal('too-large'))
    if (status >= 400 && status < 500) return sendRefusal(response, roomRefusal('malformed'))
    log.error({ err: error, method: request.method, path: loggedPath(request.path) }, 'A request failed.')
    sendRefusal(response, refusal('internal'))
  }
}
