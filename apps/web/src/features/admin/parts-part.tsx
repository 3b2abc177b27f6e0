import type { AdminState, OptionalPart, Tried, TriedPart } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { ApiAnswer } from '../../browser/api.ts'
import { Badge, Button } from '../../design/index.ts'
import { adminApi } from './admin-api.ts'
import { AdminCard } from './admin-card.tsx'

type Outcome = Tried['tries'][number]['outcome']

const outcomeWords: Readonly<Record<Outcome, string>> = {
  works: t`works`,
  silent: t`does not answer: check its address, its firewall, and that it is running`,
  refused: t`refuses the connection: check that it is running, and on this port`,
  'not-found': t`is not found: check its name`,
  'wrong-secret': t`rejects the password: check the secret that is set for it`,
  'no-rights': t`does not accept the keys, or they are not allowed to read, write, list and delete there`,
  another: t`is a different server or version: check where the address leads`,
  'not-writable': t`cannot be written to: give the account that runs Greenroom write access`,
  full: t`is on a full disk: make space, or move it`,
}

type Row = {
  readonly part: OptionalPart | 'database'
  readonly title: string
  readonly words: string
  /** `null`: there is nothing to try. */
  readonly tried: TriedPart | null
}

/** What the page calls that part. */
export function titleOfPart(tried: string, storage: 'sqlite' | 'postgres'): string {
  return rowsOf(storage).find((row) => row.tried === tried)?.title ?? tried
}

const rowsOf = (storage: 'sqlite' | 'postgres'): readonly Row[] => [
  {
    part: 'database',
    title: storage === 'postgres' ? t`Postgres` : t`Database in the data folder`,
    words:
      storage === 'postgres'
        ? t`Several servers can share it.`
        : t`Enough for one server. DATABASE_URL puts everything into Postgres.`,
    tried: 'database',
  },
  // Postgres has its own.
  ...(storage === 'postgres'
    ? []
    : [
        {
          part: 'backups',
          title: t`Nightly backups`,
          words: t`BACKUP_DIR and BACKUP_KEEP`,
          tried: 'backups',
        } as const,
      ]),
  {
    part: 'public-url',
    title: t`Public address`,
    words: t`PUBLIC_URL, where people open this server`,
    tried: 'public-url',
  },
  {
    part: 'stun',
    title: t`STUN`,
    words: t`STUN_URLS, so that browsers behind routers can reach each other`,
    tried: 'stun',
  },
  {
    part: 'turn',
    title: t`TURN`,
    words: t`TURN_URLS and TURN_SECRET, for calls between networks that block direct connections`,
    tried: 'turn',
  },
  {
    part: 'livekit',
    title: t`LiveKit`,
    words: t`LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET, for calls of more than four people with cameras and screens`,
    tried: 'livekit',
  },
  {
    part: 'metrics',
    title: t`Metrics from another machine`,
    words: t`METRICS_TOKEN, for /metrics`,
    tried: 'metrics',
  },
  {
    part: 'bucket',
    title: t`Bucket for recorded voices`,
    words: t`S3_ENDPOINT, S3_BUCKET and its keys; without it they are in the data folder`,
    tried: 'bucket',
  },
  {
    part: 'sign-in',
    title: t`Sign-in with an OpenID provider`,
    words: t`OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET; guests can still join, unless OIDC_ONLY=1`,
    tried: 'sign-in',
  },
  {
    part: 'passkeys',
    title: t`Sign-in with passkeys`,
    words: t`PASSKEYS=1, so that people sign in with their device’s fingerprint reader, camera or PIN`,
    tried: null,
  },
]

/** Optional parts that need configuration, and whether they work. */
export function PartsPart({ state }: { readonly state: Pick<AdminState, 'storage' | 'parts'> }) {
  const isOn = new Map<string, boolean>(state.parts.map(({ part, on }) => [part, on]))
  return (
    <AdminCard
      title={t`Optional parts`}
      lead={t`Set by environment variables when the server starts; the README lists them.`}
      // In one piece the longest card would leave half a sheet of paper empty.
      className="print:break-inside-auto"
    >
      <ul className="divide-y divide-line">
        {rowsOf(state.storage.kind).map((row) => (
          <PartRow key={row.part} {...row} on={row.part === 'database' || isOn.get(row.part) === true} />
        ))}
      </ul>
    </AdminCard>
  )
}

function PartRow({ title, words, tried, on }: Row & { readonly on: boolean }) {
  const [busy, setBusy] = useState(false)
  const [answer, setAnswer] = useState<ApiAnswer<Tried> | null>(null)
  const tryIt = async (part: TriedPart): Promise<void> => {
    setBusy(true)
    setAnswer(await adminApi.tryPart(part))
    setBusy(false)
  }
  return (
    <li className="py-2.5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5">
        <div className="min-w-0 grow basis-52">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {title}
            <Badge tone={on ? 'accent' : 'neutral'}>{on ? t`On` : t`Not set up`}</Badge>
          </p>
          <p className="text-xs text-ink-faint">{words}</p>
        </div>
        {on && tried !== null && (
          <Button size="sm" isPending={busy} aria-label={t`Try it: ${title}`} onPress={() => void tryIt(tried)}>
            {t`Try it`}
          </Button>
        )}
      </div>
      <div role="status">
        {answer !== null && !answer.ok && <p className="mt-1 text-sm text-danger-ink">{answer.message}</p>}
        {answer?.ok === true &&
          answer.value.tries.map(({ address, outcome, milliseconds }) => (
            <p key={address} className="mt-1 flex items-start gap-1.5 text-sm [overflow-wrap:anywhere]">
              {outcome === 'works' ? (
                <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-accent-ink" />
              ) : (
                <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn-ink" />
              )}
              <span>
                {t`${address === '' ? title : address} ${outcomeWords[outcome]}`}
                {outcome === 'works' && <span className="text-ink-faint">{t`, in ${milliseconds} ms`}</span>}
              </span>
            </p>
          ))}
      </div>
    </li>
  )
}
