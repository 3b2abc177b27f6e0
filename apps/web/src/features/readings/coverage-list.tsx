import type { BoardView, Framework } from '@greenroom/board'
import { coverageRulesFor, type Finding, readCoverage } from '@greenroom/frameworks'
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import { CardButtons } from './card-buttons.tsx'
import { ruleWordsOf } from './rule-words.ts'

const RuleLines = ({ title, asks }: ReturnType<typeof ruleWordsOf>) => (
  <>
    <p className="font-medium text-ink">{title}</p>
    <p className="mb-1 text-xs text-ink-soft">{asks}</p>
  </>
)

/** What the board leaves open, rule by rule, with the cards. An empty section breaks no rule, and nothing is added up. */
export function CoverageList({
  view,
  framework,
  isLive,
}: {
  readonly view: BoardView
  readonly framework: Framework
  readonly isLive: boolean
}) {
  const groups = useMemo(() => {
    const findings = readCoverage(view, framework, coverageRulesFor(framework))
    return [...Map.groupBy(findings, ({ rule }: Finding) => rule)]
  }, [view, framework])
  if (groups.length === 0)
    return <p className="text-sm text-ink-soft">{t`These rules found nothing. That doesn’t make it a good board.`}</p>
  return (
    <ul className="flex flex-col gap-2.5">
      {groups.map(([rule, findings]) => (
        <li key={rule} className="text-sm">
          <RuleLines {...ruleWordsOf(rule, framework)} />
          {findings.some(({ items }) => items.length > 0) && (
            <CardButtons
              view={view}
              framework={framework}
              items={[...new Set(findings.flatMap(({ items }) => items))]}
              isLive={isLive}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
