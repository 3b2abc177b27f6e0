import type { ReactNode } from 'react'

/** The first stop of the Tab key: past the bar, to the main content. */
export function SkipLink({ children }: { readonly children: ReactNode }) {
  return (
    <a
      href="#main"
      className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:text-sm focus:shadow-2"
    >
      {children}
    </a>
  )
}
