import type { Evidence, SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { LayoutGrid, Timer } from 'lucide-react'
import { Link } from 'react-router'
import { evidenceAddress } from './evidence-choices.ts'

/** A piece of evidence that leads to the board at its moment. */
export function EvidenceLink({
  session,
  evidence,
}: {
  readonly session: Pick<SessionState, 'session' | 'createdAt'>
  readonly evidence: Evidence
}) {
  const Icon = evidence.kind === 'moment' ? Timer : LayoutGrid
  return (
    <Link
      to={evidenceAddress(session, evidence)}
      title={t`See it in the replay: ${evidence.label}`}
      className="inline-flex min-h-6 min-w-0 max-w-56 items-center gap-1 rounded-full bg-info-soft px-2 text-xs font-medium text-info-ink hover:underline"
    >
      <Icon aria-hidden="true" className="size-3 shrink-0" />
      <span className="min-w-0 truncate" dir="auto">
        {evidence.label}
      </span>
    </Link>
  )
}
