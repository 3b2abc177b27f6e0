import { Monitor, Moon, Sun } from 'lucide-react'
import { type Theme, useTheme } from '../browser/theme.ts'
import { IconButton, Menu, MenuItem, MenuTrigger } from '../design/index.ts'

export const themeChoices: readonly { readonly id: Theme; readonly label: string }[] = [
  { id: 'system', label: 'System' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
]
const icons = { system: Monitor, light: Sun, dark: Moon } as const

export const ThemeMenu = () => {
  const { theme, choose } = useTheme()
  const Icon = icons[theme]
  return (
    <MenuTrigger>
      <IconButton label="Theme">
        <Icon aria-hidden="true" />
      </IconButton>
      <Menu
        aria-label="Theme"
        placement="bottom end"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={(keys) => {
          const next = themeChoices.find((choice) => keys !== 'all' && keys.has(choice.id))
          if (next) choose(next.id)
        }}
      >
        {themeChoices.map((choice) => (
          <MenuItem key={choice.id} id={choice.id}>
            {choice.label}
          </MenuItem>
        ))}
      </Menu>
    </MenuTrigger>
  )
}
