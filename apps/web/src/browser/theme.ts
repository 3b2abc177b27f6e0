import { create } from 'zustand'

/** `system` follows the computer. The key and the attribute are read by `public/theme.js` before the first paint. */
export type Theme = 'system' | 'light' | 'dark'
const key = 'greenroom.theme'

export const readTheme = (): Theme => {
  try {
    const stored = localStorage.getItem(key)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    return 'system'
  }
}

export const applyTheme = (theme: Theme): void => {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

export const useTheme = create<{ readonly theme: Theme; readonly choose: (theme: Theme) => void }>()((set) => ({
  theme: readTheme(),
  choose: (theme) => {
    applyTheme(theme)
    try {
      if (theme === 'system') localStorage.removeItem(key)
      else localStorage.setItem(key, theme)
    } catch {
      // Storage is forbidden: the choice lasts as long as the page.
    }
    set({ theme })
  },
}))
