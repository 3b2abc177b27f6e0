import type { Page } from 'playwright-core'
import { isSamePart, type Picture, readPicture } from './picture.ts'

/** What walks over pages find: controls that nobody reaches, stops of Tab that do not show, states that colours alone say. */

export const drawnAgain = (page: Page): Promise<void> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))))

/** Lays the page out in another window, and draws nothing of it: where only places are read, that is a quarter less work. `showAgain` ends it. */
export async function layOut(page: Page, [width, height]: readonly [width: number, height: number]): Promise<void> {
  await page.evaluate(() => document.documentElement.style.setProperty('opacity', '0'))
  await page.setViewportSize({ width, height })
  await drawnAgain(page)
}
export const showAgain = (page: Page): Promise<unknown> =>
  page.evaluate(() => document.documentElement.style.removeProperty('opacity'))

/**
 * Controls outside of the window and of everything that scrolls, words wider than the window, parts too low to be scrolled in, panels too small to
 * hold a card, and what stands in a part that scrolls without going along: it would make something around it scroll as well, which shows as an empty
 * page.
 */
export const outOfReach = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    const name = (element: Element): string =>
      element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 30) ?? element.tagName
    if (document.documentElement.scrollWidth > innerWidth + 1)
      faults.push(`the page is ${document.documentElement.scrollWidth} wide`)
    // A message has the role as well, and stands in the page's own layout.
    const layers = [...document.querySelectorAll('[role=dialog], [role=alertdialog], [role=menu]')]
    const top = layers.filter((one) => one.closest('[data-messages]') === null).at(-1)
    const layer = top?.closest('[data-rac][class*="fixed"], [role=alertdialog]') ?? top ?? document.body
    type Style = { readonly overflowX: boolean; readonly overflowY: boolean; readonly isAbsolute: boolean }
    // Nothing changes while this looks, and most are asked about once for each of their controls.
    const styles = new Map<Element, Style>()
    const styleOf = (element: Element): Style => {
      const known = styles.get(element)
      if (known !== undefined) return known
      const { overflowX, overflowY, position } = getComputedStyle(element)
      const tree = element.matches('.board-tree')
      const style = {
        overflowX: tree || /auto|scroll/.test(overflowX),
        overflowY: tree || /auto|scroll/.test(overflowY),
        isAbsolute: position === 'absolute',
      }
      styles.set(element, style)
      return style
    }
    const scrolls = (element: Element, axis: 'overflowX' | 'overflowY'): boolean => styleOf(element)[axis]
    const controls = 'button, a, input:not([type=radio], [type=range]), textarea, [role=menuitem], [role=tab]'
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
        !element.matches('textarea, .board-panel, .board-panel *')
      )
        faults.push(`${name(element)} is scrolled in ${element.clientHeight} pixels`)
    }
    for (const panel of layer.querySelectorAll('.board-panel:not([data-collapsed])')) {
      const { height, width } = panel.getBoundingClientRect()
      if (height < 36 || width < 140)
        faults.push(`panel ${panel.getAttribute('data-section')} is ${Math.round(width)} × ${Math.round(height)}`)
    }
    for (const element of layer.querySelectorAll('*')) {
      // A drawing has no `offsetParent`.
      if (!(element instanceof HTMLElement) || !styleOf(element).isAbsolute) continue
      let around = element.parentElement
      while (around !== null && around !== document.body && !scrolls(around, 'overflowY')) around = around.parentElement
      if (around === null || around === document.body || element.offsetParent === null) continue
      if (!around.contains(element.offsetParent)) faults.push(`${name(element)} does not go along with what scrolls`)
    }
    return faults
  })

type Clip = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** What has the focus: a name for it, and the part of the window where focus may draw, in whole pixels, and all of the window from there down. */
type Stop = { readonly isNew: boolean; readonly name: string; readonly clip: Clip; readonly around: Clip }

/**
 * In the page: reads where the focus is, takes it away and gives it back. As long as nothing but the focus has changed since that, as far as the
 * document and the places of everything tell, so is the page behind it. Tooltips come and go with the focus, and are no sign of it: until `end` none
 * is drawn.
 */
const focusInPage = () => {
  const withoutTooltips = new CSSStyleSheet()
  withoutTooltips.replaceSync('[role=tooltip] { display: none !important }')
  document.adoptedStyleSheets.push(withoutTooltips)
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
  const isTooltip = (node: Node): boolean =>
    node instanceof Element && node.querySelector(':scope > [role=tooltip]') !== null
  type Layout = { readonly places: readonly number[]; readonly words: string }
  const layout = (): Layout => {
    const parts = [...document.body.children].filter((part) => !isTooltip(part))
    const places: number[] = []
    for (const part of parts)
      for (const element of [part, ...part.querySelectorAll('*')]) {
        const { left, top, width, height } = element.getBoundingClientRect()
        places.push(left, top, width, height)
      }
    return { places, words: parts.map((part) => part.textContent).join() }
  }
  const isSame = (one: Layout, other: Layout): boolean =>
    one.words === other.words &&
    one.places.length === other.places.length &&
    one.places.every((place, at) => place === other.places[at])
  let before: Layout = { places: [], words: '' }
  /** Since the focus was last taken away: attributes that were written, as they were before, and whether anything else has changed. */
  const were = new Map<Element, Map<string, string | null>>()
  let hasChanged = false
  const note = ({ target, type, attributeName, oldValue, addedNodes, removedNodes }: MutationRecord): void => {
    const layer = target instanceof Element ? (target.closest('[role=tooltip]') ?? target.closest('body > *')) : null
    if (layer !== null && (layer.matches('[role=tooltip]') || isTooltip(layer))) return
    if (target === document.body && type === 'childList' && [...addedNodes, ...removedNodes].every(isTooltip)) return
    if (type !== 'attributes' || attributeName === null || !(target instanceof Element)) {
      hasChanged = true
      return
    }
    const known = were.get(target) ?? new Map<string, string | null>()
    if (!known.has(attributeName)) known.set(attributeName, oldValue)
    were.set(target, known)
  }
  const changes = new MutationObserver((records) => records.forEach(note))
  changes.observe(document, { subtree: true, childList: true, characterData: true, attributeOldValue: true })
  const isOfFocus = (attribute: string): boolean => /^(data-focus|tabindex$|aria-describedby$)/.test(attribute)
  const isDocumentAsBefore = (): boolean =>
    !hasChanged &&
    [...were].every(([element, attributes]) =>
      [...attributes].every(([name, value]) => isOfFocus(name) || element.getAttribute(name) === value),
    )
  // By its next turn React has drawn what it shows of the focus.
  const nextTurn = (): Promise<unknown> =>
    new Promise((done) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = done
      port2.postMessage(null)
    })
  // A dialog takes the focus back from the page, but may have it as a whole.
  const leave = (): void => {
    const dialog = last?.closest<HTMLElement>('[role=dialog], [role=alertdialog]')
    if (dialog && dialog !== last) dialog.focus({ preventScroll: true })
    else last?.blur()
  }
  const read = (): Stop | null => {
    const focused = document.activeElement
    if (!(focused instanceof HTMLElement) || focused === document.body || focused === document.documentElement)
      return null
    last = focused
    const isNew = !stops.includes(focused)
    if (isNew) stops.push(focused)
    const box = shownFor(focused).getBoundingClientRect()
    const [left, top] = [Math.floor(Math.max(0, box.left - 6)), Math.floor(Math.max(0, box.top - 6))]
    const [x, y] = [Math.round(scrollX), Math.round(scrollY)]
    return {
      around: { x, y: top + y, width: innerWidth, height: innerHeight - top },
      isNew,
      name: `${focused.tagName} ${focused.getAttribute('aria-label') ?? focused.textContent?.trim().slice(0, 40)}`,
      clip: {
        x: left + x,
        y: top + y,
        width: Math.ceil(Math.min(innerWidth, box.right + 6)) - left,
        height: Math.ceil(Math.min(innerHeight, box.bottom + 6)) - top,
      },
    }
  }
  return {
    read,
    /** Whether the page behind the focus is as it was when that was last taken away. */
    isAsBefore: (): boolean => isDocumentAsBefore() && isSame(layout(), before),
    /** Says whether the page behind the focus is as it was when the focus was taken away last, and takes it away. */
    away: async (): Promise<boolean> => {
      const now = layout()
      const hasStayed = isDocumentAsBefore() && isSame(now, before)
      before = now
      leave()
      await nextTurn()
      were.clear()
      hasChanged = false
      return hasStayed
    },
    /** Gives the focus back, and says whether everything is as it was when it was taken away: then nothing else has changed meanwhile. */
    back: (): boolean => {
      last?.focus({ preventScroll: true })
      return isSame(layout(), before)
    },
    /**
     * Goes to all places that were read, and says of each how it is drawn: two with the same words look the same with the focus,
     * and the same without. `null`: their own style does not say, so that only a picture can.
     */
    drawnAs: async (): Promise<readonly (string | null)[]> => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      await nextTurn()
      const without = stops.map(styleOf)
      const kinds: (string | null)[] = []
      for (const [at, element] of stops.entries()) {
        element.focus({ preventScroll: true })
        await nextTurn()
        const focused = document.activeElement === element ? styleOf(element) : without[at]
        kinds.push(focused === without[at] ? null : `${focused} / ${without[at]}`)
      }
      return kinds
    },
    goTo: (at: number): Stop | null => {
      stops[at]?.focus()
      return document.activeElement === stops[at] ? read() : null
    },
    end: (): void => {
      changes.disconnect()
      document.documentElement.removeAttribute('tabindex')
      document.documentElement.style.removeProperty('caret-color')
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== withoutTooltips)
    },
  }
}

export const looks = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const
type Look = (typeof looks)[number]

type Shot = { readonly clip: Clip; readonly picture: Picture }

const isWithin = (inner: Clip, outer: Clip): boolean =>
  inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height

/** Whether two pictures show the same of where a stop is. */
function isSameAt({ clip: at }: Stop, one: Shot, other: Shot): boolean {
  const placed = ({ clip, picture }: Shot) => ({ picture, x: at.x - clip.x, y: at.y - clip.y })
  return isSamePart(placed(one), placed(other), at)
}

/** Styles of stops whose focus was seen in a look. */
const pictured = new Map<Look, Set<string>>()
const picturedIn = (look: Look): Set<string> => {
  const known = pictured.get(look) ?? new Set()
  pictured.set(look, known)
  return known
}

/**
 * Names of the stops of Tab at which nothing is drawn for it, once around the page or its dialog, in light, dark and forced colours; and how many
 * stops there are.
 *
 * In the first look, pictures of every stop with and without the focus are compared: those without are cut from one of the window, as long as
 * everything is as it was then. In the others everything stands at the same places, so that pictures are taken only of those whose
 * style is not that of a stop already seen, here or on another page, with the focus, without it, and behind it.
 */
export async function unseenFocus(
  page: Page,
  among: readonly Look[] = looks,
): Promise<{ readonly faults: readonly string[]; readonly stops: number }> {
  const faults: string[] = []
  const browser = await page.context().newCDPSession(page)
  const take = async (clip: Clip): Promise<Shot> => {
    const options = { optimizeForSpeed: true, clip: { ...clip, scale: 1 } }
    return { clip, picture: readPicture((await browser.send('Page.captureScreenshot', options)).data) }
  }
  const [first, ...others] = among
  await page.emulateMedia({ ...first, reducedMotion: 'reduce' })
  await page.evaluate(() => {
    document.documentElement.style.caretColor = 'transparent'
    if (document.querySelector('[role=dialog], [role=alertdialog]')) return
    document.documentElement.tabIndex = -1
    document.documentElement.focus()
  })
  const focus = await page.evaluateHandle(focusInPage)
  /** The window without the focus, as it was last drawn: taken where it is likely to serve for more than one stop. */
  let still: Shot | null = null
  const look = async (stop: Stop, { colorScheme, forcedColors }: Look = looks[0]): Promise<void> => {
    const fault = `${stop.name}, ${forcedColors === 'active' ? 'forced colours' : colorScheme}`
    if (stop.clip.width < 1 || stop.clip.height < 1) {
      faults.push(`${fault}, outside of the window`)
      return
    }
    // What moves or ticks meanwhile is no focus: both pictures again.
    for (let tries = 1; ; tries++) {
      const focused = await take(stop.clip)
      const near = still !== null && isWithin(stop.clip, still.clip) ? still : null
      if (near !== null && (await focus.evaluate((inPage) => inPage.isAsBefore())) && !isSameAt(stop, near, focused))
        return
      const hasStayed = await focus.evaluate((inPage) => inPage.away())
      const unfocused = await take(stop.clip)
      const around = hasStayed ? await take(stop.around) : null
      const same = await focus.evaluate((inPage) => inPage.back())
      still = same && around !== null && isSameAt(stop, around, unfocused) ? around : null
      const isUnseen = isSameAt(stop, focused, unfocused)
      if (isUnseen) faults.push(fault)
      if (isUnseen || same || tries === 3) return
    }
  }
  let stops = 0
  for (; stops < 70; stops++) {
    await page.keyboard.press('Tab')
    const stop = await focus.evaluate((inPage) => inPage.read())
    if (!stop?.isNew) break
    await look(stop, first)
  }
  for (const other of others) {
    await page.emulateMedia(other)
    still = null
    const kinds = await focus.evaluate((inPage) => inPage.drawnAs())
    const pictured = picturedIn(other)
    for (const [at, kind] of kinds.entries()) {
      if (kind !== null && pictured.has(kind)) continue
      const known = faults.length
      const stop = await focus.evaluate((inPage, to) => inPage.goTo(to), at)
      if (stop === null) faults.push(`the ${at + 1}. stop cannot have the focus any more`)
      else await look(stop, other)
      if (kind !== null && faults.length === known) pictured.add(kind)
    }
  }
  await focus.evaluate((inPage) => inPage.end())
  await browser.detach()
  return { faults, stops }
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
  const picture = async (): Promise<Picture> =>
    readPicture((await browser.send('Page.captureScreenshot', { optimizeForSpeed: true })).data)
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

function isSame(one: Picture, other: Picture, { x, y, width, height }: Clip): boolean {
  const place = { x: Math.max(0, x - 3), y: Math.max(0, y - 3) }
  const size = { width: x + width + 3 - place.x, height: y + height + 3 - place.y }
  return isSamePart({ picture: one, ...place }, { picture: other, ...place }, size)
}
