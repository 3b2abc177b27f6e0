import type { RequestHandler } from 'express'
import pino, { type DestinationStream, type Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import { z } from 'zod'
import type { Config } from '../config.ts'

const lineSchema = z.looseObject({ level: z.number(), time: z.number(), msg: z.string().optional() })
const names = new Map(Object.entries(pino.levels.labels).map(([level, name]) => [Number(level), name]))

/** One log line for people to read: time, level, message, then the fields. */
export function prettify(line: string): string {
  const { level, time, msg, err, ...fields } = lineSchema.parse(JSON.parse(line))
  const rest = Object.entries(fields).map(
    ([name, value]) => ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const stack: unknown = typeof err === 'object' && err !== null ? Reflect.get(err, 'stack') : undefined
  const head = `${new Date(time).toISOString().slice(11, 23)} ${(names.get(level) ?? '').padEnd(5)} ${msg ?? ''}`
  return `${head}${rest.join('')}${typeof stack === 'string' ? `\n${stack}` : ''}\n`
}

const hidden = ['authorization', 'cookie', 'token', 'secret', 'invitation', 'auth']

/** Structured logs. Secrets that grant access are removed wherever they appear in a line. */
export function createLog(config: Pick<Config, 'logLevel' | 'logFormat'>, out: DestinationStream): Logger {
  return pino(
    {
      level: config.logLevel,
      base: null,
      redact: {
        paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: '(hidden)',
      },
    },
    config.logFormat === 'json' ? out : { write: (line: string) => out.write(prettify(line)) },
  )
}

/**
 * A path that is safe to log. A mail filter that encodes the `#` of a link makes its secret part of the path, so what follows such a mark,
 * or one of the pages that secrets open, is left out; so is any segment as long as a secret.
 */
export function loggedPath(url: string): string {
  return (url.split(/[?#]|%(?:25)*(?:23|3f)/i)[0] ?? '')
    .replace(/^(\/+(?:join|back|admin))(?![a-z0-9-]).*/i, '$1')
    .replace(/[A-Za-z0-9_-]{40,}/g, '(hidden)')
}

/** Logs each request without headers, body and query. */
export function createRequestLog(log: Logger): RequestHandler {
  const http = pinoHttp({
    logger: log,
    quietReqLogger: true,
    serializers: {
      req: ({ method, url }) => ({ method, path: loggedPath(String(url)) }),
      res: ({ statusCode }) => ({ statusCode }),
    },
    customSuccessMessage: () => 'A request was answered.',
    customErrorMessage: () => 'A request could not be answered.',
    // Failures are logged where they happen.
    customErrorObject: (_request, _response, _error, fields) => ({ ...fields, err: undefined }),
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'warn' : 'debug'),
  })
  // It has a logger of its own, derived from ours.
  log.on('level-change', (level) => {
    // Setting the level again makes it take effect: a derived logger keeps its own.
    if (http.logger.level !== level) http.logger.level = level
  })
  return http
}
