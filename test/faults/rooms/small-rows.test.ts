import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { protocolVersion } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { realIds } from '../../../apps/server/src/real-deps.ts'
import { enterSession, joinSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()

describe('T6: somebody who was removed while they were away', () => {
  it('is turned away when they come back, whatever their socket remembers, and gets no entry', async () => {
    const stage = await stageForTest()
    const { interviewer, candidate } = await castSession(stage)
    const before = await enterSession(stage.url, candidate)
    const { id } = before.socket
    before.close()
    await before.disconnected
    await stage.must(interviewer, { kind: 'removeParticipant', participant: candidate.participant })
    const auth = {
      protocol: protocolVersion,
      token: candidate.token,
      after: before.entries.length,
      seenCases: [],
      // What Socket.IO's own recovery would send.
      pid: id,
      offset: String(before.entries.length),
    }
    const back = await joinSession(stage.url, candidate, { auth })
    expect(back.goodbye()).toMatchObject({ reason: 'revoked' })
    expect(back.entries).toEqual([])
    await back.disconnected
  })
})

describe('T10: secrets', () => {
  it('are 256 random bits each, and share no beginning with one another', () => {
    const secrets = Array.from({ length: 2_000 }, () => realIds.secret())
    expect(secrets.every((secret) => Buffer.from(secret, 'base64url').length === 32)).toBe(true)
    expect(new Set(secrets.map((secret) => secret.slice(0, 10))).size).toBe(secrets.length)
    // Each bit is set in about half of them: eight standard deviations either way.
    for (let bit = 0; bit < 256; bit++) {
      const set = secrets.filter(
        (secret) => ((Buffer.from(secret, 'base64url')[bit >> 3] ?? 0) >> (bit & 7)) & 1,
      ).length
      expect(Math.abs(set - secrets.length / 2)).toBeLessThan(8 * Math.sqrt(secrets.length / 4))
    }
  })
})

describe('F41: two people who press the same button of the clock', () => {
  it('add time once for a double click, and exactly one of two opposite commands is granted', async () => {
    const stage = await stageForTest()
    const { interviewer } = await castSession(stage)
    const versionNow = async () => (await stage.rooms.read(interviewer.session))?.clockVersion ?? -1
    const tabs = await Promise.all([enterSession(stage.url, interviewer), enterSession(stage.url, interviewer)])
    const add = { kind: 'addTime', clockVersion: await versionNow(), milliseconds: 60_000 }
    const doubled = await Promise.all(tabs.map((tab, index) => tab.command(add, `add-${index}`)))
    expect(doubled).toEqual([
      { ok: true, n: expect.any(Number) },
      { ok: true, n: expect.any(Number) },
    ])
    expect(await tabs[0]?.command(add, 'add-0')).toMatchObject({ ok: true })

    expect(await tabs[0]?.command({ kind: 'nextPhase', clockVersion: await versionNow() }, 'middle')).toMatchObject({
      ok: true,
    })
    const clockVersion = await versionNow()
    const opposite = await Promise.all([
      tabs[0]?.command({ kind: 'previousPhase', clockVersion }, 'previous'),
      tabs[1]?.command({ kind: 'nextPhase', clockVersion }, 'next'),
    ])
    expect(opposite.filter((answer) => answer?.ok)).toHaveLength(1)
    expect(opposite.find((answer) => !answer?.ok)).toMatchObject({ code: 'stale' })
    const log = await stage.store.read(interviewer.session, 0, 1_000)
    expect(log.filter((entry) => entry.kind === 'time-added')).toHaveLength(1)
    // The first phase, the one in the middle, and one of its neighbours.
    expect(log.filter((entry) => entry.kind === 'phase-started')).toHaveLength(3)
    for (const tab of tabs) tab.close()
  })
})

describe("T34: the server's sources", () => {
  it('open no connection to an address that somebody names', () => {
    const root = fileURLToPath(new URL('../../../apps/server/src/', import.meta.url))
    // A command asks the address that its user has typed; it is not part of the server.
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !/\.test\.|testing|-command\.ts$/.test(file),
    )
    expect(sources.length).toBeGreaterThan(50)
    const calls =
      /\bfetch\(|\bhttps?\.(?:get|request)\(|\bnet\.connect\(|\bcreateConnection\(|from 'undici'|from 'axios'/
    // These ask addresses of the configuration, which no request can name: PUBLIC_URL and OIDC_ISSUER; S3_ENDPOINT; LIVEKIT_URL.
    const configured = ['admin/try-parts.ts', 'audio/s3-blobs.ts', 'livekit.ts']
    expect(sources.filter((file) => calls.test(readFileSync(root + file, 'utf8'))).sort()).toEqual(configured)
  })
})
