import type { Agenda } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { EmptyState } from '../../design/index.ts'
import { matches } from '../../words/matches.ts'
import { FactList } from './guide-parts.tsx'
import type { GuideProps } from './guide-props.ts'

/** The facts of every phase with the search words in their name, their text or the questions that ask for them. */
export function FoundFacts({
  sought,
  agenda,
  ...props
}: GuideProps & { readonly sought: string; readonly agenda: Agenda }) {
  const found = props.guide.facts.filter((fact) => matches([fact.label, ...fact.askFor, fact.text].join(' '), sought))
  const phases = [...new Set(found.map((fact) => fact.phase))]
  return (
    <div role="status" className="flex flex-col gap-4">
      {found.length === 0 && (
        <EmptyState
          title={t`No matching facts`}
        >{t`The case has no data on that. Say so, or ask what the candidate would do with it.`}</EmptyState>
      )}
      {phases.map((phase) => (
        <FactList
          key={phase}
          {...props}
          title={agenda.find((one) => one.id === phase)?.name ?? t`Other phases`}
          parts={found.filter((fact) => fact.phase === phase)}
        />
      ))}
    </div>
  )
}
