import { clockAt } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useState } from 'react'
import { SearchField, Select } from '../../design/index.ts'
import { useRoomDraft } from '../../live/room-draft.ts'
import { FoundFacts } from './found-facts.tsx'
import { ClarifyingList, CurveballList, FactList, HintList, ProbeList } from './guide-parts.tsx'
import type { GuideProps } from './guide-props.ts'

/** The guide laid out by phase. It follows the clock until somebody looks at another phase. */
export function GuidePanel(props: GuideProps) {
  const { round, guide, serverNow } = props
  const agenda = round.agenda ?? round.preparedAgenda ?? []
  const current = agenda[clockAt(round, serverNow())?.phase ?? 0]?.id ?? ''
  const [looked, setLooked] = useState<{ readonly phase: string; readonly during: string } | null>(null)
  const phase = looked && looked.during === current ? looked.phase : current
  const search = useRoomDraft(props, 'fact-search')
  const sought = search.words
  const words = guide.phases.find((one) => one.id === phase)
  const of = <Part extends { readonly phase: string }>(parts: readonly Part[]): Part[] =>
    parts.filter((part) => part.phase === phase)
  return (
    <div className="flex flex-col gap-4 p-3">
      {guide.facts.length > 0 && (
        <SearchField
          label={t`Find a fact`}
          placeholder={t`Find a fact in any phase`}
          value={sought}
          onChange={search.write}
        />
      )}
      {sought.trim() !== '' ? (
        // In place of the phase, so that no fact can be given in two places.
        <FoundFacts {...props} sought={sought} agenda={agenda} />
      ) : (
        <>
          <Select
            aria-label={t`Phase of the guide`}
            selectedKey={phase}
            onSelectionChange={(chosen) => setLooked({ phase: String(chosen), during: current })}
            choices={agenda.map((one, index) => ({
              id: one.id,
              label: `${index + 1}. ${one.name}${one.id === current && round.status === 'running' ? t` · now` : ''}`,
            }))}
          />
          {words && (
            <dl className="grid grid-cols-[5.5rem_1fr] gap-x-2 gap-y-1.5 text-sm">
              {guide.readAloud !== undefined && phase === agenda[0]?.id && (
                <>
                  <dt className="text-xs leading-5 text-ink-faint">{t`Reading aloud`}</dt>
                  <dd className="text-ink">{guide.readAloud}</dd>
                </>
              )}
              <dt className="text-xs leading-5 text-ink-faint">{t`Goal`}</dt>
              <dd className="text-ink">{words.goal}</dd>
              <dt className="text-xs leading-5 text-ink-faint">{t`Move on when`}</dt>
              <dd className="text-ink-soft">{words.moveOnWhen}</dd>
              <dt className="text-xs leading-5 text-ink-faint">{t`If stuck`}</dt>
              <dd className="text-ink-soft">{words.ifStuck}</dd>
            </dl>
          )}
          <ClarifyingList parts={of(guide.clarifying)} />
          <FactList {...props} parts={of(guide.facts)} />
          <HintList {...props} parts={of(guide.hints)} />
          <ProbeList {...props} parts={of(guide.probes)} />
          <CurveballList {...props} parts={of(guide.curveballs)} />
        </>
      )}
    </div>
  )
}
