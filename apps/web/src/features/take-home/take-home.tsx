import { keptAudio, type ParticipantId, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { PackageOpen } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { copyText } from '../../browser/copy-text.ts'
import { download } from '../../browser/download.ts'
import { Button, Callout, Dialog, Modal, Progress, Segmented, Switch, showToast } from '../../design/index.ts'
import { practiceWords, viewWords } from '../../live/view-words.ts'
import type { Look } from '../board/picture/board-svg.ts'
import { PictureDialog } from '../debrief/picture/picture-dialog.tsx'
import { runShownBeside } from '../debrief/yardstick/run-shown.ts'
import { fetchRecording } from '../recordings/fetch-recording.ts'
import { savedPageOf } from '../recordings/saved-page-file.ts'
import { ShareDialog } from '../recordings/share-dialog.tsx'
import { type KeptRound, type KeptSession, keptFromRoom, withoutPrivate } from '../replay/source/kept-session.ts'
import type { Loaded } from '../replay/source/load-recording.ts'
import { boardDay, boardFile } from './board-file.ts'
import { debriefToMarkdown } from './debrief-markdown.ts'
import { nameOfRound, nameOfSession } from './file-names.ts'
import { keptToJson } from './kept-json.ts'
import { type KeptProgress, readKept } from './read-kept.ts'
import { sessionToMarkdown } from './session-markdown.ts'

type Props = {
  readonly session: SessionState
  /** The round that is shown; `null`: none has begun. */
  readonly round: Round | null
  readonly me: ParticipantId
  /** Its board as it is drawn on the page. */
  readonly board: KeptRound['board']
  readonly load: (progress: (edits: number) => void, signal: AbortSignal) => Promise<Loaded>
  /** Prints these rounds or, without any, the page as it is. */
  readonly onPrint: (rounds: readonly KeptRound[]) => void
  /** The session on the server, and the token of the person who takes it home. */
  readonly at: { readonly session: string; readonly token: string }
  /** Whether the page can print what it is given; otherwise it prints what it shows. */
  readonly prints: 'rounds' | 'page'
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly progress: KeptProgress }
  | { readonly kind: 'failed'; readonly title: string; readonly words: string }

/** Resolves when no dialog is drawn any more: while there is one, the page behind it is not part of a printed document’s structure. */
async function dialogsGone(): Promise<void> {
  for (let frame = 0; frame < 120 && document.querySelector('[role=dialog]') !== null; frame++)
    await new Promise((resolve) => requestAnimationFrame(resolve))
}

/** Everything that somebody can take home, in one place: as text, on paper, as data and as a picture. Files are made on this device. */
export function TakeHome(props: Props) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" onPress={() => setOpen(true)}>
        <PackageOpen aria-hidden="true" />
        {t`Take it home`}
      </Button>
      <Modal isOpen={isOpen} onOpenChange={setOpen} width="lg">
        <Dialog title={t`Take it home`} lead={t`Files are saved on this device and not sent anywhere.`}>
          <Choices {...props} onClose={() => setOpen(false)} />
        </Dialog>
      </Modal>
    </>
  )
}

function Choices({
  session,
  round,
  me,
  board,
  load,
  onPrint,
  at,
  prints,
  onClose,
}: Props & { readonly onClose: () => void }) {
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [withPrivate, setWithPrivate] = useState(true)
  const [withSound, setWithSound] = useState(false)
  const hasVoices = keptAudio(session).length > 0
  const [look, setLook] = useState<Look>('light')
  const gone = useRef(new AbortController())
  const read = useRef<KeptSession | null>(null)
  useEffect(() => {
    const controller = new AbortController()
    gone.current = controller
    return () => controller.abort()
  }, [])

  /** The session from its recording, read once as long as the dialog is open. `null` when that failed, which is then shown. */
  const whole = async (): Promise<KeptSession | null> => {
    if (read.current === null) {
      setState({ kind: 'busy', progress: { kind: 'loading', edits: 0 } })
      const answer = await readKept(load, me, (progress) => setState({ kind: 'busy', progress }), gone.current.signal)
      if (gone.current.signal.aborted) return null
      if (!answer.ok) {
        setState({ kind: 'failed', title: t`The recording could not be loaded`, words: answer.message })
        return null
      }
      read.current = answer.kept
    }
    setState({ kind: 'idle' })
    return withPrivate ? read.current : withoutPrivate(read.current)
  }

  /** The round that is shown. Without a connection it is built from what the page has; only the think tray is then missing. */
  const thisRound = async (): Promise<KeptSession | null> => {
    const kept = await whole()
    const own = kept?.rounds.filter((one) => one.round.id === round?.id) ?? []
    if (kept !== null && own.length > 0) return { ...kept, rounds: own }
    if (gone.current.signal.aborted || round === null || prints === 'page') return null
    setState({ kind: 'idle' })
    showToast({
      tone: 'info',
      title: t`Made from what this page already has`,
      words: t`The recording could not be loaded, so think trays are not included.`,
    })
    const live = keptFromRoom(session, round, me, board)
    return withPrivate ? live : withoutPrivate(live)
  }

  const made = async (make: () => Promise<void>): Promise<void> => {
    if (state.kind === 'busy') return
    try {
      await make()
    } catch {
      setState({
        kind: 'failed',
        title: t`The file could not be made`,
        words: t`Try again. If it fails again, another browser may help.`,
      })
    }
  }
  const markdownOf = async (what: 'debrief' | 'session'): Promise<string | null> => {
    if (what === 'session') {
      const kept = await whole()
      return kept && sessionToMarkdown(kept)
    }
    const kept = await thisRound()
    const one = kept?.rounds[0]
    return kept && one ? debriefToMarkdown(kept, { beside: runShownBeside(session, one.round), ...one }) : null
  }
  const nameFor = (what: 'debrief' | 'session'): string =>
    what === 'session' || round === null ? nameOfSession(session) : nameOfRound('debrief', session, round)
  const save = (what: 'debrief' | 'session', as: 'markdown' | 'json') =>
    made(async () => {
      if (as === 'markdown') {
        const text = await markdownOf(what)
        if (text !== null) download(`${nameFor(what)}.md`, 'text/markdown', text)
        return
      }
      const kept = await (what === 'session' ? whole() : thisRound())
      if (kept !== null) download(`${nameFor(what)}.json`, 'application/json', keptToJson(kept, what))
    })
  const copy = () =>
    made(async () => {
      const text = await markdownOf('debrief')
      if (text === null) return
      const done = await copyText(text)
      showToast(
        done
          ? { tone: 'good', title: t`Debrief copied` }
          : { tone: 'danger', title: t`The browser blocked copying`, words: t`Download it instead.` },
      )
    })
  /** Made and signed by the server, so that it can be proven unchanged. */
  const recording = (as: 'file' | 'page') =>
    made(async () => {
      setState({ kind: 'busy', progress: { kind: 'loading', edits: 0 } })
      const wanted = { view: withPrivate ? ('own' as const) : ('everybodys' as const), sound: withSound && hasVoices }
      const answer = await fetchRecording(at.session, at.token, wanted, gone.current.signal)
      if (gone.current.signal.aborted) return
      if (!answer.ok) {
        setState({ kind: 'failed', title: t`The recording could not be loaded`, words: answer.message })
        return
      }
      if (as === 'file') download(`${nameOfSession(session)}.greenroom`, 'application/octet-stream', answer.value)
      else {
        const page = await savedPageOf(answer.value, gone.current.signal)
        if (gone.current.signal.aborted) return
        if (!page.ok) {
          setState({ kind: 'failed', title: t`The page could not be made`, words: page.message })
          return
        }
        download(`${nameOfSession(session)}.html`, 'text/html', page.value)
      }
      setState({ kind: 'idle' })
    })
  const print = (what: 'debrief' | 'session') =>
    made(async () => {
      const kept = prints === 'page' ? null : await (what === 'session' ? whole() : thisRound())
      if (prints === 'rounds' && kept === null) return
      const rounds = kept?.rounds.filter((one) => one.round.status === 'ended' || one.round.status === 'scored') ?? []
      flushSync(onClose)
      await dialogsGone()
      onPrint(rounds)
    })
  const picture = (as: 'svg' | 'png') =>
    made(async () => {
      if (board === null || round === null) return
      setState({ kind: 'busy', progress: { kind: 'preparing', share: 0 } })
      const file = await boardFile(as, look, {
        board,
        title: (round.promptShownAt === null ? null : round.case?.title) ?? t`Case interview`,
        lines: [boardDay(round), `${viewWords(session, round, me)} ${practiceWords()}`],
      })
      if (file === null) {
        setState({
          kind: 'failed',
          title: t`This board is too large for a picture in this browser`,
          words: t`Download it as SVG: that has no limit.`,
        })
        return
      }
      setState({ kind: 'idle' })
      download(`${nameOfRound('board', session, round)}.${as}`, as === 'svg' ? 'image/svg+xml' : 'image/png', file)
    })

  const over = round !== null && (round.status === 'ended' || round.status === 'scored')
  return (
    <div className="flex flex-col gap-5">
      <p className="text-sm text-ink-soft">
        {viewWords(session, round, me)} {practiceWords()}
      </p>
      {over && (
        <Row
          title={session.rounds.length > 1 ? t`Debrief of this round` : t`Debrief`}
          words={t`Scores, feedback points, notes, what was given, and the board`}
        >
          {prints === 'rounds' && <Button size="sm" onPress={() => void print('debrief')}>{t`PDF`}</Button>}
          <Button size="sm" onPress={() => void save('debrief', 'markdown')}>{t`Markdown`}</Button>
          <Button size="sm" onPress={() => void copy()}>{t`Copy as Markdown`}</Button>
          <Button size="sm" onPress={() => void save('debrief', 'json')}>{t`JSON`}</Button>
        </Row>
      )}
      <Row title={t`Whole session`} words={t`Every round, with what happened when`}>
        {prints === 'rounds' && session.rounds.length > 1 && (
          <Button size="sm" onPress={() => void print('session')} aria-label={t`Whole session as PDF`}>{t`PDF`}</Button>
        )}
        {prints === 'page' && <Button size="sm" onPress={() => void print('session')}>{t`Print this moment`}</Button>}
        <Button
          size="sm"
          onPress={() => void save('session', 'markdown')}
          aria-label={t`Whole session as Markdown`}
        >{t`Markdown`}</Button>
        <Button
          size="sm"
          onPress={() => void save('session', 'json')}
          aria-label={t`Whole session as JSON`}
        >{t`JSON`}</Button>
      </Row>
      <Row
        title={t`Recording`}
        words={t`The whole session to replay: as a page that plays without a server, or as a file for any Greenroom`}
      >
        <Button size="sm" onPress={() => void recording('page')}>{t`Web page`}</Button>
        <Button size="sm" onPress={() => void recording('file')}>{t`Greenroom file`}</Button>
      </Row>
      {session.owner === me && (
        <Row
          title={t`Recording by link`}
          words={t`It stays on this server, and anyone who has the link sees it, until you revoke the link`}
        >
          <ShareDialog session={session} me={me} token={at.token} />
        </Row>
      )}
      {board !== null && (
        <Row
          title={prints === 'page' ? t`Board at this moment` : t`Board`}
          words={t`SVG stays sharp at any size; PNG goes into any document`}
        >
          <Segmented
            label={t`Colours of the picture`}
            hideLabel
            size="sm"
            className="w-36"
            value={look}
            options={[
              { id: 'light', label: t`Light` },
              { id: 'dark', label: t`Dark` },
            ]}
            onChange={setLook}
          />
          <Button size="sm" onPress={() => void picture('svg')}>{t`SVG`}</Button>
          <Button size="sm" onPress={() => void picture('png')}>{t`PNG`}</Button>
        </Row>
      )}
      {prints === 'rounds' && round?.status === 'scored' && (
        <Row
          title={t`Picture to show`}
          words={t`The tree, the phases and one feedback point, with names only if you want`}
        >
          <PictureDialog session={session} round={round} board={board} />
        </Row>
      )}
      <Switch
        isSelected={withPrivate}
        onChange={setWithPrivate}
        description={t`Your private notes, your think tray and, until the scores are open, what only your side can see. Turn it off for anything you share.`}
      >{t`Include what others here can’t see`}</Switch>
      {hasVoices && (
        <Switch
          isSelected={withSound}
          onChange={setWithSound}
          description={t`In the recording, as a web page or a Greenroom file. Anyone who gets it hears everyone who was recorded.`}
        >{t`Include recorded voices`}</Switch>
      )}
      <div aria-live="polite">
        {state.kind === 'busy' && <Busy progress={state.progress} />}
        {state.kind === 'failed' && (
          <Callout tone="danger" title={state.title}>
            {state.words}
          </Callout>
        )}
      </div>
    </div>
  )
}

function Row({
  title,
  words,
  children,
}: {
  readonly title: string
  readonly words: string
  readonly children: ReactNode
}) {
  return (
    <section aria-label={title} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-56">
        <h3 className="text-sm font-medium text-ink">{title}</h3>
        <p className="text-xs text-ink-soft">{words}</p>
      </div>
      <div className="flex flex-wrap gap-1.5">{children}</div>
    </section>
  )
}

function Busy({ progress }: { readonly progress: KeptProgress }) {
  return (
    <div className="flex flex-col gap-1.5 text-sm text-ink-soft">
      {progress.kind === 'loading' ? (
        progress.edits === 0 ? (
          t`Loading the recording`
        ) : (
          <Trans>Loading the recording, {progress.edits.toLocaleString('en-GB')} edits so far</Trans>
        )
      ) : (
        <>
          {t`Making the file`}
          <Progress label={t`Making the file`} value={progress.share} />
        </>
      )}
    </div>
  )
}
