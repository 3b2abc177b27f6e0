import { t } from '@lingui/core/macro'
import { Search } from 'lucide-react'
import { type ReactNode, Suspense, useSyncExternalStore } from 'react'
import { Link, NavLink, useLocation } from 'react-router'
import { signInNeeded } from '../browser/sign-in-needed.ts'
import { useTheme } from '../browser/theme.ts'
import { Button, cx, Kbd, MessageSlot } from '../design/index.ts'
import { LazyPart, lazyPart } from './lazy-part.tsx'
import { Logo } from './logo.tsx'
import { openPalette } from './palette-state.ts'
import { SkipLink } from './skip-link.tsx'
import { themeIcons } from './theme-choices.ts'

const AccountLink = lazyPart(() => import('./account-link.tsx').then((m) => m.AccountLink))
const ThemeMenu = lazyPart(() => import('./theme-menu.tsx').then((m) => m.ThemeMenu))

/** A placeholder for the menu's button, until it is there. */
const ThemeIcon = () => {
  const Icon = themeIcons[useTheme().theme]
  return (
    <span aria-hidden="true" className="grid size-9 place-items-center text-ink-soft">
      <Icon className="size-4.5" />
    </span>
  )
}

const navClass = ({ isActive }: { readonly isActive: boolean }) =>
  cx(
    'rounded-md px-2.5 py-1.5 text-sm max-[22rem]:px-2 font-medium transition-colors duration-100',
    isActive ? 'text-ink' : 'text-ink-faint hover:bg-hover hover:text-ink',
  )

/** Every page except the room: a quiet bar above, the page below, one line at the bottom. */
export function PageShell({ children, narrow = false }: { readonly children: ReactNode; readonly narrow?: boolean }) {
  // Whether there are accounts has to be asked of the server: once, where people start, and on no page that asks nothing else.
  const isHome = useLocation().pathname === '/'
  const mustSignIn = useSyncExternalStore(signInNeeded.watch, signInNeeded.read)
  return (
    <div className="flex min-h-full flex-col print:block">
      <SkipLink>{t`Skip to content`}</SkipLink>
      <header className="mx-auto flex w-full max-w-6xl flex-wrap items-center gap-1 px-4 py-3 max-[22rem]:gap-0 max-[22rem]:px-3 sm:px-6">
        <Link
          to="/"
          className="mr-3 flex items-center gap-2.5 rounded-md text-base font-semibold tracking-tight max-[22rem]:mr-1 max-[22rem]:gap-1.5"
        >
          <Logo />
          {t`Greenroom`}
        </Link>
        <nav aria-label={t`Main`} className="flex flex-wrap items-center">
          <NavLink to="/bank" className={navClass}>{t`Cases`}</NavLink>
          <NavLink to="/progress" className={navClass}>{t`Progress`}</NavLink>
          <NavLink
            to="/sample"
            className={cx(navClass({ isActive: false }), 'hidden sm:block')}
          >{t`Sample session`}</NavLink>
        </nav>
        <div className="ml-auto flex items-center gap-1">
          <Button variant="quiet" size="sm" onPress={openPalette} className="max-sm:hidden">
            <Search aria-hidden="true" />
            {t`Find`}
            <Kbd keys="Mod+K" decorative />
          </Button>
          <LazyPart instead={<ThemeIcon />}>
            <Suspense fallback={<ThemeIcon />}>
              <ThemeMenu />
            </Suspense>
          </LazyPart>
        </div>
      </header>
      <main
        id="main"
        className={cx(
          'mx-auto w-full grow px-4 pt-3 pb-10 sm:px-6 sm:pt-4 print:pt-0 print:pb-0',
          narrow ? 'max-w-2xl' : 'max-w-6xl',
        )}
      >
        {children}
      </main>
      <footer className="print:hidden mx-auto flex w-full max-w-6xl flex-wrap gap-x-5 gap-y-1 px-4 py-5 text-xs text-ink-faint sm:px-6">
        <span>{mustSignIn ? t`Open source, no tracking.` : t`Open source, no account needed, no tracking.`}</span>
        <Link
          to="/privacy"
          className="rounded-sm underline decoration-line-strong underline-offset-3 hover:text-ink"
        >{t`What is stored, and for how long`}</Link>
        {isHome && (
          <LazyPart>
            <AccountLink />
          </LazyPart>
        )}
      </footer>
      {/* Part of the page's length, so that what it stands before can always be scrolled clear of it. */}
      <MessageSlot className="sticky bottom-0 z-30 border-t border-line bg-raised shadow-2" />
    </div>
  )
}
