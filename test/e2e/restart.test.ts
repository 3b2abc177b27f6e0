import { describe, expect, it } from 'vitest'
import { canMountDisk } from '../fixtures/small-disk.ts'
import { connected, meet, openSection, seeCard, writeCards } from './room-steps.ts'
import { openOwnStage } from './stage.ts'

const stage = openOwnStage({ megabytes: 32 })

describe('the server is killed in the middle of a round', () => {
  it('loses nothing: both boards, the clock and the seats go on, and what was typed meanwhile arrives; edits made offline outlast a reload of the page', async () => {
    const interviewer = stage.present('Ina')
    const candidate = await stage.enter('Caro', { serviceWorkers: 'allow' })
    await meet(stage, interviewer, candidate, { started: true })
    await writeCards(candidate, 'Stakeholders', 'stakeholder', ['Before the kill'])
    await seeCard(interviewer, 'Before the kill')
    await candidate.page
      .getByText(/^Saved$/)
      .first()
      .waitFor()

    await stage.server().stop('SIGKILL')
    // Typing goes on without a line; the page says so and counts.
    await candidate.page
      .getByText(/not connected|offline|reconnect/i)
      .first()
      .waitFor()
    await writeCards(candidate, 'Stakeholders', 'stakeholder', ['While it was down'])
    expect(await interviewer.cards()).not.toContain('While it was down')
    await stage.restart('SIGKILL')

    await seeCard(interviewer, 'While it was down', 45_000)
    await candidate.page
      .getByText(/^Saved$/)
      .first()
      .waitFor()
    await interviewer.send(({ clockVersion }) => ({ kind: 'pauseClock', clockVersion }))
    await candidate.page.getByText(/^paused$/i).waitFor()
    await candidate.page.reload()
    await connected(candidate)
    await openSection(candidate, 'Stakeholders')
    for (const words of ['Before the kill', 'While it was down']) await seeCard(candidate, words)

    await candidate.page
      .getByText(/^Saved$/)
      .first()
      .waitFor()
    // The shell must be cached before the line is cut.
    await candidate.page.evaluate(() => navigator.serviceWorker.ready.then(() => true))

    await candidate.context.setOffline(true)
    await candidate.page
      .getByText(/not connected|offline|reconnect/i)
      .first()
      .waitFor({ timeout: 45_000 })
    await writeCards(candidate, 'Stakeholders', 'stakeholder', ['Written without a line'])
    // What is promised is that nothing older than 100 ms is lost when a page goes: the last letters get that time, and what a busy machine needs on top.
    await candidate.page.waitForTimeout(400)
    await candidate.page.reload()
    await candidate.context.setOffline(false)
    await seeCard(interviewer, 'Written without a line', 60_000)
  })
})

describe.runIf(canMountDisk())('the disk under the data is full', () => {
  it('is said where one types, keeps what is typed, and sends it once there is space again', async () => {
    const [interviewer, candidate] = [stage.present('Ines'), await stage.enter('Chris')]
    await meet(stage, interviewer, candidate, { started: true })
    await writeCards(candidate, 'Stakeholders', 'stakeholder', ['While there was space'])
    await seeCard(interviewer, 'While there was space')

    // A server that starts again has no file that it could still write into.
    await stage.restart('SIGTERM')
    await connected(candidate)
    stage.disk().fill()
    await writeCards(candidate, 'Stakeholders', 'stakeholder', ['On a full disk'])
    await candidate.page.getByText('Can’t save', { exact: true }).first().waitFor()
    await seeCard(candidate, 'On a full disk')
    // Nothing is shown to others that is not on the disk.
    expect(await interviewer.cards()).not.toContain('On a full disk')
    stage.disk().empty()
    await seeCard(interviewer, 'On a full disk', 60_000)
    await candidate.page
      .getByText(/^Saved$/)
      .first()
      .waitFor()
  })
})
