import { publicPartOf } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { useMemo, useState } from 'react'
import { Badge, Callout, Segmented } from '../../../design/index.ts'
import { difficultyWords, startsCapital } from '../../../words/words.ts'
import { Agenda } from '../../bank/agenda.tsx'
import { categoryTitle } from '../../bank/category-words.ts'
import { BriefPanel } from '../../desk/brief-panel.tsx'
import { CaseAfterwards } from '../../desk/case-afterwards.tsx'
import { GuidePanel } from '../../desk/guide-panel.tsx'
import { useGuide } from '../../desk/use-guide.ts'
import type { Draft } from '../../own-case-list/draft.ts'
import { type Preview, previewOf } from './preview-session.ts'

export type View = 'candidate' | 'brief' | 'guide' | 'after'
const views = [
  { id: 'candidate', label: t`Candidate` },
  { id: 'brief', label: t`Brief` },
  { id: 'guide', label: t`Guide` },
  { id: 'after', label: t`After` },
] as const
const cuts = [
  { id: '45', label: t`45 min` },
  { id: '20', label: t`20 min` },
] as const

/** What others will see of the case, in the room's own components. */
/** `suits`: the view that belongs to the part being written; somebody may look at another one in the meantime. */
export function CasePreview({ draft, suits }: { readonly draft: Draft; readonly suits: View }) {
  const [chosen, setChosen] = useState<{ readonly view: View; readonly during: View } | null>(null)
  const view = chosen !== null && chosen.during === suits ? chosen.view : suits
  const setView = (next: View) => setChosen({ view: next, during: suits })
  const [cut, setCut] = useState<'45' | '20'>('45')
  const now = useMemo(() => previewOf(draft, cut === '45' ? 45 : 20), [draft, cut])
  const [last, setLast] = useState(now)
  if (now !== null && now !== last) setLast(now)
  const shown = now ?? last
  return (
    <div className="flex flex-col gap-3">
      <Segmented label={t`Who sees it`} hideLabel size="sm" options={views} value={view} onChange={setView} />
      {(view === 'guide' || view === 'brief') && (
        <Segmented label={t`Length`} hideLabel size="sm" options={cuts} value={cut} onChange={setCut} />
      )}
      {now === null && (
        <Callout tone="warn">
          {shown === null
            ? t`The preview appears once everything is fixed.`
            : t`This is how it was before your last change. Fix what is listed to update it.`}
        </Callout>
      )}
      {shown !== null && <Shown preview={shown} view={view} />}
    </div>
  )
}

const Shown = ({ preview, view }: { readonly preview: Preview; readonly view: View }) => {
  const guide = useGuide(preview.props.round)
  if (view === 'candidate') return <CandidateView preview={preview} />
  if (guide === null || guide === 'unreadable') return null
  if (view === 'brief')
    return <BriefPanel guide={guide} cut={preview.props.session.cut} category={preview.props.round.case?.category} />
  if (view === 'after') return <CaseAfterwards guide={guide} category={preview.props.round.case?.category} />
  return (
    <div className="-m-3">
      <GuidePanel {...preview.props} guide={guide} />
    </div>
  )
}

/** The public part: all that ever reaches the candidate before the scores are open, apart from what the desk gives. */
const CandidateView = ({ preview }: { readonly preview: Preview }) => {
  const part = publicPartOf(preview.case)
  return (
    <div className="flex flex-col gap-4">
      <p className="rounded-lg border border-line bg-canvas p-3 text-sm font-medium text-ink">{part.prompt}</p>
      <div className="flex flex-wrap gap-1.5">
        <Badge tone="info">{categoryTitle(part.category)}</Badge>
        <Badge>{difficultyWords[part.difficulty] ?? part.difficulty}</Badge>
        <Badge>
          <bdi>{startsCapital(part.industry)}</bdi>
        </Badge>
        <Badge>
          <bdi>{part.company}</bdi>
        </Badge>
      </div>
      <p className="text-xs text-ink-faint">{part.notice}</p>
      <Agenda one={part} cut={45} />
      <Agenda one={part} cut={20} />
    </div>
  )
}
