import { createStates } from '@greenroom/replay'
import {
  boardOf,
  candidateToTakeAgain,
  holderOf,
  keptOf,
  loopRoundAfter,
  maySend,
  type RefusalCode,
  type Round,
  refusalTo,
  type Take,
  type TakeMoment,
  takeSwapsSeats,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { Button, Callout, Dialog, longWords, Modal, Progress, RadioCards } from '../../../design/index.ts'
import { frameworkOf } from '../../../live/framework-of.ts'
import { useRoom } from '../../../live/room-context.ts'
import { isolated, nameIn, type RoomProps } from '../../../live/room-props.ts'
import { roundInAddress } from '../../../live/shown-round.ts'
import { refusalSentence } from '../../../words/refusal-words.ts'
import { categoryTitle } from '../../bank/category-words.ts'
import { clockWords, givenWords, KeptList } from '../../takes/kept-in-take.tsx'
import { takeInAddress, takeMomentIn } from '../../takes/take-address.ts'
import { momentOfTake, roundNumber } from '../../takes/take-words.ts'
import { BoardPreview } from '../moment/board-preview.tsx'
import { useBoardAt } from '../moment/use-board-at.ts'
import { type Loaded, loadRecording } from '../source/load-recording.ts'
import { siblingFocus } from './sibling-focus.ts'

/** The sheet that the address asks for: how a round is taken again from a moment. */
export function TakeSheet(props: RoomProps) {
  const [search, setSearch] = useSearchParams()
  const { token } = useRoom()
  const at = takeMomentIn(search, props.session)
  const source = props.session.rounds.find(({ id }) => id === search.get(roundInAddress))
  const close = (done: boolean): void => {
    setSearch(
      (before) => {
        before.delete(takeInAddress)
        // The second take is the current round now.
        if (done) before.delete(roundInAddress)
        return before
      },
      { replace: true },
    )
  }
  const isOpen = at !== null && source !== undefined
  return (
    <Modal isOpen={isOpen} onOpenChange={(open) => !open && close(false)} width="lg">
      {isOpen && <Sheet {...props} source={source} moment={{ round: source.id, at }} token={token} onClose={close} />}
    </Modal>
  )
}

type SheetProps = RoomProps & {
  readonly source: Round
  readonly moment: TakeMoment
  readonly token: string
  readonly onClose: (done: boolean) => void
}

/** What is kept, who plays, and the reason when it is not possible. */
function Sheet(props: SheetProps) {
  const { session, me, connected, send, source, moment, onClose } = props
  const options = useWho(props)
  const allowed = options.filter(({ code }) => code === null || code === 'swap-not-agreed')
  const [chosen, setChosen] = useState<Take['who'] | null>(null)
  const who = allowed.find((one) => one.id === chosen) ?? allowed[0] ?? null
  const asks = who?.code === 'swap-not-agreed'
  const [busy, setBusy] = useState(false)
  const go = async (): Promise<void> => {
    if (who === null) return
    setBusy(true)
    const done = await (asks
      ? send({ kind: 'askToSwap', take: moment })
      : send({ kind: 'takeAgain', ...moment, who: who.id }))
    setBusy(false)
    if (done) onClose(!asks)
  }
  const title = source.case?.title
  return (
    <Dialog
      scrolls
      title={t`Take it again from ${momentOfTake(session, moment)}`}
      lead={t`The second take becomes a new round; round ${roundNumber(session, source.id)}${title ? ` (${isolated(title)})` : ''} stays as it is.`}
      actions={(close) => (
        <>
          <Button onPress={close}>{t`Cancel`}</Button>
          {who !== null && (
            <Button variant="primary" isDisabled={!connected} isPending={busy} onPress={() => void go()}>
              {asks ? t`Ask to swap seats for it` : t`Open the second take`}
            </Button>
          )}
        </>
      )}
    >
      <div className="flex flex-col gap-5">
        {who === null ? (
          <Callout tone="warn" title={t`This round can’t be taken again now`}>
            {whyNot(options.map(({ code }) => code))}
          </Callout>
        ) : (
          <>
            <Kept {...props} />
            <RadioCards
              label={t`Who takes part`}
              columns="sm:grid-cols-2"
              options={options.map(({ id, label, description, code }) => ({
                id,
                label,
                description: code === null || code === 'swap-not-agreed' ? description : refusalSentence(code),
                isDisabled: code !== null && code !== 'swap-not-agreed',
              }))}
              value={who.id}
              onChange={setChosen}
            />
          </>
        )}
        {candidateToTakeAgain(session, source.id) === me && <YouKnowThisCase {...props} />}
      </div>
    </Dialog>
  )
}

/** What to say when nothing is allowed: reasons about the round come before reasons about one way to take it. */
function whyNot(codes: readonly (RefusalCode | null)[]): string {
  const code = codes.find((one) => one !== 'candidate-only') ?? 'candidate-only'
  if (code === 'guide-seen')
    return t`Its candidate has left, or has read the guide as interviewer or mentor since. Everyone else has seen the guide, too.`
  if (code === 'scores-not-open') return t`Finish the round that is under way, and open its scores first.`
  return refusalSentence(code ?? 'no-such-moment')
}

/** The ways to take it, with what the rules say about each for this person. */
function useWho({ session, me, source, moment }: SheetProps) {
  return useMemo(() => {
    const codeOf = (who: Take['who']) => refusalTo(session, me, { kind: 'takeAgain', ...moment, who })
    const candidate = candidateToTakeAgain(session, source.id)
    const current = session.rounds.at(-1) ?? source
    const swaps = takeSwapsSeats(session, source.id === undefined ? moment : { round: source.id })
    const interviewer = holderOf(current, swaps ? 'candidate' : 'interviewer') ?? holderOf(source, 'interviewer')
    const candidateName = candidate === null ? t`The candidate` : nameIn(session, candidate)
    if (session.mode === 'solo')
      return [
        {
          id: 'together' as const,
          code: codeOf('together'),
          label: t`On your own`,
          description: t`The room answers, as before.`,
        },
      ]
    return [
      {
        id: 'together' as const,
        code: codeOf('together'),
        label: interviewer === null ? t`With an interviewer` : t`${candidateName} with ${nameIn(session, interviewer)}`,
        description: swaps
          ? t`The interviewer and the candidate swap seats once both agree.`
          : t`Everybody keeps their seat.`,
      },
      {
        id: 'alone' as const,
        code: codeOf('alone'),
        label: t`${candidateName} alone`,
        description: t`The room answers and runs the agenda. The others can watch as mentors.`,
      },
    ]
  }, [session, me, source, moment])
}

/** The board at that second, what had been given, and the time left: from the recording, as a replay shows it. */
function Kept({ session, source, moment, token }: SheetProps) {
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const id = session.session ?? ''
  useEffect(() => {
    const gone = new AbortController()
    void loadRecording(id, token, () => {}, gone.signal).then((answer) => {
      if (!gone.signal.aborted) setLoaded(answer)
    })
    return () => gone.abort()
  }, [id, token])
  if (loaded === null) return <Progress label={t`Loading the round`} value={0} />
  if (!loaded.ok)
    return (
      <Callout tone="warn" title={t`What is kept could not be shown`}>
        <Trans>{loaded.message} You can still open the second take.</Trans>
      </Callout>
    )
  return <KeptOf loaded={loaded} source={source} moment={moment} />
}

function KeptOf({
  loaded,
  source,
  moment,
}: {
  readonly loaded: Extract<Loaded, { ok: true }>
  readonly source: Round
  readonly moment: TakeMoment
}) {
  const then = useMemo(
    () => createStates(loaded.recording.entries)(moment.at).rounds.find(({ id }) => id === moment.round),
    [loaded, moment.at, moment.round],
  )
  const board = useBoardAt(loaded.recording, boardOf(moment.round), moment.at)
  const framework = source.framework === null ? null : frameworkOf(source.framework)
  const view = board.kind === 'ready' ? board.board.view : null
  const kept = then === undefined ? null : keptOf(then, moment.at)
  const cards = view === null ? 0 : [...view.items.values()].filter(({ text }) => text.trim() !== '').length
  return (
    <section className="flex flex-col gap-3" aria-label={t`What is kept`}>
      <h3 className="text-sm font-medium">{t`What is kept`}</h3>
      {then && kept && (
        <KeptList
          board={cards === 0 ? t`An empty board` : t`The board as it was, with its cards`}
          given={givenWords(then)}
          clock={clockWords(then.agenda?.[kept.phase]?.name ?? null, kept)}
        />
      )}
      {board.kind === 'opening' && <Progress label={t`Loading the board`} value={board.share} />}
      {board.kind === 'failed' && <Callout tone="warn">{board.words}</Callout>}
      {view !== null && framework !== null && cards > 0 && (
        <BoardPreview view={view} framework={framework} className="max-h-40 wide-low:max-h-24 max-sm:max-h-24" />
      )}
    </section>
  )
}

/** Somebody who knows the whole case practises more with another one of its kind: one press opens the next round with it. */
function YouKnowThisCase({ session, me, connected, send, source, moment, onClose }: SheetProps) {
  const [busy, setBusy] = useState(false)
  const category = source.case?.category
  if (category === undefined) return null
  const title = categoryTitle(category)
  // The lobby of the new round says what it is for: the same stretch, and the weakest dimension.
  const command = { kind: 'openWithCase', category, focus: siblingFocus(session, source, moment) } as const
  const current = session.rounds.at(-1) ?? source
  const inLoop = loopRoundAfter(session, current) !== null
  const swaps = takeSwapsSeats(session, { round: source.id })
  const offered = !inLoop && !swaps && maySend(session, me, command)
  const open = async (): Promise<void> => {
    setBusy(true)
    const done = await send(command)
    setBusy(false)
    if (done) onClose(true)
  }
  return (
    <Callout
      title={t`You know this case`}
      actions={
        offered && (
          <Button size="sm" className={longWords} isDisabled={!connected} isPending={busy} onPress={() => void open()}>
            {t`Random ${title} case instead`}
          </Button>
        )
      }
    >
      {swaps
        ? t`Its guide opened with the scores. The same part of another ${title} case shows more of what you can do: swap seats for the next round, and ask for one.`
        : t`Its guide opened with the scores. The same part of another ${title} case shows more of what you can do.`}
    </Callout>
  )
}
