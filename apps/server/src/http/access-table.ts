import type { Route } from './route.ts'

/** Who may call what: every handler of `/api` stands here, or a test fails. */
export const accessTable: readonly (readonly [method: Route['method'], path: string, who: Route['who']])[] = [
  ['get', '/api/site', 'anyone'],
  ['get', '/api/openapi.json', 'anyone'],
  ['get', '/api/bank', 'anyone'],
  ['get', '/api/bank/:case', 'anyone'],
  ['post', '/api/own-cases', 'anyone'],
  ['get', '/api/own-cases/:id', 'author'],
  ['put', '/api/own-cases/:id', 'author'],
  ['delete', '/api/own-cases/:id', 'author'],
  ['post', '/api/sessions', 'anyone'],
  ['post', '/api/invitations/look', 'anyone'],
  ['post', '/api/invitations/join', 'anyone'],
  ['get', '/api/sessions/:session', 'participant'],
  ['get', '/api/sessions/:session/replay', 'participant'],
  ['post', '/api/sessions/:session/own-case', 'participant'],
  ['delete', '/api/sessions/:session', 'owner'],
  ['get', '/api/sessions/:session/invitations', 'owner'],
  ['post', '/api/sessions/:session/invitations', 'owner'],
  ['delete', '/api/sessions/:session/invitations/:invitation', 'owner'],
  ['post', '/api/sessions/:session/participants/:participant/remove', 'owner'],
]
