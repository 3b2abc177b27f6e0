import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'

/** What walks over pages find: controls that nobody reaches, stops of Tab that do not show, states that colours alone say. */

export const drawnAgain = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

/**
 * Controls outside of the window and of everything that scrolls, words wider than the window, parts too low to be scrolled in, and what stands in
 * a part that scrolls without going along: it would make something around it scroll as well, which shows as an empty page.
 */
export const outOfReach = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    const name = (element: Element): string =>
      element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30) ?? element.tagName
    if (document.documentElement.scrollWidth > innerWidth + 1)
      faults.push(`the page is ${document.documentElement.scrollWidth} wide`)
    const top = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')].at(-1)
    const layer = top?.closest('[data-rac][class*="fixed"], [role=alertdialog]') ?? top ?? document.body
    const scrolls = (element: Element, axis: 'overflowX' | 'overflowY'): boolean =>
      /auto|scroll/.test(getComputedStyle(element)[axis]) || element.matches('.board-tree')
    const controls =
      'button, a, input:not([type=radio], [type=checkbox], [type=range]), textarea, [role=menuitem], [role=tab]'
    for (const element of layer.querySelectorAll(controls)) {
      const box = element.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1 || !element.checkVisibility({ visibilityProperty: true })) continue
      let [sideways, down] = [false, top === undefined && document.documentElement.scrollHeight > innerHeight]
      for (let parent = element.parentElement; parent && parent !== document.body; parent = parent.parentElement) {
        sideways ||= scrolls(parent, 'overflowX')
        down ||= scrolls(parent, 'overflowY')
      }
      const place = [box.left, box.top, box.right, box.bottom].map(Math.round).join(' ')
      if (
        (!sideways && (box.left < -1 || box.right > innerWidth + 1)) ||
        (!down && (box.top < -1 || box.bottom > innerHeight + 1))
      )
        faults.push(`${name(element)} at ${place}`)
    }
    for (const element of layer.querySelectorAll('*')) {
      if (!scrolls(element, 'overflowY') || element.scrollHeight <= element.clientHeight + 1) continue
      if (
        element.clientHeight < 44 &&
        element.checkVisibility({ visibilityProperty: true }) &&
        !element.matches('textarea')
      )
        faults.push(`${name(element)} is scrolled in ${element.clientHeight} pixels`)
    }
    for (const element of layer.querySelectorAll<HTMLElement>('*')) {
      if (getComputedStyle(element).position !== 'absolute') continue
      let around = element.parentElement
      while (around !== null && around !== document.body && !scrolls(around, 'overflowY')) around = around.parentElement
      if (around === null || around === document.body || element.offsetParent === null) continue
      if (!around.contains(element.offsetParent)) faults.push(`${name(element)} does not go along with what scrolls`)
    }
    return faults
  })

type Clip = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** In the page: where the focus is, and the same page without it. */
const focusInPage = () => {
  let last: HTMLElement | null = null
  return {
    read: (): { readonly id: number; readonly name: string; readonly clip: Clip } | null => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || focused === document.body || focused === document.documentElement)
        return null
      last = focused
      // A hidden radio button is drawn by its label, a slider's field by its thumb.
      const shown = focused.closest('label') ?? focused.closest('[data-rac]') ?? focused
      const box = shown.getBoundingClientRect()
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
    // A dialog takes the focus back from the page, but may have it as a whole.
    away: (): void => {
      const dialog = last?.closest<HTMLElement>('[role=dialog], [role=alertdialog]')
      if (dialog && dialog !== last) dialog.focus({ preventScroll: true })
      else last?.blur()
    },
    back: (): void => last?.focus({ preventScroll: true }),
  }
}

/** Names of the stops of Tab at which nothing is drawn for it, once around the page or its dialog; and how many stops there are. */
export async function unseenFocus(page: Page): Promise<{ readonly faults: readonly string[]; readonly stops: number }> {
  const faults: string[] = []
  const browser = await page.context().newCDPSession(page)
  const pictureOf = async (clip: Clip): Promise<string> =>
    (await browser.send('Page.captureScreenshot', { optimizeForSpeed: true, clip: { ...clip, scale: 1 } })).data
  await page.evaluate(() => {
    document.documentElement.style.caretColor = 'transparent'
    if (document.querySelector('[role=dialog], [role=alertdialog]')) return
    document.documentElement.tabIndex = -1
    document.documentElement.focus()
  })
  const focus = await page.evaluateHandle(focusInPage)
  const seen = new Set<number>()
  for (let step = 0; step < 70; step++) {
    await page.keyboard.press('Tab')
    const stop = await focus.evaluate((inPage) => inPage.read())
    if (stop === null || seen.has(stop.id)) break
    seen.add(stop.id)
    if (stop.clip.width < 1 || stop.clip.height < 1) {
      faults.push(`${stop.name}: outside of the window`)
      continue
    }
    const focused = await pictureOf(stop.clip)
    await focus.evaluate((inPage) => inPage.away())
    const unfocused = await pictureOf(stop.clip)
    await focus.evaluate((inPage) => inPage.back())
    if (focused === unfocused) faults.push(stop.name)
  }
  await browser.detach()
  return { faults, stops: seen.size }
}

const states = {
  selected: ['data-selected', 'aria-selected'],
  pressed: ['aria-pressed'],
  checked: ['aria-checked'],
  disabled: ['data-disabled', 'aria-disabled', 'disabled'],
  current: ['aria-current', 'data-current'],
} as const
export type StateName = keyof typeof states

/**
 * Which states the window shows, and the names of controls that look the same with and without their state. The states are
 * attributes, which are taken off for one picture and put back.
 */
export async function unseenStates(
  page: Page,
): Promise<{ readonly faults: readonly string[]; readonly found: ReadonlySet<StateName> }> {
  const browser = await page.context().newCDPSession(page)
  const picture = async (): Promise<PNG> => {
    const { data } = await browser.send('Page.captureScreenshot', { optimizeForSpeed: true })
    return PNG.sync.read(Buffer.from(data, 'base64'))
  }
  await page.evaluate(() => {
    const focused = document.activeElement
    // A menu closes when the focus leaves it.
    if (focused instanceof HTMLElement && !focused.closest('[role=menu], [role=dialog]')) focused.blur()
    document.documentElement.style.caretColor = 'transparent'
  })
  const before = await picture()
  const taken = await page.evaluateHandle((all) => {
    const list: { state: string; element: Element; name: string; attributes: [string, string][]; clip: Clip }[] = []
    for (const [state, attributes] of Object.entries(all)) {
      for (const element of document.querySelectorAll(attributes.map((one) => `[${one}]`).join())) {
        const own = attributes.flatMap((one): [string, string][] => {
          const value = element.getAttribute(one)
          return value === null || value === 'false' ? [] : [[one, value]]
        })
        const { left, top, width, height } = element.getBoundingClientRect()
        if (
          own.length === 0 ||
          width <= 1 ||
          height <= 1 ||
          !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
        )
          continue
        const middle = document.elementFromPoint(left + width / 2, top + height / 2)
        if (middle === null || !(element.contains(middle) || middle.contains(element))) continue
        list.push({
          state,
          element,
          attributes: own,
          name: `${state} ${element.getAttribute('role') ?? element.tagName} ${element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40)}`,
          clip: { x: Math.floor(left), y: Math.floor(top), width: Math.ceil(width), height: Math.ceil(height) },
        })
      }
    }
    for (const { element, attributes } of list) for (const [one] of attributes) element.removeAttribute(one)
    return list
  }, states)
  const after = await picture()
  const list = await taken.evaluate((all) =>
    all.map(({ state, name, clip, element, attributes }) => {
      for (const [one, value] of attributes) element.setAttribute(one, value)
      return { state, name, clip }
    }),
  )
  await browser.detach()
  const found = new Set(list.map(({ state }) => state as StateName))
  return { found, faults: list.filter(({ clip }) => isSame(before, after, clip)).map(({ name }) => name) }
}

function isSame(one: PNG, other: PNG, { x, y, width, height }: Clip): boolean {
  const [left, right] = [Math.max(0, x - 3), Math.min(one.width, x + width + 3)]
  for (let row = Math.max(0, y - 3); row < Math.min(one.height, y + height + 3); row++) {
    const [from, to] = [(row * one.width + left) * 4, (row * one.width + right) * 4]
    if (one.data.compare(other.data, from, to, from, to) !== 0) return false
  }
  return true
}
