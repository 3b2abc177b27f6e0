import { describe, expect, it } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'
import { connected, invitationOf, join, startRound, startSession } from './room-steps.ts'
import { openStage } from './stage.ts'

const stage = openStage()

/** What has the focus: a name for it, and the part of the document where focus may draw, in whole pixels. */
type Stop = {
  readonly id: number
  readonly name: string
  readonly clip: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

/**
 * In the page: reads where the focus is, takes it away and gives it back. `layout` is where everything is and what it says: as
 * long as it is the same, so is the page behind the focus.
 */
const focusInPage = () => {
  const stops: HTMLElement[] = []
  let last: HTMLElement | null = null
  // A hidden radio button is drawn by its label, a slider's field by its thumb.
  const shownFor = (element: HTMLElement): Element =>
    element.closest('label') ?? element.closest('[data-rac]') ?? element
  const properties = [
    'outline',
    'outlineOffset',
    'boxShadow',
    'border',
    'backgroundColor',
    'color',
    'textDecoration',
  ] as const
  const styleOf = (element: HTMLElement): string => {
    const shown = shownFor(element)
    const styles = [shown, ...shown.querySelectorAll('*')].map((part) => {
      const style = getComputedStyle(part)
      return properties.map((property) => style[property]).join(' ')
    })
    const behind: string[] = []
    for (let parent = shown.parentElement; parent; parent = parent.parentElement)
      behind.push(getComputedStyle(parent).backgroundColor)
    return [shown.tagName, ...new Set(styles), ...new Set(behind)].join(';')
  }
  const layout = (): string => {
    const places = [...document.querySelectorAll('*')].map((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return `${left} ${top} ${width} ${height}`
    })
    return `${places.join()} ${document.body.textContent}`
  }
  let before = ''
  return {
    read: (): Stop | null => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body || focused === document.documentElement)
        return null
      last = focused
      if (!stops.includes(focused)) stops.push(focused)
      const box = shownFor(focused).getBoundingClientRect()
      const [left, top] = [Math.floor(Math.max(0, box.left - 6)), Math.floor(Math.max(0, box.top - 6))]
      return {
        id: [...document.querySelectorAll('*')].indexOf(focused),
        name: `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent?.trim().slice(0, 40)}`,
        clip: {
          x: left + Math.round(scrollX),
          y: top + Math.round(scrollY),
          width: Math.ceil(Math.min(innerWidth, box.right + 6)) - left,
          height: Math.ceil(Math.min(innerHeight, box.bottom + 6)) - top,
        },
      }
    },
    blur: (): void => {
      before = layout()
      last?.blur()
    },
    /** Gives the focus back, and says whether everything is as it was when it was taken away: then nothing else has changed meanwhile. */
    restore: (): boolean => {
      last?.focus({ preventScroll: true })
      return layout() === before
    },
    /**
     * Goes to all places that were read, and says of each how it is drawn: two with the same words look the same with the focus,
     * and the same without. `null`: their own style does not say, so that only a picture can.
     */
    drawnAs: async (): Promise<readonly (string | null)[]> => {
      const kinds: (string | null)[] = []
      for (const element of stops) {
        element.focus({ preventScroll: true })
        // React draws what it shows of the focus with the next frame at the latest.
        await new Promise((done) => requestAnimationFrame(done))
        const focused = styleOf(element)
        element.blur()
        await new Promise((done) => requestAnimationFrame(done))
        const unfocused = styleOf(element)
        kinds.push(focused === unfocused ? null : `${focused} / ${unfocused}`)
      }
      return kinds
    },
    goTo: (at: number): void => stops[at]?.focus(),
  }
}

/**
 * Names of places that Tab reaches and where nothing is drawn for it, in light, dark and forced colours, with where that is.
 *
 * In light, pictures of every place with and without the focus are compared by the bytes of their files: the same pixels are
 * the same bytes. In the other colours everything stands at the same places, so that pictures are taken only of those whose
 * style is not that of a place already seen, with the focus, without it, and behind it.
 */
async function withoutVisibleFocus({ page }: Actor, where: string): Promise<readonly string[]> {
  const faults: string[] = []
  const browser = await page.context().newCDPSession(page)
  const pictureOf = async ({ clip }: Stop): Promise<string> => {
    const picture = await browser.send('Page.captureScreenshot', {
      optimizeForSpeed: true,
      clip: { ...clip, scale: 1 },
    })
    return picture.data
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' })
  await page.evaluate(() => {
    document.documentElement.tabIndex = -1
    document.documentElement.focus()
    document.documentElement.style.caretColor = 'transparent'
  })
  const focus = await page.evaluateHandle(focusInPage)
  const look = async (stop: Stop, colours: string): Promise<void> => {
    if (stop.clip.width < 1 || stop.clip.height < 1) {
      faults.push(`${where}, ${colours}: ${stop.name}, outside of the window`)
      return
    }
    // What moves or ticks meanwhile is no focus: both pictures again.
    for (let tries = 1; ; tries++) {
      const focused = await pictureOf(stop)
      await focus.evaluate((inPage) => inPage.blur())
      const unfocused = await pictureOf(stop)
      const same = await focus.evaluate((inPage) => inPage.restore())
      if (focused === unfocused) faults.push(`${where}, ${colours}: ${stop.name}`)
      if (focused === unfocused || same || tries === 3) return
    }
  }
  const seen = new Set<number>()
  for (let step = 0; step < 70; step++) {
    await page.keyboard.press('Tab')
    const stop = await focus.evaluate((inPage) => inPage.read())
    if (stop === null || seen.has(stop.id)) break
    seen.add(stop.id)
    await look(stop, 'light')
  }
  expect(seen.size).toBeGreaterThan(1)
  for (const { colours, media } of [
    { colours: 'dark', media: { colorScheme: 'dark', forcedColors: 'none' } },
    { colours: 'forced colours', media: { colorScheme: 'light', forcedColors: 'active' } },
  ] as const) {
    await page.emulateMedia(media)
    const kinds = await focus.evaluate((inPage) => inPage.drawnAs())
    expect(kinds).toHaveLength(seen.size)
    const pictured = new Set<string>()
    for (const [at, kind] of kinds.entries()) {
      if (kind !== null && pictured.has(kind)) continue
      if (kind !== null) pictured.add(kind)
      await focus.evaluate((inPage, to) => inPage.goTo(to), at)
      const stop = await focus.evaluate((inPage) => inPage.read())
      if (stop === null) faults.push(`${where}, ${colours}: the ${at + 1}. stop cannot have the focus any more`)
      else await look(stop, colours)
    }
  }
  await browser.detach()
  return faults
}

describe('focus is seen in light, dark and forced colours', () => {
  it.each(['/', '/bank', '/bank/amazon-pay-integration', '/bank/own', '/privacy', '/sample?t=1700', '/nowhere'])(
    'at every stop of Tab on %s',
    async (path) => {
      const visitor = await stage.enter('Vi')
      await visitor.page.goto(`${stage.server().url}${path}`)
      await visitor.page.getByRole('heading', { level: 1 }).first().waitFor()
      if (path.startsWith('/sample')) await visitor.page.getByRole('slider').first().waitFor()
      expect(await withoutVisibleFocus(visitor, path)).toEqual([])
      await visitor.context.close()
    },
  )
  it('at every stop of Tab in a lobby and in a round', async () => {
    const ina = await stage.enter('Ina')
    await startSession(stage, ina)
    await connected(ina)
    expect(await withoutVisibleFocus(ina, 'lobby')).toEqual([])
    const caro = await stage.enter('Caro')
    await join(caro, await invitationOf(ina))
    await connected(caro)
    await startRound(ina)
    await ina.page.getByRole('tab', { name: /^Guide/ }).waitFor()
    expect(await withoutVisibleFocus(ina, 'round')).toEqual([])
    await ina.context.close()
    await caro.context.close()
  })
})
