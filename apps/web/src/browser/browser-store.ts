/**
 * What this browser stores: typed entries in `localStorage` (the device) and `sessionStorage` (this tab). Every entry is parsed with its
 * schema when it is read, because people, extensions and older versions write there, too. Where a browser forbids storage, or it is full,
 * an entry lives as long as the page, and `write` returns `false`. So does what this page had when everything was cleared: somebody who
 * clears a site's data in the middle of a round keeps their room and what they were typing, until they leave the page.
 */
export type Area = 'device' | 'tab'
export type StoredText = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

export type StoreEntry<T> = {
  readonly key: string
  /** The same object until the stored text changes. Returns `otherwise` when there is nothing readable. */
  readonly read: () => T
  /** Returns whether the browser could store it. */
  readonly write: (value: T) => boolean
  readonly remove: () => void
  /** Called when this page or another tab changes the entry. */
  readonly subscribe: (changed: () => void) => () => void
}

/** A schema of zod, or of its small version. */
export type Parser<T> = {
  readonly safeParse: (
    value: unknown,
  ) => { readonly success: true; readonly data: T } | { readonly success: false; readonly data?: undefined }
}

type EntryOptions<T> = {
  readonly area: Area
  readonly key: string
  readonly schema: Parser<T>
  readonly otherwise: T
  /** `text`: the stored text itself is the value. */
  readonly as?: 'json' | 'text'
}

export type BrowserStore = {
  readonly entry: <T>(options: EntryOptions<T>) => StoreEntry<T>
  /** The keys of an area that begin with `prefix`. */
  readonly keys: (area: Area, prefix: string) => readonly string[]
  /** Called with the key that changed, here or in another tab; `null` when everything may have changed. */
  readonly watch: (changed: (key: string | null) => void) => () => void
}

/** `open` is called each time, because a browser that is told to store nothing throws when the name of its storage is read. */
export function createBrowserStore(open: Readonly<Record<Area, () => StoredText>>): BrowserStore {
  /** What could not be stored, by area: it lasts as long as the page. `null`: removed. */
  const unkept: Readonly<Record<Area, Map<string, string | null>>> = { device: new Map(), tab: new Map() }
  /** The newest text that this page has read or written, by area. */
  const seen: Readonly<Record<Area, Map<string, string>>> = { device: new Map(), tab: new Map() }
  const watchers = new Set<(key: string | null) => void>()
  const tell = (key: string | null): void => {
    for (const changed of watchers) changed(key)
  }
  const onStorage = (event: StorageEvent): void => {
    if (event.key === null) keepWhatWasCleared()
    else {
      unkept.device.delete(event.key)
      seen.device.delete(event.key)
    }
    tell(event.key)
  }
  const keepWhatWasCleared = (): void => {
    for (const area of ['device', 'tab'] as const) {
      unkept[area].clear()
      for (const [key, text] of seen[area]) if (readText(area, key) === null) unkept[area].set(key, text)
    }
  }
  const watch: BrowserStore['watch'] = (changed) => {
    watchers.add(changed)
    if (watchers.size === 1 && typeof window !== 'undefined') window.addEventListener('storage', onStorage)
    return () => {
      watchers.delete(changed)
      if (watchers.size === 0 && typeof window !== 'undefined') window.removeEventListener('storage', onStorage)
    }
  }
  const readText = (area: Area, key: string): string | null => {
    const held = unkept[area].get(key)
    if (held !== undefined) return held
    try {
      const text = open[area]().getItem(key)
      if (text !== null) seen[area].set(key, text)
      return text
    } catch {
      return null
    }
  }
  const put = (area: Area, key: string, text: string | null): boolean => {
    if (text === null) seen[area].delete(key)
    else seen[area].set(key, text)
    try {
      if (text === null) open[area]().removeItem(key)
      else open[area]().setItem(key, text)
      unkept[area].delete(key)
      return true
    } catch {
      unkept[area].set(key, text)
      return false
    } finally {
      tell(key)
    }
  }
  return {
    watch,
    keys: (area, prefix) => {
      const found = new Set<string>()
      try {
        const stored = open[area]()
        for (let at = 0; at < stored.length; at++) {
          const key = stored.key(at)
          if (key !== null) found.add(key)
        }
      } catch {
        // Forbidden storage contains nothing.
      }
      for (const [key, text] of unkept[area]) {
        if (text === null) found.delete(key)
        else found.add(key)
      }
      return [...found].filter((key) => key.startsWith(prefix))
    },
    entry: ({ area, key, schema, otherwise, as = 'json' }) => {
      let last: { readonly text: string | null; readonly value: typeof otherwise } | null = null
      const parse = (text: string | null): typeof otherwise => {
        if (text === null) return otherwise
        try {
          const parsed = schema.safeParse(as === 'json' ? JSON.parse(text) : text)
          return parsed.success ? parsed.data : otherwise
        } catch {
          return otherwise
        }
      }
      return {
        key,
        read: () => {
          const text = readText(area, key)
          if (last === null || last.text !== text) last = { text, value: parse(text) }
          return last.value
        },
        write: (value) => put(area, key, as === 'json' ? JSON.stringify(value) : String(value)),
        remove: () => {
          put(area, key, null)
        },
        subscribe: (changed) =>
          watch((at) => {
            if (at === null || at === key) changed()
          }),
      }
    },
  }
}

export const browserStore = createBrowserStore({ device: () => localStorage, tab: () => sessionStorage })
