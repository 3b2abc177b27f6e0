import axe from 'axe-core'
import type { Actor } from '../fixtures/chromium.ts'

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** In the page, where axe was loaded. Only what is wrong is written down, and frames are left out: there are none. */
const runAxe = async ({ tags, within }: { readonly tags: string[]; readonly within: string | null }) => {
  const axe = Reflect.get(window, 'axe') as typeof import('axe-core')
  const { violations } = await axe.run(within === null ? document : (document.querySelector(within) ?? document), {
    runOnly: { type: 'tag', values: tags },
    // Axe still calls this one an experiment, and it is what WCAG 2.5.3 asks for: a name begins with the words that are seen.
    ...(tags.includes('wcag21a') && { rules: { 'label-content-name-mismatch': { enabled: true } } }),
    resultTypes: ['violations'],
    iframes: false,
  })
  return violations.map(({ id, help, nodes, tags }) => ({
    id,
    help,
    tags,
    places: nodes.map(({ target, html }) => `${target.join(' ')}: ${html.slice(0, 160)}`),
  }))
}

/**
 * What axe finds against WCAG 2.2 AA, in words that lead to the place: all rules in light colours, and in dark ones
 * those about colour, since nothing else differs. `within`: only in the first element that this selects.
 */
export async function faultsOf({ page }: Actor, within: string | null = null): Promise<readonly string[]> {
  const found: string[] = []
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const rules = { tags: colorScheme === 'light' ? wcag : ['cat.color'], within }
    for (const { id, help, tags, places } of await page.evaluate(runAxe, rules)) {
      if (!tags.some((tag) => wcag.includes(tag))) continue
      for (const place of places) found.push(`${colorScheme}, ${id}: ${help} at ${place}`)
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return found
}
