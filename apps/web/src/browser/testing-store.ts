import type { StoredText } from './browser-store.ts'

/** Stand-ins for a browser's storage. For tests. */
export function textInMemory(kept = new Map<string, string>()): StoredText {
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size
    },
  }
}

export const forbiddenText: StoredText = {
  getItem: () => {
    throw new DOMException('no', 'SecurityError')
  },
  setItem: () => {
    throw new DOMException('full', 'QuotaExceededError')
  },
  removeItem: () => {
    throw new DOMException('no', 'SecurityError')
  },
  key: () => null,
  length: 1,
}
