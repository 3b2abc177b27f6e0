import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { connected, invitationOf, join, startRound, startSession } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** Where everything is and what it says, without what focus itself changes: as long as it is the same, so is the page behind the focus. */
const layoutOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const places = [...document.querySelectorAll('*')].map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return `${left} ${top} ${width} ${height}`
    })
    return `${places.join()} ${document.body.textContent}`
  })

type Clip = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

function isSame(one: PNG, other: PNG, { left, top, right, bottom }: Clip): boolean {
  for (let y = top; y < bottom; y++) {
    const [from, to] = [(y * one.width + left) * 4, (y * one.width + right) * 4]
    if (one.data.compare(other.data, from, to, from, to) !== 0) return false
  }
  return true
}

/**
 * Names of places that Tab reaches and where nothing is drawn for it, going once around the page. Each is compared with a
 * picture of the page without focus, which is taken again whenever anything has moved or says something else.
 */
async function withoutVisibleFocus({ page }: Actor): Promise<readonly string[]> {
  const faults: string[] = []
  const browser = await page.context().newCDPSession(page)
  const picture = async (): Promise<PNG> =>
    PNG.sync.read(
      Buffer.from((await browser.send('Page.captureScreenshot', { optimizeForSpeed: true })).data, 'base64'),
    )
  await page.evaluate(() => {
    document.documentElement.tabIndex = -1
    document.documentElement.focus()
    document.documentElement.style.caretColor = 'transparent'
  })
  const seen = new Set<string>()
  let unfocused: { readonly layout: string; readonly picture: PNG } | null = null
  for (let step = 0; step < 70; step++) {
    await page.keyboard.press('Tab')
    const place = await page.evaluate(() => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body || focused === document.documentElement)
        return null
      // A hidden radio button is drawn by its label, a slider's field by its thumb.
      const shown = focused.closest('label') ?? focused.closest('[data-rac]') ?? focused
      const all = [...document.querySelectorAll('*')]
      const { left, top, right, bottom } = shown.getBoundingClientRect()
      return {
        id: String(all.indexOf(focused)),
        name: `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent?.trim().slice(0, 40)}`,
        clip: {
          left: Math.floor(Math.max(0, left - 6)),
          top: Math.floor(Math.max(0, top - 6)),
          right: Math.ceil(Math.min(innerWidth, right + 6)),
          bottom: Math.ceil(Math.min(innerHeight, bottom + 6)),
        },
      }
    })
    if (place === null || seen.has(place.id)) break
    seen.add(place.id)
    if (place.clip.right - place.clip.left < 1 || place.clip.bottom - place.clip.top < 1) {
      faults.push(`${place.name}: outside of the window`)
      continue
    }
    const layout = await layoutOf(page)
    const focused = await picture()
    if (unfocused?.layout !== layout || (await layoutOf(page)) !== layout) {
      await page.evaluate(() => {
        const element = document.activeElement
        if (element instanceof HTMLElement) {
          Reflect.set(window, 'lastFocused', element)
          element.blur()
        }
      })
      unfocused = { picture: await picture(), layout: await layoutOf(page) }
      await page.evaluate(() => {
        const element: unknown = Reflect.get(window, 'lastFocused')
        if (element instanceof HTMLElement) element.focus({ preventScroll: true })
      })
    }
    if (isSame(focused, unfocused.picture, place.clip)) faults.push(place.name)
  }
  await browser.detach()
  expect(seen.size).toBeGreaterThan(1)
  return faults
}

const looks = [
  { look: 'light', media: { colorScheme: 'light', forcedColors: 'none' } },
  { look: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
  { look: 'forced colours', media: { colorScheme: 'light', forcedColors: 'active' } },
] as const

/** One page in all three looks, without loading it again. */
async function expectVisibleFocus(actor: Actor, where: string): Promise<void> {
  for (const { look, media } of looks) {
    await actor.page.emulateMedia({ ...media, reducedMotion: 'reduce' })
    expect(await withoutVisibleFocus(actor), `${where}, ${look}`).toEqual([])
  }
}

describe('focus is seen in light, dark and forced colours', () => {
  it.each(['/', '/bank', '/bank/amazon-pay-integration', '/bank/own', '/privacy', '/sample?t=900', '/nowhere'])(
    'at every stop of Tab on %s',
    async (path) => {
      const visitor = await stage.enter('Vi')
      await visitor.page.goto(`${stage.server().url}${path}`)
      await visitor.page.getByRole('heading', { level: 1 }).first().waitFor()
      if (path.startsWith('/sample')) await visitor.page.getByRole('slider').first().waitFor()
      await expectVisibleFocus(visitor, path)
      await visitor.context.close()
    },
  )
  it('at every stop of Tab in a lobby and in a round', async () => {
    const ina = await stage.enter('Ina')
    await startSession(stage, ina)
    await connected(ina)
    await expectVisibleFocus(ina, 'lobby')
    const caro = await stage.enter('Caro')
    await join(caro, await invitationOf(ina))
    await connected(caro)
    await startRound(ina)
    await ina.page.getByRole('tab', { name: /^Guide/ }).waitFor()
    await expectVisibleFocus(ina, 'round')
    await ina.context.close()
    await caro.context.close()
  })
})
