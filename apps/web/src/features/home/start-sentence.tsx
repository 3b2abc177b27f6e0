import type { Seat } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ChevronDown } from 'lucide-react'
import { Fragment, Suspense } from 'react'
import { cx } from '../../design/index.ts'
import { LazyPart, lazyPart } from '../../shell/lazy-part.tsx'
import { drawFilterKeys, noDrawFilters } from '../bank/draw-filters.ts'
import { mayPrepareCase, type SentencePart, type StartForm, seatOfForm } from './start-form.ts'

// The titles of cases and categories are in a separate file.
const CaseWords = lazyPart(() => import('./case-words.tsx').then((m) => m.CaseWords))
const LoopWords = lazyPart(() => import('./case-words.tsx').then((m) => m.LoopWords))

const parts: readonly SentencePart[] = ['length', 'seat', 'case', 'more']

const seatLine: Readonly<Record<Seat, string>> = {
  interviewer: t`I interview`,
  candidate: t`I’m the candidate`,
  mentor: t`I’m the mentor`,
  observer: t`I watch`,
}

function seatWordsOf(form: StartForm): string {
  if (form.mode === 'solo') return t`on my own`
  const seat = seatLine[seatOfForm(form)]
  return form.mode === 'coaching' ? t`coaching, ${seat}` : seat
}

/** What pressing the part does: read out after its words. */
const purposes: Readonly<Record<SentencePart, string>> = {
  length: t`change the length`,
  seat: t`change who does what`,
  case: t`change the case`,
  more: t`change the call link and more`,
}

function CaseSaid({ form }: { readonly form: StartForm }) {
  if (form.loop !== '')
    return (
      <LazyPart instead={t`a whole loop`}>
        <Suspense fallback={t`a whole loop`}>
          <LoopWords form={form} />
        </Suspense>
      </LazyPart>
    )
  if (!mayPrepareCase(form)) return t`the interviewer picks the case`
  if (form.caseFrom === 'later') return t`case chosen in the lobby`
  const isPlain = drawFilterKeys.every((key) => form.filters[key] === noDrawFilters[key])
  if (form.caseFrom === 'drawn' && isPlain) return t`random case`
  if (form.caseFrom === 'chosen' && form.caseId === null) return t`a case I choose`
  const plain = form.caseFrom === 'chosen' ? t`the case I chose` : t`random case`
  return (
    <LazyPart instead={plain}>
      <Suspense fallback={plain}>
        <CaseWords form={form} />
      </Suspense>
    </LazyPart>
  )
}

/** "45 minutes · I interview · random case": everything except the name, each part a button that opens its choices. */
export function StartSentence({
  form,
  open,
  panel,
  onOpen,
}: {
  readonly form: StartForm
  readonly open: SentencePart | null
  /** The id of what a part opens. */
  readonly panel: string
  readonly onOpen: (part: SentencePart | null) => void
}) {
  const words = (part: SentencePart) => {
    switch (part) {
      case 'length':
        if (form.loop !== '') return t`as long as the loop says`
        return form.cut === '45' ? t`45 minutes` : t`20 minutes`
      case 'seat':
        return seatWordsOf(form)
      case 'case':
        return <CaseSaid form={form} />
      case 'more':
        return form.callLink.trim() === '' ? t`more` : t`with a call link`
    }
  }
  return (
    <fieldset className="m-0 -ml-1.5 flex min-w-0 flex-wrap items-center gap-x-1 gap-y-1 border-0 p-0">
      <legend className="sr-only">{t`The session`}</legend>
      {parts.map((part, index) => (
        <Fragment key={part}>
          {index > 0 && (
            // Where the parts take several lines, dots would end them.
            <span aria-hidden="true" className="text-ink-faint max-sm:hidden">
              ·
            </span>
          )}
          <button
            type="button"
            aria-expanded={open === part}
            aria-controls={open === part ? panel : undefined}
            onClick={() => onOpen(open === part ? null : part)}
            className={cx(
              'inline-flex min-h-8 max-w-full items-center gap-1 rounded-md px-1.5 text-left text-base underline decoration-dotted decoration-1 underline-offset-5 transition-colors duration-100',
              open === part
                ? 'bg-accent-soft text-accent-ink decoration-current'
                : 'text-ink decoration-control hover:bg-hover hover:text-accent-ink',
              part === 'more' && 'text-ink-soft',
            )}
          >
            <span className="min-w-0 truncate">{words(part)}</span>
            <span className="sr-only">{`, ${purposes[part]}`}</span>
            <ChevronDown
              aria-hidden="true"
              className={cx(
                'size-3.5 shrink-0 text-ink-faint transition-transform duration-150',
                open === part && 'rotate-180',
              )}
            />
          </button>
        </Fragment>
      ))}
    </fieldset>
  )
}
