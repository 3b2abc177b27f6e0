import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ArrowRight, X } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, ConfirmDialog, IconButton, TextLink } from '../../design/index.ts'
import { agoInWords } from '../../words/time-words.ts'
import { modeWords } from '../../words/words.ts'
import { recents as store } from '../recents/browser-recents.ts'
import { forgetSession } from '../recents/forget-session.ts'
import type { Recent } from '../recents/recents.ts'

const shown = 3

/** Sessions that this browser can go back into. Nothing is drawn when there are none. */
export function RecentSessions({ recents }: { readonly recents: readonly Recent[] }) {
  const navigate = useNavigate()
  const [all, setAll] = useState(false)
  const [forgetting, setForgetting] = useState<Recent | null>(null)
  if (recents.length === 0) return null
  const rejoin = (recent: Recent) => {
    store.enterAs(recent)
    void navigate(`/s/${recent.session}`)
  }
  return (
    <section aria-labelledby="recents-title">
      <h2 id="recents-title" className="text-sm font-medium text-ink-soft">{t`Go back to`}</h2>
      <ul className="mt-2 divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface">
        {recents.slice(0, all ? undefined : shown).map((recent) => (
          <li key={`${recent.session} ${recent.participant}`} className="flex items-center gap-1 py-1 pr-1.5 pl-3.5">
            <div className="min-w-0 grow py-1.5">
              <p className="truncate text-sm font-medium">{recent.title ?? modeWords[recent.mode]}</p>
              <p className="truncate text-xs text-ink-faint">
                <Trans>
                  As {recent.name} · {agoInWords(recent.lastAt, Date.now())}
                </Trans>
              </p>
            </div>
            <Button size="sm" variant="quiet" onPress={() => rejoin(recent)} className="text-accent-ink">
              {t`Rejoin `}
              <ArrowRight aria-hidden="true" />
            </Button>
            <IconButton
              label={t`Forget ${recent.title ?? modeWords[recent.mode]}, as ${recent.name}`}
              size="sm"
              onPress={() => setForgetting(recent)}
            >
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      {recents.length > shown && (
        <Button variant="quiet" size="sm" className="mt-1" onPress={() => setAll(!all)}>
          {all ? t`Show fewer` : t`Show all ${recents.length}`}
        </Button>
      )}
      <p className="mt-2 text-sm text-ink-soft">
        <Trans>
          People you interviewed or mentored: <TextLink to="/coach">coach’s view</TextLink>
        </Trans>
      </p>
      <ConfirmDialog
        title={t`Forget this session on this device?`}
        confirm={t`Forget it`}
        isOpen={forgetting !== null}
        onOpenChange={(open) => !open && setForgetting(null)}
        onConfirm={() => {
          if (forgetting) forgetSession(forgetting.session, forgetting.participant)
        }}
      >{t`Anything you typed there and did not send is removed, too. To return, you will need your invitation or the link you saved. The session itself stays on the server.`}</ConfirmDialog>
    </section>
  )
}
