import { t } from '@lingui/core/macro'
import { BookOpen, CornerDownLeft, History, Search, Zap } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { Autocomplete, Dialog, Header, Input, Menu, MenuItem, MenuSection, SearchField } from 'react-aria-components'
import { useNavigate } from 'react-router'
import { useTheme } from '../../browser/theme.ts'
import { Kbd } from '../../design/index.ts'
import { isolated } from '../../live/room-props.ts'
import { type PaletteAction, usePageActions } from '../../shell/palette-actions.ts'
import { closePalette, openShortcuts } from '../../shell/palette-state.ts'
import { agoInWords } from '../../words/time-words.ts'
import { difficultyWords, modeWords } from '../../words/words.ts'
import { useBank } from '../bank/bank.ts'
import { createCaseFinder } from '../bank/case-search.ts'
import { categoryTitle } from '../bank/category-words.ts'
import { useOwnCases } from '../own-case-list/own-cases.ts'
import { recents as store, useRecents } from '../recents/browser-recents.ts'
import { find } from './find.ts'

const usePlaces = (): readonly PaletteAction[] => {
  const navigate = useNavigate()
  const choose = useTheme((state) => state.choose)
  return useMemo(
    () => [
      { id: 'start', label: t`Start a session`, run: () => void navigate('/') },
      { id: 'bank', label: t`Browse the cases`, run: () => void navigate('/bank') },
      { id: 'own', label: t`Your own cases`, run: () => void navigate('/bank/own') },
      { id: 'progress', label: t`Your progress`, run: () => void navigate('/progress') },
      { id: 'coach', label: t`Coach’s view`, run: () => void navigate('/coach') },
      { id: 'sample', label: t`Replay the sample session`, run: () => void navigate('/sample') },
      { id: 'keys', label: t`Keyboard shortcuts`, keys: '?', run: openShortcuts },
      { id: 'light', label: t`Use the light theme`, run: () => choose('light') },
      { id: 'dark', label: t`Use the dark theme`, run: () => choose('dark') },
      { id: 'system', label: t`Use the system theme`, run: () => choose('system') },
      { id: 'privacy', label: t`What is stored, and for how long`, run: () => void navigate('/privacy') },
    ],
    [navigate, choose],
  )
}

const Row = ({
  id,
  icon,
  label,
  aside,
  keys,
}: {
  readonly id: string
  readonly icon: ReactNode
  readonly label: string
  readonly aside?: string
  readonly keys?: string
}) => (
  <MenuItem
    id={id}
    textValue={label}
    className="group flex cursor-default items-center gap-3 rounded-md px-3 py-2 text-sm -outline-offset-2 focused:bg-hover"
  >
    <span aria-hidden="true" className="text-ink-faint group-focused:text-accent-ink [&_svg]:size-4">
      {icon}
    </span>
    <span className="min-w-0 grow truncate">{label}</span>
    {aside && <span className="shrink-0 text-xs text-ink-faint max-sm:hidden">{aside}</span>}
    {keys && <Kbd keys={keys} decorative />}
    <CornerDownLeft aria-hidden="true" className="hidden size-3.5 text-ink-faint group-focused:block" />
  </MenuItem>
)

const Group = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <MenuSection>
    <Header className="px-3 pt-3 pb-1 text-xs font-medium text-ink-faint">{title}</Header>
    {children}
  </MenuSection>
)

/** Finds cases, sessions and actions from anywhere. */
export function Palette() {
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const places = usePlaces()
  const pageActions = usePageActions((state) => state.actions)
  const sessions = useRecents()
  const own = useOwnCases()
  const bank = useBank()
  const cases = bank.kind === 'ready' ? bank.cases : null
  const search = useMemo(() => createCaseFinder(cases ?? []), [cases])
  const found = useMemo(() => {
    const ownCases = (query.trim() === '' ? [] : own).map(
      ({ id, title }): PaletteAction => ({
        id,
        label: t`Your case: ${isolated(title)}`,
        run: () => void navigate(`/bank/own/${id}`),
      }),
    )
    return find(query, [...pageActions, ...places, ...ownCases], sessions, search)
  }, [query, pageActions, places, own, sessions, search, navigate])

  const act = (key: string) => {
    closePalette()
    const action = found.actions.find((one) => t`action ${one.id}` === key)
    if (action) return action.run()
    const session = found.sessions.find((one) => t`session ${one.session} ${one.participant}` === key)
    if (session) {
      const { participant, token, name, title, mode, owner } = session
      store.enter({ session: session.session, participant, token }, { name, title, mode, owner })
      return void navigate(`/s/${session.session}`)
    }
    void navigate(`/bank/${key.replace(/^case /, '')}`)
  }

  return (
    <Dialog aria-label={t`Search cases, sessions and actions`} className="flex min-h-0 flex-col outline-none">
      <Autocomplete inputValue={query} onInputChange={setQuery}>
        <SearchField
          aria-label={t`Search cases, sessions and actions`}
          autoFocus
          className="flex items-center gap-3 border-b border-line px-4 has-focus-visible:border-ring has-focus-visible:shadow-[inset_0_-2px_0_var(--ring)] forced-colors:has-focus-visible:border-b-4"
        >
          <Search aria-hidden="true" className="size-4.5 shrink-0 text-ink-faint" />
          <Input
            dir="auto"
            placeholder={t`Search cases, sessions and actions…`}
            className="h-13 w-full bg-transparent text-base outline-none! [&::-webkit-search-cancel-button]:hidden"
          />
          <Kbd keys="Escape" />
        </SearchField>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the list is walked from the field above, so only its region can be reached to be scrolled */}
        <section aria-label={t`Results`} tabIndex={0} className="h-96 max-h-[55vh] overflow-y-auto -outline-offset-2">
          <Menu
            aria-label={t`Results`}
            onAction={(key) => act(String(key))}
            renderEmptyState={() => (
              <p className="p-6 text-center text-sm text-ink-soft">{t`No results. Try a company, a skill or an action.`}</p>
            )}
            className="p-1.5 outline-none"
          >
            {found.actions.length > 0 && query !== '' ? actionsGroup(found.actions) : null}
            {found.sessions.length > 0 ? (
              <Group title={t`Sessions`}>
                {found.sessions.map((one) => (
                  <Row
                    key={`${one.session} ${one.participant}`}
                    id={`session ${one.session} ${one.participant}`}
                    icon={<History />}
                    label={t`${one.title ?? modeWords[one.mode]}, as ${one.name}`}
                    aside={agoInWords(one.lastAt, Date.now())}
                  />
                ))}
              </Group>
            ) : null}
            {found.cases.length > 0 ? (
              <Group title={t`Cases`}>
                {found.cases.map((one) => (
                  <Row
                    key={one.caseId}
                    id={`case ${one.caseId}`}
                    icon={<BookOpen />}
                    label={one.title}
                    aside={`${categoryTitle(one.category)} · ${difficultyWords[one.difficulty] ?? one.difficulty}`}
                  />
                ))}
              </Group>
            ) : null}
            {found.actions.length > 0 && query === '' ? actionsGroup(found.actions) : null}
          </Menu>
        </section>
      </Autocomplete>
    </Dialog>
  )
}

/** With a query actions come first, because their names are known; without one they come last. */
const actionsGroup = (actions: readonly PaletteAction[]) => (
  <Group title={t`Actions`}>
    {actions.map((action) => (
      <Row
        key={action.id}
        id={`action ${action.id}`}
        icon={<Zap />}
        label={action.label}
        {...(action.keys ? { keys: action.keys } : {})}
      />
    ))}
  </Group>
)
