import { airtimePause, foldAll, type ParticipantId, type ProjectedEntry, type RoundId } from '@greenroom/session'
import type { Span } from './strip-phases.ts'

/** So long two people have to speak at once: shorter is a "yes" and a "right". Milliseconds, as all of these. */
export const talkOverFrom = 500
/** So long nobody has to speak: from three seconds on a silence is one in which somebody thinks. */
export const silenceFrom = 3_000
/** Something shorter that others say in a pause of a monologue does not end it. */
const interjectionUpTo = 1_000

export type Voice = {
  readonly participant: ParticipantId
  /** When their microphone was listened to, and when they spoke in it. */
  readonly heard: readonly Span[]
  readonly speech: readonly Span[]
  /** Milliseconds of speech. */
  readonly spoke: number
}

/** Who spoke when in a round, without words. All times are the store's milliseconds. */
export type Airtime = {
  /** By their first speech. */
  readonly voices: readonly Voice[]
  /** When all those whose speech was measured were listened to: only there does nobody speaking mean silence. */
  readonly heard: readonly Span[]
  readonly talkOvers: readonly Span[]
  readonly silences: readonly Span[]
  /**
   * The longest time in which one person had the word: their pauses are shorter than a silence, and nobody else says more in them than an
   * interjection. `null`: nobody spoke.
   */
  readonly monologue: (Span & { readonly by: ParticipantId }) | null
}

/** What people spoke in a round, from its reader's stream; `null`: nothing of it was measured, or it was deleted, or its reader is not sent it. */
export function airtimeOf(entries: readonly ProjectedEntry[], round: RoundId, { from, to }: Span): Airtime | null {
  const within = (span: Span): readonly Span[] => intersection([span], [{ from, to }])
  const { airtimes } = foldAll(entries)
  const kept = new Set(airtimes.flatMap(({ airtime, deletedAt }) => (deletedAt === null ? [airtime] : [])))
  const noted = entries.flatMap((entry) =>
    entry.kind === 'airtime-noted' && entry.by !== null && entry.data.round === round && kept.has(entry.data.airtime)
      ? [{ by: entry.by, ...entry.data }]
      : [],
  )
  const voices = [...Map.groupBy(noted, ({ by }) => by)]
    .map(([participant, own]): Voice => {
      const speech = joined(own.flatMap(({ stretches }) => stretches).flatMap(within), airtimePause)
      // What is noted in pieces has a millisecond between them.
      const heard = joined(
        own.flatMap(({ heard }) => within(heard)),
        airtimePause,
      )
      return { participant, heard, speech, spoke: lengthOf(speech) }
    })
    .filter(({ heard }) => heard.length > 0)
    .toSorted((a, b) => (a.speech[0]?.from ?? to) - (b.speech[0]?.from ?? to))
  if (voices.length === 0) return null
  const heardOf = new Map(voices.map(({ participant, heard }) => [participant, heard]))
  const heard = airtimes.flatMap(({ airtime, spans }) =>
    kept.has(airtime)
      ? spans.flatMap((span) =>
          span.round === round
            ? span.between.reduce(
                (all, one) => intersection(all, heardOf.get(one) ?? []),
                within({ from: span.from, to: span.to ?? to }),
              )
            : [],
        )
      : [],
  )
  const spoken = joined(voices.flatMap(({ speech }) => speech))
  const talkOvers = voices.flatMap(({ speech }, index) =>
    voices.slice(index + 1).flatMap((other) => intersection(speech, other.speech)),
  )
  return {
    voices,
    heard: joined(heard),
    talkOvers: joined(talkOvers).filter((span) => lengthOf([span]) >= talkOverFrom),
    silences: without(joined(heard), spoken).filter((span) => lengthOf([span]) >= silenceFrom),
    monologue: longestOf(voices),
  }
}

function longestOf(voices: readonly Voice[]): Airtime['monologue'] {
  let longest: Airtime['monologue'] = null
  for (const { participant: by, speech } of voices) {
    const answers = voices.flatMap((other) =>
      other.participant === by ? [] : other.speech.filter((span) => lengthOf([span]) >= interjectionUpTo),
    )
    let word: Span | null = null
    for (const next of speech) {
      const pause: Span | null = word && { from: word.to, to: next.from }
      const goesOn: boolean =
        pause !== null && lengthOf([pause]) < silenceFrom && intersection(answers, [pause]).length === 0
      word = { from: goesOn && word !== null ? word.from : next.from, to: next.to }
      if (longest === null || lengthOf([word]) > lengthOf([longest])) longest = { by, ...word }
    }
  }
  return longest
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** By time, none touching another; those no further apart than `apart` are one. */
function joined(spans: readonly Span[], apart = 0): readonly Span[] {
  const out: Span[] = []
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1)
    if (last !== undefined && span.from - last.to <= apart)
      out[out.length - 1] = { from: last.from, to: Math.max(last.to, span.to) }
    else out.push({ from: span.from, to: span.to })
  }
  return out
}

/** What lies in both; each of them is by time and overlaps nothing of its own. */
function intersection(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  const out: Span[] = []
  let first = 0
  for (const one of some) {
    while (first < others.length && (others[first]?.to ?? 0) <= one.from) first += 1
    for (const other of others.slice(first)) {
      if (other.from >= one.to) break
      out.push({ from: Math.max(one.from, other.from), to: Math.min(one.to, other.to) })
    }
  }
  return out
}

/** What of `some` lies in none of `others`. */
function without(some: readonly Span[], others: readonly Span[]): readonly Span[] {
  return some.flatMap(({ from, to }) => {
    const out: Span[] = []
    let since = from
    for (const other of intersection([{ from, to }], others)) {
      if (other.from > since) out.push({ from: since, to: other.from })
      since = other.to
    }
    return since < to ? [...out, { from: since, to }] : out
  })
}
