import {
  type CaseFault,
  importedRecordingSchema,
  type OwnCaseKey,
  ownCaseKeySchema,
  type RestRefusalCode,
} from '@greenroom/protocol'
import { type ParticipantId, type RefusalCode, refusalOfUnreadable, type SessionId } from '@greenroom/session'
import { z } from 'zod'
import type { NewCookie } from '../cookies.ts'
import { type BodyBounds, usualBody } from '../read-body.ts'
import type { SharedJson } from '../shared-json.ts'

/**
 * `any-participant` holds a token of some session. `participant` and `owner` are those of the session in the path, identified by a bearer
 * token; `author` is anybody who presents the secret of the case in the path instead; `admin` is the person who runs the server, by the
 * cookie that a one-time link was exchanged for; `account` is somebody who is signed in.
 */
export type Who = 'anyone' | 'any-participant' | 'participant' | 'owner' | 'author' | 'admin' | 'account'

export type Answer =
  | {
      readonly ok: true
      readonly status: 200 | 201 | 204
      readonly body: unknown
      readonly cookies?: readonly NewCookie[]
    }
  /** To another page of ours. */
  | { readonly ok: true; readonly status: 303; readonly location: string; readonly cookies: readonly NewCookie[] }
  | { readonly ok: true; readonly status: 200; readonly shared: SharedJson }
  /** Bytes that are here: also a range of them, where one is asked for. */
  | { readonly ok: true; readonly status: 200; readonly bytes: Uint8Array }
  /** Bytes that are generated while they are sent. */
  | { readonly ok: true; readonly status: 200; readonly chunks: AsyncIterable<Uint8Array> }
  | Refused
export type Refused = {
  readonly ok: false
  readonly status: number
  readonly code: string
  readonly message: string
  readonly faults?: readonly CaseFault[]
  /** With `too-long`: the field, and how many characters it may have. */
  readonly field?: string | undefined
  readonly limit?: number | undefined
}

export function answer(body: unknown): Answer {
  return { ok: true, status: 200, body }
}
export function sharedAnswer(shared: SharedJson): Answer {
  return { ok: true, status: 200, shared }
}
export function created(body: unknown): Answer {
  return { ok: true, status: 201, body }
}
export function file(chunks: AsyncIterable<Uint8Array>): Answer {
  return { ok: true, status: 200, chunks }
}
export function wholeFile(bytes: Uint8Array): Answer {
  return { ok: true, status: 200, bytes }
}
export const done: Answer = { ok: true, status: 204, body: undefined }
export function doneWithCookie(cookie: NewCookie): Answer {
  return { ok: true, status: 204, body: undefined, cookies: [cookie] }
}

/** Status, and a message for people who call the API themselves. The page has its own words (`words/refusal-words.ts`). */
const sentences = {
  unauthorized: [401, 'A participant’s token for this session is required.'],
  revoked: [401, 'You were removed from this session.'],
  'unknown-session': [404, 'Session not found. Check that you copied the whole link; it may also have been deleted.'],
  'session-damaged': [409, 'This session cannot be read: its data on the server was damaged. Its owner can delete it.'],
  'unknown-invitation': [404, 'Invitation not found. Check that you copied the whole link.'],
  'unknown-return': [404, 'This request has ended. Ask again.'],
  'unknown-way-back': [404, 'This link doesn’t work any more. A newer one may have been made, or it was revoked.'],
  'invitation-revoked': [404, 'This invitation was revoked. Ask for a new one.'],
  'invitation-full': [409, 'This invitation is full: as many people as it admits have joined. Ask for a new one.'],
  'unknown-loop': [404, 'There is no such loop.'],
  'unknown-own-case': [404, 'Case not found. Check that you copied the whole link; it may also have been deleted.'],
  'own-case-changed': [
    409,
    'A newer version of this case was saved in the meantime. Look at it first; your changes are not lost.',
  ],
  'case-faults': [422, 'Nothing was imported. Fix the problems below and try again.'],
  'too-many-cases': [409, 'This server has reached its limit for cases that people wrote. Delete one first.'],
  'unknown-share': [
    404,
    'Share link not found. Check that you copied the whole link; the session may also have been deleted.',
  ],
  'share-revoked': [410, 'This share link was revoked. Ask for a new one.'],
  'share-ended': [410, 'This share link has ended. Ask for a new one.'],
  'wrong-hash': [422, 'The SHA-256 of what arrived is not the one in the address. Send the part again.'],
  'not-audio': [422, 'This is not a recording of that type. Send audio/mp4 or audio/webm, and name the same type.'],
  'unknown-audio-part': [404, 'This part of a voice recording is not kept here, or not any more.'],
  'unknown-recording': [404, 'Recording not found. It may have been deleted already.'],
  'recording-unreadable': [422, 'Nothing in this file can be played, so it was not kept.'],
  'too-many-recordings': [409, 'This server has reached its limit for recordings. Delete one first.'],
  'unknown-admin-link': [
    404,
    'This link has ended, was used already, or belongs to another server. Run npm run admin where the server runs, and open the new link.',
  ],
  'admin-only': [
    401,
    'You are not signed in here. Run npm run admin where the server runs, and open the link it prints.',
  ],
  'admin-busy': [409, 'A backup is being made or restored. Wait until it is finished.'],
  'account-only': [401, 'You are not signed in. Sign in first.'],
  'passkey-refused': [422, 'This passkey is not known here, or could not be checked. Nothing was changed. Try again.'],
  'provider-silent': [502, 'Your sign-in provider does not answer. Try again in a moment.'],
  'unknown-claim': [404, 'This session is not on your list any more.'],
  'unknown-backup': [404, 'There is no backup with that name any more.'],
  'already-restored': [409, 'This backup was restored already. Move its folder away to restore it again.'],
  'not-found': [404, 'Not found. Check the address.'],
  'foreign-origin': [
    403,
    'This server doesn’t know the address you opened it at. Open it at its own address. If you run it, set PUBLIC_URL to this address and restart it.',
  ],
  'too-large': [413, 'This is too large. Make it smaller and try again.'],
  internal: [500, 'Something went wrong on the server. Try again in a moment.'],
} as const satisfies Record<RestRefusalCode, readonly [number, string]>

export function refusal(code: RestRefusalCode): Refused {
  return {
    ok: false,
    status: sentences[code][0],
    code,
    message: sentences[code][1],
  }
}

/** The one refusal with details: everything that has to be fixed, at once. */
export function caseFaults(faults: readonly CaseFault[]): Refused {
  return {
    ok: false,
    status: sentences['case-faults'][0],
    code: 'case-faults',
    message: sentences['case-faults'][1],
    faults,
  }
}

const statuses: Partial<Record<RefusalCode, number>> = {
  malformed: 400,
  'too-long': 400,
  'owner-only': 403,
  'seat-not-admitted': 403,
  'not-joined': 404,
  'unknown-participant': 404,
  'unknown-case': 404,
  'unknown-audio': 404,
  'audio-not-agreed': 403,
  'rate-limited': 429,
  'store-unavailable': 503,
  'being-upgraded': 503,
}
const roomSentences: Partial<Record<RefusalCode, string>> = {
  malformed: 'This address does not accept such a request. Send JSON in UTF-8 as /api/openapi.json describes it.',
  'rate-limited': 'Too many requests in a short time. Wait a minute and try again.',
  'store-unavailable': 'The server cannot save at the moment. Try again in a minute.',
  'being-upgraded':
    'Greenroom is being upgraded, and not every server has the new version yet. Try again in a few minutes.',
  'unknown-audio': 'There is no such voice recording in this session.',
  'audio-erased': 'This voice recording was erased; nothing more of it is kept.',
  'audio-not-agreed': 'This participant has not agreed to this voice recording, so nothing of theirs is kept.',
  'audio-outside': 'Nobody was being recorded at that time, so this part is not kept. Check the clock.',
  'audio-taken': 'A part of this voice for that time, or with the same sound, is already stored.',
  'too-many': 'This session has reached its limit: nothing more of this kind is stored.',
}
/** A refusal by the room, with its code unchanged. */
export function roomRefusal(code: RefusalCode): Refused {
  return {
    ok: false,
    status: statuses[code] ?? 409,
    code,
    message: roomSentences[code] ?? `The session refused this: ${code}.`,
  }
}

/** Why a request could not be read, by the same rule as a command. */
function unreadable(error: z.ZodError): Refused {
  const { code, field, limit } = refusalOfUnreadable(error)
  if (limit === undefined) return roomRefusal(code)
  const message = `${field} is too long. It may have ${limit.toLocaleString('en-GB')} characters.`
  return { ...roomRefusal(code), message, field, limit }
}

export type Caller = {
  readonly session: SessionId
  readonly participant: ParticipantId
  /** The one that was presented. */
  readonly token: string
}

export type RouteInput = {
  /** Whose account pays: see `addressKey`. */
  readonly address: string
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body: unknown
  /** For routes that need a token. With a session in the path, it is the participant of that session. */
  readonly caller: Caller | null
  /** For `author`, `admin` and `account` routes; for a public route, the cookie of a sign-in attempt. */
  readonly secret: string | null
  /** For `account` routes; for a public route that asks for it, who is signed in in this browser. */
  readonly account: string | null
  /** The query string, unparsed. */
  readonly search: string
}

export type Route = {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** A path in Express's notation. */
  readonly path: string
  readonly who: Who
  readonly summary: string
  readonly limited: 'creating' | 'joining' | 'signing-in' | 'writing' | null
  readonly bodySchema: z.ZodType | null
  readonly bodyBounds: BodyBounds
  readonly querySchema: z.ZodObject | null
  readonly answerSchema: z.ZodType | null
  readonly successStatus: 200 | 201 | 204 | 303
  /** Receives who is signed in, if anybody is. */
  readonly asksAccount: boolean
  readonly handle: (input: RouteInput) => Promise<Answer>
}

type Definition<Body extends z.ZodType, Query extends z.ZodObject> = {
  readonly method: Route['method']
  readonly path: string
  readonly summary: string
  readonly limited?: Route['limited']
  readonly body?: Body
  /** What the description of the API says of a body whose bytes the route receives. */
  readonly describedBody?: z.ZodType
  /** For a body that may be larger than usual. */
  readonly bodyBounds?: BodyBounds
  readonly query?: Query
  readonly answers?: z.ZodType
  readonly status?: Route['successStatus']
  readonly asksAccount?: boolean
}
type Parsed<Body extends z.ZodType, Query extends z.ZodObject> = {
  readonly address: string
  readonly params: Readonly<Record<string, string>>
  readonly body: z.infer<Body>
  readonly query: z.infer<Query>
  readonly search: string
}

const erase = <Body extends z.ZodType, Query extends z.ZodObject>(
  who: Who,
  definition: Definition<Body, Query>,
  run: (
    input: Parsed<Body, Query>,
    caller: Caller | null,
    secret: string | null,
    account: string | null,
  ) => Promise<Answer>,
): Route => {
  const body = definition.body ?? z.unknown()
  const query = definition.query ?? z.looseObject({})
  return {
    method: definition.method,
    path: definition.path,
    who,
    summary: definition.summary,
    limited: definition.limited ?? null,
    bodySchema: definition.describedBody ?? definition.body ?? null,
    bodyBounds: definition.bodyBounds ?? usualBody,
    querySchema: definition.query ?? null,
    answerSchema: definition.answers ?? null,
    successStatus: definition.status ?? 200,
    asksAccount: definition.asksAccount ?? false,
    handle: async (input) => {
      const parsedBody = body.safeParse(input.body)
      const parsedQuery = query.safeParse(input.query)
      if (!parsedBody.success) return unreadable(parsedBody.error)
      if (!parsedQuery.success) return unreadable(parsedQuery.error)
      // Both were parsed by the definition's own schemas; the union with the defaults hides that.
      return run(
        {
          address: input.address,
          params: input.params,
          body: parsedBody.data as z.infer<Body>,
          query: parsedQuery.data as z.infer<Query>,
          search: input.search,
        },
        input.caller,
        input.secret,
        input.account,
      )
    },
  }
}

/** A route that anybody may use. */
export function openRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & { run(input: Parsed<Body, Query>): Promise<Answer> },
): Route {
  return erase('anyone', definition, (input) => definition.run(input))
}

/** A route for the participants (or the owner) of the session in its path. */
export function sessionRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & {
    readonly who: 'participant' | 'owner'
    run(input: Parsed<Body, Query>, caller: Caller): Promise<Answer>
  },
): Route {
  return erase(definition.who, definition, async (input, caller) =>
    caller === null ? refusal('unauthorized') : definition.run(input, caller),
  )
}

/** A route for the participants of any session: its answer belongs to none of them. */
export function anyParticipantRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & { run(input: Parsed<Body, Query>, caller: Caller): Promise<Answer> },
): Route {
  return erase('any-participant', definition, async (input, caller) =>
    caller === null ? refusal('unauthorized') : definition.run(input, caller),
  )
}

/** A route for people with the link of the case in its path: id and secret together. */
export function authorRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & { run(input: Parsed<Body, Query>, key: OwnCaseKey): Promise<Answer> },
): Route {
  return erase('author', definition, async (input, _caller, secret) => {
    const key = ownCaseKeySchema.safeParse({ id: input.params.id, secret })
    return key.success ? definition.run(input, key.data) : refusal('unknown-own-case')
  })
}

/** A route that takes the key of the recording in its path. */
export function keyRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & { run(input: Parsed<Body, Query>, key: string): Promise<Answer> },
): Route {
  return erase('author', definition, async (input, _caller, secret) => {
    const key = importedRecordingSchema.shape.key.safeParse(secret)
    return key.success ? definition.run(input, key.data) : refusal('unknown-recording')
  })
}

/** A route that takes the secret of a share link, or of an imported recording: never in its address. */
export function secretRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & { run(input: Parsed<Body, Query>, secret: string): Promise<Answer> },
): Route {
  return erase('author', definition, async (input, _caller, shown) => {
    const secret = importedRecordingSchema.shape.secret.safeParse(shown)
    return secret.success ? definition.run(input, secret.data) : refusal('unknown-share')
  })
}

/** A route for the person who runs the server. `cookie`: the one that was presented. */
export function adminRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & { run(input: Parsed<Body, Query>, cookie: string): Promise<Answer> },
): Route {
  return erase('admin', definition, async (input, _caller, cookie) =>
    cookie === null ? refusal('admin-only') : definition.run(input, cookie),
  )
}

/** A public route that is told which account is signed in in this browser; `null` when none is. */
export function maybeAccountRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & { run(input: Parsed<Body, Query>, account: string | null): Promise<Answer> },
): Route {
  return erase('anyone', { ...definition, asksAccount: true }, (input, _caller, _secret, account) =>
    definition.run(input, account),
  )
}

/** A sign-in route: `attempt` is the cookie of the attempt. */
export function signInRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & { run(input: Parsed<Body, Query>, attempt: string | null): Promise<Answer> },
): Route {
  return erase('anyone', definition, (input, _caller, attempt) => definition.run(input, attempt))
}

/** A route for somebody who is signed in, by a cookie. */
export function accountRoute<Body extends z.ZodType = z.ZodUnknown, Query extends z.ZodObject = z.ZodObject>(
  definition: Definition<Body, Query> & {
    run(input: Parsed<Body, Query>, account: string, cookie: string): Promise<Answer>
  },
): Route {
  return erase('account', definition, async (input, _caller, cookie, account) =>
    account === null || cookie === null ? refusal('account-only') : definition.run(input, account, cookie),
  )
}
