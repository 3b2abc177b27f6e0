import { expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { connected, invitationOf, join, seeCard, startRound, startSession, writeCards } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()
const payloads = ['<img src=x onerror=alert(1)>', '"><svg/onload=alert(1)>', '[x](javascript:alert(1))', '{{7*7}}']

/** Notes what a page must never do: ask, and break its content policy (also where the page itself swallows the error). */
const watch = async ({ page, name, watch: { faults } }: Actor): Promise<void> => {
  page.on('dialog', (dialog) => {
    faults.push(`${name}: a dialog says ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (violation) =>
      console.error(`${violation.violatedDirective} forbids ${violation.blockedURI}`),
    )
  })
}

it('draws what people type as words, live and in the replay, within the content policy', async () => {
  const interviewer = await stage.enter('<img src=x onerror=alert(2)>')
  const candidate = await stage.enter('"><script>alert(3)</script>')
  for (const actor of [interviewer, candidate]) await watch(actor)
  await startSession(stage, interviewer)
  await join(candidate, await invitationOf(interviewer))
  await interviewer.page.getByText(candidate.name).first().waitFor()
  await startRound(interviewer)
  await connected(candidate)
  await writeCards(candidate, 'Clarify', 'Question', payloads)
  for (const actor of [interviewer, candidate]) for (const words of payloads) await seeCard(actor, words)
  await candidate.page.goto(`${candidate.page.url()}/replay?t=<script>`)
  await candidate.page.getByRole('slider').first().waitFor()
  for (const { watch } of [interviewer, candidate]) expect(watch.faults).toEqual([])
})

it('lets somebody in once who presses Enter twice', async () => {
  const interviewer = await stage.enter('Ines')
  const candidate = await stage.enter('Carl')
  await startSession(stage, interviewer)
  let joined = 0
  candidate.page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/invitations/join')) joined++
  })
  await candidate.page.goto(await invitationOf(interviewer))
  const name = candidate.page.getByLabel('Your name')
  await name.fill('Carl')
  // In one turn, before the page can be drawn again.
  await name.evaluate((field: HTMLInputElement) => {
    field.form?.requestSubmit()
    field.form?.requestSubmit()
  })
  await candidate.page.waitForURL(/\/s\//)
  await interviewer.page.getByText('Carl').first().waitFor()
  expect(joined).toBe(1)
})

it('works in a browser that keeps nothing', async () => {
  const interviewer = await stage.enter('Ines')
  const candidate = await stage.enter('Carl')
  await watch(candidate)
  await candidate.page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('This browser keeps nothing.', 'SecurityError')
        },
      })
  })
  await startSession(stage, interviewer)
  await join(candidate, await invitationOf(interviewer))
  await interviewer.page.getByText('Carl').first().waitFor()
  await startRound(interviewer)
  await connected(candidate)
  await writeCards(candidate, 'Clarify', 'Question', ['Which shops?'])
  await seeCard(interviewer, 'Which shops?')
  expect(candidate.watch.faults).toEqual([])
})
