import { type AudioPart, audioLevelEvery, keptAudio, type ParticipantId, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Volume2, VolumeX } from 'lucide-react'
import { memo, useEffect, useMemo, useState } from 'react'
import { callForFile } from '../../../browser/api.ts'
import { IconButton } from '../../../design/index.ts'
import { senderFor } from '../../audio/open-senders.ts'
import { minutesAndSeconds } from '../../clock/clock-words.ts'
import type { StripPeople } from '../../strip/strip-people.ts'
import type { MomentAudience } from '../moment/moment-link.tsx'
import type { TimelineWindow } from '../player/timeline-window.ts'
import type { PlayerControls } from '../player/use-player.ts'
import type { RecordedVoices } from './recorded-voices.ts'
import { createVoicePlayer, type VoicePlayer } from './voice-player.ts'

type Lane = { readonly participant: ParticipantId; readonly parts: readonly AudioPart[] }

/** What is stored of each person's voice, by time; those who spoke first come first. */
function lanesOf(session: SessionState): readonly Lane[] {
  const parts = keptAudio(session)
    .flatMap((recording) => recording.parts)
    .toSorted((a, b) => a.at - b.at)
  return [...Map.groupBy(parts, ({ by }) => by)].map(([participant, own]) => ({ participant, parts: own }))
}

/** Steps in which a lane is drawn. */
const steps = 480

/** How loud somebody is in each step of what is shown, from 0 to 15. `null`: nothing was recorded then. */
function levelsIn(parts: readonly AudioPart[], { from, to }: TimelineWindow): readonly (number | null)[] {
  const drawn = new Array<number | null>(steps).fill(null)
  const width = Math.max(1, to - from)
  const stepOf = (at: number): number => Math.floor(((at - from) / width) * steps)
  for (const { at, length, levels } of parts) {
    if (at > to || at + length < from) continue
    for (let time = at; time < at + length; time += audioLevelEvery) {
      const level = Number.parseInt(levels[Math.floor((time - at) / audioLevelEvery)] ?? '0', 16)
      // A quarter of a second may be wider than a step.
      for (let step = stepOf(time); step <= stepOf(Math.min(time + audioLevelEvery, at + length) - 1); step++)
        if (step >= 0 && step < steps) drawn[step] = Math.max(drawn[step] ?? 0, level)
    }
  }
  return drawn
}

/**
 * Recorded voices: a lane for each person with how loud they are, gaps where nothing was recorded, and a button that mutes them. They are heard
 * while the replay plays. Nothing is drawn where nothing is kept. What is known to be missing is a gap, and is said.
 */
export function VoiceLanes({
  recorded,
  people,
  shown,
  controls: { player },
  audience,
  start,
}: {
  readonly recorded: SessionState
  readonly people: StripPeople
  readonly shown: TimelineWindow
  readonly controls: PlayerControls
  readonly audience: MomentAudience
  /** When the replay begins, in the server's milliseconds. */
  readonly start: number
}) {
  const all = useMemo(() => lanesOf(recorded), [recorded])
  const missing = audience.kind === 'nobody' ? audience.voices?.missing : undefined
  const lanes = useMemo(() => withGaps(all, missing ?? nothingMissing), [all, missing])
  const [muted, setMuted] = useState<ReadonlySet<ParticipantId>>(new Set())
  const { session, token, participant } = audience.kind === 'session' ? audience : noSession
  // What an earlier visit has left on this device is sent from here, too.
  useEffect(() => {
    if (token !== '') senderFor({ session, participant, token })
  }, [session, participant, token])
  const given = audience.kind === 'nobody' ? audience.voices : undefined
  const source = useMemo(
    () => given ?? (token === '' ? null : voicesOfSession(session, token)),
    [given, session, token],
  )
  const voices = useVoices(source, lanes.length > 0)
  const heard = useMemo(
    () => lanes.filter((lane) => !muted.has(lane.participant)).map(({ parts }) => parts),
    [lanes, muted],
  )
  useEffect(() => {
    voices?.follow({ at: player.at, playing: player.playing, speed: player.speed, lanes: heard })
  }, [voices, player, heard])
  if (lanes.length === 0 || source === null) return null
  const head = ((player.at - shown.from) / Math.max(1, shown.to - shown.from)) * 100
  const mute = (who: ParticipantId): void =>
    setMuted((before) =>
      before.has(who) ? new Set([...before].filter((one) => one !== who)) : new Set([...before, who]),
    )
  return (
    <section aria-label={t`Voices`} className="flex flex-col gap-0.5 py-1">
      {lanes.map(({ participant: who, parts }) => {
        const person = people.get(who)
        const name = person?.name ?? ''
        const isMuted = muted.has(who)
        return (
          <div key={who} className="relative h-6">
            <VoiceLane parts={parts} shown={shown} colour={person?.colour ?? 8} faint={isMuted} />
            {head >= 0 && head <= 100 && (
              <div className="absolute inset-y-0 w-px bg-accent" style={{ left: `${head}%` }} aria-hidden="true" />
            )}
            <span className="absolute inset-y-0 left-0 flex items-center gap-0.5">
              <IconButton
                label={isMuted ? t`Hear ${name}` : t`Mute ${name}`}
                size="sm"
                className="size-6!"
                aria-pressed={isMuted}
                onPress={() => mute(who)}
              >
                {isMuted ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
              </IconButton>
              <span className="rounded-sm bg-surface/80 px-0.5 text-2xs font-medium text-ink">{name}</span>
            </span>
          </div>
        )
      })}
      <Missing lanes={all} missing={missing ?? nothingMissing} people={people} start={start} />
    </section>
  )
}

const nothingMissing: RecordedVoices['missing'] = new Map()

/** The same lanes without the parts that have no sound here. */
function withGaps(lanes: readonly Lane[], missing: RecordedVoices['missing']): readonly Lane[] {
  if (missing.size === 0) return lanes
  return lanes.map(({ participant, parts }) => ({
    participant,
    parts: parts.filter(({ hash }) => !missing.has(hash)),
  }))
}

/** So many are named; of more only the number is said. */
const namedAtMost = 4

/** Says whose voice is missing, and when. */
function Missing({
  lanes,
  missing,
  people,
  start,
}: {
  readonly lanes: readonly Lane[]
  readonly missing: RecordedVoices['missing']
  readonly people: StripPeople
  readonly start: number
}) {
  const parts = lanes
    .flatMap((lane) => lane.parts.filter(({ hash }) => missing.has(hash)))
    .toSorted((a, b) => a.at - b.at)
  if (parts.length === 0) return null
  const named = parts.slice(0, namedAtMost).map(({ by, at, length }) => {
    const name = people.get(by)?.name ?? ''
    const from = minutesAndSeconds(at - start)
    const to = minutesAndSeconds(at + length - start)
    return t`${name} ${from}–${to}`
  })
  const more = parts.length - named.length
  const list = named.join(', ')
  return (
    <p role="status" className="text-2xs text-ink-soft">
      {more === 0
        ? t`Missing from this recording: ${list}.`
        : t`Missing from this recording: ${list}, and ${more} more stretches.`}
    </p>
  )
}

/** The voices of a session that one is in. */
const voicesOfSession = (session: string, token: string): Pick<RecordedVoices, 'load'> => ({
  load: async (hash) => {
    const answer = await callForFile(`/sessions/${session}/audio/${hash}`, { token })
    return answer.ok ? new Response(answer.value).arrayBuffer() : null
  },
})

const noSession = { session: '', token: '', participant: '' }

const VoiceLane = memo(function VoiceLane({
  parts,
  shown,
  colour,
  faint,
}: {
  readonly parts: readonly AudioPart[]
  readonly shown: TimelineWindow
  readonly colour: number
  readonly faint: boolean
}) {
  const levels = useMemo(() => levelsIn(parts, shown), [parts, shown])
  return (
    <svg
      className="absolute inset-0 size-full rounded-sm bg-sunken"
      viewBox={`0 0 ${steps} 32`}
      preserveAspectRatio="none"
      shapeRendering="crispEdges"
      aria-hidden="true"
      data-recorded={levels.filter((level) => level !== null).length}
    >
      {levels.map((level, step) =>
        // What was recorded has a line, however quiet; a gap has none.
        level === null ? null : (
          <rect
            key={step}
            x={step}
            width="1.02"
            y={16 - Math.max(1, level)}
            height={2 * Math.max(1, level)}
            fill={`var(--person-${colour}-line)`}
            opacity={faint ? 0.35 : 1}
          />
        ),
      )}
    </svg>
  )
})

/** `null` until there is something to hear. */
function useVoices(source: Pick<RecordedVoices, 'load'> | null, wanted: boolean): VoicePlayer | null {
  const [voices, setVoices] = useState<VoicePlayer | null>(null)
  useEffect(() => {
    if (!wanted || source === null) return
    const made = createVoicePlayer(({ hash }) => source.load(hash))
    setVoices(made)
    return () => {
      setVoices(null)
      made.close()
    }
  }, [source, wanted])
  return voices
}
