import * as z from 'zod/mini'
import { create } from 'zustand'
import { browserStore } from './browser-store.ts'

/** `system` follows the computer. The key and the attribute are read by `public/theme.js` before the first paint. */
export type Theme = 'system' | 'light' | 'dark'

const stored = browserStore.entry<Theme>({
  area: 'device',
  key: 'greenroom.theme',
  schema: z.enum(['system', 'light', 'dark']),
  otherwise: 'system',
  // The text itself, because `public/theme.js` reads it.
  as: 'text',
})

export const readTheme = stored.read

function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export const useTheme = create<{ readonly theme: Theme; readonly choose: (theme: Theme) => void }>()((set) => ({
  theme: readTheme(),
  choose: (theme) => {
    applyTheme(theme)
    if (theme === 'system') stored.remove()
    else stored.write(theme)
    set({ theme })
  },
}))
