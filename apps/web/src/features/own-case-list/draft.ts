/** A case that is being written: plain data, sound or not. `caseSchema` says what it must become. */
export type Draft = Readonly<Record<string, unknown>>
export type Path = readonly (string | number)[]

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export function asDraft(value: unknown): Draft {
  return isRecord(value) ? value : {}
}

export function readAt(value: unknown, path: Path): unknown {
  let at = value
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)]
    else if (isRecord(at)) at = Object.hasOwn(at, step) ? at[step] : undefined
    else return undefined
  }
  return at
}

export function textAt(value: unknown, path: Path): string {
  const found = readAt(value, path)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}

export function listAt(value: unknown, path: Path): readonly unknown[] {
  const found = readAt(value, path)
  return Array.isArray(found) ? found : []
}

/** The same with another value at the path; `undefined` removes the key. Everything beside the path keeps its identity. */
export function writeAt(value: unknown, path: Path, next: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return next
  if (typeof step === 'number') {
    const list = Array.isArray(value) ? [...value] : []
    list[step] = writeAt(list[step], rest, next)
    return list
  }
  const record: Record<string, unknown> = isRecord(value) ? { ...value } : {}
  const below = writeAt(record[step], rest, next)
  // Containers that held only the removed key are removed with it.
  const isEmptied = next === undefined && rest.length > 0 && isRecord(below) && Object.keys(below).length === 0
  if (below === undefined || isEmptied) delete record[step]
  else record[step] = below
  return record
}

export function insertAt(value: unknown, path: Path, index: number, item: unknown): unknown {
  const list = [...listAt(value, path)]
  list.splice(index, 0, item)
  return writeAt(value, path, list)
}

export function removeAt(value: unknown, path: Path, index: number): unknown {
  return writeAt(
    value,
    path,
    listAt(value, path).filter((_, at) => at !== index),
  )
}

/** Moves an item by one place; at either end nothing happens. */
export function moveAt(value: unknown, path: Path, index: number, by: 1 | -1): unknown {
  const list = [...listAt(value, path)]
  const to = index + by
  if (to < 0 || to >= list.length) return value
  const [item] = list.splice(index, 1)
  list.splice(to, 0, item)
  return writeAt(value, path, list)
}

/** An id that no part of the list has: `fact-3`. */
export function freshId(stem: string, taken: readonly unknown[]): string {
  const ids = new Set(taken.map((one) => textAt(one, ['id'])))
  for (let number = 1; ; number++) if (!ids.has(`${stem}-${number}`)) return `${stem}-${number}`
}

/** `My case: “Ça va?”` → `my-case-ca-va`, the form of ids of cases and parts. */
export function toId(words: string, otherwise: string): string {
  const id = words
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return id === '' ? otherwise : id
}

export function keyOf(path: Path): string {
  return path.map(String).join('/')
}

/** Whether the path leads to `above` or somewhere below it. */
export function isWithin(path: Path, above: Path): boolean {
  return above.length <= path.length && above.every((step, index) => String(step) === String(path[index]))
}
