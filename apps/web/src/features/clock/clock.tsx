import { clockAt, mayControlClock } from '@greenroom/session'
import { ChevronLeft, ChevronRight, Flag, Minus, Pause, Play, Plus } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton, DialogTrigger } from 'react-aria-components'
import { ConfirmDialog, cx, IconButton, Popover } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { AgendaList } from './agenda-list.tsx'
import { timeOnFace } from './clock-words.ts'
import { usePhaseSignals } from './use-phase-signals.ts'
import { useServerSeconds } from './use-server-seconds.ts'

/** The honest clock of the header: phase, time left of it, and the interviewer's buttons. Keeps its width while it runs. */
export const Clock = ({ session, round, me, connected, send, serverNow }: RoomProps) => {
  const deadline = round.clock.kind === 'running' ? round.clock.deadline : null
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
  const version = { clockVersion: session.clockVersion }
  const holds = mayControlClock(session, me)
  const oneMinute = 60_000
  const last = reading.phase >= agenda.length - 1
  return (
    <section aria-label="Clock" className="flex flex-wrap items-center justify-center gap-1">
      {holds && (
        <IconButton
          label="Previous phase"
          size="sm"
          isDisabled={!connected || reading.phase === 0}
          onPress={() => void send({ kind: 'previousPhase', ...version })}
        >
          <ChevronLeft aria-hidden="true" />
        </IconButton>
      )}
      <DialogTrigger>
        <AriaButton className="flex h-9 cursor-default items-center gap-x-2.5 rounded-md px-2 max-sm:h-auto max-sm:flex-col max-sm:items-start max-sm:py-0.5 hovered:bg-hover expanded:bg-hover focus-visible:outline-2 focus-visible:outline-ring">
          <span className="min-w-0 leading-tight max-sm:order-last max-sm:text-left sm:text-right">
            <span className={cx('block truncate text-xs font-medium text-ink sm:max-w-44', holds && 'max-sm:max-w-34')}>
              {name}
            </span>
            <span className="block text-2xs text-ink-faint max-sm:sr-only">
              Phase {reading.phase + 1} of {agenda.length}
            </span>
          </span>
          <span className="flex items-center gap-2">
            <span
              className={cx(
                'tabular min-w-16 text-xl font-semibold max-sm:min-w-0 sm:text-right',
                over ? 'text-warn-ink' : paused ? 'text-ink-faint' : 'text-ink',
              )}
            >
              {over ? '+' : ''}
              {timeOnFace(left)}
            </span>
            <span className={cx('w-10 text-left text-2xs font-medium', over ? 'text-warn-ink' : 'text-ink-faint')}>
              {paused ? 'paused' : over ? 'over' : 'left'}
            </span>
          </span>
          <span className="sr-only">Show the agenda</span>
        </AriaButton>
        <Popover placement="bottom">
          <AgendaList round={round} now={now} />
        </Popover>
      </DialogTrigger>
      {holds && (
        <>
          <IconButton
            label={paused ? 'Resume the clock' : 'Pause the clock'}
            size="sm"
            isDisabled={!connected}
            onPress={() => void send({ kind: paused ? 'resumeClock' : 'pauseClock', ...version })}
          >
            {paused ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          </IconButton>
          <IconButton
            label="Remove a minute"
            size="sm"
            isDisabled={!connected || reading.remaining < oneMinute}
            onPress={() => void send({ kind: 'addTime', milliseconds: -oneMinute, ...version })}
          >
            <Minus aria-hidden="true" />
          </IconButton>
          <IconButton
            label="Add a minute"
            size="sm"
            isDisabled={!connected}
            onPress={() => void send({ kind: 'addTime', milliseconds: oneMinute, ...version })}
          >
            <Plus aria-hidden="true" />
          </IconButton>
          {last ? null : (
            <IconButton
              label="Next phase"
              size="sm"
              variant={over ? 'primary' : 'quiet'}
              isDisabled={!connected}
              onPress={() => void send({ kind: 'nextPhase', ...version })}
            >
              <ChevronRight aria-hidden="true" />
            </IconButton>
          )}
          {/* Away from the button that is pressed in every phase: it closes the board. */}
          <IconButton
            label="End the round"
            size="sm"
            className="ml-3 max-sm:ml-1"
            variant={over && last ? 'primary' : 'quiet'}
            isDisabled={!connected}
            onPress={() => setEnding(true)}
          >
            <Flag aria-hidden="true" />
          </IconButton>
          <ConfirmDialog
            title="End the round?"
            confirm="End the round"
            danger={false}
            isOpen={ending}
            onOpenChange={setEnding}
            onConfirm={() => void send({ kind: 'endRound', ...version })}
          >
            The board closes and the debrief opens. You can reopen the round until the scores are shown.
          </ConfirmDialog>
        </>
      )}
    </section>
  )
}
