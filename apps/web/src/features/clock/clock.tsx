import { clockAt, mayControlClock, quietOf, type WireCommand } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ChevronLeft, ChevronRight, Flag, Pause, Play } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button as AriaButton, DialogTrigger } from 'react-aria-components'
import { Button, type ButtonProps, cx, IconButton, Popover } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { EndRoundDialog } from '../people/end-round-dialog.tsx'
import { AgendaList } from './agenda-list.tsx'
import { timeOnFace } from './clock-words.ts'
import { usePhaseSignals } from './use-phase-signals.ts'
import { useServerSeconds } from './use-server-seconds.ts'

const oneMinute = 60_000

/** The clock of the header: phase, time left in it, and the interviewer's buttons. Keeps its width while it runs. */
export function Clock({ session, round, me, connected, timeKnown, send, serverNow }: RoomProps) {
  const quiet = quietOf(round)
  const deadline = round.clock.kind === 'running' ? round.clock.deadline : (quiet?.until ?? null)
  const now = useServerSeconds(serverNow, deadline)
  const [ending, setEnding] = useState(false)
  const reading = clockAt(round, now)
  const agenda = round.agenda
  const name = reading && agenda ? (agenda[reading.phase]?.name ?? '') : ''
  usePhaseSignals({ phase: reading?.phase ?? null, name, over: (reading?.overrun ?? 0) > 0 })
  if (!reading || !agenda || round.status !== 'running') return null

  const over = reading.overrun > 0
  const left = reading.remaining - reading.overrun
  const paused = round.clock.kind === 'paused'
  const sure = timeKnown || paused
  const planned = agenda[reading.phase]?.minutes ?? 0
  const version = { clockVersion: session.clockVersion }
  const holds = mayControlClock(session, me)
  const last = reading.phase >= agenda.length - 1
  const press = (command: WireCommand) => () => void send(command)
  const back = {
    label: t`Previous phase`,
    isDisabled: !connected || reading.phase === 0,
    onPress: press({ kind: 'previousPhase', ...version }),
  }
  const less = {
    label: t`Remove a minute, −1 min`,
    isDisabled: !connected || reading.remaining < oneMinute,
    onPress: press({ kind: 'addTime', milliseconds: -oneMinute, ...version }),
  }
  const more = {
    label: t`Add a minute, +1 min`,
    isDisabled: !connected,
    onPress: press({ kind: 'addTime', milliseconds: oneMinute, ...version }),
  }
  return (
    <section aria-label={t`Clock`} className="flex flex-wrap items-center justify-center gap-1">
      {holds && (
        <IconButton {...back} size="sm" className="max-[100rem]:hidden">
          <ChevronLeft aria-hidden="true" />
        </IconButton>
      )}
      <DialogTrigger>
        <AriaButton className="flex h-9 cursor-default items-center gap-x-2.5 rounded-md px-2 max-sm:h-auto max-sm:flex-col max-sm:items-start max-sm:py-0.5 hovered:bg-hover expanded:bg-hover focus-visible:outline-2 focus-visible:outline-ring">
          <span className="min-w-0 leading-tight max-sm:order-last max-sm:text-left sm:text-right">
            <span
              className={cx(
                'block truncate text-xs font-medium text-ink sm:max-w-44 lg:max-[100rem]:max-w-36',
                holds && 'max-sm:max-w-28',
              )}
            >
              {name}
            </span>
            <span className="block text-2xs text-ink-faint max-sm:sr-only">
              <Trans>
                Phase {reading.phase + 1} of {agenda.length}
              </Trans>
            </span>
          </span>
          <span className="flex items-baseline gap-1.5">
            <span
              translate="no"
              className={cx(
                'tabular min-w-14 whitespace-nowrap text-xl font-semibold max-sm:min-w-0 sm:text-right',
                over ? 'text-warn-ink' : paused || !sure ? 'text-ink-faint' : 'text-ink',
              )}
            >
              {!sure && <span title={t`You’re offline, so this time may be wrong`}>≈ </span>}
              {over ? '+' : ''}
              {timeOnFace(left)}
            </span>
            <span
              className={cx(
                'whitespace-nowrap text-left text-2xs font-medium max-sm:min-w-0 sm:min-w-19',
                over ? 'text-warn-ink' : 'text-ink-faint',
              )}
            >
              {quiet !== null ? (
                <QuietLeft left={quiet.until - now} />
              ) : paused ? (
                t`paused`
              ) : over ? (
                <span>{t`over`}</span>
              ) : (
                <>
                  <span>{t`left`}</span>
                  {left <= planned * oneMinute && (
                    <span className="font-normal max-sm:sr-only">
                      <Trans> of {planned} min</Trans>
                    </span>
                  )}
                </>
              )}
            </span>
          </span>
          {!sure && <span className="sr-only">{t`You’re offline, so this time may be wrong.`}</span>}
          <span className="sr-only">{t`Show the agenda`}</span>
        </AriaButton>
        <Popover placement="bottom">
          <AgendaList round={round} now={now} sure={sure}>
            {holds && (
              <div className="mt-3 grid grid-cols-2 gap-2 min-[100rem]:hidden">
                <Button {...labelled(more)} size="sm" className="sm:max-lg:hidden xl:hidden">{t`+1 min`}</Button>
                <Button {...labelled(less)} size="sm" className="sm:max-lg:hidden xl:hidden">{t`−1 min`}</Button>
                <Button {...labelled(back)} size="sm" className="col-span-2">{t`Previous phase`}</Button>
              </div>
            )}
          </AgendaList>
        </Popover>
      </DialogTrigger>
      {holds && (
        <>
          <ClockButton
            label={
              quiet !== null && paused
                ? t`End quiet time, resume the clock`
                : paused
                  ? t`Resume the clock`
                  : t`Pause the clock`
            }
            isDisabled={!connected}
            onPress={press({ kind: paused ? 'resumeClock' : 'pauseClock', ...version })}
          >
            {paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
            <span className="max-sm:sr-only lg:max-xl:sr-only">{paused ? t`Resume` : t`Pause`}</span>
          </ClockButton>
          <ClockButton {...less} className="max-sm:hidden lg:max-xl:hidden">
            <MinuteWords sign="−" />
          </ClockButton>
          <ClockButton {...more} className="max-sm:hidden lg:max-xl:hidden">
            <MinuteWords sign="+" />
          </ClockButton>
          {last ? null : (
            <ClockButton
              label={t`Next phase`}
              variant={over ? 'primary' : 'quiet'}
              isDisabled={!connected}
              onPress={press({ kind: 'nextPhase', ...version })}
            >
              <span>
                <Trans>
                  Next<span className="max-sm:sr-only lg:max-xl:sr-only"> phase</span>
                </Trans>
              </span>
              <ChevronRight aria-hidden="true" className="max-[100rem]:hidden" />
            </ClockButton>
          )}
          {/* Away from the button that is pressed in every phase, and with an edge of its own: it closes the board. */}
          <Button
            aria-label={t`End the round`}
            size="sm"
            className="ml-3 max-sm:ml-1"
            variant={over && last ? 'primary' : 'secondary'}
            isDisabled={!connected}
            onPress={() => setEnding(true)}
          >
            <Flag aria-hidden="true" className="max-[100rem]:hidden" />
            <span>
              <Trans>
                End<span className="max-sm:sr-only lg:max-xl:sr-only"> the round</span>
              </Trans>
            </span>
          </Button>
          <EndRoundDialog session={session} send={send} isOpen={ending} onOpenChange={setEnding} />
        </>
      )}
    </section>
  )
}

type Labelled = { readonly label: string; readonly isDisabled: boolean; readonly onPress: () => void }

const labelled = ({ label, ...rest }: Labelled) => ({ 'aria-label': label, ...rest })

/** A quiet text button; its label says in full what the few words on it mean. */
const ClockButton = ({
  label,
  isDisabled,
  onPress,
  className,
  ...props
}: Labelled & Pick<ButtonProps, 'variant' | 'className'> & { readonly children: ReactNode }) => (
  <Button
    variant="quiet"
    {...props}
    {...labelled({ label, isDisabled, onPress })}
    size="sm"
    className={cx('px-2', className)}
  />
)

/** While quiet time is running the phase's clock is stopped, and the quiet time is shown instead. */
const QuietLeft = ({ left }: { readonly left: number }) => (
  <span className="tabular text-info-ink">
    <Trans>quiet {timeOnFace(Math.max(0, left))}</Trans>
  </span>
)

const MinuteWords = ({ sign }: { readonly sign: '−' | '+' }) => (
  <span className="tabular">
    {sign}1<span className="max-[100rem]:sr-only">{t` min`}</span>
  </span>
)
