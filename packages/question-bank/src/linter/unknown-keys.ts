import { z } from 'zod'
import type { Fault } from './lint-message.ts'

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Keys in the file that the schema dropped: a misspelt field would otherwise vanish silently. */
export function unknownKeys(
  written: unknown,
  read: unknown,
  at: readonly (string | number)[] = [],
  what = 'a case',
): Fault[] {
  if (Array.isArray(written) && Array.isArray(read))
    return written.flatMap((item, index) => unknownKeys(item, read[index], [...at, index], what))
  if (!isRecord(written) || !isRecord(read)) return []
  return Object.entries(written).flatMap(([key, value]) =>
    Object.hasOwn(read, key)
      ? unknownKeys(value, read[key], [...at, key], what)
      : [{ at: [...at, key], key: true, message: `${what} has no field “${key}” here` }],
  )
}

/** The part of a JSON Schema that says which keys a value may have. */
type Shape = {
  readonly properties?: Readonly<Record<string, Shape>>
  readonly additionalProperties?: Shape | boolean
  readonly items?: Shape | boolean
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
}

const shapes = new WeakMap<z.ZodType, Shape>()

function shapeOf(schema: z.ZodType): Shape {
  const shape = shapes.get(schema) ?? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape)
  shapes.set(schema, shape)
  return shape
}

/** The forms that a value may have: one, or several where the schema leaves a choice. */
const choicesOf = (shape: Shape): readonly Shape[] =>
  [...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap(choicesOf).concat(shape)

function keysOutside(
  written: unknown,
  shapes: readonly Shape[],
  at: readonly (string | number)[],
  what: string,
): Fault[] {
  const choices = shapes.flatMap(choicesOf)
  if (Array.isArray(written)) {
    const items = choices.flatMap(({ items }) => (typeof items === 'object' ? [items] : []))
    return written.flatMap((item, index) => keysOutside(item, items, [...at, index], what))
  }
  // The schema reports a value that should not be an object.
  if (!isRecord(written) || !choices.some(({ properties }) => properties)) return []
  return Object.entries(written).flatMap(([key, value]) => {
    const next = choices.flatMap(({ properties, additionalProperties }) => {
      if (properties && Object.hasOwn(properties, key)) return [properties[key] ?? {}]
      return typeof additionalProperties === 'object' ? [additionalProperties] : []
    })
    return next.length > 0
      ? keysOutside(value, next, [...at, key], what)
      : [{ at: [...at, key], key: true, message: `${what} has no field “${key}” here` }]
  })
}

/**
 * The same for what the schema refuses, so that a missing field and the misspelt one that was meant are reported together. Where a value
 * may have several forms, a key is known if any of them has it.
 */
export function unknownKeysOfBroken(written: unknown, schema: z.ZodType, what = 'a case'): Fault[] {
  return keysOutside(written, [shapeOf(schema)], [], what)
}
