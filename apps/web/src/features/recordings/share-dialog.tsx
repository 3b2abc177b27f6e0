import type { ShareLink } from '@greenroom/protocol'
import { keptAudio, type ParticipantId, refusalToShare, type SessionState, type SharedView } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Share2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { serverTime } from '../../browser/server-time.ts'
import { useSite } from '../../browser/site.ts'
import {
  Button,
  Callout,
  Dialog,
  DialogTrigger,
  Loading,
  Modal,
  Segmented,
  Select,
  Switch,
  showToast,
} from '../../design/index.ts'
import { refusalSentence } from '../../words/refusal-words.ts'
import { agoInWords } from '../../words/time-words.ts'
import { CopyButton } from '../invitations/copy-button.tsx'
import { linkBaseOf } from '../invitations/invitation-link.ts'
import { wordsOfView } from './proof-words.ts'
import { createShareLinks } from './share-links.ts'

type Props = {
  readonly session: SessionState
  readonly me: ParticipantId
  readonly token: string
}

const day = 24 * 60 * 60 * 1000
const lasts = { never: null, day, week: 7 * day, month: 30 * day } as const
type Lasts = keyof typeof lasts
const isLasts = (key: unknown): key is Lasts => typeof key === 'string' && Object.hasOwn(lasts, key)

const date = (at: number): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(at)

/** Makes links by which somebody who is not in the session sees its recording, lists them, and revokes them. For the owner. */
export function ShareDialog(props: Props) {
  return (
    <DialogTrigger>
      <Button size="sm">
        <Share2 aria-hidden="true" />
        {t`Share links`}
      </Button>
      <Modal width="lg">
        <Dialog
          title={t`Share links`}
          lead={t`Anyone who has the link sees the recording, without joining and without an account. They can’t change anything.`}
        >
          <Sharing {...props} />
        </Dialog>
      </Modal>
    </DialogTrigger>
  )
}

function Sharing({ session, me, token }: Props) {
  const links = useMemo(() => createShareLinks(session.session ?? '', token), [session.session, token])
  const [known, setKnown] = useState<readonly ShareLink[] | null>(null)
  const [failed, setFailed] = useState<string | null>(null)
  const [made, setMade] = useState<ShareLink | null>(null)
  const load = useCallback(async () => {
    const answer = await links.list()
    if (answer.ok) setKnown(answer.value)
    else setFailed(answer.message)
  }, [links])
  useEffect(() => void load(), [load])

  const revoke = async (id: string): Promise<void> => {
    const answer = await links.revoke(id)
    if (answer.ok) {
      if (made?.id === id) setMade(null)
      showToast({ tone: 'good', title: t`Share link revoked`, words: t`Pages that show it will close.` })
    } else setFailed(answer.message)
    await load()
  }
  const make = async (view: SharedView, endsAt: number | null): Promise<void> => {
    setFailed(null)
    const answer = await links.make(view, endsAt)
    if (answer.ok) setMade(answer.value)
    else setFailed(answer.message)
    await load()
  }
  const open = (known ?? []).filter(({ revokedAt }) => revokedAt === null)
  return (
    <div className="flex flex-col gap-6">
      <NewLink session={session} me={me} make={make} />
      {made?.secret && <Made link={made} secret={made.secret} />}
      {failed !== null && (
        <Callout tone="danger" role="alert">
          {failed}
        </Callout>
      )}
      <section aria-labelledby="share-links-title">
        <h3 id="share-links-title" className="text-sm font-medium">{t`Links made so far`}</h3>
        {known === null && failed === null && <Loading>{t`Loading the links`}</Loading>}
        {known !== null && open.length === 0 && (
          <p className="mt-1 text-sm text-ink-soft">{t`None yet, or all revoked.`}</p>
        )}
        <ul className="mt-1 divide-y divide-line">
          {open.map((link) => (
            <li key={link.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
              <div className="min-w-0 grow basis-64">
                <p className="text-sm">{wordsOfView({ kind: 'shared', ...link.view })}</p>
                <p className="text-xs text-ink-soft">{standingOf(link, serverTime())}</p>
              </div>
              <Button size="sm" onPress={() => void revoke(link.id)}>{t`Revoke`}</Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

/** When a link was made, ends, and was last used. `now`: the server’s milliseconds, like the others. */
function standingOf({ createdAt, endsAt, usedAt }: ShareLink, now: number): string {
  const parts = [
    t`Made ${agoInWords(createdAt, now)}`,
    endsAt === null ? null : endsAt <= now ? t`ended on ${date(endsAt)}` : t`ends on ${date(endsAt)}`,
    usedAt === null ? t`not opened yet` : t`last opened ${agoInWords(usedAt, now)}`,
  ]
  return parts.filter((part) => part !== null).join(', ')
}

/** The link is shown only this once: only its hash is stored. */
function Made({ link, secret }: { readonly link: ShareLink; readonly secret: string }) {
  const base = linkBaseOf(useSite(), window.location.origin).url.replace(/\/+$/, '')
  const address = `${base}/shared#${secret}`
  return (
    <Callout tone="good" role="status" title={t`Copy the link now: it is shown only once`}>
      <p>{wordsOfView({ kind: 'shared', ...link.view })}</p>
      <div className="mt-1.5 flex items-center gap-3">
        <p className="min-w-0 grow truncate font-mono text-xs select-all" title={address}>
          {address.replace(/^https?:\/\//, '')}
        </p>
        <CopyButton text={address} primary copied={t`Link copied.`} />
      </div>
    </Callout>
  )
}

function NewLink({
  session,
  me,
  make,
}: Pick<Props, 'session' | 'me'> & {
  readonly make: (view: SharedView, endsAt: number | null) => Promise<void>
}) {
  const [audience, setAudience] = useState<SharedView['audience']>('candidate')
  const [names, setNames] = useState(false)
  const [words, setWords] = useState(false)
  const [sound, setSound] = useState(false)
  const hasVoices = keptAudio(session).length > 0
  const [until, setUntil] = useState<Lasts>('month')
  const [busy, setBusy] = useState(false)
  const refused = refusalToShare(session, me, { audience })
  return (
    <section aria-label={t`New link`} className="flex flex-col gap-4">
      <Segmented
        label={t`What it shows`}
        value={audience}
        options={[
          { id: 'candidate', label: t`The candidate’s view` },
          { id: 'desk', label: t`The interviewer’s view` },
        ]}
        onChange={setAudience}
      />
      <p className="-mt-2 text-sm text-ink-soft">
        {audience === 'candidate'
          ? t`What everybody saw while it happened: the board, the clock, the prompt, facts and hints. No guide and no scores.`
          : t`Also the guide, marks and scores of every round whose scores are open. Never whispers, private notes or a think tray.`}
      </p>
      {session.rounds.some((round) => round.case?.personal === true) && (
        <p className="-mt-2 text-sm text-ink-soft">{t`No link shows what candidates say about themselves: from a behavioural round it has the clock, but no board, notes or scores.`}</p>
      )}
      <Switch
        isSelected={names}
        onChange={setNames}
        description={t`Otherwise people are numbered. Cards and notes may still mention someone.`}
      >{t`With names`}</Switch>
      <Switch
        isSelected={words}
        onChange={setWords}
        description={t`Notes that were shared and, in the interviewer’s view, feedback points, comments, pins and what was written beside the scores.`}
      >{t`With notes and comments`}</Switch>
      {hasVoices && (
        <Switch
          isSelected={sound}
          onChange={setSound}
          description={t`What was said while voices were recorded, in the debrief too. A voice gives away who someone is. Voices can be erased later, and the link then has none.`}
        >{t`With recorded voices`}</Switch>
      )}
      <div className="flex flex-wrap items-end justify-between gap-3">
        <Select
          label={t`Works`}
          className="w-48"
          selectedKey={until}
          onSelectionChange={(key) => isLasts(key) && setUntil(key)}
          choices={[
            { id: 'day', label: t`for a day` },
            { id: 'week', label: t`for a week` },
            { id: 'month', label: t`for 30 days` },
            { id: 'never', label: t`until you revoke it` },
          ]}
        />
        <Button
          variant="primary"
          isPending={busy}
          isDisabled={refused !== null}
          onPress={() => {
            const lasting = lasts[until]
            setBusy(true)
            void make(
              { audience, names, words, ...(sound && hasVoices && { sound }) },
              lasting === null ? null : serverTime() + lasting,
            ).finally(() => setBusy(false))
          }}
        >{t`Make link`}</Button>
      </div>
      {refused !== null && <p className="text-sm text-ink-soft">{refusalSentence(refused)}</p>}
    </section>
  )
}
