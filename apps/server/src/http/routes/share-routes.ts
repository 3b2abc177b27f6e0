import {
  audioHashSchema,
  audioPartAnswerSchema,
  makeShareLinkBodySchema,
  serverLimits,
  sharedBodySchema,
  sharedLookSchema,
  shareLinkSchema,
} from '@greenroom/protocol'
import { refusalToShare, sharedViewSchema } from '@greenroom/session'
import { z } from 'zod'
import type { AudioKeeper } from '../../audio/audio-keeper.ts'
import type { ServerDeps, SharedLink, ShareStore } from '../../ports.ts'
import type { Imports } from '../../recordings/imports.ts'
import type { Recorder } from '../../recordings/recorder.ts'
import type { Rooms } from '../../rooms/rooms.ts'
import { audioBody } from '../read-body.ts'
import {
  type Answer,
  answer,
  created,
  done,
  file,
  openRoute,
  type Route,
  refusal,
  roomRefusal,
  secretRoute,
  sessionRoute,
  wholeFile,
} from './route.ts'

/** Links that let somebody who is not in a session watch its recording. */
export function createShareRoutes(
  { budgets, clock, ids }: Pick<ServerDeps, 'budgets' | 'clock' | 'ids'>,
  rooms: Pick<Rooms, 'read'>,
  links: ShareStore,
  imports: Pick<Imports, 'find' | 'readSound' | 'keepSound'>,
  recorder: Recorder,
  audio: Pick<AudioKeeper, 'readLeaving'>,
): readonly Route[] {
  /** The link that belongs to a secret while it works, or the reason why it does not. */
  const findOpen = async (secret: string): Promise<SharedLink | Answer> => {
    const link = await links.find(secret)
    if (link === null) return refusal('unknown-share')
    if (link.revokedAt !== null) return refusal('share-revoked')
    return link.endsAt !== null && link.endsAt <= clock.now() ? refusal('share-ended') : link
  }
  return [
    sessionRoute({
      method: 'get',
      path: '/api/sessions/:session/share-links',
      who: 'owner',
      summary: 'The share links of the session, without their secrets',
      answers: z.array(shareLinkSchema),
      run: async (_input, { session }) =>
        answer((await links.list(session)).map((link) => shareLinkSchema.parse({ ...link, secret: null }))),
    }),

    sessionRoute({
      method: 'post',
      path: '/api/sessions/:session/share-links',
      who: 'owner',
      summary: 'Create a share link; its secret is shown only once',
      limited: 'writing',
      body: makeShareLinkBodySchema,
      answers: shareLinkSchema,
      status: 201,
      run: async ({ body: { view, endsAt } }, { session, participant }) => {
        const state = await rooms.read(session)
        if (state === null) return refusal('unknown-session')
        const refused = refusalToShare(state, participant, view)
        if (refused !== null) return roomRefusal(refused)
        const createdAt = clock.now()
        if (endsAt !== null && endsAt <= createdAt) return roomRefusal('malformed')
        const secret = ids.secret()
        const id = await links.add(session, secret, { view, createdAt, endsAt }, serverLimits.shareLinksPerSession)
        if (id === null) return roomRefusal('too-many')
        return created({ id, view, createdAt, endsAt, usedAt: null, revokedAt: null, secret })
      },
    }),

    sessionRoute({
      method: 'delete',
      path: '/api/sessions/:session/share-links/:link',
      who: 'owner',
      summary: 'Revoke a share link; pages that show it say so',
      status: 204,
      run: async ({ params }, { session }) =>
        (await links.revoke(session, params.link ?? '', clock.now())) ? done : refusal('unknown-share'),
    }),

    openRoute({
      method: 'post',
      path: '/api/shared/look',
      summary: 'What a share link shows, and whether it still does',
      limited: 'joining',
      body: sharedBodySchema,
      answers: sharedLookSchema,
      run: async ({ body, address }) => {
        const link = await findOpen(body.secret)
        if (!('ok' in link)) return answer({ view: link.view, endsAt: link.endsAt })
        const kept = await imports.find(body.secret, address)
        if (kept === null) return link
        if (kept === 'rate-limited') return roomRefusal(kept)
        return answer({ view: kept.view.kind === 'shared' ? sharedViewSchema.parse(kept.view) : null, endsAt: null })
      },
    }),

    openRoute({
      method: 'post',
      path: '/api/shared/recording',
      summary: 'What a share link shows, as one file',
      limited: 'joining',
      body: sharedBodySchema,
      run: async ({ body, address }) => {
        const link = await findOpen(body.secret)
        if ('ok' in link) {
          const kept = await imports.find(body.secret, address)
          if (kept === null) return link
          return kept === 'rate-limited' ? roomRefusal(kept) : wholeFile(kept.bytes)
        }
        // Everybody who uses one link shares one account, so that strangers never keep the people of the session waiting.
        const payer = { participant: `share link ${link.id}`, address }
        const now = clock.monotonic()
        if (!budgets.charge(payer, 'reading', 0, now).ok || !budgets.charge(payer, 'readings', 4, now).ok)
          return roomRefusal('rate-limited')
        const chunks = await recorder.record(link.session, { kind: 'shared', ...link.view }, payer)
        if (chunks === null) return refusal('unknown-share')
        await links.used(link.session, link.id, clock.now())
        return file(chunks)
      },
    }),

    secretRoute({
      method: 'get',
      path: '/api/shared/audio/:hash',
      summary: 'The sound of one part of what a share link shows, where it has recorded voices; also a range of it',
      run: async ({ params, address }, secret) => {
        const link = await findOpen(secret)
        const hash = audioHashSchema.safeParse(params.hash)
        if (!hash.success) return roomRefusal('malformed')
        // A link that is revoked, or was made without voices, has none.
        if ('ok' in link && link.ok === false && link.code !== 'unknown-share') return link
        const readOfLink = async ({ id, session, view }: SharedLink) => {
          const payer = { participant: `share link ${id}`, address }
          const pay = (length: number): boolean => budgets.charge(payer, 'answers', length, clock.monotonic()).ok
          return view.sound === true ? audio.readLeaving(session, 'shared', hash.data, pay) : null
        }
        const bytes = 'ok' in link ? await imports.readSound(secret, hash.data, address) : await readOfLink(link)
        if (bytes === 'rate-limited') return roomRefusal(bytes)
        if (bytes === null || bytes === 'unknown-share') return refusal(bytes ?? 'unknown-audio-part')
        return wholeFile(bytes)
      },
    }),

    secretRoute({
      method: 'put',
      path: '/api/shared/audio/:hash',
      summary: 'Upload the sound of one part that an imported recording names; may be repeated',
      body: z.instanceof(Uint8Array),
      bodyBounds: audioBody,
      answers: audioPartAnswerSchema,
      status: 201,
      run: async ({ params, body, address }, secret) => {
        const hash = audioHashSchema.safeParse(params.hash)
        if (!hash.success) return roomRefusal('malformed')
        const kept = await imports.keepSound(secret, hash.data, body, address)
        if (kept === 'kept') return created({ repeated: false })
        if (kept === 'rate-limited') return roomRefusal(kept)
        return kept === 'repeated' ? answer({ repeated: true }) : refusal(kept)
      },
    }),
  ]
}
