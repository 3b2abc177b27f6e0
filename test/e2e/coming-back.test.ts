import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { expect, it } from 'vitest'
import { startProvider } from '../../apps/server/src/testing/provider.ts'
import type { Actor } from '../fixtures/chromium.ts'
import { freePort, startServer } from '../fixtures/server-process.ts'
import { follow } from './follow.ts'
import { debriefStep, drawn, invitationOf, meet, sealScorecard, startSession } from './room-steps.ts'
import { openTimedStage } from './stage.ts'

const stage = openTimedStage()

it('goes on without the interviewer, takes them back in, swaps by agreement and loses nothing of the first round', async () => {
  const ina = await stage.enter('Ina')
  const caro = await stage.enter('Caro')
  await meet(stage, ina, caro, { minutes: 20, swaps: true, started: true })
  await ina.page.getByRole('tab', { name: /^Notes/ }).click()
  await ina.page.getByLabel('Private note').fill('Lost the goal twice')
  await ina.page.getByRole('button', { name: 'Save note' }).click()
  await ina.page.getByRole('listitem').getByText('Lost the goal twice', { exact: true }).waitFor()

  // A call link is added in the room, and said to the other one.
  await ina.page.getByRole('button', { name: 'Add a call link' }).click()
  await ina.page.getByRole('textbox', { name: 'Call link' }).fill('meet.example.org/room')
  await ina.page.getByRole('button', { name: 'Save', exact: true }).click()
  await drawn(caro.page, 'A call link was added').waitFor()
  await caro.page.getByRole('link', { name: 'Open the call in a new tab' }).waitFor()

  // The interviewer's computer is gone: after 20 seconds the candidate reads so, and has the clock.
  const address = ina.page.url()
  await ina.page.close()
  const notice = caro.page.getByRole('region', { name: 'Seats of this round' })
  await caro.page.getByRole('button', { name: 'People: 1 of 2 connected' }).waitFor()
  expect(await notice.count()).toBe(0)
  await stage.pass(20_000, caro)
  await notice.getByText('Ina, the interviewer, is away').waitFor()
  await notice.getByRole('button', { name: 'Pause the clock' }).click()
  await drawn(caro.page, 'paused', { exact: true }).waitFor()
  await notice.getByRole('button', { name: 'End the round' }).click()
  await caro.page.getByRole('alertdialog').getByRole('button', { name: 'End the round' }).click()
  await sealScorecard(caro, '3')
  await notice.getByRole('button', { name: 'Open the scores' }).click()
  await caro.page.getByText(/Ina \(interviewer\) has not scored this round/).waitFor()

  // Back at another time, Ina finds her note and the guide, and adds her scorecard.
  const back = await (await ina.page.context()).newPage()
  back.setDefaultTimeout(15_000)
  await back.goto(address)
  const again = { ...ina, page: back }
  await debriefStep(again, 'Case and notes')
  await back.getByText('Lost the goal twice', { exact: true }).waitFor()
  await back.getByRole('button', { name: 'Brief' }).click()
  await back.getByText('The answer', { exact: true }).waitFor()
  await debriefStep(again, 'Score')
  await sealScorecard(again, '2')
  const scored = (page: typeof back) => page.getByRole('list', { name: 'Who scored' }).getByText('Ina')
  for (const page of [back, caro.page]) await scored(page).waitFor()

  // A swap takes two. Ina is writing when the next round opens, and stays where she writes.
  await debriefStep(again, 'Next')
  await back.getByRole('button', { name: 'Ask Caro to swap seats' }).click()
  await debriefStep(again, 'Feedback')
  const gap = back.getByLabel('What was missing, point 1')
  await gap.fill('The pinned goal')
  await caro.page.getByRole('button', { name: 'Swap seats', exact: true }).click()
  await caro.page.getByRole('heading', { name: 'Choose a case' }).waitFor()
  await back.getByRole('button', { name: 'Round 2 is being prepared' }).waitFor()
  await back.keyboard.type(', always')
  expect(await gap.inputValue()).toBe('The pinned goal, always')
  await debriefStep(again, 'Case and notes')
  await back.getByRole('button', { name: 'Share with everybody' }).click()

  // Who was sent a guide is not offered that case; the first round is a click away, with the last words of it.
  await caro.page.getByRole('button', { name: 'Choose' }).click()
  await expect
    .poll(() => caro.page.getByRole('option', { name: /^Measuring Amazon Pay/ }).getAttribute('aria-disabled'))
    .toBe('true')
  await caro.page.keyboard.press('Escape')
  await caro.page.getByRole('button', { name: /^Round 1: Measuring Amazon Pay/ }).click()
  await debriefStep(caro, 'Feedback')
  await caro.page.getByText('The pinned goal, always').waitFor()
  await debriefStep(caro, 'Case and notes')
  await caro.page.getByText('Lost the goal twice', { exact: true }).waitFor()
  await debriefStep(caro, 'Compare')
  await scored(caro.page).waitFor()

  // Also once the session is closed, and from the list of recent sessions.
  await back.getByRole('button', { name: /^Join the call/ }).waitFor()
  await back.getByRole('button', { name: 'Room menu' }).click()
  await back.getByRole('menuitem', { name: 'Close the session' }).click()
  await back.getByRole('alertdialog').getByRole('button', { name: 'Close it' }).click()
  await caro.page.getByText('This session is closed').first().waitFor()
  // Nobody is asked in any more, and no call is begun.
  for (const page of [back, caro.page]) {
    await expect.poll(() => page.getByRole('button', { name: /^Join the call/ }).count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Invite' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Room menu' }).click()
    await page.getByRole('menuitem', { name: 'People and seats' }).waitFor()
    expect(await page.getByRole('menuitem', { name: 'Invitations' }).count()).toBe(0)
    await page.keyboard.press('Escape')
  }
  await caro.page.getByRole('link', { name: 'Greenroom start page' }).click()
  await caro.page.getByRole('button', { name: 'Rejoin' }).click()
  await debriefStep(caro, 'Feedback')
  await caro.page.getByText('The pinned goal, always').waitFor()
  expect(caro.watch.faults).toEqual([])
})

it('a person who signs in finds their session in another browser, as its owner; what fails says so, and changes nothing', async () => {
  const secret = 'a-secret-of-this-client-at-the-provider'
  const provider = await startProvider({ clientId: 'greenroom', clientSecret: secret })
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(joinPath(tmpdir(), 'greenroom-accounts-'))
  provider.allow(`${url}/api/accounts/back`)
  const env = {
    ...{ PUBLIC_URL: url, OIDC_ISSUER: provider.issuer },
    ...{ OIDC_CLIENT_ID: 'greenroom', OIDC_CLIENT_SECRET: secret },
  }
  let server = await startServer(folder, { port, env })
  try {
    const signIn = async ({ page, watch }: Actor, login: string): Promise<void> => {
      expect(watch.faults.filter((fault) => !/status of 401/.test(fault))).toEqual([])
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL((at) => at.href.startsWith(provider.issuer))
      await page.locator('input[name=login]').fill(login)
      await page.locator('input[name=password]').fill('any')
      await page.locator('button[type=submit]').click()
      // What the provider asks next: whether this server may know who it is.
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.waitForURL((at) => at.href.startsWith(url))
      // The provider's own pages look for a font and a picture.
      watch.faults.splice(0)
    }
    const laptop = await stage.enter('Ana')
    await startSession({ ...stage, server: () => server }, laptop)
    const room = laptop.page.url()
    const invitation = await invitationOf(laptop)
    await laptop.page.getByRole('link', { name: 'Greenroom start page' }).click()
    await laptop.page.getByRole('link', { name: 'Your account' }).click()
    await signIn(laptop, 'ana')
    await laptop.page.getByRole('heading', { name: 'Your account' }).waitFor()
    expect(laptop.page.url()).toBe(`${url}/account`)
    await laptop.page.getByRole('button', { name: 'Add to my list' }).click()
    const row = laptop.page.getByRole('list', { name: 'Your sessions' }).getByRole('listitem')
    await row.getByText('Yours').waitFor()

    const phone = await stage.enter('Ana’s phone')
    const isTold = async (words: string): Promise<void> => {
      await phone.page.getByRole('alert').getByText(words).waitFor()
      expect(phone.page.url()).toBe(`${url}/account`)
    }
    await phone.page.goto(`${url}/account#begin-again`)
    await isTold('Sign in again')
    await phone.page.getByRole('link', { name: 'Greenroom', exact: true }).click()
    await phone.page.getByRole('button', { name: 'Start the session' }).waitFor()
    await follow(phone.page, '/account#not-trusted')
    await isTold('could not be trusted')
    await signIn(phone, 'ana')
    await phone.page.getByRole('button', { name: 'Open' }).click()
    await phone.page.waitForURL(room)
    await phone.page.getByRole('button', { name: 'Room menu' }).click()
    await phone.page.getByRole('menuitem', { name: 'Delete it permanently' }).waitFor()
    await phone.page.keyboard.press('Escape')
    await phone.page.getByRole('link', { name: 'Greenroom start page' }).click()
    await phone.page.getByRole('link', { name: 'Your account' }).click()
    await phone.page.getByRole('button', { name: 'Sign out' }).click()
    await phone.page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(laptop.watch.faults.filter((fault) => !/status of 401/.test(fault))).toEqual([])

    // With OIDC_ONLY the laptop, signed in, goes on as before; somebody whom it invites signs in first, and then has the invitation.
    await server.stop()
    server = await startServer(folder, { port, env: { ...env, OIDC_ONLY: '1' } })
    const guest = await stage.enter('Ben')
    await guest.page.goto(url)
    await guest.page.getByRole('heading', { name: 'Sign in to continue' }).waitFor()
    expect(await guest.page.getByRole('button', { name: 'Start the session' }).count()).toBe(0)
    await guest.page.goto(invitation)
    await guest.page.getByText('Your invitation opens here afterwards.').waitFor()
    await signIn(guest, 'ben')
    await guest.page.getByLabel('Your name').fill('Ben')
    expect(guest.page.url()).toBe(`${url}/join`)
    await guest.page.keyboard.press('Enter')
    await guest.page.waitForURL(room)
    await laptop.page.goto(url)
    await laptop.page.getByRole('button', { name: 'Start the session' }).waitFor()
  } finally {
    await server.stop()
    provider.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

it('a passkey of the device begins an account, signs in again, and is the only one that does', async () => {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const folder = mkdtempSync(joinPath(tmpdir(), 'greenroom-passkeys-'))
  const server = await startServer(folder, { port, env: { PUBLIC_URL: url, PASSKEYS: '1' } })
  try {
    const ana = await stage.enter('Ana')
    const { page } = ana
    // Chromium's own authenticator, as a phone or a laptop has one, whose person is verified at once.
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('WebAuthn.enable')
    const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    const credentials = async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials

    await startSession({ ...stage, server: () => ({ ...server, url }) }, ana)
    await page.getByRole('link', { name: 'Greenroom start page' }).click()
    await page.getByRole('link', { name: 'Your account' }).click()
    // There is none for this server yet.
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('alert').getByText('No passkey was used').waitFor()
    await page.getByRole('button', { name: 'Create a passkey' }).click()
    await page.getByRole('button', { name: 'Add to my list' }).click()
    const sessions = page.getByRole('list', { name: 'Your sessions' }).getByRole('listitem')
    await sessions.getByText('Yours').waitFor()
    const passkeys = page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem')
    await passkeys.waitFor()
    // The last one stays: nobody could sign in any more.
    expect(await page.getByRole('button', { name: /^Remove passkey/ }).count()).toBe(0)
    const [made] = await credentials()
    expect([made?.rpId, made?.isResidentCredential]).toEqual(['localhost', true])
    // The same device is not asked for a second one.
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await drawn(page, 'This device already has a passkey of your account').waitFor()

    await page.getByRole('button', { name: 'Sign out' }).click()
    const [sent] = await Promise.all([
      page.waitForRequest((request) => request.url().endsWith('/passkeys/sign-in')),
      page.getByRole('button', { name: 'Sign in with a passkey' }).click(),
    ])
    await sessions.getByText('Yours').waitFor()
    // What somebody has overheard counts once.
    const again = await page.request.post(sent.url(), { data: sent.postDataJSON(), headers: { origin: url } })
    expect(again.status()).toBe(422)
    expect((await credentials()).map(({ signCount }) => signCount)).toEqual([(made?.signCount ?? 0) + 1])

    // Signed out, and with a key that was copied before its last use: the device counts, and the copy is behind.
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
    await devtools.send('WebAuthn.clearCredentials', { authenticatorId })
    if (made !== undefined)
      await devtools.send('WebAuthn.addCredential', { authenticatorId, credential: { ...made, signCount: 0 } })
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByRole('alert').getByText('This passkey is not known here, or could not be checked').waitFor()
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
