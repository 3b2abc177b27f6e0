import { t } from '@lingui/core/macro'
import { useTheme } from '../browser/theme.ts'
import { IconButton, Menu, MenuItem, MenuTrigger } from '../design/index.ts'
import { themeChoices, themeIcons } from './theme-choices.ts'

export function ThemeMenu() {
  const { theme, choose } = useTheme()
  const Icon = themeIcons[theme]
  return (
    <MenuTrigger>
      <IconButton label={t`Theme`}>
        <Icon aria-hidden="true" />
      </IconButton>
      <Menu
        aria-label={t`Theme`}
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
