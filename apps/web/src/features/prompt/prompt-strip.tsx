import { isAtDesk, type PublicCase, runsRound } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ChevronDown, Eye } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Badge, Button, cx } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { startsCapital } from '../../words/words.ts'
import { DifficultyBadge } from './difficulty-badge.tsx'

/** The prompt, pinned for everybody from the moment it is shown; before that the interviewer's own copy with the button that shows it. */
export function PromptStrip({ session, round, me, connected, send }: RoomProps) {
  const shown = round.promptShownAt !== null
  const mine = runsRound(session, me)
  if (!round.case || (!shown && !mine && !isAtDesk(session, me))) {
    return (
      <div className="flex items-center gap-3 px-4 py-2 text-sm text-ink-faint">
        {round.status === 'running'
          ? t`The interviewer reads the prompt. It will then be pinned here.`
          : round.status === 'lobby'
            ? t`The prompt will be pinned here once the round has started.`
            : t`The prompt was not shown in this round.`}
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2">
      <PromptText interviewCase={round.case} />
      {!shown && mine && (round.status === 'lobby' || round.status === 'running') && (
        <ShowPrompt isDisabled={!connected} onPress={() => void send({ kind: 'showPrompt', how: 'shown' })} />
      )}
      {!shown && !mine && <span className="text-xs text-ink-faint">{t`The candidate can’t see this yet`}</span>}
    </div>
  )
}

/**
 * The next thing to do: it takes the focus when the button that started the round has disappeared with it, and nothing else has the focus.
 */
const ShowPrompt = ({ isDisabled, onPress }: { readonly isDisabled: boolean; readonly onPress: () => void }) => {
  const around = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body)
      around.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [])
  return (
    <div ref={around} className="flex flex-wrap items-center gap-2">
      <span className="text-xs text-ink-faint max-sm:w-full">{t`The candidate can’t see this yet`}</span>
      <Button size="sm" variant="primary" isDisabled={isDisabled} onPress={onPress}>
        <Eye aria-hidden="true" />
        {t`Show the prompt`}
      </Button>
    </div>
  )
}

/** Long prompts take two lines until opened, so that the board keeps its place. */
const PromptText = ({ interviewCase }: { readonly interviewCase: PublicCase }) => {
  const [open, setOpen] = useState(false)
  return (
    <div className="flex min-w-64 grow basis-80 items-start gap-2">
      <div className="min-w-0 grow">
        <p className={cx('text-sm font-medium text-ink', !open && 'line-clamp-2')}>{interviewCase.prompt}</p>
        {interviewCase.personal === true && (
          <p className="mt-0.5 text-xs text-ink-soft">{t`Private: no share link shows this story, and it is deleted with the session.`}</p>
        )}
        {open && (
          <p className="mt-1.5 flex flex-wrap items-center gap-1.5 text-xs text-ink-faint">
            <DifficultyBadge difficulty={interviewCase.difficulty} isOpinion />
            <Badge>
              <bdi>{startsCapital(interviewCase.industry)}</bdi>
            </Badge>
            <Badge>
              <bdi>{interviewCase.company}</bdi>
            </Badge>
            <span>{interviewCase.notice}</span>
          </p>
        )}
      </div>
      <AriaButton
        aria-label={open ? t`Collapse the prompt` : t`Show the whole prompt`}
        aria-expanded={open}
        onPress={() => setOpen(!open)}
        className="grid size-6 shrink-0 cursor-default place-items-center rounded-sm text-ink-faint hovered:bg-hover hovered:text-ink focus-visible:outline-2 focus-visible:outline-ring"
      >
        <ChevronDown aria-hidden="true" className={cx('size-4 transition-transform', open && 'rotate-180')} />
      </AriaButton>
    </div>
  )
}
