import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../apps/server/src/testing/postgres.ts'
import { type Balancer, hasBalancer, startBalancer } from '../fixtures/balancer.ts'
import { type ServerProcess, startServer } from '../fixtures/server-process.ts'
import { debriefStep, drawn, meet, openSection, sealScorecard, seeCard, startRound, writeCards } from './room-steps.ts'
import { openStage } from './stage.ts'

const roomsOpenAt = async ({ url }: ServerProcess): Promise<number> =>
  Number(/^greenroom_rooms_open (\d+)$/m.exec(await (await fetch(`${url}/metrics`)).text())?.[1])

describe.skipIf(!hasBalancer('nginx'))('two servers on one Postgres, behind nginx', () => {
  const people = openStage()
  let database: TestDatabase
  let servers: readonly ServerProcess[] = []
  let balancer: Balancer
  // The test kills one of them: a second try begins with two again.
  beforeEach(async () => {
    database = await createTestDatabase()
    const env = { DATABASE_URL: database.url, TRUST_PROXY: '1' }
    servers = [await startServer('/nowhere/at/all', { env }), await startServer('/nowhere/at/all', { env })]
    balancer = await startBalancer(
      'nginx',
      servers.map(({ port }) => port),
    )
  })
  afterEach(async () => {
    await balancer?.stop()
    for (const server of servers) await server.stop('SIGKILL')
    await database?.remove()
  })

  it('carry a peer mock to a second round with swapped seats, and one of them is killed in the middle of it', async () => {
    const at = { server: () => balancer }
    // At another address nothing is gained by a context that somebody has left, and nobody can be given it afterwards.
    const [ina, caro] = [await people.enter('Ina', {}), await people.enter('Caro', {})]
    await meet(at, ina, caro, { swaps: true, started: true })
    await drawn(caro.page, /third-party e-commerce platforms/).waitFor()
    await writeCards(caro, 'Stakeholders', 'stakeholder', ['Before the kill'])
    await openSection(ina, 'Stakeholders')
    await seeCard(ina, 'Before the kill')

    // Both write on, with letters on the way when it dies.
    const open = await Promise.all(servers.map(roomsOpenAt))
    const owner = servers[open.findIndex((count) => count > 0)]
    if (owner === undefined) throw new Error('No server has the room open.')
    const writing = [
      writeCards(caro, 'Stakeholders', 'stakeholder', ['Caro wrote through it', 'And went on']),
      writeCards(ina, 'Context', 'fact', ['Ina wrote through it']),
    ]
    await owner.stop('SIGKILL')
    await Promise.all(writing)
    for (const actor of [ina, caro]) {
      await openSection(actor, 'Stakeholders')
      for (const words of ['Before the kill', 'Caro wrote through it', 'And went on'])
        await seeCard(actor, words, 30_000)
      await openSection(actor, 'Context')
      await seeCard(actor, 'Ina wrote through it', 30_000)
      await actor.page
        .getByText(/^Saved$/)
        .first()
        .waitFor()
    }
    await ina.page.getByRole('button', { name: 'Pause the clock' }).click()
    await drawn(caro.page, 'paused').waitFor()

    await ina.page.getByRole('button', { name: 'End the round' }).click()
    await ina.page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
    await sealScorecard(caro, '3')
    await sealScorecard(ina, '2')
    for (const actor of [ina, caro])
      await actor.page.getByRole('list', { name: 'Who scored' }).getByText('Caro (self)').waitFor()
    await debriefStep(caro, 'Yardstick')
    await caro.page.locator('[data-side=own]', { hasText: 'Ina wrote through it' }).waitFor()

    await debriefStep(ina, 'Next')
    await ina.page.getByRole('button', { name: 'Ask Caro to swap seats' }).click()
    await caro.page.getByRole('button', { name: 'Swap seats', exact: true }).click()
    await startRound(caro, 'Alipay')
    await writeCards(ina, 'Context', 'fact', ['In the second round'])
    await openSection(caro, 'Context')
    await seeCard(caro, 'In the second round')

    // All of it was served by the one that is left.
    const other = servers.find((server) => server !== owner)
    expect(other && (await roomsOpenAt(other))).toBe(1)
    expect([...ina.watch.faults, ...caro.watch.faults]).toEqual([])
  })
})
