import { Monitor, Moon, Sun } from 'lucide-react'
import type { Theme } from '../browser/theme.ts'

export const themeChoices: readonly { readonly id: Theme; readonly label: string }[] = [
  { id: 'system', label: 'System' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
]
export const themeIcons = { system: Monitor, light: Sun, dark: Moon } as const
