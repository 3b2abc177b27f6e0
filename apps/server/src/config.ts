import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { StartRefusal } from './start-refusal.ts'

/** Whole numbers as people write them in a shell. */
const wholeNumber = (least: number, most: number, remedy: string) =>
  z
    .string()
    .regex(/^[0-9]{1,9}$/, remedy)
    .transform(Number)
    .refine((value) => value >= least && value <= most, remedy)

/** Several addresses of one kind, written as a list. */
const addressList = (one: RegExp, remedy: string) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== ''),
    )
    .refine((list) => list.length > 0 && list.length <= 8 && list.every((each) => one.test(each)), remedy)
    .optional()

const publicUrlRemedy =
  'use the address people open, without a path, for example PUBLIC_URL=https://greenroom.example.org'

const liveKitUrlRemedy =
  'use the address at which browsers reach the LiveKit server, without a path, for example LIVEKIT_URL=wss://livekit.example.org'

/** Every variable that the server reads. One that is missing or empty has the default in `.env.example`. */
export const environmentSchema = z.object({
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]{1,255}$/, 'use a host name or an IP address, for example HOST=127.0.0.1')
    .optional(),
  PORT: wholeNumber(0, 65_535, 'use a whole number from 0 to 65535, for example PORT=3000').default(3000),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: publicUrlRemedy })
    .refine((text) => {
      const url = URL.canParse(text) ? new URL(text) : null
      return url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
    }, publicUrlRemedy)
    .transform((text) => new URL(text).origin)
    .optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine((text) => {
      const url = /^postgres(ql)?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : null
      return url !== null && url.hostname !== '' && url.pathname.length > 1
    }, 'use the address of a Postgres database, for example DATABASE_URL=postgres://name:password@localhost:5432/greenroom')
    .optional(),
  TRUST_PROXY: wholeNumber(0, 10, 'use the number of proxies in front of the server, from 0 to 10').default(0),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'use one of fatal, error, warn, info, debug, trace, silent',
    })
    .default('info'),
  LOG_FORMAT: z.enum(['pretty', 'json'], { error: 'use pretty or json' }).default('pretty'),
  RETENTION_DAYS: wholeNumber(
    1,
    36_500,
    'set the number of days to keep sessions, or leave it unset to keep them forever',
  ).optional(),
  AUDIO_RETENTION_DAYS: wholeNumber(
    1,
    36_500,
    'set the number of days to keep voice recordings, or leave it unset to keep them as long as their session',
  ).optional(),
  S3_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error: 'use the address of the S3-compatible server, for example https://s3.example.org',
    })
    .refine((text) => {
      const url = URL.canParse(text) ? new URL(text) : null
      return url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
    }, 'use the address of the S3-compatible server, without a path, for example https://s3.example.org')
    .transform((text) => new URL(text).origin)
    .optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'use the name of a bucket, for example S3_BUCKET=greenroom')
    .optional(),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, 'use the region of the bucket, for example S3_REGION=eu-central-1')
    .default('us-east-1'),
  S3_ACCESS_KEY_ID: z.string().max(200).optional(),
  S3_SECRET_ACCESS_KEY: z.string().max(200).optional(),
  BACKUP_DIR: z.string().optional(),
  BACKUP_KEEP: wholeNumber(1, 1000, 'use the number of nightly backups to keep, from 1 to 1000').optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,200}$/, 'use 16 to 200 characters without spaces, for example from: openssl rand -hex 32')
    .optional(),
  STUN_URLS: addressList(
    /^stuns?:[^\s?]{1,250}$/,
    'use addresses separated by commas, for example STUN_URLS=stun:stun.example.org:3478',
  ),
  TURN_URLS: addressList(
    /^turns?:[^\s?]{1,250}(\?transport=(udp|tcp))?$/,
    'use addresses separated by commas, for example TURN_URLS=turn:turn.example.org:3478',
  ),
  TURN_SECRET: z
    .string()
    .regex(
      /^[\x21-\x7e]{16,200}$/,
      'use the static-auth-secret of the TURN server: 16 to 200 characters without spaces',
    )
    .optional(),
  LIVEKIT_URL: z
    .url({ protocol: /^(wss?|https?)$/, error: liveKitUrlRemedy })
    .refine((text) => {
      const url = URL.canParse(text) ? new URL(text) : null
      return url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
    }, liveKitUrlRemedy)
    .transform((text) => new URL(text.replace(/^ws/, 'http')).origin.replace(/^http/, 'ws'))
    .optional(),
  LIVEKIT_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, 'use the name of a key that the LiveKit server knows')
    .optional(),
  LIVEKIT_API_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{6,200}$/, 'use the secret of that key: 6 to 200 characters without spaces')
    .optional(),
  OIDC_ISSUER: z
    .url({
      protocol: /^https?$/,
      error: 'use the issuer of your OpenID provider, for example https://login.example.org',
    })
    .optional(),
  OIDC_CLIENT_ID: z.string().max(500).optional(),
  OIDC_CLIENT_SECRET: z.string().max(500).optional(),
  OIDC_ONLY: z.enum(['0', '1'], { error: 'use OIDC_ONLY=1, or leave it unset' }).optional(),
  PASSKEYS: z.enum(['0', '1'], { error: 'use PASSKEYS=1, or leave it unset' }).optional(),
})
export type VariableName = keyof typeof environmentSchema.shape
export const variableNames = Object.keys(environmentSchema.shape) as readonly VariableName[]
/** Never printed, even when they are wrong. */
const secretNames: ReadonlySet<string> = new Set<VariableName>([
  'METRICS_TOKEN',
  'TURN_SECRET',
  'DATABASE_URL',
  'OIDC_CLIENT_SECRET',
  'S3_SECRET_ACCESS_KEY',
  'LIVEKIT_API_SECRET',
])

export type Config = {
  /** `null` listens on all interfaces, so that others on the LAN can connect. */
  readonly host: string | null
  readonly port: number
  /** An origin: no path, no slash at the end. */
  readonly publicUrl: string | null
  readonly dataDir: string
  /** A Postgres database that holds the data instead of the folder; several servers may share it. */
  readonly databaseUrl: string | null
  readonly trustProxy: number
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL']
  readonly logFormat: 'pretty' | 'json'
  readonly retentionDays: number | null
  /** How long the sound of recordings is kept after they stopped. `null`: as long as their session. */
  readonly audioRetentionDays: number | null
  /** The bucket that sound is stored in. `null`: it is stored in the data folder. */
  readonly s3: S3Config | null
  /** Where a backup is written every night. `null`: no automatic backups. */
  readonly backupDir: string | null
  /** How many backups are kept. */
  readonly backupKeep: number
  readonly metricsToken: string | null
  /** The servers that help browsers in a call find one another; both lists may be empty. */
  readonly stunUrls: readonly string[]
  readonly turnUrls: readonly string[]
  readonly turnSecret: string | null
  /** The media server that carries calls. `null`: browsers connect to one another. */
  readonly liveKit: LiveKitConfig | null
  /** Where people may sign in. `null`: there are no accounts. */
  readonly oidc: OidcConfig | null
  /** Only signed-in people may start or join a session. */
  readonly oidcOnly: boolean
  /** Whether people may sign in with passkeys. `null`: they may not. */
  readonly passkeys: PasskeyConfig | null
}

/** A bucket of a server that speaks S3. */
export type S3Config = {
  /** An address without a path. */
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** `url`: an origin, as browsers dial it: `ws` or `wss`. */
export type LiveKitConfig = { readonly url: string; readonly apiKey: string; readonly apiSecret: string }

export type OidcConfig = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** The origin at which people open this server: the provider leads back there. */
  readonly publicUrl: string
}

/** The host that passkeys are for, and the origin of the pages that use them. */
export type PasskeyConfig = { readonly host: string; readonly origin: string }

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Browsers create passkeys for a host name, never for an IP address, on pages loaded over https or from this machine. `null` when that
 * rules this one out.
 */
const passkeysAt = (publicUrl: string | undefined): PasskeyConfig | null => {
  if (publicUrl === undefined || !URL.canParse(publicUrl)) return null
  const { hostname, protocol, origin } = new URL(publicUrl)
  const isAddress = hostname.startsWith('[') || /^[0-9.]+$/.test(hostname)
  return isAddress || (protocol !== 'https:' && hostname !== 'localhost') ? null : { host: hostname, origin }
}

/** Reads `NAME`, or the content of the file that `NAME_FILE` names. Empty is the same as not set. */
const gather = (env: Environment, problems: string[]): Record<string, string> => {
  const values: Record<string, string> = {}
  for (const name of variableNames) {
    const value = env[name]
    const file = env[`${name}_FILE`]
    if (value !== undefined && value !== '') {
      values[name] = value
      if (file) problems.push(`${name} and ${name}_FILE are both set: keep one of them.`)
      continue
    }
    if (!file) continue
    try {
      const content = readFileSync(file, 'utf8').trim()
      if (content !== '') values[name] = content
    } catch {
      problems.push(`${name}_FILE is "${file}", which cannot be read: use a file that this account can read.`)
    }
  }
  return values
}

/** Reads the configuration, or throws a `StartRefusal` that lists every bad value and how to fix it, one per line. */
export function readConfig(env: Environment): Config {
  const problems: string[] = []
  const values = gather(env, problems)
  const parsed = environmentSchema.safeParse(values)
  if (!parsed.success) {
    const faulty = new Map(parsed.error.issues.map((issue) => [String(issue.path[0]), issue.message]))
    for (const [name, remedy] of faulty) {
      problems.push(`${name} ${secretNames.has(name) ? 'cannot be used' : `is "${values[name]}"`}: ${remedy}.`)
    }
  }
  if ((values.TURN_URLS === undefined) !== (values.TURN_SECRET === undefined))
    problems.push('TURN_URLS and TURN_SECRET belong together: set both of them, or neither.')
  const liveKitNames = ['LIVEKIT_URL', 'LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'] as const
  const missingOfLiveKit = liveKitNames.filter((name) => values[name] === undefined)
  if (missingOfLiveKit.length > 0 && missingOfLiveKit.length < liveKitNames.length)
    problems.push(`To carry calls over LiveKit, set ${missingOfLiveKit.join(' and ')} as well.`)
  if (values.PUBLIC_URL?.startsWith('https:') && /^(ws|http):/.test(values.LIVEKIT_URL ?? ''))
    problems.push(
      `LIVEKIT_URL is "${values.LIVEKIT_URL}", which pages loaded over https cannot connect to: use an address that begins with wss:, because PUBLIC_URL is https.`,
    )
  if (values.BACKUP_DIR !== undefined && values.DATABASE_URL !== undefined)
    problems.push('BACKUP_DIR has no effect with DATABASE_URL: back up Postgres with pg_dump, and unset BACKUP_DIR.')
  const oidcNames = ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const
  const missing = [...oidcNames, 'PUBLIC_URL' as const].filter((name) => values[name] === undefined)
  if (oidcNames.some((name) => values[name] !== undefined) && missing.length > 0)
    problems.push(`To let people sign in, set ${missing.join(' and ')} as well.`)
  if (values.PASSKEYS === '1' && passkeysAt(values.PUBLIC_URL) === null)
    problems.push(
      'PASSKEYS=1 needs a PUBLIC_URL with https and a domain name, because browsers create passkeys for nothing else: for example PUBLIC_URL=https://greenroom.example.org.',
    )
  if (values.PASSKEYS === '1' && values.OIDC_ONLY === '1')
    problems.push('OIDC_ONLY=1 lets nobody in with a passkey: unset PASSKEYS or OIDC_ONLY.')
  if (values.OIDC_ONLY === '1' && oidcNames.every((name) => values[name] === undefined))
    problems.push(
      'OIDC_ONLY=1 lets in only people who sign in, but there is nowhere to sign in: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET as well, or unset OIDC_ONLY.',
    )
  const s3Names = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const
  const missingOfS3 = s3Names.filter((name) => values[name] === undefined)
  if (missingOfS3.length > 0 && missingOfS3.length < s3Names.length)
    problems.push(`To keep voice recordings in a bucket, set ${missingOfS3.join(' and ')} as well.`)
  if (values.BACKUP_KEEP !== undefined && values.BACKUP_DIR === undefined)
    problems.push('BACKUP_KEEP has no effect without BACKUP_DIR: set both of them, or neither.')
  if (!parsed.success || problems.length > 0) throw new StartRefusal(problems.join('\n'))
  const { data } = parsed
  return {
    host: data.HOST ?? null,
    port: data.PORT,
    publicUrl: data.PUBLIC_URL ?? null,
    dataDir: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL ?? null,
    trustProxy: data.TRUST_PROXY,
    logLevel: data.LOG_LEVEL,
    logFormat: data.LOG_FORMAT,
    retentionDays: data.RETENTION_DAYS ?? null,
    audioRetentionDays: data.AUDIO_RETENTION_DAYS ?? null,
    s3:
      data.S3_ENDPOINT === undefined ||
      data.S3_BUCKET === undefined ||
      !data.S3_ACCESS_KEY_ID ||
      !data.S3_SECRET_ACCESS_KEY
        ? null
        : {
            endpoint: data.S3_ENDPOINT,
            bucket: data.S3_BUCKET,
            region: data.S3_REGION,
            accessKeyId: data.S3_ACCESS_KEY_ID,
            secretAccessKey: data.S3_SECRET_ACCESS_KEY,
          },
    backupDir: data.BACKUP_DIR ?? null,
    backupKeep: data.BACKUP_KEEP ?? 7,
    metricsToken: data.METRICS_TOKEN ?? null,
    stunUrls: data.STUN_URLS ?? [],
    turnUrls: data.TURN_URLS ?? [],
    turnSecret: data.TURN_SECRET ?? null,
    liveKit:
      data.LIVEKIT_URL === undefined || data.LIVEKIT_API_KEY === undefined || data.LIVEKIT_API_SECRET === undefined
        ? null
        : { url: data.LIVEKIT_URL, apiKey: data.LIVEKIT_API_KEY, apiSecret: data.LIVEKIT_API_SECRET },
    oidc:
      data.OIDC_ISSUER === undefined ||
      !data.OIDC_CLIENT_ID ||
      !data.OIDC_CLIENT_SECRET ||
      data.PUBLIC_URL === undefined
        ? null
        : {
            issuer: data.OIDC_ISSUER,
            clientId: data.OIDC_CLIENT_ID,
            clientSecret: data.OIDC_CLIENT_SECRET,
            publicUrl: data.PUBLIC_URL,
          },
    oidcOnly: data.OIDC_ONLY === '1',
    passkeys: data.PASSKEYS === '1' ? passkeysAt(data.PUBLIC_URL) : null,
  }
}
