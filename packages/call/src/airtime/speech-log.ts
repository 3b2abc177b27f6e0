import { airtimePause, type Stretch } from '@greenroom/session'

/** How likely ten milliseconds hold speech, 0 to 1, and how loud they are without their noise. */
export type SpeechFrame = { readonly likely: number; readonly energy: number }

/** For how long a microphone was listened to, and when its owner spoke in it. */
export type HeardSpeech = { readonly heard: Stretch; readonly stretches: readonly Stretch[] }

export type SpeechLog = {
  /** Frames that follow those before; the last one has ended when `now` comes, in milliseconds of any clock. */
  readonly note: (frames: readonly SpeechFrame[], now: number) => void
  /** What has been heard since the last time, in that clock's milliseconds. With `all`, up to the newest frame; else up to a place between two words. */
  readonly take: (all: boolean) => readonly HeardSpeech[]
  /** What `take(true)` would give; nothing is taken. */
  readonly peek: () => readonly HeardSpeech[]
}

/** Milliseconds of a frame. */
const frame = 10
const speaksFrom = 0.6
/** What is shorter is a click and no word. Milliseconds. */
const wordFrom = 100
/** A word begins before it is recognized and ends after: at most so many frames, as long as they are so loud beside the word itself. */
const reach = 20
const stillLoud = 0.02
/** Frames without speech, between which a word is cut neither at its beginning nor at its end. */
const quiet = 2 * reach
/**
 * Frames that come so much later than those before them: the sound was interrupted. Less, where all that come within a second do: some of the sound
 * was lost, as happens on a machine with too much to do. Milliseconds.
 */
const interrupted = 1_000
const lost = 60
const lostWithin = 1_000

/** Speech of one microphone over time, from the frames of its sound. Pure: the clock comes with the frames. */
export function createSpeechLog(): SpeechLog {
  const over: HeardSpeech[] = []
  let frames: SpeechFrame[] = []
  /** When the first of `frames` began, by what came since the last cut; where nothing has yet, it is where that cut was. */
  let measured = Number.POSITIVE_INFINITY
  let cutAt = 0
  /** When the first of `frames` began, by each of the newest packets, and how many frames there were before it. */
  let newest: { readonly begun: number; readonly before: number }[] = []
  const start = (): number => (Number.isFinite(measured) ? measured : cutAt)

  const heardIn = (count: number): HeardSpeech => {
    const heard = { from: start(), to: start() + count * frame }
    return { heard, stretches: stretchesOf(frames.slice(0, count), heard.from) }
  }
  const cut = (count: number): void => {
    if (count === 0) return
    const speech = heardIn(count)
    over.push(speech)
    frames = frames.slice(count)
    // Measured again with what comes next: sound and clock drift apart within an hour.
    measured = Number.POSITIVE_INFINITY
    cutAt = speech.heard.to
    newest = newest.flatMap((one) =>
      one.before < count ? [] : [{ begun: one.begun + count * frame, before: one.before - count }],
    )
  }

  return {
    note: (next, now) => {
      const begun = (): number => now - (frames.length + next.length) * frame
      if (frames.length > 0 && begun() - start() > interrupted) cut(frames.length)
      newest.push({ begun: begun(), before: frames.length })
      frames.push(...next)
      const first = newest[0]?.before ?? 0
      if ((frames.length - first) * frame >= lostWithin) {
        const soonest = Math.min(...newest.map((one) => one.begun))
        if (soonest - start() > lost) {
          cut(first)
          measured = soonest + first * frame
        }
        newest.shift()
      }
      // Those that came soonest after their sound say best when it was.
      measured = Math.min(measured, now - frames.length * frame)
    },
    take: (all) => {
      cut(all ? frames.length : placeToCut(frames))
      return over.splice(0)
    },
    peek: () => (frames.length === 0 ? [...over] : [...over, heardIn(frames.length)]),
  }
}

/** The newest place with enough silence around it; where somebody speaks on and on, the end. */
function placeToCut(frames: readonly SpeechFrame[]): number {
  let silent = 0
  for (let index = frames.length - 1; index >= 0; index -= 1) {
    silent = (frames[index]?.likely ?? 0) > speaksFrom ? 0 : silent + 1
    if (silent === quiet) return index + reach
  }
  return frames.length
}

function stretchesOf(frames: readonly SpeechFrame[], start: number): readonly Stretch[] {
  const runs: { from: number; to: number; spoken: number }[] = []
  for (let from = 0; from < frames.length; from += 1) {
    if ((frames[from]?.likely ?? 0) <= speaksFrom) continue
    let to = from
    while ((frames[to]?.likely ?? 0) > speaksFrom) to += 1
    const word = { ...grown(frames, from, to), spoken: to - from }
    const before = runs.at(-1)
    if (before !== undefined && (word.from - before.to) * frame <= airtimePause) {
      before.to = word.to
      before.spoken += word.spoken
    } else runs.push(word)
    from = to
  }
  return runs
    .filter(({ spoken }) => spoken * frame >= wordFrom)
    .map(({ from, to }) => ({ from: start + from * frame, to: start + to * frame }))
}

/** A word with its soft beginning and end. */
function grown(frames: readonly SpeechFrame[], from: number, to: number): { from: number; to: number } {
  const energies = frames.slice(from, to).map(({ energy }) => energy)
  const loud = energies.toSorted((a, b) => a - b)[Math.floor(energies.length * 0.8)] ?? 0
  const isLoud = (index: number): boolean => (frames[index]?.energy ?? 0) > loud * stillLoud
  let [begin, end] = [from, to]
  while (begin > 0 && from - begin < reach && isLoud(begin - 1)) begin -= 1
  while (end < frames.length && end - to < reach && isLoud(end)) end += 1
  return { from: begin, to: end }
}
