import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type TypedField, typedFields } from '../../apps/web/src/browser/testing-fields.ts'
import type { Actor } from '../fixtures/chromium.ts'

/** Types into every field of a place, and looks for the words after each way of leaving it and coming back. */

export type TypedFile = keyof typeof typedFields

/** A part of a page with fields in it. */
export type Corner = {
  /** The files that draw its fields. */
  readonly of: readonly TypedFile[]
  readonly open: (page: Page) => Promise<unknown>
  /** Turns away from it, in the page. */
  readonly leave: (page: Page) => Promise<unknown>
  /** `false`: it is not opened without a connection. */
  readonly offline?: false
  /** `true`: its fields are none of those that have the same names in other corners. */
  readonly apart?: true
}

const takesWords =
  'input:not([type=radio], [type=checkbox], [type=range], [type=file], [type=hidden]), textarea, [contenteditable=true]'

type Found = { readonly at: number; readonly name: string; readonly type: string; readonly value: string }

/** Every field on the screen that takes words, whatever drew it. */
const fieldsOn = (page: Page): Promise<readonly Found[]> =>
  page.evaluate(
    (selector) =>
      [...document.querySelectorAll(selector)].flatMap((element, at) => {
        const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('[inert], [aria-hidden=true]'))
          return []
        if (isField && (element.readOnly || element.disabled)) return []
        const by = element.getAttribute('aria-labelledby')?.split(/\s+/) ?? []
        const labels = isField ? [...(element.labels ?? [])] : []
        const named = by.length > 0 ? by.map((id) => document.getElementById(id)) : labels
        const name = element.getAttribute('aria-label') ?? named.map((one) => one?.textContent ?? '').join(' ')
        return [
          {
            at,
            name: name.replaceAll(/\s+/g, ' ').trim(),
            type: isField ? element.type : 'text',
            value: isField ? element.value : (element.textContent ?? ''),
          },
        ]
      }),
    takesWords,
  )

const wordsFor = ({ at, type }: Found, time: 0 | 1): string => {
  if (type === 'date') return time === 0 ? '2027-01-09' : '2027-02-10'
  if (type === 'time') return time === 0 ? '10:30' : '11:45'
  return `half a thought ${at}${time === 0 ? '' : ', offline'}`
}

/** Answers what now stands in each field, by the field's place among those on the screen. */
async function typeEverywhere(page: Page, time: 0 | 1): Promise<readonly Found[]> {
  const typed: Found[] = []
  for (const field of await fieldsOn(page)) {
    const value = wordsFor(field, time)
    await page.locator(takesWords).nth(field.at).fill(value)
    typed.push({ ...field, value })
  }
  return typed
}

const said = (fields: readonly Found[]): readonly string[] => fields.map(({ name, value }) => `${name}: ${value}`)
const hold = (page: Page, typed: readonly Found[]): Promise<void> =>
  expect.poll(async () => said(await fieldsOn(page))).toEqual(said(typed))

/** Which files' fields have been typed into. */
const walked = new Set<TypedFile>()

/** Types into every field that is open, which have to be those that are listed of its files. */
async function type(page: Page, { of, open, leave }: Corner, time: 0 | 1): Promise<readonly Found[]> {
  await open(page)
  const typed = await typeEverywhere(page, time)
  const listed = of.flatMap((file): readonly TypedField[] => typedFields[file])
  for (const { label } of listed)
    if (label !== undefined)
      expect(
        said(typed).filter((one) => one.startsWith(label)),
        label,
      ).not.toEqual([])
  if (listed.every(({ label }) => label !== undefined))
    for (const { name } of typed)
      expect(
        listed.some(({ label }) => label !== undefined && name.startsWith(label)),
        name,
      ).toBe(true)
  expect(typed).not.toEqual([])
  for (const file of of) walked.add(file)
  await leave(page)
  return typed
}

/**
 * Types into every field of every corner; then turns from one to the next, reloads, types on without a connection, closes the tab and
 * opens the address in another one. The words stand there each time. The person goes on in the tab that is answered.
 */
export async function outlast(actor: Actor, corners: readonly Corner[]): Promise<Actor> {
  const { page, context } = actor
  const words = new Map<Corner, readonly Found[]>()
  const look = async (tab: Page, among = corners): Promise<void> => {
    for (const corner of among) {
      await corner.open(tab)
      await hold(tab, words.get(corner) ?? [])
      await corner.leave(tab)
    }
  }
  for (const corner of corners) words.set(corner, await type(page, corner, 0))
  await look(page)
  await page.reload()
  await look(page)
  const reached = corners.filter(({ offline }) => offline !== false)
  await context.setOffline(true)
  for (const corner of reached) words.set(corner, await type(page, corner, 1))
  // The same field may stand in several of them: it has its newest words in each.
  const newest = new Map(reached.flatMap((corner) => (words.get(corner) ?? []).map(({ name, value }) => [name, value])))
  for (const corner of corners)
    if (!reached.includes(corner) && corner.apart !== true)
      words.set(
        corner,
        (words.get(corner) ?? []).map((field) => ({ ...field, value: newest.get(field.name) ?? field.value })),
      )
  await look(page, reached)
  await context.setOffline(false)
  const next = await context.newPage()
  next.setDefaultTimeout(30_000)
  const address = page.url()
  await page.close()
  await next.goto(address)
  await look(next)
  return { ...actor, page: next }
}

/** Files with fields whose words are kept, and that no test of this file has typed into. */
export const notWalked = (): readonly string[] =>
  Object.entries(typedFields).flatMap(([file, fields]) =>
    fields.every(({ keeper }) => keeper === 'secret' || keeper === 'search') || walked.has(file as TypedFile)
      ? []
      : [file],
  )
