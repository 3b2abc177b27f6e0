import type { Page } from 'playwright-core'
import { getDocumentProxy } from 'unpdf'
import { z } from 'zod'

/** What a page looks like on paper. */
export type Paper = {
  /** The words of each sheet without any space, so that breaks of lines do not matter. */
  readonly sheets: readonly string[]
  /** Levels of the tagged headings, in their order. */
  readonly headings: readonly number[]
}

export const squashed = (words: string): string => words.replaceAll(/[\s\u00ad\u200b]+/g, '')

type Tag = { readonly role?: string | undefined; readonly children?: readonly Tag[] | undefined }
const tagSchema: z.ZodType<Tag> = z.lazy(() =>
  z.object({ role: z.string().optional(), children: z.array(tagSchema).optional() }),
)
const itemSchema = z.object({ str: z.string() })

/** Prints a page as the browser's own "Save as PDF" does, on A4, and reads the file back. Without tags it is cheaper, and has no headings. */
export async function printed(page: Page, { tagged = true }: { readonly tagged?: boolean } = {}): Promise<Paper> {
  const file = await page.pdf({ format: 'A4', tagged, preferCSSPageSize: true })
  const pdf = await getDocumentProxy(new Uint8Array(file))
  const sheets: string[] = []
  const headings: number[] = []
  const walk = (tag: Tag): void => {
    const level = /^H([1-6])$/.exec(tag.role ?? '')?.[1]
    if (level !== undefined) headings.push(Number(level))
    for (const child of tag.children ?? []) walk(child)
  }
  for (let number = 1; number <= pdf.numPages; number++) {
    const sheet = await pdf.getPage(number)
    const { items } = await sheet.getTextContent()
    sheets.push(squashed(items.map((item) => itemSchema.safeParse(item).data?.str ?? '').join('')))
    if (!tagged) continue
    const tags = tagSchema.safeParse(await sheet.getStructTree())
    if (tags.success) walk(tags.data)
  }
  await pdf.loadingTask.destroy()
  return { sheets, headings }
}

/** The words of what a selector finds. */
export const textsOf = (page: Page, selector: string): Promise<readonly string[]> =>
  page.locator(selector).evaluateAll((found) => found.map((one) => one.textContent))
