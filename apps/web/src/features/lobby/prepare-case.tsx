import { loopRoundOf, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { BookOpen, Dices, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { draftOf } from '../../browser/drafts.ts'
import { Badge, Button, Dialog, DialogTrigger, Modal, showToast } from '../../design/index.ts'
import { roomDraftKey } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { startsCapital } from '../../words/words.ts'
import { CasePicker } from '../bank/case-picker.tsx'
import { categoryTitle } from '../bank/category-words.ts'
import { DrawFilterFields } from '../bank/draw-filter-fields.tsx'
import { drawCommandOf, noDrawFilters } from '../bank/draw-filters.ts'
import { ownCaseKey, prepareOwnCase } from '../own-case-list/own-cases.ts'
import { DifficultyBadge } from '../prompt/difficulty-badge.tsx'
import { recents } from '../recents/browser-recents.ts'
import { useEarlierChoices } from './earlier-choices.ts'
import { useKnownCases } from './known-cases.ts'

/** The case of the round, prepared without the candidate seeing it: drawn (and drawn again, with a way back), or chosen. */
export function PrepareCase({ session, round, me, connected, send }: RoomProps) {
  const [filters, setFilters] = useState(noDrawFilters)
  const [before, setBefore] = useEarlierChoices(session.session, round.id)
  const [busy, setBusy] = useState(false)
  const known = useKnownCases(session, round)
  const current = round.case?.caseId ?? null
  const last = before.at(-1)
  const inLoop = loopRoundOf(session, round)

  const prepare = async (command: Parameters<typeof send>[0]): Promise<boolean> => {
    setBusy(true)
    const done = await send(command)
    setBusy(false)
    return done
  }
  const remember = () => current && setBefore([...before, current])
  const draw = async () => {
    const done = await prepare({ kind: 'drawCase', ...drawCommandOf(filters) })
    if (done) remember()
  }
  /** An own case is opened by its secret, which must not be in a command: commands are stored in logs. */
  const prepareById = async (caseId: string): Promise<boolean> => {
    const key = ownCaseKey(caseId)
    if (key === null) return prepare({ kind: 'chooseCase', caseId })
    const admission = session.session === null ? null : recents.admission(session.session)
    if (session.session === null || admission === null) return false
    setBusy(true)
    const answer = await prepareOwnCase(session.session, admission.token, key)
    setBusy(false)
    if (!answer.ok) showToast({ tone: 'danger', title: answer.message })
    return answer.ok
  }
  const choose = async (caseId: string) => {
    if (caseId !== current && (await prepareById(caseId))) remember()
  }
  const goBack = async () => {
    if (last && (await prepareById(last))) setBefore(before.slice(0, -1))
  }

  return (
    <div className="flex flex-col gap-4">
      {round.case ? (
        <div>
          <p className="text-base font-semibold">{round.case.title}</p>
          <div className="mt-1.5 flex flex-wrap gap-1.5">
            <Badge tone="accent">{categoryTitle(round.case.category)}</Badge>
            <DifficultyBadge difficulty={round.case.difficulty} isOpinion />
            <Badge>{startsCapital(round.case.industry)}</Badge>
          </div>
          <p className="mt-3 border-l-2 border-accent-line pl-3 text-sm text-ink-soft">{round.case.prompt}</p>
        </div>
      ) : (
        <p className="text-sm text-ink-soft">
          {round.caseReady
            ? t`A case is ready. You’ll see it when the round starts.`
            : session.mode === 'solo'
              ? t`Pick a random one you haven’t seen, or choose one yourself.`
              : seatIn(round, me) === 'mentor'
                ? t`Pick a random one that neither the interviewer nor the candidate has seen, or choose one yourself.`
                : t`Pick a random one that neither of you has seen, or choose one yourself.`}
        </p>
      )}
      {inLoop === null ? (
        <DrawFilterFields filters={filters} onChange={(part) => setFilters((now) => ({ ...now, ...part }))} />
      ) : (
        <p className="text-sm text-ink-soft">
          {t`A random case comes from the loop, for this round. When none of the loop’s cases is left, it comes from the category ${categoryTitle(inLoop.category)}.`}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          variant={round.caseReady ? 'secondary' : 'primary'}
          isDisabled={!connected}
          isPending={busy}
          onPress={() => void draw()}
        >
          <Dices aria-hidden="true" />
          {round.caseReady ? t`Another random case` : t`Random case`}
        </Button>
        <DialogTrigger>
          <Button isDisabled={!connected}>
            <BookOpen aria-hidden="true" />
            {t`Choose`}
          </Button>
          <Modal width="md">
            <Dialog title={t`Choose a case`} lead={t`Titles only. The guide opens once you have chosen.`}>
              {(close) => (
                <CasePicker
                  tall
                  knownToCandidate={known}
                  draftKey={roomDraftKey({ session, round, me }, 'case-search')}
                  chosen={current}
                  onChoose={(caseId) => {
                    draftOf(roomDraftKey({ session, round, me }, 'case-search')).remove()
                    close()
                    void choose(caseId)
                  }}
                />
              )}
            </Dialog>
          </Modal>
        </DialogTrigger>
        {last && (
          <Button variant="quiet" isDisabled={!connected || busy} onPress={() => void goBack()}>
            <Undo2 aria-hidden="true" />
            {t`Previous case`}
          </Button>
        )}
      </div>
    </div>
  )
}
