import { referenceRunSchema } from '@greenroom/protocol'
import type { Command } from '@greenroom/session'
import { samplePreparedCase } from '@greenroom/session/testing'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import {
  invite,
  join,
  type Person,
  sampleRun,
  sampleRunBytes,
  startSession,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let at: TestServer
beforeAll(async () => {
  at = await startTestServer()
})
afterAll(() => at.close())

const canary = new TextDecoder().decode(sampleRunBytes)

/** Everything that the API answers to this person of their session, as one text. */
async function allBytesFor({ session, token }: Person): Promise<string> {
  const paths = ['', '/replay?after=0.0', '/recording?view=own', '/recording?view=everyone', '/known-cases']
  const own = [...paths, '/rounds/r1/runs', `/rounds/r1/runs/${sampleRun.id}`].map(
    (path) => `/api/sessions/${session}${path}`,
  )
  const open = ['/api/bank', `/api/bank/${samplePreparedCase.public.caseId}`, '/api/openapi.json']
  const replies = await Promise.all([...own, ...open].map((path) => at.request('GET', path, { token })))
  return replies.map(({ text }) => text).join('\n')
}

it('[S140] sends nothing of a reference run before the scores of its round are open, and then to everybody in the session', async () => {
  const owner = await startSession(at, { case: { kind: 'chosen', caseId: samplePreparedCase.public.caseId } })
  const candidate = await join(at, (await invite(at, owner, ['candidate'])).secret, 'Bo', 'candidate')
  const ask = (person: Person, path: string) =>
    at.request('GET', `/api/sessions/${person.session}/rounds/r1${path}`, { token: person.token })
  const { rooms } = at.server
  const run = async (person: Person, command: Command): Promise<void> => {
    expect(await rooms.run(person.session, person.participant, null, command)).toMatchObject({ ok: true })
  }
  const { seatsVersion = 0 } = (await rooms.read(owner.session)) ?? {}
  await run(owner, { kind: 'startRound', seatsVersion })
  await run(owner, { kind: 'showPrompt', how: 'shown' })

  for (const person of [owner, candidate]) {
    for (const path of ['/runs', `/runs/${sampleRun.id}`])
      expect((await ask(person, path)).json).toMatchObject({ error: { code: 'scores-not-open' } })
    const bytes = await allBytesFor(person)
    expect(bytes).not.toContain(canary)
    expect(bytes).not.toContain(sampleRun.title)
    // That there is one is not a secret.
    expect(bytes).toContain('"hasRun":true')
  }
  // Another session's token learns nothing, an unknown round and run neither.
  const stranger = await startSession(at, {})
  const foreign = await at.request('GET', `/api/sessions/${owner.session}/rounds/r1/runs`, { token: stranger.token })
  expect(foreign.status).toBe(404)

  const { clockVersion = 0 } = (await rooms.read(owner.session)) ?? {}
  await run(owner, { kind: 'endRound', clockVersion })
  await run(candidate, { kind: 'sealScorecard', scorecard: { scores: {} } })
  // One's own score alone does not open it: the other side has not judged yet.
  expect((await ask(candidate, '/runs')).json).toMatchObject({ error: { code: 'scores-not-open' } })
  await run(owner, { kind: 'sealScorecard', scorecard: { scores: {} } })
  for (const person of [owner, candidate]) {
    const { status, json } = await ask(person, '/runs')
    expect([status, z.array(referenceRunSchema).parse(json)]).toEqual([200, [sampleRun]])
    expect((await ask(person, `/runs/${sampleRun.id}`)).text).toBe(canary)
    expect((await ask(person, '/runs/another.strong')).status).toBe(404)
  }
  const unknown = await at.request('GET', `/api/sessions/${owner.session}/rounds/r7/runs`, { token: owner.token })
  expect(unknown.json).toMatchObject({ error: { code: 'unknown-round' } })
})
