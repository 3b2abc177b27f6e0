import axe from 'axe-core'
import type { Actor } from '../fixtures/chromium.ts'

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

type Asked = {
  readonly wcag: readonly string[]
  readonly rules: 'all' | 'of colour'
  readonly within: string | null
}

/** In the page, where axe was loaded. Only what is wrong is written down, and frames are left out: there are none. */
const runAxe = async ({ wcag, rules, within }: Asked) => {
  const axe = Reflect.get(window, 'axe') as typeof import('axe-core')
  // Axe has one more of colour, which WCAG asks for in AAA alone.
  const ofColour = axe.getRules(['cat.color']).filter(({ tags }) => tags.some((tag) => wcag.includes(tag)))
  const { violations } = await axe.run(within === null ? document : (document.querySelector(within) ?? document), {
    runOnly:
      rules === 'all'
        ? { type: 'tag', values: [...wcag] }
        : { type: 'rule', values: ofColour.map(({ ruleId }) => ruleId) },
    // Axe still calls this one an experiment, and it is what WCAG 2.5.3 asks for: a name begins with the words that are seen.
    ...(rules === 'all' && { rules: { 'label-content-name-mismatch': { enabled: true } } }),
    resultTypes: ['violations'],
    iframes: false,
  })
  return violations.map(({ id, help, nodes }) => ({
    id,
    help,
    places: nodes.map(({ target, html }) => `${target.join(' ')}: ${html.slice(0, 160)}`),
  }))
}

/**
 * What axe finds against WCAG 2.2 AA, in words that lead to the place: all rules in the colours that the page has now, light or dark, and in the
 * others those about colour, since nothing else differs. The page is left in the others: to change them costs as much as a load of a small page.
 * `within`: only in the first element that this selects.
 */
export async function faultsOf({ page }: Actor, within: string | null = null): Promise<readonly string[]> {
  const found: string[] = []
  const { hasAxe, isDark } = await page.evaluate(() => ({
    hasAxe: 'axe' in window,
    isDark: matchMedia('(prefers-color-scheme: dark)').matches,
  }))
  if (!hasAxe) await page.evaluate(axe.source)
  for (const rules of ['all', 'of colour'] as const) {
    const colorScheme = (rules === 'all') === isDark ? 'dark' : 'light'
    if (rules === 'of colour') await page.emulateMedia({ colorScheme })
    for (const { id, help, places } of await page.evaluate(runAxe, { wcag, rules, within }))
      for (const place of places) found.push(`${colorScheme}, ${id}: ${help} at ${place}`)
  }
  return found
}
