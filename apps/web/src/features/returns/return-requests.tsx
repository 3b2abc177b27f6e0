import { isAskedToConfirm, openReturns, type ReturnRequest, refusalTo } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { Button, Callout, showToast } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { refusalSentence } from '../../words/refusal-words.ts'
import { returnCode } from './return-code.ts'

/** Draws again while a request is open: it ends by itself. */
const useOpenReturns = ({ session, serverNow }: RoomProps): readonly ReturnRequest[] => {
  const [, redraw] = useState(0)
  const open = openReturns(session, serverNow())
  const any = open.length > 0
  useEffect(() => {
    if (!any) return
    const timer = window.setInterval(() => redraw((count) => count + 1), 1000)
    return () => window.clearInterval(timer)
  }, [any])
  return open
}

/** Tells everybody that a person joined on another device, and who let them in. What was past when the page opened is not announced. */
const useSaidReturns = ({ session, me }: RoomProps): void => {
  const answered = session.returns.filter(({ answer }) => answer?.granted === true)
  const { deviceAdded } = session
  const said = useRef<ReadonlySet<string> | null>(null)
  const keys = [
    ...answered.map(({ request }) => request),
    ...(deviceAdded ? [`${deviceAdded.participant} ${deviceAdded.at}`] : []),
  ].join('\n')
  useEffect(() => {
    const before = said.current
    said.current = new Set(keys.split('\n'))
    if (before === null) return
    for (const { request, participant, answer } of answered) {
      if (before.has(request)) continue
      const mine = participant === me
      showToast({
        tone: 'info',
        title: mine ? t`You joined on another device` : t`${nameIn(session, participant)} joined on another device`,
        words:
          answer?.by === me
            ? t`You confirmed it.`
            : t`${nameIn(session, answer?.by ?? null)} confirmed it.${mine ? t` If that wasn’t you, sign out your other devices in the room menu.` : ''}`,
      })
    }
    if (deviceAdded && !before.has(`${deviceAdded.participant} ${deviceAdded.at}`)) {
      const mine = deviceAdded.participant === me
      showToast({
        tone: 'info',
        title: mine
          ? t`You joined on another device`
          : t`${nameIn(session, deviceAdded.participant)} joined on another device`,
        words: mine
          ? t`They used the link you saved. If that wasn’t you, sign out your other devices in the room menu.`
          : t`They used the link they saved.`,
      })
    }
  }, [keys])
}

/** Somebody outside says they are a person of this session: everybody who can tell is asked, with one click for yes. */
export function ReturnRequests(props: RoomProps) {
  const { session, me, connected, send } = props
  const open = useOpenReturns(props)
  useSaidReturns(props)
  return open
    .filter(({ participant }) => isAskedToConfirm(session, me, participant))
    .map(({ request, participant }) => {
      const mine = participant === me
      const name = nameIn(session, participant)
      const refused = refusalTo(session, me, { kind: 'answerReturn', request, granted: true })
      const answer = (granted: boolean) => void send({ kind: 'answerReturn', request, granted })
      return (
        <section key={request} aria-label={t`On another device`} className="shrink-0 px-3 py-2">
          <Callout
            role="alert"
            title={mine ? t`Is this you, on another device?` : t`Is this ${name}, on another device?`}
            actions={
              <>
                <Button
                  size="sm"
                  variant="primary"
                  isDisabled={refused !== null || !connected}
                  onPress={() => answer(true)}
                >
                  {mine ? t`Yes, that’s me` : t`Yes, that’s ${name}`}
                </Button>
                <Button size="sm" isDisabled={!connected} onPress={() => answer(false)}>{t`No`}</Button>
              </>
            }
          >
            <Trans>
              Someone opened the invitation in another browser and says they’re {mine ? t`you` : name}. Their screen
              shows the code <span className="tabular font-semibold text-ink">{returnCode(request)}</span>. If you say
              yes, they get {mine ? t`your seat and see what you see` : t`${name}’s seat and see what ${name} sees`}.
              {refused !== null && ` ${refusalSentence(refused)}`}
            </Trans>
          </Callout>
        </section>
      )
    })
}
