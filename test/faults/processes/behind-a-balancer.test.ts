import { callSubprotocol } from '@greenroom/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { type BalancerName, hasBalancer } from '../../fixtures/balancer.ts'
import { runCount } from '../../fixtures/run-counts.ts'
import { type BalancedServers, openBalancedServers, roomsOpenAt } from '../steps/balanced-servers.ts'
import { openBoard } from '../steps/board-client.ts'
import { enterSession } from '../steps/session-client.ts'

const percentile = (values: readonly number[], part: number): number =>
  Math.round(values.toSorted((one, other) => one - other)[Math.ceil(values.length * part) - 1] ?? 0)

const names: readonly BalancerName[] = ['nginx', 'haproxy']

for (const name of names) {
  describe.skipIf(!hasBalancer(name))(`behind ${name}, with the configuration in deploy`, () => {
    // So many that by their random ids every server has some, of two and of three.
    const roomCount = 24
    let balanced: BalancedServers
    const report = (what: string, waits: readonly number[]): void => {
      process.stdout.write(
        `${name}, ${what}: ${waits.length} reconnections, back after p50 ${percentile(waits, 0.5)} ms, p99 ${percentile(waits, 0.99)} ms\n`,
      )
    }

    beforeAll(async () => {
      balanced = await openBalancedServers(name, roomCount)
    })
    afterAll(async () => {
      await balanced?.close()
    })

    it('keeps everything of a session at one server: its socket, its boards, its voice and its pages', async () => {
      const { url, rooms } = balanced
      const address = url.replace('http:', 'ws:')
      const closing: (() => void)[] = []
      for (const room of rooms) {
        for (const who of ['interviewer', 'candidate'] as const) {
          const person = { session: room.session, participant: room.participants[who], token: room.tokens[who] }
          const session = await enterSession(`${url}/?session=${room.session}`, person)
          const board = await openBoard(address, person)
          await board.sync()
          const call = new WebSocket(`${address}/call/${room.session}`, [callSubprotocol, `token.${person.token}`])
          await new Promise<void>((resolve, reject) => {
            call.once('open', () => resolve())
            call.once('error', reject)
          })
          const page = await fetch(`${url}/api/sessions/${room.session}/replay`, {
            headers: { authorization: `Bearer ${person.token}` },
          })
          expect(page.status).toBe(200)
          await page.text()
          closing.push(session.close, board.close, () => call.close())
        }
      }
      const open = await Promise.all(balanced.servers().map(roomsOpenAt))
      expect(open.reduce((sum, count) => sum + count, 0)).toBe(roomCount)
      expect(Math.min(...open)).toBeGreaterThan(0)
      for (const close of closing) close()
    })

    it('F47: a server that is killed while people type costs nothing that anybody was told', async () => {
      const kills = runCount(`F47: kills of one of two servers behind ${name}`, 2, 20)
      const typists = await balanced.openTypists(8)
      expect(await balanced.kill(typists, kills)).toEqual({ lost: 0 })
      report(
        `${kills} kills`,
        typists.flatMap((typist) => typist.waits()),
      )
      for (const typist of typists) typist.close()
    })

    it('a third server joins and leaves, and not everybody is interrupted', async () => {
      const typists = await balanced.openTypists(roomCount)
      const { roomsMoved, interrupted, others, pauses } = await balanced.joinAndLeave(typists)
      expect(roomsMoved).toBeLessThan(roomCount)
      // Those that move, and those that go back to a server that was killed before.
      expect(interrupted).toBeLessThan(others)
      report('a third server joined', pauses.joining)
      report('it left again', pauses.leaving)
      for (const typist of typists) typist.close()
    })
  })
}
