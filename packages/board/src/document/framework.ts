import { z } from 'zod'

/** The shape of a framework: the sections of a category, as data. The frameworks themselves live in `packages/frameworks`. */

export const layoutSchema = z.enum(['line', 'cards', 'flow', 'tree', 'table'])
export type Layout = z.infer<typeof layoutSchema>

const identifier = z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/)

/** A field of an item kind: a short text, or one of a few values. */
export const fieldSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), id: identifier, label: z.string(), placeholder: z.string().default('') }),
  z.object({
    type: z.literal('choice'),
    id: identifier,
    label: z.string(),
    choices: z.array(z.object({ value: z.string().max(40), label: z.string() })).min(2),
  }),
])
export type Field = z.infer<typeof fieldSchema>

/** A typed link that starts at items of this kind: metric→goal, pain→stakeholder. */
export const linkKindSchema = z.object({
  id: identifier,
  label: z.string(),
  /** Item kinds that it may point at. */
  to: z.array(identifier).min(1),
})
export type LinkKind = z.infer<typeof linkKindSchema>

export const itemKindSchema = z.object({
  id: identifier,
  label: z.string(),
  placeholder: z.string(),
  fields: z.array(fieldSchema).default([]),
  links: z.array(linkKindSchema).default([]),
})
export type ItemKind = z.infer<typeof itemKindSchema>

export const sectionSchema = z.object({
  id: identifier,
  title: z.string(),
  /** One line that says what belongs here; shown while the section is empty. */
  purpose: z.string(),
  layout: layoutSchema,
  /** Item kinds that may be here; the first is what Enter adds. */
  kinds: z.array(identifier).min(1),
  /** Whether items of this section may have parents in it. Always true for `tree`. */
  nests: z.boolean(),
})
export type Section = z.infer<typeof sectionSchema>

export const frameworkSchema = z.object({
  id: identifier,
  version: z.number().int().positive(),
  title: z.string(),
  sections: z.array(sectionSchema).min(1).max(16),
  kinds: z.array(itemKindSchema).min(1).max(40),
  /** Items with fixed ids that the server seeds: the pinned goal. */
  seeds: z.array(z.object({ item: z.string(), kind: identifier, section: identifier })),
})
export type Framework = z.infer<typeof frameworkSchema>
