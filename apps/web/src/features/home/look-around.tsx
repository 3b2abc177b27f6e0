import { t } from '@lingui/core/macro'
import { BookOpen, ChevronRight, FolderOpen, History, Route } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

const Way = ({
  to,
  icon,
  title,
  children,
}: {
  readonly to: string
  readonly icon: ReactNode
  readonly title: string
  readonly children: string
}) => (
  <li>
    <Link
      to={to}
      className="group flex items-center gap-3.5 rounded-lg p-2.5 transition-colors duration-100 hover:bg-hover active:bg-press"
    >
      <span
        aria-hidden="true"
        className="grid size-10 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink [&_svg]:size-5"
      >
        {icon}
      </span>
      <span className="min-w-0 grow">
        <span className="block text-sm font-medium">{title}</span>
        <span className="block text-sm text-ink-soft">{children}</span>
      </span>
      <ChevronRight
        aria-hidden="true"
        className="size-4 text-ink-faint transition-transform duration-100 group-hover:translate-x-0.5"
      />
    </Link>
  </li>
)

/** For people who want to look around before starting. */
export function LookAround() {
  return (
    <section aria-labelledby="look-title">
      <h2 id="look-title" className="text-sm font-medium text-ink-soft">{t`See it first`}</h2>
      <ul className="-mx-2.5 mt-1">
        <Way
          to="/sample"
          icon={<History />}
          title={t`Replay the sample session`}
        >{t`A recorded session, from the first question to the debrief.`}</Way>
        <Way
          to="/bank"
          icon={<BookOpen />}
          title={t`Browse the cases`}
        >{t`Every prompt in the bank, by category and difficulty.`}</Way>
        <Way
          to="/loops"
          icon={<Route />}
          title={t`Rehearse a whole loop`}
        >{t`Four or five rounds in the style of a company, following one story.`}</Way>
        <Way
          to="/recording"
          icon={<FolderOpen />}
          title={t`Open a recording`}
        >{t`A file that someone sent you, played on this device.`}</Way>
      </ul>
    </section>
  )
}
