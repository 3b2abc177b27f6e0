import { t } from '@lingui/core/macro'
import { Monitor, Moon, Sun } from 'lucide-react'
import type { Theme } from '../browser/theme.ts'

export const themeChoices: readonly { readonly id: Theme; readonly label: string }[] = [
  { id: 'system', label: t`System` },
  { id: 'light', label: t`Light` },
  { id: 'dark', label: t`Dark` },
]
export const themeIcons = { system: Monitor, light: Sun, dark: Moon } as const
